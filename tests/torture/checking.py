"""What must be true of records after whatever was done to them."""

from pathlib import Path

from intake_app.domain.errors import RecordsRefused
from intake_app.storage.connection import Connection, connect
from intake_app.storage.damage.verify import verify
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.records import open_records

_ID = {
    "patient": "id",
    "consultation": "id",
    "consultation_version": "consultation_id",
    "patient_pair": "patient_id",
}

_TYPED = """
SELECT id, coalesce(unfinished ->> '$[0].text', 0), is_open FROM consultation
"""

_OWN = "NOT LIKE 'sqlite%' AND name NOT LIKE 'search%' AND name NOT LIKE 'alembic%'"

_ANSWER = "answer"
_COMPLETED = 10**9

Tables = dict[str, tuple[tuple[str, ...], frozenset[tuple[object, ...]]]]
"""Of each table its columns and its rows."""


def lost(folder: Path, key: DataKey | None, acknowledged: set[str]) -> set[str]:
    """The rows that were acknowledged and are not there; the records are opened for it."""
    try:
        open_records(folder, key).close()
    except RecordsRefused:
        return acknowledged
    connection = connect(records_file(folder), key)
    try:
        stored = {
            f"{table} {row_id}"
            for table, column in _ID.items()
            for (row_id,) in connection.execute(f"SELECT {column} FROM {table}").fetchall()
        }
        counted = {
            f"{_ANSWER} {row_id}": int(str(count)) if is_open else _COMPLETED
            for row_id, count, is_open in connection.execute(_TYPED).fetchall()
        }
    finally:
        connection.close()
    return {row for row in acknowledged - stored if not _is_counted(row, counted)}


def _is_counted(row: str, counted: dict[str, int]) -> bool:
    """Of what was typed into one draft the newest stands; the rest was typed over."""
    consultation, _, count = row.rpartition(" ")
    return row.startswith(_ANSWER) and counted.get(consultation, -1) >= int(count)


def is_whole(folder: Path, key: DataKey | None) -> bool:
    return verify(folder, key).ok


def tables_of(folder: Path, key: DataKey | None) -> Tables:
    """Everything but the audit, which grows with what is done to the records."""
    connection = connect(records_file(folder), key)
    try:
        found = connection.execute(
            f"SELECT name FROM sqlite_schema WHERE type = 'table' AND name {_OWN}"
        ).fetchall()
        return {str(name): _table(connection, str(name)) for (name,) in found if name != "audit"}
    finally:
        connection.close()


def same_rows(found: Tables, expected: Tables) -> bool:
    """Whether all that was expected is there; a newer release may have added to it."""
    return all(
        table in found and _of_columns(found[table], columns) == rows
        for table, (columns, rows) in expected.items()
    )


def _table(
    connection: Connection, name: str
) -> tuple[tuple[str, ...], frozenset[tuple[object, ...]]]:
    columns = tuple(
        str(row[1]) for row in connection.execute(f"PRAGMA table_info({name})").fetchall()
    )
    return columns, frozenset(connection.execute(f"SELECT * FROM {name}").fetchall())


def _of_columns(
    table: tuple[tuple[str, ...], frozenset[tuple[object, ...]]], wanted: tuple[str, ...]
) -> frozenset[tuple[object, ...]]:
    columns, rows = table
    places = [columns.index(name) for name in wanted]
    return frozenset(tuple(row[place] for place in places) for row in rows)
