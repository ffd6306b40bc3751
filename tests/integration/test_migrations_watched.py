"""Bringing older records up to date is watched, and can be stopped at any moment without harm."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from intake_app.domain.upkeep_errors import MigrationStopped
from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_folder import BACKUPS_FOLDER, records_file
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.keys.new_key import contents
from intake_app.storage.records import open_records
from intake_app.storage.revision import HEAD, stored_revision
from intake_app.storage.search import index
from intake_app.storage.search.index import rebuild
from tests.helpers.older_records import as_of
from tests.helpers.upkeep import fill

OLDER = "0008"


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Records of an older release, in which a few patients are many."""
    monkeypatch.setattr(index, "_AT_A_TIME", 2)
    fill(tmp_path / "newest", 5)
    as_of(OLDER, tmp_path / "newest", tmp_path / "older")
    return tmp_path / "older"


def everything(folder: Path) -> object:
    connection = connect(records_file(folder))
    try:
        return contents(connection)
    finally:
        connection.close()


def backups(folder: Path) -> list[str]:
    return [path.name for path in (folder / BACKUPS_FOLDER).glob("*") if path.suffix != ".lock"]


def stopping_at(turn: int) -> Callable[[float], bool]:
    """Goes on so many times."""
    asked: list[float] = []

    def progress(done: float) -> bool:
        asked.append(done)
        return len(asked) <= turn

    return progress


def how_far(folder: Path) -> list[float]:
    """All that whoever watches was told."""
    told: list[float] = []

    def progress(done: float) -> bool:
        told.append(done)
        return True

    open_records(folder, progress=progress).close()
    return told


def test_it_is_told_from_the_backup_to_the_end_how_much_is_done(older: Path) -> None:
    told = how_far(older)

    assert told[0] < 0.1
    assert told[-1] == 1.0
    assert all(before <= after for before, after in pairwise(told))
    assert len(set(told)) > 10


def test_stopped_at_any_moment_the_records_are_as_they_were(older: Path, tmp_path: Path) -> None:
    before = everything(older)
    as_of(OLDER, tmp_path / "newest", tmp_path / "watched")
    moments = len(how_far(tmp_path / "watched"))

    for turn in range(moments):
        with pytest.raises(MigrationStopped):
            open_records(older, progress=stopping_at(turn))
        assert everything(older) == before
        assert stored_revision(older) == OLDER
        assert backups(older) == []

    open_records(older).close()
    assert stored_revision(older) == HEAD
    assert FolderUpkeep(older).verify().ok
    assert len(backups(older)) == 1


def test_nothing_is_told_of_records_that_begin_or_are_up_to_date(tmp_path: Path) -> None:
    assert how_far(tmp_path / "clinic") == []
    assert how_far(tmp_path / "clinic") == []


def test_whoever_waits_for_another_program_can_stop_waiting(older: Path) -> None:
    other = connect(records_file(older))
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(MigrationStopped):
            open_records(older, progress=stopping_at(1))
    finally:
        other.close()

    assert stored_revision(older) == OLDER


def test_whoever_waits_for_another_program_goes_on_when_it_has_ended(older: Path) -> None:
    other = connect(records_file(older))
    other.execute("BEGIN IMMEDIATE")
    waiting = threading.Event()

    def progress(_done: float) -> bool:
        if not waiting.is_set():
            waiting.set()
            other.execute("ROLLBACK")
            other.close()
        return True

    open_records(older, progress=progress).close()

    assert waiting.is_set()
    assert stored_revision(older) == HEAD


STOPPED_BY_KEY = """
import os, signal, sys
from intake_app.bootstrap import start
from intake_app.cli import progress
from intake_app.storage.search import index

index._AT_A_TIME = 1
once = progress.watched

def watched(doing):
    os.kill(os.getpid(), signal.SIGUSR1)
    return once(doing)

signal.signal(signal.SIGUSR1, lambda *_: signal.setitimer(signal.ITIMER_REAL, 0.001))
signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
progress.watched = watched
sys.exit(start(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_at_the_command_line_ctrl_c_stops_it_in_a_sentence(older: Path) -> None:
    before = everything(older)
    command = [sys.executable, "-c", STOPPED_BY_KEY, "--data-dir", str(older)]

    ended = subprocess.run(
        [*command, "patients", "find", "lukasz"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "was stopped" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert everything(older) == before


def lists(connection: Connection) -> list[object]:
    tables = ("search_word", "search_misspelling")
    return [
        connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in tables
    ]


def test_taken_some_at_a_time_the_search_is_the_same(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = connect(records_file(older))
    connection.execute("BEGIN IMMEDIATE")
    rebuild(connection)
    some_at_a_time = lists(connection)
    monkeypatch.setattr(index, "_AT_A_TIME", 1000)
    rebuild(connection)

    assert lists(connection) == some_at_a_time
    connection.close()
