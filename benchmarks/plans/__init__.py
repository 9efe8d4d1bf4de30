"""The staffing benchmark: instances, runs of ours and of the peers, results kept, and the table."""
