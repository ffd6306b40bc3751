"""A digest of each row, and of each declaration, by its place: what it is in and what names it.

The audit is left out: it is a chain of hashes already, and the digests are kept in it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from intake_app.storage.connection import Connection
from intake_app.storage.search.index import SEARCH_PREFIX
from intake_app.storage.watching import Reached, unwatched

UNSEALED: Final = "unsealed_row"
REVISION: Final = "alembic_version"
_AT_A_TIME: Final = 64
_NOT_COVERED: Final = (REVISION, "audit", UNSEALED)
_DECLARED: Final = (
    "SELECT type || ' ' || name, type, tbl_name, sql FROM main.sqlite_schema"
    " WHERE sql IS NOT NULL AND (type = 'trigger' OR name NOT LIKE ?)"
)
"""A trigger of any name would act on the records; the tables of the search are made from them."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are covered, and the columns that name one of them."""

    name: str
    keys: tuple[str, ...]

    def place(self, row: str) -> str:
        """A row's name as an SQL expression: its table and its key."""
        quoted = (key.replace('"', '""') for key in self.keys)
        parts = " || ' ' || ".join(f'{row}."{key}"' for key in quoted)
        return f"'{self.name} ' || {parts}"


def covered_tables(connection: Connection) -> list[Table]:
    """Those of this program; of one that it cannot have made the declaration is covered alone."""
    names = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0"
        " AND name NOT GLOB '*[^a-z_0-9]*' AND name NOT LIKE 'sqlite%' AND name NOT LIKE ?"
        " ORDER BY name",
        (f"{SEARCH_PREFIX}%",),
    ).fetchall()
    return [
        Table(str(name), _keys(connection, str(name)))
        for (name,) in names
        if name not in _NOT_COVERED
    ]


def _keys(connection: Connection, table: str) -> tuple[str, ...]:
    columns = connection.execute(f'PRAGMA main.table_info("{table}")').fetchall()
    keys = sorted((int(str(key)), str(name)) for _, name, *_, key in columns if key)
    return tuple(name for _, name in keys) or ("rowid",)


def _count_rows(connection: Connection) -> int:
    count = 0
    for table in covered_tables(connection):
        row = connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()  # noqa: S608 - a table's own name
        count += int(str(row[0])) if row else 0
    return count


def all_digests(connection: Connection, reach: Reached = unwatched) -> Iterator[tuple[str, str]]:
    """Each place with the digest of what is there now."""
    whole = max(_count_rows(connection), 1)
    for number, found in enumerate(_all_digests(connection)):
        if number % _AT_A_TIME == 0:
            reach(min(number / whole, 1.0))
        yield found


def _all_digests(connection: Connection) -> Iterator[tuple[str, str]]:
    declared = connection.execute(_DECLARED, (f"{SEARCH_PREFIX}%",))
    while (row := declared.fetchone()) is not None:
        yield str(row[0]), digest_of(row[1:])
    yield from revisions_in(connection)
    for table in covered_tables(connection):
        wanted = f'SELECT {table.place("each")}, each.* FROM "{table.name}" AS each NOT INDEXED'  # noqa: S608
        rows = connection.execute(wanted)
        while (row := rows.fetchone()) is not None:
            yield str(row[0]), digest_of(row[1:])


def revisions_in(connection: Connection) -> list[tuple[str, str]]:
    """The place and digest of the revision; of one, where nobody has tampered with it."""
    rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return [(f"{REVISION} {row[0]}", digest_of(row)) for row in rows]


def is_revision(place: str) -> bool:
    return place.startswith(f"{REVISION} ")


def is_declaration(place: str) -> bool:
    """Whether it is of a table, an index, a view, a trigger or all of them, and no row."""
    return place.startswith(("table ", "index ", "view ", "trigger ", f"{REVISION} "))


def digest_of(row: tuple[object, ...]) -> str:
    """Of the values as they are stored, each with its type and length."""
    digest = hashlib.blake2b(digest_size=16)
    for value in row:
        octets = value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
        digest.update(f"{type(value).__name__} {len(octets)} ".encode())
        digest.update(octets)
    return digest.hexdigest()
