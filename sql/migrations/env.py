"""Where Alembic meets the deployment's own connection: the caller opens, commits and rolls back."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations(run_scripts=context.config.attributes["run_scripts"])
