"""kill -9 in the middle of what changes whole files: migrating, protecting, salvaging and so on.

Each is done to a fresh copy of the same records by a process that forks, is killed at a call or a
moment of chance, and is looked at by what must be true: everything is there, in one state or the
other, and whoever comes next can go on.
"""

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from intake_app.domain.errors import RecordsRefused
from intake_app.services.audit import Deed, Kind
from intake_app.services.upkeep import Salvaged, to_the_end
from intake_app.storage.backup_file import SUFFIX, opened_archive
from intake_app.storage.data_folder import BACKUPS_FOLDER, records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.key_files import is_protected
from intake_app.storage.pages import PAGE
from intake_app.storage.records import open_records
from intake_app.storage.revision import REVISIONS
from tests.helpers.killed_key_changes import calls_of, in_a_child, killed_after, killed_at_call
from tests.helpers.older_records import as_of
from tests.helpers.protected import protect, sign_in, with_plain_text
from tests.helpers.record_builders import register
from tests.helpers.upkeep import ANNA, back_up, fill
from tests.torture.checking import Tables, is_whole, same_rows, tables_of

_BACKUP = f"kept{SUFFIX}"
_PATIENTS = 6
LEFT_OVERS = (".partial", ".work", ".new", ".preparing", ".decided", ".placing")


@dataclass(frozen=True, slots=True)
class FileDeed:
    """One deed: what it begins with, what is done, and the rows that may be found afterwards."""

    begin: Callable[[Path], None]
    do: Callable[[Path], object]
    may_be: Callable[[Path], tuple[Tables, ...]]
    of_damaged: bool = False
    """The records are damaged, and stay as they are to the last byte."""


def key_of(folder: Path) -> DataKey | None:
    return sign_in(folder).key if is_protected(folder) else None


def kill_deeds(folder: Path, kills: int, seed: int) -> Counter[str]:
    tally, chance = Counter[str](), random.Random(seed)
    for number, (name, kind) in enumerate(KINDS.items()):
        share = kills // len(KINDS) + (number < kills % len(KINDS))
        if share:
            tally += _killed(folder / name, kind, share, chance)
            tally[f"killed while {name}"] += share
            print(f"   {dict(tally)}", flush=True)
    return tally


