"""From what the file system or SQLite report to a refusal that says what to do."""

import errno
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.errors import (
    RecordsBusy,
    RecordsDamaged,
    RecordsFull,
    RecordsReadOnly,
    RecordsRefused,
)

_NO_ROOM = 128 * 1024
"""Bytes; with less than this free even SQLite's shared memory file finds no place."""

_NOT_TEXT = "Could not decode to UTF-8"
"""What the driver says of a text in which the disk has changed a letter."""

_GONE = "no such table: "
"""Every table is made when the records begin; one that is not there was taken away."""

_DB_MOVED = 8 | 4 << 8

_CODES: Mapping[str, int] = {
    "database is locked": 5,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "unable to open database file": 14,
    "file is not a database": 26,
}
"""What SQLite says, where its number says less: while pages or tables are copied."""

_NO_MORE_THAN_AN_ERROR = 1


@contextmanager
def refusing(records: Path) -> Iterator[None]:
    """Turn failures of the file system and of SQLite into refusals.

    Args:
        records: The record file; the sentences name it or its folder.
    """
    try:
        yield
    except sqlcipher.Error as error:
        refusal = refusal_of(error, records)
        if refusal is None:
            raise
        raise refusal from error
    except UnicodeDecodeError as error:  # in a name that SQLite complains of
        raise RecordsDamaged(path=records) from error
    except OSError as error:
        raise refusal_of_file_error(error, records) from error


def refusal_of(error: BaseException, records: Path) -> RecordsRefused | None:
    """What to say about an error of the database driver; None for what is a bug."""
    if not isinstance(error, sqlcipher.Error):
        return None
    if str(error).startswith((_NOT_TEXT, _GONE)):
        return RecordsDamaged(path=records)
    code = int(getattr(error, "sqlite_errorcode", 0))
    if code <= _NO_MORE_THAN_AN_ERROR:
        code = _CODES.get(str(error), code)
    if code == _DB_MOVED:
        return _moved(records)
    say = _SAID.get(code & 0xFF)
    return None if say is None else say(records)


def refusal_of_file_error(error: OSError, records: Path) -> RecordsRefused:
    """What to say about a file or folder that cannot be made or read."""
    folder = records.parent
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return RecordsReadOnly(path=folder)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return RecordsFull(path=folder)
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return not_a_folder(folder)
    reason = f"{error.strerror or 'the system refuses'}. Choose another folder with --data-dir"
    return RecordsRefused(path=folder, reason=reason)


def not_a_folder(folder: Path) -> RecordsRefused:
    reason = "it is not a folder. Choose a folder with --data-dir"
    return RecordsRefused(path=folder, reason=reason)


def _read_only(records: Path) -> RecordsRefused:
    return RecordsReadOnly(path=records.parent)


def _busy(records: Path) -> RecordsRefused:
    return RecordsBusy(path=records.parent)


def _full(records: Path) -> RecordsRefused:
    return RecordsFull(path=records.parent)


def _damaged(records: Path) -> RecordsRefused:
    return RecordsDamaged(path=records)


def _moved(records: Path) -> RecordsRefused:
    reason = "the file was moved or replaced while it was open. Start the program again"
    return RecordsRefused(path=records.parent, reason=reason)


def _disk_error(records: Path) -> RecordsRefused:
    """A disk that is full to the last block cannot even say so."""
    if _free_bytes(records.parent) < _NO_ROOM:
        return RecordsFull(path=records.parent)
    reason = "the disk reports an error. Check the disk, and copy the newest backup elsewhere"
    return RecordsRefused(path=records.parent, reason=reason)


def _cannot_open(records: Path) -> RecordsRefused:
    """SQLite says no more than that; the usual reason is a folder without write permission."""
    if not records.exists():
        return _moved(records)
    if _free_bytes(records.parent) < _NO_ROOM:
        return RecordsFull(path=records.parent)
    return RecordsReadOnly(path=records.parent)


def _free_bytes(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return _NO_ROOM


_SAID: Mapping[int, Callable[[Path], RecordsRefused]] = {
    3: _read_only,  # SQLITE_PERM
    5: _busy,  # SQLITE_BUSY
    6: _busy,  # SQLITE_LOCKED
    8: _read_only,  # SQLITE_READONLY
    10: _disk_error,  # SQLITE_IOERR
    11: _damaged,  # SQLITE_CORRUPT
    13: _full,  # SQLITE_FULL
    14: _cannot_open,  # SQLITE_CANTOPEN
    15: _busy,  # SQLITE_PROTOCOL
    26: _damaged,  # SQLITE_NOTADB
}
