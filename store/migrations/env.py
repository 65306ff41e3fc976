"""Run by Alembic, on the connection and in the transaction that `store.schema` hands over."""

from alembic import context

from store.schema import VERSION_TABLE
from store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
