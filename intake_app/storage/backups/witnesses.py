"""What backups, and paper, know of the audit: whoever writes it anew cannot write them anew too.

Every backup holds the head of the audit at its moment, and a person may write one down. Somebody
who rewrites the chain and the head beside it together leaves nothing inconsistent in the folder;
these still know what stood there. Restoring a backup, and salvaging, rightly leave what came after
it behind: the entry that tells of that excuses everything made before it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from intake_app.domain.upkeep_errors import BackupRefused
from intake_app.services.audit import Deed, Kind
from intake_app.services.upkeep import Contradiction
from intake_app.storage.audit.chain import Entry, entry_at, last_entry
from intake_app.storage.backup_file import SUFFIX, head_of_backup, opened_archive
from intake_app.storage.connection import Connection
from intake_app.storage.data_folder import BACKUPS_FOLDER

_MARK: Final = re.compile(r"(\d{1,18})-((?:[0-9a-f]{4}-){3}[0-9a-f]{4})", re.IGNORECASE)
_NOT_THIS_LINE: Final = "salvaged-"
"""Begins the names of backups with entries of their own, made from what was read."""

_LEAVING: Final = (Kind.RECORDS_RESTORED.value, Kind.RECORDS_SALVAGED.value)
_NO_TIME: Final = datetime.min.replace(tzinfo=UTC)
_NEXT, _AT_LAST = 2**63 - 1, datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Witness:
    """``made_at`` is None of what is on paper; of that the hash is only begun."""

    name: str
    made_at: datetime | None
    sequence: int
    begun_hash: str


def mark_of(entry: Entry) -> str:
    """The newest entry, as short as a person writes it down."""
    digits = entry.hash[:16]
    return "-".join((str(entry.sequence), *(digits[at : at + 4] for at in range(0, 16, 4))))


def newest_mark(connection: Connection) -> str:
    last = last_entry(connection)
    return "" if last is None else mark_of(last)


def witnesses_in(folder: Path, against: Sequence[str]) -> tuple[Witness, ...]:
    """Of the backups in the folder, and of backup files or marks from elsewhere.

    Raises:
        BackupRefused: One from elsewhere is neither, or is not as it was written.
    """
    kept = (folder / BACKUPS_FOLDER).glob(f"[!.]*{SUFFIX}")
    own = (_of_backup(path) for path in kept if not path.name.startswith(_NOT_THIS_LINE))
    return (*(each for each in own if each is not None), *map(_from_elsewhere, against))


def contradictions(
    connection: Connection, witnesses: Iterable[Witness], *, owed: Deed | None = None
) -> Iterator[Contradiction]:
    """``owed`` is what will be the next entry: a restore that nobody has opened yet."""
    left = list(_leavings(connection))
    if owed is not None and owed.kind in _LEAVING:
        left.append((_NEXT, _AT_LAST))
    for witness in witnesses:
        entry = entry_at(connection, witness.sequence)
        if entry is not None and entry.hash.startswith(witness.begun_hash):
            continue
        if not any(_excuses(leaving, witness, gone=entry is None) for leaving in left):
            yield Contradiction(
                source=witness.name, made_at=witness.made_at, sequence=witness.sequence
            )


def _excuses(leaving: tuple[int, datetime], witness: Witness, *, gone: bool) -> bool:
    sequence, at = leaving
    return at >= (witness.made_at or _NO_TIME) and (gone or sequence <= witness.sequence)


def _leavings(connection: Connection) -> Iterator[tuple[int, datetime]]:
    question = "SELECT sequence, at FROM audit WHERE kind IN (?, ?)"
    for sequence, at in connection.execute(question, _LEAVING).fetchall():
        yield int(str(sequence)), datetime.fromisoformat(str(at))


def _of_backup(path: Path) -> Witness | None:
    found = head_of_backup(path)
    if found is None:
        return None
    made_at, head = found
    return Witness(path.name, made_at, head.sequence, head.hash)


def _from_elsewhere(named: str) -> Witness:
    if (written := _MARK.fullmatch(named.strip())) is not None:
        return Witness(named, None, int(written[1]), written[2].replace("-", "").lower())
    witness = _of_backup(Path(named))
    if witness is None:
        raise BackupRefused(path=Path(named), reason="it holds no head of an audit")
    with opened_archive(Path(named)):  # read to its last byte: one kept elsewhere may be spoiled
        return witness
