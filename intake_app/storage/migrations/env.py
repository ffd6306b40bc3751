"""How Alembic runs these migrations: inside the transaction that migrate.py has begun."""

from alembic import context

# In a rebuilt table ("batch") SQLite can change what ALTER TABLE cannot. The transaction is
# the caller's: either every step to the newest revision is taken, or none.
context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
