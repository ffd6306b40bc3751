"""Give the records another key: a new file that is proved before it takes the old one's place."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from intake_app.domain.errors import (
    RecordsBusy,
    RecordsDamaged,
)
from intake_app.domain.protection_errors import RecordsOpenElsewhere
from intake_app.storage.connection import Connection, connect, connect_for_a_look
from intake_app.storage.data_folder import make_private_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.watching import Reached, asking, now_and_then, part_of, unwatched
from intake_app.storage.whole_files import flush_file, flush_folder

_ASKING_STEPS: Final = 1_000
"""Few: a row with a photograph is written in a handful."""

_WRITTEN, _READ_BACK = 0.4, 0.7
"""How much is done when the new file is written, and when it is read back."""


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


def write_with_key(
    held: Connection, target: Path, key: DataKey, reach: Reached = unwatched
) -> None:
    """Write everything into a new encrypted file, read all of it back and compare.

    What ``reach`` raises stops it; ``target`` is for the caller to remove then.

    Raises:
        RecordsDamaged: What was read back is not what the old file says.
    """
    with refusing(target):
        target.unlink(missing_ok=True)
        make_private_file(target)
        held.execute("PRAGMA foreign_keys = OFF")  # tables are filled in no particular order
        held.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(target), key.for_sqlcipher))
        _export(held, target, part_of(reach, 0.0, _WRITTEN))
        held.execute("DETACH DATABASE fresh")
        flush_file(target)
        written = connect_for_a_look(target, key)
        try:
            read_back = contents(written, part_of(reach, _WRITTEN, _READ_BACK))
            if read_back != contents(held, part_of(reach, _READ_BACK, 1.0)):
                raise RecordsDamaged(path=target)
        finally:
            written.close()


def _export(held: Connection, target: Path, reach: Reached) -> None:
    """One statement, which says nothing of itself: how far it is, the size of the file says."""
    pages, size = (_number(held, f"PRAGMA main.{each}") for each in ("page_count", "page_size"))
    whole, tell = max(pages * size, 1), now_and_then(reach)

    def ask() -> bool:
        tell(lambda: min(target.stat().st_size / whole, 1.0))
        return False

    reach(0.0)
    with asking(held, ask, _ASKING_STEPS):
        held.execute("SELECT sqlcipher_export('fresh')")
    reach(1.0)


def contents(connection: Connection, reach: Reached = unwatched) -> list[tuple[object, ...]]:
    """The tables with everything else that is declared, and of each table a count and a hash."""
    declared = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    ).fetchall()
    tables = [
        '"' + str(name).replace('"', '""') + '"'
        for kind, name, _, sql in declared
        if kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL")
    ]
    whole = sum(_number(connection, f"SELECT count(*) FROM {name}") for name in tables)  # noqa: S608 - a table's name
    read, tell = count(1), now_and_then(reach)

    def another_row() -> None:
        done = next(read)
        tell(lambda: done / whole)

    return [
        *declared,
        *((name, *_count_and_hash(connection, name, another_row)) for name in tables),
    ]


def _count_and_hash(
    connection: Connection, quoted: str, another_row: Callable[[], None]
) -> tuple[int, str]:
    # NOT INDEXED: in the order the rows are stored, the same in both files.
    rows = connection.execute(f"SELECT * FROM {quoted} NOT INDEXED")  # noqa: S608 - a table's name
    number, digest = 0, hashlib.sha256()
    while (row := rows.fetchone()) is not None:
        number += 1
        digest.update(repr(row).encode())
        another_row()
    return number, digest.hexdigest()


def _number(connection: Connection, question: str) -> int:
    row = connection.execute(question).fetchone()
    return int(str(row[0])) if row else 0


def put_in_place(held: Connection, fresh: Path, records: Path) -> None:
    """Let the new file take the old one's name; from here on the new key is in force."""
    if os.name == "nt":  # where a file that is open cannot be replaced
        held.close()
    with refusing(records):
        fresh.replace(records)
        flush_folder(records.parent)
