"""The line above a page that says what happened, and what can be done about it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDir
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intake_app.content.resources import find_resources
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.widgets.notice import Notice


@pytest.fixture
def notice(qtbot: QtBot) -> Iterator[Notice]:
    QDir.setSearchPaths("icons", [str(find_resources() / "icons")])
    window = QWidget()
    qtbot.addWidget(window)
    shown = Notice()
    QVBoxLayout(window).addWidget(shown)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield shown
    window.hide()


def test_what_can_be_done_has_the_keyboard_as_soon_as_it_is_said(notice: Notice) -> None:
    notice.show_message(
        Message(level=Level.STOP, text="No font.", actions=(("correct", "Correct"),))
    )
    notice.focus_action()

    button = QApplication.focusWidget()
    assert button is not None
    assert button.objectName() == "correct"
