"""The records as a whole: verify them, back them up, restore them, salvage what can be read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Deed, Kind

Progress = Callable[[float], bool]
"""Told how much is done, from 0 to 1; answers whether to go on."""


def to_the_end(_done: float) -> bool:
    """The progress that nobody watches."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class BadEntry:
    """An audit entry that is not as it was written, or not there any more."""

    sequence: int
    day: str
    kind: str


THE_SEARCH: Final = "search"
"""The place of what patients are found by, whichever list of it is not as it was written."""


class Change(StrEnum):
    """What somebody did to a row, or a disk."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """Something in the records that is not as this program wrote it.

    Attributes:
        place: The table and what names the row there, "document ABC"; or a trigger.
        change: What became of it.
        record_number: Of the patient whom it is about, where that is known.
        document_id: Of the document that it is about.
        day: When the audit last told of it.
        kind: What the audit told of it then.
    """

    place: str
    change: Change = Change.CHANGED
    record_number: str = ""
    document_id: str = ""
    day: str = ""
    kind: str = ""

    @property
    def table(self) -> str:
        return self.place.partition(" ")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A backup, or what is on paper, knows another audit entry than the records.

    Attributes:
        source: The backup's file name, or what is on paper.
        made_at: When the backup was made.
        sequence: Of the entry.
    """

    source: str
    made_at: datetime | None
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What verifying found.

    Attributes:
        entries: How many audit entries there are.
        first_bad: The first that was tampered with.
        head_ok: Whether the head outside the database is there and belongs to these entries.
        pages_ok: Whether every page of the file can be read and is what was written.
        damaged: What else is not as it was written, by what it is and whose.
        contradictions: Backups, and what is on paper, that know another audit.
        mark: The newest audit entry, to be written down and compared with another day.
    """

    entries: int
    first_bad: BadEntry | None
    head_ok: bool
    pages_ok: bool
    damaged: tuple[Damaged, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    mark: str = ""

    @property
    def ok(self) -> bool:
        bad = self.first_bad is not None or bool(self.damaged) or bool(self.contradictions)
        return self.head_ok and self.pages_ok and not bad


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was opened, checked and compared after it was written."""

    path: Path
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBackup:
    """A file in the folder of backups; ``made_at`` is None when this program cannot read it."""

    path: Path
    made_at: datetime | None
    size: int


class Unlike(StrEnum):
    """In what restored records differ from those that were there."""

    OPEN = "not protected any more"
    OTHER = "of another clinic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore has done.

    Attributes:
        made_at: When the backup was made.
        replaced: Where the old files are now.
        unlike: What whoever restored may not have meant.
    """

    made_at: datetime
    replaced: Path | None
    unlike: Unlike | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What could be read from a damaged record file.

    Attributes:
        path: The new record file.
        rows: How many rows of each table are in it.
        pages: How many pages the damaged file has.
        bad_pages: Those that cannot be read, counted from 1.
        proved: Whether every row was read from a page whose checksum is right, or is what the
            digest says that was kept of it.
        doubtful: Rows of which something is not as it was written, as "table id".
    """

    path: Path
    rows: Mapping[str, int]
    pages: int
    bad_pages: tuple[int, ...]
    proved: bool
    doubtful: tuple[str, ...]


class Upkeep(Protocol):
    """One data folder, its records open or not."""

    def note(self, deed: Deed) -> None:
        """Add an audit entry, in a transaction of its own."""
        ...

    def verify(self, progress: Progress, against: Sequence[str] = ()) -> Verdict:
        """Compared with the backups in the folder, and ``against`` those and marks elsewhere.

        Raises CheckStopped, BackupRefused.
        """
        ...

    def check_pages(self, progress: Progress) -> Verdict:
        """Whether what is stored is what was written, without the audit; raises CheckStopped."""
        ...

    def glance(self) -> Verdict:
        """What verifying finds in a moment: the head of the audit, and its newest entries."""
        ...

    def backups(self) -> Sequence[KeptBackup]:
        """Those in the folder of backups, the newest first."""
        ...

    def place_for_backup(self) -> Path:
        """A name in the folder of backups for one that is asked for; it is never thinned."""
        ...

    def back_up(self, target: Path, progress: Progress) -> Backup:
        """Raises BackupStopped, RecordsRefused."""
        ...

    def is_due(self) -> bool:
        """Whether something changed since the last backup on time, and that was long ago."""
        ...

    def back_up_on_time(self, progress: Progress) -> Backup:
        """Into the folder of backups; older ones are thinned by age."""
        ...

    def restore(self, source: Path, deed: Deed, progress: Progress) -> Restored:
        """Raises BackupRefused, RecordsOpenElsewhere; ``deed`` is noted in what is restored."""
        ...

    def salvage(self, out: Path, deed: Deed, progress: Progress) -> Salvaged:
        """Raises RecordsDamaged when nothing at all can be read, SalvageStopped."""
        ...

    def salvage_as_backup(self, deed: Deed, progress: Progress) -> tuple[Salvaged, Backup]:
        """The same into the folder of backups, as one that can be restored."""
        ...


class UpkeepService:
    """Use cases about the records as a whole."""

    def __init__(self, upkeep: Upkeep) -> None:
        self._upkeep = upkeep

    def verify(
        self, actor: Actor, progress: Progress = to_the_end, against: Sequence[str] = ()
    ) -> Verdict:
        """Look at every page and every audit entry; nothing is changed."""
        require(actor, Act.BACK_UP)
        return self._upkeep.verify(progress, against)

    def check_pages(self, progress: Progress = to_the_end) -> Verdict:
        """Whoever sits there: for the desktop to call once it has started."""
        return self._upkeep.check_pages(progress)

    def glance(self) -> Verdict:
        """Whoever sits there: for the desktop to call at the start."""
        return self._upkeep.glance()

    def backups(self) -> Sequence[KeptBackup]:
        """Whoever sits there may know that there are backups, and of when."""
        return self._upkeep.backups()

    def back_up(
        self, actor: Actor, target: Path | None, progress: Progress = to_the_end
    ) -> Backup:
        """Write everything into one new file, while others go on working.

        Without ``target`` it goes into the folder of backups.
        """
        require(actor, Act.BACK_UP)
        target = target or self._upkeep.place_for_backup()
        self._upkeep.note(Deed(actor, Kind.RECORDS_BACKED_UP))
        return self._upkeep.back_up(target, progress)

    def backup_if_due(self, progress: Progress = to_the_end) -> Backup | None:
        """Whoever sits there: for the desktop to call when nothing else is to be done."""
        return self._upkeep.back_up_on_time(progress) if self._upkeep.is_due() else None

    def restore(self, actor: Actor, source: Path, progress: Progress = to_the_end) -> Restored:
        """Put a backup in the place of the records, which are kept beside."""
        require(actor, Act.RESTORE)
        return self._upkeep.restore(source, Deed(actor, Kind.RECORDS_RESTORED), progress)

    def salvage(self, actor: Actor, out: Path, progress: Progress = to_the_end) -> Salvaged:
        """Read what can be read of damaged records into a new folder; they stay as they are."""
        require(actor, Act.RESTORE)
        return self._upkeep.salvage(out, Deed(actor, Kind.RECORDS_SALVAGED), progress)

    def salvage_as_backup(
        self, actor: Actor, progress: Progress = to_the_end
    ) -> tuple[Salvaged, Backup]:
        """Read what can be read into a backup beside the others, to be restored or not."""
        require(actor, Act.RESTORE)
        return self._upkeep.salvage_as_backup(Deed(actor, Kind.RECORDS_SALVAGED), progress)
