"""The locked window: nothing of a patient shows, nothing that was typed is lost."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from shiboken6 import isValid

IDLE_MINUTES = 10
"""After so long without a key or a movement the window locks itself."""

_LOOK_EVERY = 5_000
"""Milliseconds."""

_AWAKE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class Cover(QObject):
    """Puts one widget over everything the window shows, and takes it away again."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._covered: QWidget | None = None
        self.page: QWidget | None = None
        self._hidden: list[QWidget] = []
        self._typed_in: QWidget | None = None

    @property
    def is_on(self) -> bool:
        return self._covered is not None

    def put_on(self, page: QWidget) -> None:
        """Menus and their keys rest; dialogs and lists that are up are hidden too."""
        self._typed_in = self._window.focusWidget()
        self._hidden = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget is not self._window and widget.isVisible()
        ]
        for widget in self._hidden:
            widget.hide()
        self._covered = self._window.takeCentralWidget()
        self._window.setCentralWidget(page)
        self.page = page
        page.show()
        self._let_menus(enabled=False)

    def take_off(self) -> None:
        if self._covered is None:
            return
        before, newer = self._typed_in, self._covered.focusWidget()
        # The window deletes the cover when it gets back what was behind.
        self._window.setCentralWidget(self._covered)
        self._covered.show()
        self._covered = self.page = None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif newer is not None:  # another page has come up behind the cover
            newer.setFocus(Qt.FocusReason.OtherFocusReason)
        self._let_menus(enabled=True)
        for widget in self._hidden:
            if isValid(widget) and isinstance(widget, QDialog):  # lists that popped up stay away
                widget.show()
        self._hidden = []

    def _let_menus(self, *, enabled: bool) -> None:
        for action in self._window.menuBar().actions():
            action.setEnabled(enabled)
        self._window.menuBar().setVisible(enabled)


def seconds_gone() -> float:
    """Seconds of a clock that nobody sets, and that goes on while the computer sleeps.

    Qt's timers and Python's own clock stand still in the sleep of a laptop.
    """
    clock = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class Idleness(QObject):
    """Notices that nobody is there.

    Signals:
        noticed: For so many minutes nobody touched anything.
    """

    noticed = Signal()

    def __init__(
        self,
        parent: QObject,
        minutes: float = IDLE_MINUTES,
        now: Callable[[], float] = seconds_gone,
    ) -> None:
        super().__init__(parent)
        self._seconds = minutes * 60
        self._now = now
        self._touched = now()
        self._timer = QTimer(self)
        self._timer.setInterval(min(_LOOK_EVERY, int(self._seconds * 1000)))
        self._timer.timeout.connect(self.look)

    def watch(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._touched = self._now()
        self._timer.start()

    def rest(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()

    def look(self) -> bool:
        """Whether it was too long, which is then said."""
        too_long = self._now() - self._touched >= self._seconds
        if too_long:
            self.noticed.emit()
        return too_long

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is touched first after too long reaches nothing behind the lock."""
        if event.type() in _AWAKE:
            if self.look():
                return True
            self._touched = self._now()
        return super().eventFilter(watched, event)
