"""One way to open the record file, so that every connection keeps the same promises."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol, TypeVar

from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.errors import RecordsRefused
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a database in WAL mode (the WAL-reset bug, sqlite.org release log)."""

BUSY_SECONDS = 5.0

_MOST_LOOKS: Final = 5
"""Somebody who opens and closes the records all the time is not waited for for ever."""

Result = TypeVar("Result")

_PROMISES = (
    "synchronous = FULL",  # a commit that returned survives a power cut; NORMAL loses some
    "foreign_keys = ON",
    "cell_size_check = ON",  # a damaged page is noticed instead of read
    "trusted_schema = OFF",  # a crafted file cannot run functions with side effects
    "recursive_triggers = ON",  # INSERT OR REPLACE meets the triggers that refuse DELETE
    "cache_size = -16384",
    "journal_size_limit = 67108864",
)


class Rows(Protocol):
    def fetchone(self) -> tuple[object, ...] | None: ...

    def fetchall(self) -> list[tuple[object, ...]]: ...


class Connection(Protocol):
    """What is used of a DBAPI connection to the records."""

    @property
    def total_changes(self) -> int: ...

    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Rows: ...

    def interrupt(self) -> None: ...

    def close(self) -> None: ...


def connect(records: Path, key: DataKey | None = None) -> Connection:
    """Open an existing record file for reading and writing; with its key, if it is encrypted.

    Transactions are begun and ended in words: the driver's own transaction control lets half
    of a failed migration stand.

    Raises:
        RecordsRefused: Damaged, not writable, busy, or on a disk that is full.
    """
    connection = _opened(records, key, mode="rw")
    try:
        with refusing(records):
            _require_wal(connection, records)
            for promise in _PROMISES:
                connection.execute(f"PRAGMA {promise}")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_for_a_look(records: Path, key: DataKey | None = None) -> Connection:
    """Open an existing record file in a way that cannot change a byte of it.

    Without a journal nobody has the file open, and none has to be made to look into it.
    """
    return _opened(records, key, mode="ro" if _journal(records).exists() else "ro&immutable=1")


def looked_into(
    records: Path, key: DataKey | None, look: Callable[[Connection], Result]
) -> Result:
    """What ``look`` finds in a record file that others may be writing to.

    When nobody has it open at the beginning and somebody begins to write meanwhile, what was
    seen may be half of the old and half of the new. Then it is looked at once more, together
    with whoever writes. ``look`` changes nothing, and may be asked again.
    """
    for _ in range(_MOST_LOOKS - 1):
        alone = not _journal(records).exists()
        before = _state(records)
        try:
            found = _looked(records, key, look)
        except (sqlcipher.Error, RecordsRefused):
            if not _is_moved(records, before, alone=alone):
                raise
        else:
            if not (alone and _is_moved(records, before, alone=alone)):
                return found
    return _looked(records, key, look)


def _looked(records: Path, key: DataKey | None, look: Callable[[Connection], Result]) -> Result:
    connection = connect_for_a_look(records, key)
    try:
        return look(connection)
    finally:
        connection.close()


def _is_moved(records: Path, before: object, *, alone: bool) -> bool:
    """Whether somebody began or ended to work with the file."""
    return _journal(records).exists() is alone or _state(records) != before


def _state(records: Path) -> object:
    with refusing(records):
        found = records.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _journal(records: Path) -> Path:
    return records.with_name(f"{records.name}-wal")


def refuse_old_sqlite(
    records: Path, installed: tuple[int, ...] = sqlcipher.sqlite_version_info
) -> None:
    """Raises RecordsRefused when the SQLite that came with the program is not safe."""
    if installed < OLDEST_SQLITE:
        have, need = (".".join(map(str, version)) for version in (installed, OLDEST_SQLITE))
        reason = f"SQLite {have} is installed, and {need} or newer is needed. Install again"
        raise RecordsRefused(path=records.parent, reason=reason)


def _opened(records: Path, key: DataKey | None, *, mode: str) -> Connection:
    refuse_old_sqlite(records)
    with refusing(records):
        connection: Connection = sqlcipher.connect(
            f"{records.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_SECONDS,
        )
        _unlock(connection, key)
    return connection


def _unlock(connection: Connection, key: DataKey | None) -> None:
    """The first words on every connection. Whether the key is right shows at the first read."""
    connection.execute("PRAGMA cipher_log_level = NONE")  # it writes to stderr otherwise
    if key is not None:
        connection.execute(f'PRAGMA key = "{key.for_sqlcipher}"')


def _require_wal(connection: Connection, records: Path) -> None:
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != ("wal",):
        reason = "its disk does not support safe writing. Keep them on a disk of this computer"
        raise RecordsRefused(path=records.parent, reason=reason)
