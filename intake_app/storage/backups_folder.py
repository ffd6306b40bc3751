"""The folder of backups: one writer at a time, and nothing in it that was cut short."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from intake_app.storage.data_folder import BACKUPS_FOLDER, PARTIAL, make_private_folder
from intake_app.storage.failures import refusing
from intake_app.storage.file_lock import locked

_LOCK: Final = "backup.lock"


@contextmanager
def writing_backups(folder: Path) -> Iterator[Path]:
    """The folder, for whoever writes into it alone; what a killed writer left goes first.

    Raises:
        RecordsBusy: Somebody else writes, and went on writing.
    """
    backups = folder / BACKUPS_FOLDER
    make_private_folder(backups)
    with locked(backups / _LOCK):
        with refusing(backups):
            for left in backups.glob(f"*{PARTIAL}*"):
                left.unlink(missing_ok=True)
        yield backups
