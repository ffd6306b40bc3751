"""The records as the services get them: units of work over one data folder."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from intake_app.services.upkeep import Progress, to_the_end
from intake_app.storage.audit.head import AuditHead
from intake_app.storage.audit.sealing import Sealing, settle_at_the_end, settle_seals
from intake_app.storage.audit.trail import AuditOfFolder
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import begin_records, make_private, records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.engine import READ, WRITE, open_engine
from intake_app.storage.failures import refusing
from intake_app.storage.folder_parts import finish_restore
from intake_app.storage.kept import Kept
from intake_app.storage.migrate import bring_up_to_date
from intake_app.storage.revision import HEAD, stored_revision
from intake_app.storage.touched_rows import watch_rows
from intake_app.storage.unit_of_work import SqlUnitOfWork


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Records:
    """Open records. Units of work may be made in any thread, and are used in one.

    Args:
        engine: Over the record file.
        now: The time.
        audit: What the units of work share.
        at_end: Done last, when nobody writes any more.
    """

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], datetime],
        audit: AuditOfFolder,
        at_end: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._for_reading = engine.execution_options(**READ)
        self._for_writing = engine.execution_options(**WRITE)
        self._kept = Kept(audit)
        self._now = now
        self._at_end = at_end

    def reading(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self._for_reading, self._kept, self._now)

    def writing(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self._for_writing, self._kept, self._now)

    def close(self) -> None:
        """Close every connection; the last one to go brings the journal into the file."""
        self._at_end()
        self._engine.dispose()


def open_records(
    folder: Path,
    key: DataKey | None = None,
    *,
    now: Callable[[], datetime] = _utc_now,
    progress: Progress = to_the_end,
) -> Records:
    """Open the records in ``folder``, begin them where there are none, bring old ones up to date.

    Args:
        folder: The data folder.
        key: What the records are, or are to be, encrypted with.
        now: The time, for what the records note by themselves.
        progress: Watches older records being brought up to date, and may stop it.

    Raises:
        RecordsRefused: Newer, damaged, busy, read-only, no folder, or on a full disk.
        MigrationStopped: ``progress`` said so.
    """
    finish_restore(folder)
    revision = stored_revision(folder, key)
    if revision != HEAD:
        begin_records(folder)
        bring_up_to_date(folder, now, key=key, progress=progress)
    records = records_file(folder)
    make_private(records)
    head = AuditHead(folder)
    _require_writable(records, key, head, now)
    engine = open_engine(records, key)
    watch_rows(engine, records)
    audit = AuditOfFolder(head, Sealing(records))
    return Records(engine, now, audit, lambda: settle_at_the_end(records, key, head, now()))


def _require_writable(
    records: Path, key: DataKey | None, head: AuditHead, now: Callable[[], datetime]
) -> None:
    """Refuse at the door, not at the first save; let the head of the audit catch up.

    What it can only read SQLite opens in silence, and even lets a write begin.
    """
    connection = connect(records, key)
    try:
        with refusing(records):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("PRAGMA user_version = 0")
            connection.execute("ROLLBACK")
            head.catch_up(connection, now())
            settle_seals(connection, head, now())
    finally:
        connection.close()
