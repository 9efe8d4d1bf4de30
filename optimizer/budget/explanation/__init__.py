"""Why somebody is or is not paid from an initiative: the rule that forbids it, or what it would cost."""
