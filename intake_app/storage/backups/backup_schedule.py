"""The folder of backups: what is in it, when one is due, its name, and which older ones go."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from intake_app.domain.visit.thinning import staying
from intake_app.services.upkeep import KeptBackup
from intake_app.storage.backup_file import SUFFIX, moment_of
from intake_app.storage.data_folder import BACKUPS_FOLDER, RECORDS_FILE
from intake_app.storage.failures import refusing

EVERY: Final = timedelta(hours=1)
_PREFIX: Final = "on-time-"
_BY_HAND: Final = "by-hand-"
_SALVAGED: Final = "salvaged-"
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NO_TIME: Final = datetime.min.replace(tzinfo=UTC)


def path_for(folder: Path, now: datetime) -> Path:
    return folder / BACKUPS_FOLDER / f"{_PREFIX}{now.astimezone(UTC):{_STAMP}}{SUFFIX}"


def path_by_hand(folder: Path, now: datetime) -> Path:
    """For one that a person asks for, whose name no other has."""
    return _own_path(folder, _BY_HAND, now)


def path_for_salvaged(folder: Path, now: datetime) -> Path:
    """For what was read from damaged records."""
    return _own_path(folder, _SALVAGED, now)


def _own_path(folder: Path, prefix: str, now: datetime) -> Path:
    name = f"{prefix}{now.astimezone(UTC):{_STAMP}}"
    number, path = 1, folder / BACKUPS_FOLDER / f"{name}{SUFFIX}"
    while path.exists():
        number += 1
        path = path.with_name(f"{name}-{number}{SUFFIX}")
    return path


def kept_backups(folder: Path) -> tuple[KeptBackup, ...]:
    """Every backup in the folder, whoever made it; the newest first."""
    found = []
    for path in (folder / BACKUPS_FOLDER).glob(f"[!.]*{SUFFIX}"):
        with suppress(OSError):  # it has just been thinned
            found.append(KeptBackup(path=path, made_at=moment_of(path), size=path.stat().st_size))
    return tuple(sorted(found, key=_when, reverse=True))


def _when(backup: KeptBackup) -> tuple[datetime, str]:
    return backup.made_at or _NO_TIME, backup.path.name


def is_due(folder: Path, now: datetime) -> bool:
    """Whether something was written since the last backup, and that is an hour old or more.

    A backup from the future, made while the clock was wrong, does not count.
    """
    made = [at for at in on_time(folder) if at <= now]
    if not made:
        return True
    newest = max(made)
    return now - newest >= EVERY and _changed_since(folder, newest)


def thin(folder: Path, now: datetime) -> None:
    """Delete the backups on time that are not needed any more; no other is touched."""
    made = on_time(folder)
    for at in set(made) - staying(made, now):
        with refusing(made[at]):
            made[at].unlink(missing_ok=True)


def on_time(folder: Path) -> dict[datetime, Path]:
    """The backups that were made on time, by when."""
    found = {}
    for path in (folder / BACKUPS_FOLDER).glob(f"{_PREFIX}*{SUFFIX}"):
        with suppress(ValueError):
            at = datetime.fromisoformat(path.name[len(_PREFIX) : -len(SUFFIX)])
            found[at] = path
    return found


def _changed_since(folder: Path, at: datetime) -> bool:
    for name in (RECORDS_FILE, f"{RECORDS_FILE}-wal"):
        with suppress(FileNotFoundError):
            if (folder / name).stat().st_mtime >= at.timestamp():
                return True
    return False
