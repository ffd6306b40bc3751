"""Make a backup while the records are in use, and prove it before it counts."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Final, Protocol, cast

from intake_app.domain.errors import RecordsDamaged
from intake_app.domain.upkeep_errors import BackupStopped
from intake_app.services.upkeep import Backup, Progress
from intake_app.storage.audit.chain import head_of, last_entry
from intake_app.storage.audit.head import head_text
from intake_app.storage.backup_file import write_archive
from intake_app.storage.backups_folder import writing_backups
from intake_app.storage.connection import Connection, connect, connect_for_a_look
from intake_app.storage.data_folder import (
    PARTIAL,
    RECORDS_FILE,
    make_private_file,
    records_file,
)
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.folder_parts import HEAD_FILE, SETTINGS_FILE
from intake_app.storage.key_files import KEYS_FILE, read_key_file
from intake_app.storage.pages import pages_are_whole
from intake_app.storage.revision import revision_in
from intake_app.storage.watching import Watch
from intake_app.storage.whole_files import flush_folder

_WORK: Final = f"work{PARTIAL}"
_PAGES_AT_A_TIME: Final = 2048
_COPIED: Final = 0.6
"""How much of the whole is done when the pages are copied."""


@dataclass(frozen=True, slots=True)
class _Copied:
    """What was in the records at the moment of the copy: their revision, the rows by table."""

    revision: str
    counts: dict[str, int]


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
    partial = target.with_name(f".{target.name}{PARTIAL}")
    with writing_backups(folder) as backups, refusing(target):
        work = backups / _WORK
        try:
            make_private_file(work)
            parts: dict[str, Path | bytes] = {RECORDS_FILE: work}
            given_up = Event()
            watch = Watch(lambda _done: not given_up.is_set(), BackupStopped)
            with ThreadPoolExecutor(1) as beside, ExitStack() as at_end:
                at_end.callback(given_up.set)  # nobody waits for a check that is not needed
                whole = beside.submit(_is_whole, records_file(folder), key, watch)
                copied = _copy(folder, key, work, parts, progress)
                _refuse_unless(whole, records_file(folder))
                proved = beside.submit(_is_proved, work, key, copied, watch)
                _go_on(progress, _COPIED)
                partial.unlink(missing_ok=True)
                make_private_file(partial)
                write_archive(partial, parts, made_at=now, revision=copied.revision)
                _refuse_unless(proved, work)
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
) -> _Copied:
    """Copy the records as they are at one moment; others go on writing."""
    records = records_file(folder)
    source = connect(records, key)
    try:
        with refusing(records):
            source.execute("BEGIN")
            copied = _Copied(revision_in(source, records), _counts(source))
            last = last_entry(source) if copied.revision > "0001" else None
            for name in (KEYS_FILE, SETTINGS_FILE):
                if (folder / name).exists():
                    parts[name] = read_key_file(folder / name)
            if last is not None:
                parts[HEAD_FILE] = head_text(head_of(last))
            _copy_pages(source, work, key, progress)
    finally:
        source.close()
    return copied


def _is_whole(records: Path, key: DataKey | None, watch: Watch) -> bool:
    """Of a page that fails its checksum SQLCipher copies zeros, and gives them a new checksum.

    So the original is looked through as well. Unprotected pages have no checksum: there the
    copy is looked at.
    """
    if key is None:
        return True
    connection = connect_for_a_look(records, key)
    try:
        with refusing(records):
            return pages_are_whole(connection, key, watch.reach)
    finally:
        connection.close()


def _refuse_unless(found: Future[bool], records: Path) -> None:
    if not found.result():
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


def _is_proved(work: Path, key: DataKey | None, copied: _Copied, watch: Watch) -> bool:
    copy = connect_for_a_look(work, key)
    try:
        watch.over(copy)
        with refusing(work):
            same = _Copied(revision_in(copy, work), _counts(copy)) == copied
            return same and pages_are_whole(copy, key, watch.reach)
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
