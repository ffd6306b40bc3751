"""SQLAlchemy and Alembic over one local SQLite file; the only place that imports them."""
