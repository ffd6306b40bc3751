"""Killed at any moment while the key changes: everything is there, under one key or the other."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from intake_app.storage.data_folder import BACKUPS_FOLDER, RECORDS_FILE
from intake_app.storage.records import open_records
from tests.helpers.record_builders import store_completed

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("change", ["protect", "renew"])
def test_a_kill_while_the_key_changes_loses_nothing(data_folder: Path, change: str) -> None:
    records = open_records(data_folder)
    with records.writing() as uow:
        store_completed(uow)
        uow.commit()
    records.close()
    (data_folder / BACKUPS_FOLDER).mkdir()
    shutil.copy(data_folder / RECORDS_FILE, data_folder / BACKUPS_FOLDER / "older.sqlite3")

    answer = subprocess.run(
        [sys.executable, "-m", "tests.helpers.killed_key_changes", change, str(data_folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert (answer.stdout, answer.stderr) == ("", "")
    assert answer.returncode == 0
