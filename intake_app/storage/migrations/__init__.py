"""The history of the tables, which Alembic follows; nothing here imports the program."""
