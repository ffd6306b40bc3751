"""Make a backup while the records are in use, and prove it before it counts."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol, cast

from intake_app.domain.errors import RecordsDamaged
from intake_app.services.upkeep import Backup, BackupStopped, Progress
from intake_app.storage.audit_chain import head_of, last_entry
from intake_app.storage.audit_head import head_text
from intake_app.storage.backup_file import write_archive
from intake_app.storage.connection import Connection, connect, connect_for_a_look
from intake_app.storage.data_folder import (
    BACKUPS_FOLDER,
    PARTIAL,
    RECORDS_FILE,
    make_private_file,
    make_private_folder,
    records_file,
)
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.file_lock import locked
from intake_app.storage.folder_parts import HEAD_FILE, SETTINGS_FILE
from intake_app.storage.key_files import KEYS_FILE, read_key_file
from intake_app.storage.pages import pages_are_whole
from intake_app.storage.revision import revision_in
from intake_app.storage.whole_files import flush_folder

_LOCK: Final = "backup.lock"
_WORK: Final = f"work{PARTIAL}"
_PAGES_AT_A_TIME: Final = 2048
_COPIED, _CHECKED = 0.6, 0.8
"""How much of the whole is done after each step."""


class _Copying(Protocol):
    """What is used of the driver's connection besides ``Connection``."""

    def backup(
        self, target: Connection, *, pages: int, progress: Callable[[int, int, int], None]
    ) -> None: ...


def make_backup(
    folder: Path,
    key: DataKey | None,
    target: Path,
    *,
    now: datetime,
    progress: Progress,
) -> Backup:
    """Write one file with everything that a new machine needs; it gets its name at the end.

    Raises:
        BackupStopped: ``progress`` said so.
        RecordsRefused: Damaged, busy, or no room.
    """
    backups = folder / BACKUPS_FOLDER
    make_private_folder(backups)
    partial = target.with_name(f".{target.name}{PARTIAL}")
    with locked(backups / _LOCK), refusing(target):
        work = backups / _WORK
        try:
            work.unlink(missing_ok=True)
            make_private_file(work)
            parts: dict[str, Path | bytes] = {RECORDS_FILE: work}
            revision = _copy(folder, key, work, parts, progress)
            _go_on(progress, _CHECKED)
            partial.unlink(missing_ok=True)
            make_private_file(partial)
            write_archive(partial, parts, made_at=now, revision=revision)
            _go_on(progress, 1.0)
            partial.replace(target)
            flush_folder(target.parent)
        finally:
            for left in (work, partial):
                left.unlink(missing_ok=True)
    return Backup(path=target, made_at=now, size=target.stat().st_size)


def _copy(
    folder: Path,
    key: DataKey | None,
    work: Path,
    parts: dict[str, Path | bytes],
    progress: Progress,
) -> str:
    """Copy the records as they are at one moment, and prove the copy; others go on writing."""
    records = records_file(folder)
    source = connect(records, key)
    try:
        with refusing(records):
            source.execute("BEGIN")
            revision, counts = revision_in(source, records), _counts(source)
            last = last_entry(source) if revision > "0001" else None
            for name in (KEYS_FILE, SETTINGS_FILE):
                if (folder / name).exists():
                    parts[name] = read_key_file(folder / name)
            if last is not None:
                parts[HEAD_FILE] = head_text(head_of(last))
            _refuse_bad_pages(source, records, key)
            _copy_pages(source, work, key, progress)
    finally:
        source.close()
    _go_on(progress, _COPIED)
    _prove(work, key, revision, counts)
    return revision


def _refuse_bad_pages(source: Connection, records: Path, key: DataKey | None) -> None:
    """Of a page that fails its checksum SQLCipher copies zeros, and gives them a new checksum.

    A page that is being written at this moment may seem bad once; not twice.
    """
    if key is not None and not any(pages_are_whole(source, key) for _ in range(2)):
        raise RecordsDamaged(path=records)


def _copy_pages(source: Connection, work: Path, key: DataKey | None, progress: Progress) -> None:
    """The open transaction holds the moment: in WAL mode nobody waits for it."""

    def copied(_status: int, remaining: int, total: int) -> None:
        _go_on(progress, _COPIED * (1 - remaining / max(total, 1)))

    copy = connect(work, key)
    try:
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")  # the archive made from it is flushed
        cast("_Copying", source).backup(copy, pages=_PAGES_AT_A_TIME, progress=copied)
    finally:
        copy.close()


def _prove(work: Path, key: DataKey | None, revision: str, counts: dict[str, int]) -> None:
    copy = connect_for_a_look(work, key)
    try:
        with refusing(work):
            same = revision_in(copy, work) == revision and _counts(copy) == counts
            if not same or not pages_are_whole(copy, key):
                raise RecordsDamaged(path=work)
    finally:
        copy.close()


def _counts(connection: Connection) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
        " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'"
    ).fetchall()
    counts = {}
    for (table,) in tables:
        row = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608
        counts[str(table)] = int(str(row[0])) if row else 0
    return counts


def _go_on(progress: Progress, done: float) -> None:
    if not progress(done):
        raise BackupStopped
