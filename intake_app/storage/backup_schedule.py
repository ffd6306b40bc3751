"""Backups on time: when one is due, how it is called, and which older ones go."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from intake_app.domain.thinning import staying
from intake_app.storage.backup_file import SUFFIX
from intake_app.storage.data_folder import BACKUPS_FOLDER, RECORDS_FILE
from intake_app.storage.failures import refusing

EVERY: Final = timedelta(hours=1)
_PREFIX: Final = "on-time-"


def path_for(folder: Path, now: datetime) -> Path:
    return folder / BACKUPS_FOLDER / f"{_PREFIX}{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{SUFFIX}"


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
