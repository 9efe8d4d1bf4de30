"""Many independent tasks at once: in local processes, on a Dask cluster, or in this process; the same results."""
