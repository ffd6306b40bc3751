"""Records of an older release: the window says how far it is, and lets it be stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from intake_app.desktop.pages.find_page import FindPage
from intake_app.services.ports import Content
from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.revision import HEAD, stored_revision
from tests.helpers.older_records import as_of
from tests.helpers.program import Program, opening_of, running
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.upkeep import fill

OLDER = "0008"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    fill(tmp_path / "newest", 2)
    as_of(OLDER, tmp_path / "newest", tmp_path / "older")
    return tmp_path / "older"


@pytest.fixture
def other(older: Path) -> Iterator[Connection]:
    """Another program that lets this one wait."""
    connection = connect(records_file(older))
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


@pytest.fixture
def program(
    qtbot: QtBot, older: Path, other: Connection, content: Content, clock: StoppedClock
) -> Iterator[Program]:
    """The window, which waits for its turn to bring the records up to date."""
    assert other.execute("SELECT count(*) FROM patient").fetchone() == (2,)
    with running(qtbot, opening_of(older, content, clock), settled=False) as opened:
        page = opened.page(FindPage)
        opened.wait(page.progress.isVisible)
        yield opened


def test_the_window_says_how_far_it_is_and_what_stopping_means(program: Program) -> None:
    page = program.page(FindPage)

    assert page.progress.percentage.text() == "0 %"
    assert page.empty.isVisible()
    assert "stay as they were" in page.empty.accessibleName()


def test_stopped_by_key_the_records_stay_and_can_be_tried_again(
    program: Program, older: Path, other: Connection
) -> None:
    page = program.page(FindPage)
    page.progress.stop_button.setFocus()
    program.press(Qt.Key.Key_Space)

    program.wait(page.notice.isVisible)
    assert page.notice.message is not None
    assert "was stopped" in page.notice.message.text
    assert not page.progress.isVisible()
    assert stored_revision(older) == OLDER
    other.execute("ROLLBACK")
    with program.qtbot.waitSignal(program.desktop.settled, timeout=10_000):
        page.action_chosen.emit("retry")
    assert stored_revision(older) == HEAD
    assert not page.progress.isVisible()


def test_closing_the_window_stops_it_too(program: Program, older: Path) -> None:
    program.window.close()

    program.wait(lambda: not program.window.isVisible())
    assert program.desktop.session is None
    assert stored_revision(older) == OLDER
