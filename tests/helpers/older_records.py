"""Records as an older release of the program left them, with data in every table it had."""

from dataclasses import astuple
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import NullPool

from intake_app.services.access import Actor, Role
from intake_app.services.audit import Deed, Kind
from intake_app.storage.audit.chain import Entry, entry_in, head_of, next_entry
from intake_app.storage.audit.head import head_text
from intake_app.storage.audit.seals import seal_everything
from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_folder import begin_records, records_file
from intake_app.storage.engine import WRITE, open_engine
from intake_app.storage.folder_parts import HEAD_FILE
from intake_app.storage.migrate import MIGRATIONS
from intake_app.storage.search.index import rebuild

_NOT_COPIED = ("audit", "row_digest")
"""The one is told anew; the other was not there before 0007, nor is it from 0010 on."""

_FIRST_WITH_SEALS = "0010"

_OWN = "NOT LIKE 'sqlite%' AND name NOT LIKE 'search%' AND name <> 'alembic_version'"


def as_of(revision: str, source: Path, target: Path) -> None:
    """Make records of this revision in ``target`` with what ``source`` has in the same columns."""
    target.mkdir(parents=True)
    begin_records(target)
    _with_tables_of(revision, records_file(target))
    connection = connect(records_file(target))
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("ATTACH DATABASE ? AS newer", (str(records_file(source)),))
    connection.execute("BEGIN IMMEDIATE")
    triggers = connection.execute(
        "SELECT name, sql FROM main.sqlite_schema WHERE type = 'trigger' AND name LIKE 'keep%'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER main.{name}")
    for (table,) in connection.execute(
        f"SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name {_OWN}"
    ).fetchall():
        if table not in _NOT_COPIED:
            _copy(connection, str(table))
    for _, sql in triggers:
        connection.execute(str(sql))
    rebuild(connection)
    last = _told_without_seals(connection) if revision > "0001" else None
    if last is not None and revision >= _FIRST_WITH_SEALS:
        last = seal_everything(connection, datetime.fromisoformat(last.at))
    connection.execute("COMMIT")
    connection.close()
    if last is not None:
        (target / HEAD_FILE).write_bytes(head_text(head_of(last)))


def _with_tables_of(revision: str, records: Path) -> None:
    engine = open_engine(records, pool=NullPool).execution_options(**WRITE)
    with engine.connect() as connection, connection.begin():
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        command.upgrade(config, revision)


def _told_without_seals(connection: Connection) -> Entry | None:
    """The same entries, as they were hashed before every row had a seal."""
    last = None
    columns = len(connection.execute("PRAGMA main.table_info(audit)").fetchall())
    places = ", ".join("?" * columns)
    rows = connection.execute("SELECT * FROM newer.audit ORDER BY sequence").fetchall()
    for told in map(entry_in, rows):
        deed = Deed(Actor(told.actor, Role(told.role)), Kind(told.kind), told.record_id)
        last = next_entry(last, deed, datetime.fromisoformat(told.at))
        connection.execute(f"INSERT INTO main.audit VALUES ({places})", astuple(last)[:columns])
    return last


def _copy(connection: Connection, table: str) -> None:
    rows = connection.execute(f"PRAGMA main.table_info({table})").fetchall()
    names = ", ".join(f'"{row[1]}"' for row in rows)
    connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM newer.{table}")
