"""The backups that are made before the records are changed as a whole; they are never thinned."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from intake_app.storage.backup_file import SUFFIX, head_of_backup
from intake_app.storage.data_folder import BACKUPS_FOLDER
from intake_app.storage.failures import refusing

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_WHILE_STAMPED: Final = "[12]" + "[0-9]" * 7 + "T" + "[0-9]" * 6 + "Z"


def path_before(folder: Path, reason: str, now: datetime) -> Path:
    name = f"before-{reason}-{now.astimezone(UTC):{_STAMP}}{SUFFIX}"
    return folder / BACKUPS_FOLDER / name


def drop_older_attempts(made: Path, reason: str) -> None:
    """Delete what attempts at the same change have left that were killed: ``made`` holds it too.

    After such an attempt the records are as they were before it, to the last audit entry.
    """
    found = head_of_backup(made)
    if found is None:
        return
    for other in made.parent.glob(f"before-{reason}-{_WHILE_STAMPED}{SUFFIX}"):
        same = head_of_backup(other) if other != made else None
        if same is not None and same[1] == found[1]:
            with refusing(other):
                other.unlink(missing_ok=True)
