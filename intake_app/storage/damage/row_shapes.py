"""What rows of each table look like: number, kinds, and the columns that came with later releases.

SQLite writes a row as it was declared then. One from before a column came ends without it, which
means the value that the column was declared to have where nothing else is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from intake_app.storage.audit.chain import entry_in
from intake_app.storage.connection import Connection
from intake_app.storage.damage.table_pages import Row, Value
from intake_app.storage.row_digests import digest_of
from intake_app.storage.search.index import SEARCH_PREFIX

_KINDS: Final[dict[str, tuple[type, ...]]] = {
    "INTEGER": (int,),
    "BOOLEAN": (int,),
    "BLOB": (bytes,),
}
"""What a column declared so holds; any other holds text."""


@dataclass(frozen=True, slots=True)
class Column:
    """``later`` holds the value that it has in rows from before it came; nothing, if it did not.

    ``key`` is its place in the key of the table, from 1; 0 outside of it.
    """

    name: str
    kinds: tuple[type, ...]
    is_row_id: bool
    key: int = 0
    later: tuple[Value, ...] = ()


def tables_in(fresh: Connection) -> dict[str, list[Column]]:
    names = fresh.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE ? AND name <> 'alembic_version'",
        (f"{SEARCH_PREFIX}%",),
    ).fetchall()
    return {str(name): _columns(fresh, str(name)) for (name,) in names}


def tables_of_row(row: Row, tables: Mapping[str, Sequence[Column]]) -> list[str]:
    """The tables that a row may come from, when nothing but the row says so: one at most."""
    fitting = [table for table, columns in tables.items() if fits(row, columns)]
    if len(fitting) < 2:
        return fitting
    # A correction has as many texts as an audit entry, which is known by its hash.
    is_entry = entry_in((row[0], *row[1][1:])).is_whole
    return [table for table in fitting if (table == "audit") is is_entry]


def fits(row: Row, columns: Sequence[Column]) -> bool:
    _, values = _filled(row, columns)
    return len(values) == len(columns) and all(
        value is None if column.is_row_id else isinstance(value, column.kinds)
        for value, column in zip(values, columns, strict=True)
    )


def values_of(row: Row, columns: Sequence[Column]) -> tuple[Value, ...]:
    """The row as its table has it now."""
    row_id, values = _filled(row, columns)
    return tuple(
        row_id if column.is_row_id else value
        for value, column in zip(values, columns, strict=True)
    )


def older_digests(row: Row, columns: Sequence[Column]) -> frozenset[str]:
    """What its seal may say of a row from before some of the columns came."""
    whole = values_of(row, columns)
    return frozenset(digest_of(whole[:count]) for count in range(len(row[1]), len(columns)))


def place_of(table: str, row: Row, columns: Sequence[Column]) -> str:
    """What names the row in the audit: its table and its key."""
    values = zip(columns, values_of(row, columns), strict=True)
    keys = sorted((column.key, value) for column, value in values if column.key)
    return " ".join((table, *(str(value) for _, value in keys or [(0, row[0])])))


def _filled(row: Row, columns: Sequence[Column]) -> Row:
    row_id, values = row
    missing = columns[len(values) :]
    if not all(column.later for column in missing):
        return row
    return row_id, (*values, *(value for column in missing for value in column.later))


def _columns(fresh: Connection, table: str) -> list[Column]:
    rows = fresh.execute(f'PRAGMA table_info("{table}")').fetchall()
    keys = [name for _, name, _, _, _, key in rows if key]
    return [
        Column(
            name=str(name),
            kinds=(*_KINDS.get(str(declared).upper(), (str,)), *(() if strict else (type(None),))),
            is_row_id=str(declared).upper() == "INTEGER" and keys == [name],
            key=int(str(key)),
            later=_default(fresh, default, str(declared)),
        )
        for _, name, declared, strict, default, key in rows
    ]


def _default(fresh: Connection, said: object, declared: str) -> tuple[Value, ...]:
    """What SQLite would put in: 1 where a column of numbers is declared to have '1'."""
    if said is None:
        return ()
    made = f"CAST({said} AS INTEGER)" if int in _KINDS.get(declared.upper(), ()) else said
    row = fresh.execute(f"SELECT {made}").fetchone()
    return cast("tuple[Value, ...]", row) if row else ()
