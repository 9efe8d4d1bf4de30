"""What-ifs: a plan with some changes beside the plan without them."""
