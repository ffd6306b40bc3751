"""The whole desktop in a window, over real records in a folder of the test's own."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from intake_app.bootstrap import LiveRecords
from intake_app.bootstrap.desktop import entrance_to
from intake_app.content.resources import find_resources
from intake_app.desktop.app import Desktop
from intake_app.desktop.main_window import MainWindow
from intake_app.desktop.opening import Opening
from intake_app.desktop.widgets.decision import Decision
from intake_app.domain.clinic import Clinic
from intake_app.services.ports import Clock, Content
from tests.helpers.qt_input import type_text

NO_KEY = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
Wanted = TypeVar("Wanted", bound=QWidget)

CLINIC = Clinic(
    name="Made-up Clinic",
    address="1 Example Street",
    phone="01632 960000",
    phone_hours="Monday to Friday, 9:00 to 17:00",
    night_phone="01632 960111",
    emergency_number="112",
    time_zone="Europe/Berlin",
    interest="The clinic sells this treatment and earns from it.",
    independent_places="Your own doctor",
    report_route="The national agency for medicines",
    practitioners=("Dr Mary Example", "Nurse Sam Sample"),
)


def opening_of(
    folder: Path,
    content: Content,
    clock: Clock,
    make_demonstration: Callable[[], Opening] | None = None,
) -> Opening:
    """The way into the records of a folder, as bootstrap hands it over."""
    live = LiveRecords(folder, lambda: content, clock)
    return Opening(
        resources=find_resources(),
        data_folder=folder,
        version="0.0.test",
        now=clock.now,
        open_lookup=live.lookup,
        open_services=live.services,
        open_upkeep=live.upkeep,
        warm=lambda: None,
        make_demonstration=make_demonstration,
        close=live.close,
        entrance=entrance_to(live, folder),
    )


@dataclass
class Program:
    """The running desktop, driven by keys."""

    qtbot: QtBot
    desktop: Desktop

    @property
    def window(self) -> MainWindow:
        return self.desktop.window

    def page(self, kind: type[Wanted]) -> Wanted:
        """The page of this kind, once it is up."""
        found: list[Wanted] = []

        def is_up() -> bool:
            page = self.window.current_page
            if isinstance(page, kind):
                found.append(page)
            return bool(found)

        self.qtbot.waitUntil(is_up)
        return found[-1]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        QTest.keyClick(focus(), key, modifier)

    def type(self, text: str) -> None:
        type_text(focus(), text)

    def choose(self, wish: str) -> None:
        """Choose from the menu."""
        self.window.wished.emit(wish)

    def decision(self) -> Decision:
        """The question that is asked."""
        asked: list[Decision] = []

        def is_asked() -> bool:
            asked.extend(self.window.findChildren(Decision))
            return bool(asked)

        self.qtbot.waitUntil(is_asked)
        return asked[-1]

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)

    def wait_for_keyboard(self, widget: QWidget) -> None:
        """Offscreen, nobody gives the window back its keyboard when a dialog has closed."""
        self.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is widget)


def focus() -> QWidget:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


@contextmanager
def running(qtbot: QtBot, opening: Opening, *, settled: bool = True) -> Iterator[Program]:
    """Open the window, wait until the records are open or refused; close it in the end.

    Not ``settled``: nobody waits for the records.
    """
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    hooks = sys.excepthook, threading.excepthook
    desktop = Desktop(application, opening)
    with qtbot.waitSignal(
        desktop.settled if settled else desktop.window.first_painted, timeout=10_000
    ):
        desktop.window.show()
    # Errors are pytest-qt's to report here; the hook has tests of its own.
    sys.excepthook, threading.excepthook = hooks
    desktop.window.activateWindow()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    yield Program(qtbot, desktop)
    for decision in desktop.window.findChildren(Decision):
        decision.reject()
    desktop.window.close()

    def is_closed() -> bool:
        for decision in desktop.window.findChildren(Decision):
            if decision.isVisible():
                decision.accept_button.click()
        return not desktop.window.isVisible()

    qtbot.waitUntil(is_closed, timeout=10_000)
    assert desktop.session is None
    desktop.window.deleteLater()
    desktop.deleteLater()
