"""What must be true of records after whatever was done to them."""

from pathlib import Path

from intake_app.domain.errors import RecordsRefused
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.records import open_records
from intake_app.storage.verify import verify

_ID = {"patient": "id", "consultation": "id", "consultation_version": "consultation_id"}


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
    finally:
        connection.close()
    return acknowledged - stored


def is_whole(folder: Path, key: DataKey | None) -> bool:
    return verify(folder, key).ok
