"""Which rows a transaction has changed, whichever way it changed them.

Temporary triggers note them, which belong to the connection and not to the file. So a table that
comes later is covered too, without anybody thinking of it.
"""

from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from intake_app.storage.connection import Connection
from intake_app.storage.failures import refusing
from intake_app.storage.row_digests import covered_tables, digest_of

REMOVED = ""
"""Stands for the digest of a row that is not there any more."""

_TOUCHED = (
    "CREATE TEMP TABLE touched (place TEXT PRIMARY KEY, of_table TEXT NOT NULL, row_id INTEGER)"
)
_TRIGGER = """
CREATE TEMP TRIGGER touched_{event}_{table} AFTER {event} ON main."{table}" BEGIN
  {steps}
END"""
_NOTE = """DELETE FROM touched WHERE place = {place};
  INSERT INTO touched VALUES ({place}, '{table}', {row_id});"""
_NOTE_MOVED = """INSERT OR REPLACE INTO touched
  SELECT {place}, '{table}', NULL WHERE {place} <> {now};"""
"""A row that goes by another name from now on is not at the old place any more."""


def watch_rows(engine: Engine, records: Path) -> None:
    """Let every connection of this engine note the rows that are changed through it."""

    def watch(connection: DBAPIConnection, _record: object) -> None:
        with refusing(records):
            watch_connection(connection)  # type: ignore[arg-type]

    event.listen(engine, "connect", watch)


def watch_connection(connection: Connection) -> None:
    connection.execute(_TOUCHED)
    for table in covered_tables(connection):
        after = _NOTE.format(place=table.place("new"), table=table.name, row_id="new.rowid")
        before = _NOTE.format(place=table.place("old"), table=table.name, row_id="NULL")
        moved = _NOTE_MOVED.format(
            place=table.place("old"), table=table.name, now=table.place("new")
        )
        steps = {"INSERT": after, "UPDATE": f"{moved} {after}", "DELETE": before}
        for kind, step in steps.items():
            connection.execute(_TRIGGER.format(event=kind, table=table.name, steps=step))


def take_touched(connection: Connection) -> dict[str, str]:
    """The places that this transaction has changed so far, each with its digest as it is now."""
    noted = connection.execute("SELECT place, of_table, row_id FROM touched").fetchall()
    if noted:
        connection.execute("DELETE FROM touched")
    return {
        str(place): _digest_at(connection, str(table), row_id) for place, table, row_id in noted
    }


def _digest_at(connection: Connection, table: str, row_id: object) -> str:
    wanted = f'SELECT * FROM "{table}" WHERE rowid = ?'  # noqa: S608 - a table's own name
    row = connection.execute(wanted, (row_id,)).fetchone()
    return REMOVED if row is None else digest_of(row)
