"""The history of the tables, which Alembic follows; nothing here imports the program.

A new step is a module in versions/, its id at the end of ``REVISIONS`` in storage/revision.py,
and the same change in storage/tables.py. Triggers of a table that is rebuilt go with it: make
them again. The search tables are made anew after every migration, by storage/migrate.py.
"""
