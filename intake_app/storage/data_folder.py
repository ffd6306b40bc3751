"""What the records live in: one folder and one file, private to the user."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from intake_app.domain.errors import RecordsDamaged
from intake_app.storage.failures import not_a_folder, refusing

RECORDS_FILE = "records.sqlite3"
BACKUPS_FOLDER = "backups"
PARTIAL = ".partial"
"""Ends the name of a backup that is not whole yet."""

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


def records_file(folder: Path) -> Path:
    return folder / RECORDS_FILE


def holds_records(folder: Path) -> bool:
    """Whether there is a record file with anything in it.

    Raises:
        RecordsRefused: The folder is a file, or cannot be looked into.
    """
    records = records_file(folder)
    with refusing(records):
        try:
            found = records.stat()
        except FileNotFoundError:
            return False
        except NotADirectoryError:
            raise not_a_folder(folder) from None
        if not stat.S_ISREG(found.st_mode):
            raise RecordsDamaged(path=records)
        return found.st_size > 0


def make_private_folder(folder: Path) -> None:
    """Create the folder; an empty one that exists becomes private, one in use is left alone."""
    with refusing(folder / RECORDS_FILE):
        if folder.exists() and not folder.is_dir():
            raise not_a_folder(folder)
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            folder.chmod(PRIVATE_FOLDER)


def make_private_file(path: Path) -> None:
    """Create an empty file that only this user can read; one that exists stays as it is.

    SQLite gives its journal and its shared memory the rights of the file they belong to.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def begin_records(folder: Path) -> None:
    """Make an empty record file, where there is none.

    Raises:
        RecordsDamaged: There is a journal without its record file. SQLite would delete the
            journal, and with it the last changes.
    """
    records = records_file(folder)
    make_private_folder(folder)
    with refusing(records):
        journal = records.with_name(f"{RECORDS_FILE}-wal")
        if not holds_records(folder) and journal.exists() and journal.stat().st_size > 0:
            raise RecordsDamaged(path=records)
        make_private_file(records)


def make_private(records: Path) -> None:
    """Take other users' rights away, for instance from a file that was copied here."""
    with refusing(records):
        mode = stat.S_IMODE(records.stat().st_mode)
        if os.name == "posix" and mode & 0o077:
            with suppress(PermissionError):  # another user's file that is shared on purpose
                records.chmod(mode & PRIVATE_FILE)
