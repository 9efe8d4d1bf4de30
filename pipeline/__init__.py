"""The weekly run: steps, ledger, scheduler, and the `prop` command."""
