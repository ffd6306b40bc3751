"""The SQLAlchemy engine over the record file, with transactions begun in words."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, ExceptionContext, Pool, QueuePool, create_engine, event
from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.fhir_json import from_json_text, to_json_text
from intake_app.storage.connection import connect
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusal_of

_BEGIN_WITH = "intake_begin"

READ: Final = {_BEGIN_WITH: "BEGIN"}
WRITE: Final = {_BEGIN_WITH: "BEGIN IMMEDIATE"}
"""Execution options. A write takes its lock at once: to upgrade a read lock later fails at once
when somebody else waits for the same, however long the busy timeout."""


def open_engine(
    records: Path, key: DataKey | None = None, *, pool: type[Pool] = QueuePool
) -> Engine:
    """An engine over an existing record file; it connects when it is first used."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(records, key),
        poolclass=pool,
        hide_parameters=True,  # bound values are patients' names and answers
        json_serializer=to_json_text,
        json_deserializer=from_json_text,
        execution_options=READ,
    )
    event.listen(engine, "begin", _begin)

    def refuse(context: ExceptionContext) -> None:
        refusal = refusal_of(context.original_exception, records)
        if refusal is not None:
            raise refusal from context.original_exception

    event.listen(engine, "handle_error", refuse)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options()[_BEGIN_WITH])
