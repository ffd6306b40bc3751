"""Let a restored folder take the place of the one in use, however often that is cut short.

Several files cannot change places at once. The new ones are made ready in a folder of their own;
renaming that folder decides. From then on whoever comes next finishes what was decided: first the
old files go aside, then (another rename) the new ones come in.
"""

from pathlib import Path
from shutil import rmtree
from typing import Final

from intake_app.storage.data_folder import PRIVATE_FOLDER, RECORDS_FILE, records_file
from intake_app.storage.failures import refusing
from intake_app.storage.file_lock import locked
from intake_app.storage.key_files import KEYS_FILE, LOCK_FILE
from intake_app.storage.whole_files import flush_folder

HEAD_FILE: Final = "audit-head.json"
HEAD_LOCK: Final = "audit-head.lock"
SETTINGS_FILE: Final = "settings.toml"
PARTS: Final = (RECORDS_FILE, HEAD_FILE, KEYS_FILE, SETTINGS_FILE)
"""What a data folder consists of, the records first."""

REPLACED: Final = (*PARTS, *(f"{RECORDS_FILE}{end}" for end in ("-wal", "-shm", "-journal")))
PREPARING: Final = "restore.preparing"
"""What a restore brings, until that is decided."""

SALVAGING: Final = "salvage.work"
DECIDED: Final = "restore.decided"
_PLACING: Final = "restore.placing"
ASIDE: Final = "replaced.txt"
ASIDE_PREFIX: Final = "replaced-"


def finish_restore(folder: Path) -> None:
    """Go on with a restore that was decided and cut short; to be called before anything else."""
    if (folder / DECIDED).exists() or (folder / _PLACING).exists():
        with locked(folder / LOCK_FILE):
            finish(folder)


def finish(folder: Path) -> None:
    decided, placing = folder / DECIDED, folder / _PLACING
    with refusing(records_file(folder)):
        if decided.exists():
            aside = folder / (decided / ASIDE).read_text(encoding="utf-8")
            for name in (name for name in REPLACED if (folder / name).exists()):
                aside.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
                rename(folder / name, aside / name)
            rename(decided, placing)
        if placing.exists():
            for name in (name for name in PARTS if (placing / name).exists()):
                rename(placing / name, folder / name)
            rmtree(placing)


def rename(old: Path, new: Path) -> None:
    with refusing(new):
        old.replace(new)
        flush_folder(old.parent)
        if new.parent != old.parent:
            flush_folder(new.parent)
