"""Which revision of the tables a record file has; found out without SQLAlchemy or Alembic."""

from pathlib import Path

from intake_app.domain.errors import RecordsDamaged, RecordsNewer
from intake_app.storage.connection import Connection, looked_into
from intake_app.storage.data_folder import holds_records, records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing

REVISIONS = (
    *("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010"),
    *("0011", "0012", "0013", "0014", "0015"),
)
"""Every revision this program can read, oldest first; the last is the one it works with."""

HEAD = REVISIONS[-1]


def stored_revision(folder: Path, key: DataKey | None = None) -> str:
    """The revision of the records in ``folder``; empty when none have been begun.

    Nothing is changed, whatever is found.

    Raises:
        RecordsNewer: Written by a newer version of this program.
        RecordsDamaged: Not a database, or not one of this program.
    """
    if not holds_records(folder):
        return ""
    records = records_file(folder)

    def look(connection: Connection) -> str:
        with refusing(records):
            return revision_in(connection, records)

    return looked_into(records, key, look)


def revision_in(connection: Connection, records: Path) -> str:
    """The same, of an open record file."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema").fetchall()}
    if not tables:
        return ""
    if "alembic_version" not in tables:
        raise RecordsDamaged(path=records)
    rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    if len(rows) != 1:
        raise RecordsDamaged(path=records)
    revision = str(rows[0][0])
    if revision not in REVISIONS:
        raise RecordsNewer(path=records.parent)
    return revision
