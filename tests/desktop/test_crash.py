"""A bug is survived: a number for the person, a trace without patient data for the log."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from intake_app.desktop.crash import LOG_NAME, MOST_REPORTS, CrashHook
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.stopped_clock import StoppedClock


@pytest.fixture
def hook(tmp_path: Path, clock: StoppedClock, qtbot: QtBot) -> CrashHook:
    return CrashHook(tmp_path / "logs", "1.2.3", now=clock.now)


@pytest.fixture
def restored_hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def fail(name: str) -> None:
    raise ValueError(f"{name} has no such field")


def take(hook: CrashHook, error: Exception) -> None:
    hook.take(type(error), error, error.__traceback__)


def caught(name: str) -> Exception:
    try:
        fail(name)
    except ValueError as error:
        return error
    raise AssertionError


def test_the_person_gets_a_number_and_the_log_the_place(
    hook: CrashHook, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(hook.crashed) as told:
        take(hook, caught(AWKWARD_NAME))

    log = (tmp_path / "logs" / LOG_NAME).read_text(encoding="utf-8")
    assert told.args is not None
    assert told.args[0] in log
    assert told.args[1].endswith(LOG_NAME)
    assert "in fail" in log
    assert "ValueError" in log


def test_no_patient_data_reaches_the_log(hook: CrashHook, tmp_path: Path) -> None:
    take(hook, caught(AWKWARD_NAME))

    log = (tmp_path / "logs" / LOG_NAME).read_text(encoding="utf-8")
    assert "Zoë" not in log
    assert "no such field" not in log


def test_without_a_writable_folder_the_number_alone_is_told(
    clock: StoppedClock, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "logs").write_text("in the way")
    hook = CrashHook(tmp_path / "logs", "1", now=clock.now)

    with qtbot.waitSignal(hook.crashed) as told:
        take(hook, caught("x"))

    assert told.args is not None
    assert told.args[1] == ""


def test_a_bug_that_comes_back_does_not_fill_the_disk(hook: CrashHook, tmp_path: Path) -> None:
    error = caught("x")
    for _ in range(MOST_REPORTS):
        take(hook, error)
    size = (tmp_path / "logs" / LOG_NAME).stat().st_size

    take(hook, error)

    assert (tmp_path / "logs" / LOG_NAME).stat().st_size == size


@pytest.mark.usefixtures("restored_hooks")
def test_threads_end_here_too(hook: CrashHook, qtbot: QtBot) -> None:
    hook.install()

    with qtbot.waitSignal(hook.crashed):
        threading.Thread(target=fail, args=("x",)).start()
