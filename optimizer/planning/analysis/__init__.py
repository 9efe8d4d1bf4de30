"""How sure a plan is: which driver moves it most, what two drivers do together, and what may come of all of them."""
