"""Give the records another key: a new file that is proved before it takes the old one's place."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intake_app.domain.errors import (
    RecordsBusy,
    RecordsDamaged,
)
from intake_app.domain.protection_errors import RecordsOpenElsewhere
from intake_app.storage.connection import Connection, connect, connect_for_a_look
from intake_app.storage.data_folder import make_private_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.whole_files import flush_file, flush_folder


@contextmanager
def held_alone(records: Path, key: DataKey | None) -> Iterator[Connection]:
    """An open record file that nobody else can read or write, with its journal brought in.

    Raises:
        RecordsOpenElsewhere: Somebody has it open.
    """
    connection = connect(records, key)
    try:
        with refusing(records):
            _take_alone(connection, records)
        yield connection
    finally:
        connection.close()


def _take_alone(connection: Connection, records: Path) -> None:
    try:
        with refusing(records):
            # Only who is alone may leave WAL; it removes the journal. Once outside, one lock
            # keeps everybody out, and staying outside shows that nobody came in between.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            mode = connection.execute("PRAGMA journal_mode").fetchone()
            connection.execute("COMMIT")
    except RecordsBusy:
        mode = None
    if mode != ("delete",):
        raise RecordsOpenElsewhere(path=records.parent)


def write_with_key(held: Connection, target: Path, key: DataKey) -> None:
    """Write everything into a new encrypted file, read all of it back and compare.

    Raises:
        RecordsDamaged: What was read back is not what the old file says.
    """
    with refusing(target):
        target.unlink(missing_ok=True)
        make_private_file(target)
        held.execute("PRAGMA foreign_keys = OFF")  # tables are filled in no particular order
        held.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(target), key.for_sqlcipher))
        held.execute("SELECT sqlcipher_export('fresh')")
        held.execute("DETACH DATABASE fresh")
        flush_file(target)
        written = connect_for_a_look(target, key)
        try:
            if contents(written) != contents(held):
                raise RecordsDamaged(path=target)
        finally:
            written.close()


def contents(connection: Connection) -> list[tuple[object, ...]]:
    """The tables with everything else that is declared, and of each table a count and a hash."""
    declared = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    ).fetchall()
    tables = [
        str(name)
        for kind, name, _, sql in declared
        if kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL")
    ]
    return [*declared, *((name, *_count_and_hash(connection, name)) for name in tables)]


def _count_and_hash(connection: Connection, table: str) -> tuple[int, str]:
    quoted = '"' + table.replace('"', '""') + '"'
    # NOT INDEXED: in the order the rows are stored, the same in both files.
    rows = connection.execute(f"SELECT * FROM {quoted} NOT INDEXED")  # noqa: S608 - a table's name
    count, digest = 0, hashlib.sha256()
    while (row := rows.fetchone()) is not None:
        count += 1
        digest.update(repr(row).encode())
    return count, digest.hexdigest()


def put_in_place(held: Connection, fresh: Path, records: Path) -> None:
    """Let the new file take the old one's name; from here on the new key is in force."""
    if os.name == "nt":  # where a file that is open cannot be replaced
        held.close()
    with refusing(records):
        fresh.replace(records)
        flush_folder(records.parent)
