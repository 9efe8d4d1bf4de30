"""Deploying the schema: plan, migrations, drift, script, rollback, grants."""
