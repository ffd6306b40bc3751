"""What was acknowledged stays: through kill -9, beside another program, on a full disk."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from intake_app.domain.errors import RecordsFull
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import RECORDS_FILE
from intake_app.storage.records import Records, open_records
from tests.helpers.record_builders import register

ROOT = Path(__file__).parents[2]
PROCESSES = "tests.helpers.writing_processes"

can_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@can_fork
@pytest.mark.parametrize("how", ["killed", "together", "heads"])
def test_every_acknowledged_save_is_kept(data_folder: Path, how: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", PROCESSES, how, str(data_folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (answer.stdout, answer.stderr) == ("", "")
    assert answer.returncode == 0


def test_the_journal_that_a_killed_program_left_is_read(data_folder: Path) -> None:
    records = open_records(data_folder)
    with records.writing() as uow:
        patient = register(uow)
        uow.commit()
    left = data_folder.parent / "left"
    left.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(data_folder / f"{RECORDS_FILE}{suffix}", left / f"{RECORDS_FILE}{suffix}")
    records.close()

    found = open_records(left)
    with found.reading() as uow:
        assert uow.patients.get(patient.id) == patient
    found.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of two megabytes; only root can have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("needs root on Linux")
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this root may not mount")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 1024)
    assert shutil.disk_usage(disk).free == 0
    return filler


def save_one(records: Records) -> None:
    with records.writing() as uow:
        register(uow)
        uow.commit()


def save_many(records: Records) -> None:
    for _ in range(100):
        save_one(records)


def test_a_disk_that_fills_up_keeps_what_was_saved_and_works_again(small_disk: Path) -> None:
    records = open_records(small_disk / "clinic")
    with records.writing() as uow:
        kept = register(uow)
        uow.commit()
    filler = fill(small_disk)

    with pytest.raises(RecordsFull, match="everything before it was"):
        save_many(records)
    with records.reading() as uow:
        assert uow.patients.get(kept.id) == kept

    filler.unlink()
    save_one(records)
    records.close()
    connection = connect(small_disk / "clinic" / RECORDS_FILE)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_disk_without_a_byte_left_is_refused_at_the_door(small_disk: Path) -> None:
    open_records(small_disk / "clinic").close()
    fill(small_disk)

    with pytest.raises(RecordsFull):
        open_records(small_disk / "clinic")
    with pytest.raises(RecordsFull):
        open_records(small_disk / "another")
