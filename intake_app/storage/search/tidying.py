"""Bringing together the parts of the full-text lists, while nobody waits for it.

Every registration adds a small part to each list, and a search reads all of them. SQLite brings
some together as it writes; the rest is done here, a little at a time, so that no save waits.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.search.index import FULL_TEXT

_LEAVES = 100
"""Written in one step: some hundredths of a second in which nobody else can save."""

_MOST_STEPS = 300
"""For each list at one time; what is left is gone on with the next time."""

_FEW, _SHORT = 3, 5000
"""Parts of a long list up to which only those of one size are brought together, and the largest is
left alone; and how many beginnings of leaves a list has that is written anew in a moment."""

_UNCHANGED = 2
"""Rows up to which a step has changed nothing but the note of it."""


def tidy(records: Path, key: DataKey | None, goes_on: Callable[[], bool]) -> None:
    """Bring together what parts there are, as long as ``goes_on``.

    Raises:
        RecordsRefused: Busy, read-only, damaged, or on a disk that is full.
    """
    connection = connect(records, key)
    try:
        with refusing(records):
            for _ in _steps(connection):
                if not goes_on():
                    return
    finally:
        connection.close()


def _steps(connection: Connection) -> Iterator[None]:
    for table in FULL_TEXT:
        merge = f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)"  # noqa: S608
        # A negative number takes all parts together, whatever their sizes, from this step on.
        leaves = -_LEAVES if _is_scattered(connection, table) else _LEAVES
        before = _changes(connection)
        for _ in range(_MOST_STEPS):
            connection.execute(merge, (leaves,))
            yield
            after, leaves = _changes(connection), _LEAVES
            if after - before < _UNCHANGED:
                break
            before = after


def _is_scattered(connection: Connection, table: str) -> bool:
    sizes = connection.execute(f"SELECT count(DISTINCT segid), count(*) FROM {table}_idx")  # noqa: S608
    parts, size = (int(str(count)) for count in sizes.fetchall()[0])
    return parts > (1 if size <= _SHORT else _FEW)


def _changes(connection: Connection) -> int:
    return int(str(connection.execute("SELECT total_changes()").fetchall()[0][0]))
