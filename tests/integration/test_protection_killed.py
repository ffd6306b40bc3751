"""Killed at any moment while the key changes: everything is there, under one key or the other."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from intake_app.services.audit import Deed, Kind
from intake_app.storage.backup_file import SUFFIX
from intake_app.storage.data_folder import BACKUPS_FOLDER, RECORDS_FILE
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.records import open_records
from tests.helpers.record_builders import store_completed
from tests.helpers.upkeep import ANNA, back_up

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("change", ["protect", "renew", "code"])
def test_a_kill_while_the_key_changes_loses_nothing(data_folder: Path, change: str) -> None:
    records = open_records(data_folder)
    with records.writing() as uow:
        store_completed(uow)
        uow.commit()
    records.close()
    (data_folder / BACKUPS_FOLDER).mkdir()
    shutil.copy(data_folder / RECORDS_FILE, data_folder / BACKUPS_FOLDER / "older.sqlite3")
    made = back_up(data_folder, data_folder / BACKUPS_FOLDER / f"kept{SUFFIX}")
    restored = FolderUpkeep(data_folder).restore(made, Deed(ANNA, Kind.RECORDS_RESTORED))
    assert restored.replaced is not None
    open_records(data_folder).close()

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