def _killed(folder: Path, kind: FileDeed, kills: int, chance: random.Random) -> Counter[str]:
    base, trial, tally = folder / "base", folder / "trial", Counter[str]()
    kind.begin(base)
    expected = kind.may_be(base)
    shutil.copytree(base, trial)
    began = time.perf_counter()
    kind.do(trial)
    seconds = time.perf_counter() - began
    shutil.rmtree(trial)
    shutil.copytree(base, trial)
    calls = calls_of(partial(kind.do, trial))
    for number in range(kills):
        shutil.rmtree(trial, ignore_errors=True)
        shutil.copytree(base, trial)
        work = partial(kind.do, trial)
        if number % 2:
            # The last calls are those that put one file in another's place.
            at = calls - chance.randint(0, calls // 4) if number % 4 == 1 else 0
            in_a_child(killed_at_call(at or chance.randint(1, calls), work))
        else:
            in_a_child(killed_after(chance.uniform(0.001, seconds * 1.1), work))
        tally["kills"] += 1
        tally += look_after(trial, kind, expected, base)
    return tally


def look_after(
    folder: Path, kind: FileDeed, expected: tuple[Tables, ...], base: Path
) -> Counter[str]:
    """What must be true whatever cut the deed short; then it is done once more."""
    return _look_at_damaged(folder, base) if kind.of_damaged else _look(folder, kind, expected)


def _look_at_damaged(folder: Path, base: Path) -> Counter[str]:
    """The damaged records are as they were, and a salvage can be begun again."""
    tally = Counter[str]()
    same = records_file(folder).read_bytes() == records_file(base).read_bytes()
    tally["BAD acknowledged rows lost"] += not same
    tally["BAD plain text beside protected records"] += bool(with_plain_text(folder))
    for backup in (folder / BACKUPS_FOLDER).glob(f"[!.]*{SUFFIX}"):
        with opened_archive(backup):
            tally["whole backups"] += 1
    found = _salvage(folder)
    tally["BAD acknowledged rows lost"] += sum(found.rows.values()) < _PATIENTS
    tally["BAD left over"] += _has_left_overs(folder)
    return tally


def _has_left_overs(folder: Path) -> bool:
    return any(path.name.endswith(LEFT_OVERS) for path in folder.rglob("*"))


def _look(folder: Path, kind: FileDeed, expected: tuple[Tables, ...]) -> Counter[str]:
    tally = Counter[str]()
    try:
        key = key_of(folder)
        open_records(folder, key).close()
        found = tables_of(folder, key)
        tally["BAD acknowledged rows lost"] += not any(same_rows(found, one) for one in expected)
        tally["BAD records not whole"] += not is_whole(folder, key)
        tally["BAD plain text beside protected records"] += bool(key and with_plain_text(folder))
        for backup in folder.rglob(f"*{SUFFIX}"):
            with opened_archive(backup):  # refuses one that is not whole
                tally["whole backups"] += 1
        kind.do(folder)
        tally["BAD left over"] += _has_left_overs(folder)
    except RecordsRefused as refusal:
        print(f"   {refusal}", flush=True)
        tally["BAD refused afterwards"] += 1
    return tally


def _filled(folder: Path) -> None:
    fill(folder, _PATIENTS)


def _filled_and_protected(folder: Path) -> None:
    _filled(folder)
    protect(folder)


def _older(folder: Path) -> None:
    _filled(folder.with_name("newest"))
    as_of(REVISIONS[0], folder.with_name("newest"), folder)


def _with_old_copies(folder: Path) -> None:
    """With a backup, and with what a restore put aside, which are to be protected too."""
    _filled(folder)
    upkeep = FolderUpkeep(folder)
    made = upkeep.back_up(upkeep.place_for_backup(), to_the_end)
    upkeep.restore(made.path, Deed(ANNA, Kind.RECORDS_RESTORED))
    open_records(folder).close()


def _damaged(folder: Path) -> None:
    _filled_and_protected(folder)
    content = bytearray(records_file(folder).read_bytes())
    content[-2 * PAGE : -PAGE] = bytes(PAGE)
    records_file(folder).write_bytes(content)


def _with_a_backup(folder: Path) -> None:
    _filled(folder)
    back_up(folder, folder / _BACKUP)
    shutil.copy(folder / _BACKUP, folder.with_name(_BACKUP))
    records = open_records(folder)
    with records.writing() as uow:
        register(uow, "Registered after the backup")
        uow.commit()
    records.close()


def _present(folder: Path) -> tuple[Tables, ...]:
    return (tables_of(folder, key_of(folder)),)


def _present_or_restored(folder: Path) -> tuple[Tables, ...]:
    restored = folder.with_name("restored")
    FolderUpkeep(restored).restore(folder / _BACKUP, Deed(ANNA, Kind.RECORDS_RESTORED))
    return (*_present(folder), tables_of(restored, None))


def _protect(folder: Path) -> object:
    return None if is_protected(folder) else protect(folder)


def _renew(folder: Path) -> None:
    sign_in(folder).renew_key()


def _migrate(folder: Path) -> None:
    open_records(folder).close()


def _restore(folder: Path) -> object:
    backup = folder.with_name(_BACKUP)
    return FolderUpkeep(folder).restore(backup, Deed(ANNA, Kind.RECORDS_RESTORED))


def _back_up(folder: Path) -> object:
    upkeep = _at_another_time(folder)
    return upkeep.back_up(upkeep.place_for_backup(), to_the_end)


def _at_another_time(folder: Path) -> FolderUpkeep:
    """What is done again is named after another moment than what was cut short."""
    later = timedelta(seconds=random.randrange(86_400))
    return FolderUpkeep(folder, key_of(folder), now=lambda: datetime.now(UTC) + later)


def _salvage(folder: Path) -> Salvaged:
    upkeep = _at_another_time(folder)
    return upkeep.salvage_as_backup(Deed(ANNA, Kind.RECORDS_SALVAGED))[0]


def _nothing(_folder: Path) -> tuple[Tables, ...]:
    return ()


KINDS: Mapping[str, FileDeed] = {
    "migrating": FileDeed(_older, _migrate, _present),
    "protecting": FileDeed(_with_old_copies, _protect, _present),
    "re-keying": FileDeed(_filled_and_protected, _renew, _present),
    "restoring": FileDeed(_with_a_backup, _restore, _present_or_restored),
    "backing up": FileDeed(_filled_and_protected, _back_up, _present),
    "salvaging": FileDeed(_damaged, _salvage, _nothing, of_damaged=True),
}
