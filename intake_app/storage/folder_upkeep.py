"""The upkeep of one data folder, as the services ask for it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import Final

from intake_app.domain.errors import RecordsRefused
from intake_app.services.audit import Deed
from intake_app.services.upkeep import (
    Backup,
    KeptBackup,
    Progress,
    Restored,
    Salvaged,
    Verdict,
    to_the_end,
)
from intake_app.storage.audit.chain import append
from intake_app.storage.audit.head import AuditHead
from intake_app.storage.backups.backup import make_backup
from intake_app.storage.backups.backup_schedule import (
    is_due,
    kept_backups,
    path_by_hand,
    path_for,
    path_for_salvaged,
    thin,
)
from intake_app.storage.backups.restore import restore
from intake_app.storage.backups_folder import writing_backups
from intake_app.storage.connection import connect
from intake_app.storage.damage.salvage import salvage
from intake_app.storage.damage.verify import check_pages, glance, verify
from intake_app.storage.data_folder import holds_records, records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.folder_parts import SALVAGING
from intake_app.storage.revision import HEAD, stored_revision
from intake_app.storage.search.tidying import tidy


def _utc_now() -> datetime:
    return datetime.now(UTC)


_SALVAGED: Final = 0.6
"""How much is done when everything is read; the backup made from it is the rest."""


def _rest_of(progress: Progress, done: float) -> bool:
    return progress(_SALVAGED + done * (1 - _SALVAGED))


class FolderUpkeep:
    """Implements services.upkeep.Upkeep.

    Args:
        folder: The data folder.
        key: What the records are encrypted with.
        now: The time.
    """

    def __init__(
        self, folder: Path, key: DataKey | None = None, *, now: Callable[[], datetime] = _utc_now
    ) -> None:
        self._folder = folder
        self._key = key
        self._now = now

    def note(self, deed: Deed) -> None:
        refuse_none(self._folder)
        if stored_revision(self._folder, self._key) != HEAD:
            return  # older records have no audit yet
        records = records_file(self._folder)
        connection = connect(records, self._key)
        try:
            with refusing(records):
                head = AuditHead(self._folder)
                head.catch_up(connection, self._now())
                connection.execute("BEGIN IMMEDIATE")
                entry = append(connection, deed, self._now())
                connection.execute("COMMIT")
        finally:
            connection.close()
        head.advance(entry)

    def verify(self, progress: Progress = to_the_end, against: Sequence[str] = ()) -> Verdict:
        refuse_none(self._folder)
        return verify(self._folder, self._key, progress, against)

    def check_pages(self, progress: Progress = to_the_end) -> Verdict:
        refuse_none(self._folder)
        return check_pages(self._folder, self._key, progress)

    def glance(self) -> Verdict:
        refuse_none(self._folder)
        return glance(self._folder, self._key)

    def backups(self) -> Sequence[KeptBackup]:
        return kept_backups(self._folder)

    def place_for_backup(self) -> Path:
        return path_by_hand(self._folder, self._now())

    def back_up(self, target: Path, progress: Progress) -> Backup:
        refuse_none(self._folder)
        return make_backup(self._folder, self._key, target, now=self._now(), progress=progress)

    def is_due(self) -> bool:
        return holds_records(self._folder) and is_due(self._folder, self._now())

    def back_up_on_time(self, progress: Progress) -> Backup:
        now = self._now()
        with suppress(RecordsRefused):  # what is the matter, the backup says
            tidy(records_file(self._folder), self._key, lambda: progress(0.0))
        backup = self.back_up(path_for(self._folder, now), progress)
        thin(self._folder, now)
        return backup

    def restore(self, source: Path, deed: Deed, progress: Progress = to_the_end) -> Restored:
        return restore(self._folder, self._key, source, deed, around=(self._now(), progress))

    def salvage(self, out: Path, deed: Deed, progress: Progress = to_the_end) -> Salvaged:
        refuse_none(self._folder)
        return salvage(self._folder, self._key, out, deed, around=(self._now, progress))

    def salvage_as_backup(
        self, deed: Deed, progress: Progress = to_the_end
    ) -> tuple[Salvaged, Backup]:
        """By way of a folder beside the records, which goes again."""
        work = self._folder / SALVAGING
        target = path_for_salvaged(self._folder, self._now())
        with writing_backups(self._folder):
            rmtree(work, ignore_errors=True)
            try:
                found = self.salvage(work, deed, lambda done: progress(done * _SALVAGED))
                rest = partial(_rest_of, progress)
                backup = make_backup(work, self._key, target, now=self._now(), progress=rest)
            finally:
                rmtree(work, ignore_errors=True)
        return replace(found, path=backup.path), backup


def refuse_none(folder: Path) -> None:
    if not holds_records(folder):
        reason = "there are none yet. Choose another folder with --data-dir"
        raise RecordsRefused(path=folder, reason=reason)
