"""Why a plan is as it is: what a booking earns, which rule limits it, which rules bend and what would mend them."""
