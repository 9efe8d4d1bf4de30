"""From the staging tables into core: parents resolved, duplicates settled, changed rows updated, new rows inserted."""
