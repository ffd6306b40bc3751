"""What the disk and the database report becomes a sentence that says what to do."""

import errno
import os
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.errors import (
    RecordsBusy,
    RecordsDamaged,
    RecordsFull,
    RecordsReadOnly,
    RecordsRefused,
)
from intake_app.storage import failures
from intake_app.storage.connection import _require_wal
from intake_app.storage.data_folder import RECORDS_FILE
from intake_app.storage.failures import refusing


def reported(code: int) -> sqlcipher.Error:
    error = sqlcipher.OperationalError("reported by SQLite")
    error.sqlite_errorcode = code
    return error


@pytest.fixture
def records_path(tmp_path: Path) -> Path:
    file = tmp_path / RECORDS_FILE
    file.write_bytes(b"")
    return file


def said_of(error: BaseException, records_path: Path) -> RecordsRefused:
    with pytest.raises(RecordsRefused) as refused, refusing(records_path):
        raise error
    return refused.value


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (5, RecordsBusy),
        (5 | 2 << 8, RecordsBusy),  # SQLITE_BUSY_SNAPSHOT
        (6, RecordsBusy),
        (8, RecordsReadOnly),
        (8 | 6 << 8, RecordsReadOnly),  # SQLITE_READONLY_DIRECTORY
        (11, RecordsDamaged),
        (13, RecordsFull),
        (14, RecordsReadOnly),
        (26, RecordsDamaged),
    ],
)
def test_an_error_of_sqlite_is_said_in_words(
    records_path: Path, code: int, kind: type[RecordsRefused]
) -> None:
    said = said_of(reported(code), records_path)

    assert type(said) is kind
    assert str(records_path.parent) in str(said)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.EACCES, RecordsReadOnly),
        (errno.EROFS, RecordsReadOnly),
        (errno.ENOSPC, RecordsFull),
        (errno.ENOTDIR, RecordsRefused),
        (errno.EIO, RecordsRefused),
    ],
)
def test_an_error_of_the_file_system_is_said_in_words(
    records_path: Path, number: int, kind: type[RecordsRefused]
) -> None:
    said = said_of(OSError(number, os.strerror(number)), records_path)

    assert type(said) is kind
    assert str(records_path.parent) in str(said)


def test_a_record_file_that_was_replaced_is_told_apart_from_a_read_only_one(
    records_path: Path,
) -> None:
    said = said_of(reported(8 | 4 << 8), records_path)

    assert "moved or replaced" in str(said)


def test_a_disk_error_is_told_apart_from_a_disk_without_room(
    records_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "the disk reports an error" in str(said_of(reported(10), records_path))

    monkeypatch.setattr(failures, "_free_bytes", lambda _folder: 0)

    assert type(said_of(reported(10), records_path)) is RecordsFull
    assert type(said_of(reported(14), records_path)) is RecordsFull


def test_a_folder_that_went_away_is_not_called_read_only(tmp_path: Path) -> None:
    gone = tmp_path / "gone" / RECORDS_FILE

    assert "moved or replaced" in str(said_of(reported(14), gone))
    assert "the disk reports an error" in str(said_of(reported(10), gone))


@pytest.mark.parametrize("code", [0, 1])
def test_words_tell_what_a_number_does_not(records_path: Path, code: int) -> None:
    """Copying pages gives no number, and copying tables one that says no more than "error"."""
    error = sqlcipher.OperationalError("database or disk is full")
    if code:
        error.sqlite_errorcode = code

    assert isinstance(said_of(error, records_path), RecordsFull)


def test_a_mistake_in_a_statement_stays_a_bug(records_path: Path) -> None:
    with pytest.raises(sqlcipher.OperationalError), refusing(records_path):
        sqlcipher.connect(":memory:").execute("SELECT nonsense FROM sqlite_schema")


def test_a_disk_without_safe_writing_is_refused(records_path: Path) -> None:
    in_memory = sqlcipher.connect(":memory:")

    with pytest.raises(RecordsRefused, match="does not support safe writing"):
        _require_wal(in_memory, records_path)

    in_memory.close()
