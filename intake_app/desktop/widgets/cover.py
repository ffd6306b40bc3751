"""The locked window: nothing of a patient shows, nothing that was typed is lost."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from shiboken6 import isValid

IDLE_MINUTES = 10
"""After so long without a key or a movement the window locks itself."""

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
        self._hidden: list[QWidget] = []

    @property
    def is_on(self) -> bool:
        return self._covered is not None

    def put_on(self, page: QWidget) -> None:
        """Menus and their keys rest; dialogs and lists that are up are hidden too."""
        self._hidden = [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget is not self._window and widget.isVisible()
        ]
        for widget in self._hidden:
            widget.hide()
        self._covered = self._window.takeCentralWidget()
        self._window.setCentralWidget(page)
        page.show()
        self._let_menus(enabled=False)

    def take_off(self) -> None:
        if self._covered is None:
            return
        # The window deletes the cover when it gets back what was behind.
        self._window.setCentralWidget(self._covered)
        self._covered.show()
        self._covered = None
        self._let_menus(enabled=True)
        for widget in self._hidden:
            if isValid(widget) and isinstance(widget, QDialog):  # lists that popped up stay away
                widget.show()
        self._hidden = []

    def _let_menus(self, *, enabled: bool) -> None:
        for action in self._window.menuBar().actions():
            action.setEnabled(enabled)
        self._window.menuBar().setVisible(enabled)


class Idleness(QObject):
    """Notices that nobody is there.

    Signals:
        noticed: For so many minutes nobody touched anything.
    """

    noticed = Signal()

    def __init__(self, parent: QObject, minutes: float = IDLE_MINUTES) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(int(minutes * 60_000))
        self._timer.timeout.connect(self.noticed)

    def watch(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._timer.start()

    def rest(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _AWAKE:
            self._timer.start()
        return super().eventFilter(watched, event)
