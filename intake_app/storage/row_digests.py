"""A digest of every row, for records whose pages have no checksums of their own.

SQLite does not notice when the disk changes a letter inside a row. Protected records need none of
this: each of their pages carries a checksum. Of others every transaction that writes keeps a
digest of each row it changed, whichever way it changed it: temporary triggers, which belong to
the connection and not to the file, note the rows. So a table that comes later is covered too.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Engine, PoolProxiedConnection, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from intake_app.domain.value_classes import dataclass
from intake_app.storage.connection import Connection
from intake_app.storage.failures import refusing
from intake_app.storage.search.index import SEARCH_PREFIX

_DIGESTS = "row_digest"
_NOT_COVERED = ("alembic_version", "audit", _DIGESTS)
"""The audit is a chain of hashes already."""

_TOUCHED = (
    "CREATE TEMP TABLE touched (place TEXT PRIMARY KEY, of_table TEXT NOT NULL, row_id INTEGER)"
)
_TRIGGER = """
CREATE TEMP TRIGGER touched_{event}_{table} AFTER {event} ON main."{table}" BEGIN
  {steps}
END"""
_NOTE = """DELETE FROM touched WHERE place = {place};
  INSERT INTO touched VALUES ({place}, '{table}', {row_id});"""
_KEEP = (
    "INSERT INTO row_digest (place, digest) VALUES (?, ?)"
    " ON CONFLICT (place) DO UPDATE SET digest = excluded.digest"
)
_FORGET = "DELETE FROM row_digest WHERE place = ?"


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    keys: tuple[str, ...]

    def place(self, row: str) -> str:
        """A row's name as an SQL expression: its table and its key."""
        parts = " || ' ' || ".join(f'{row}."{key}"' for key in self.keys)
        return f"'{self.name} ' || {parts}"


def keep_digests(engine: Engine, records: Path) -> None:
    """Let every transaction of this engine keep the digests of what it changed."""

    def watch(connection: DBAPIConnection, _record: object) -> None:
        with refusing(records):
            _watch(connection)  # type: ignore[arg-type]

    def keep(connection: SqlConnection) -> None:
        proxied: PoolProxiedConnection = connection.connection
        with refusing(records):
            _keep_touched(proxied.driver_connection)  # type: ignore[arg-type]

    event.listen(engine, "connect", watch)
    event.listen(engine, "commit", keep)


def digest_all(connection: Connection) -> None:
    """Keep the digests of what is there, inside a transaction; older ones are forgotten."""
    connection.execute("DELETE FROM row_digest")
    for table in _tables(connection):
        for place, digest in _digests(connection, table):
            connection.execute(_KEEP, (place, digest))


def unlike_their_digest(connection: Connection) -> tuple[str, ...]:
    """Rows that are not what was written, or not there any more, as "table key"."""
    if not _has_digests(connection):
        return ()
    kept = {
        str(place): digest
        for place, digest in connection.execute(
            "SELECT place, digest FROM row_digest NOT INDEXED"
        ).fetchall()
    }
    unlike = [
        place
        for table in _tables(connection)
        for place, digest in _digests(connection, table)
        if kept.pop(place, None) != digest
    ]
    return (*unlike, *kept)


def _has_digests(connection: Connection) -> bool:
    named = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
    return connection.execute(named, (_DIGESTS,)).fetchone() is not None


def _watch(connection: Connection) -> None:
    if not _has_digests(connection):
        return
    connection.execute(_TOUCHED)
    for table in _tables(connection):
        after = _NOTE.format(place=table.place("new"), table=table.name, row_id="new.rowid")
        before = _NOTE.format(place=table.place("old"), table=table.name, row_id="NULL")
        steps = {"INSERT": after, "UPDATE": f"{before} {after}", "DELETE": before}
        for kind, step in steps.items():
            connection.execute(_TRIGGER.format(event=kind, table=table.name, steps=step))


def _keep_touched(connection: Connection) -> None:
    touched = connection.execute("SELECT place, of_table, row_id FROM touched").fetchall()
    for place, table, row_id in touched:
        wanted = f'SELECT * FROM "{table}" WHERE rowid = ?'  # noqa: S608 - a table's own name
        row = connection.execute(wanted, (row_id,)).fetchone()
        if row is None:
            connection.execute(_FORGET, (place,))
        else:
            connection.execute(_KEEP, (place, digest_of(row)))
    if touched:
        connection.execute("DELETE FROM touched")


def _tables(connection: Connection) -> list[_Table]:
    names = connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE ? ORDER BY name",
        (f"{SEARCH_PREFIX}%",),
    ).fetchall()
    return [
        _Table(str(name), _keys(connection, str(name)))
        for (name,) in names
        if name not in _NOT_COVERED
    ]


def _keys(connection: Connection, table: str) -> tuple[str, ...]:
    columns = connection.execute(f'PRAGMA main.table_info("{table}")').fetchall()
    keys = sorted((int(str(key)), str(name)) for _, name, *_, key in columns if key)
    return tuple(name for _, name in keys)


def _digests(connection: Connection, table: _Table) -> Iterator[tuple[str, bytes]]:
    wanted = f'SELECT {table.place("each")}, each.* FROM "{table.name}" AS each NOT INDEXED'  # noqa: S608
    rows = connection.execute(wanted)
    while (row := rows.fetchone()) is not None:
        yield str(row[0]), digest_of(row[1:])


def digest_of(row: tuple[object, ...]) -> bytes:
    """Of the values as they are stored, each with its type and length."""
    digest = hashlib.blake2b(digest_size=16)
    for value in row:
        octets = value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
        digest.update(f"{type(value).__name__} {len(octets)} ".encode())
        digest.update(octets)
    return digest.digest()
