"""What is trimmed when its time is over, by the policies of ops.retention_policy."""
