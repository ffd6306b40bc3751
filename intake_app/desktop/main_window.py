"""The window: menu, top bar, one page at a time, a state line. It decides nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.messages import Message
from intake_app.desktop.widgets.menus import Menus
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, held
from intake_app.desktop.widgets.top_bar import TopBar

LOW = 600
"""Pixels; a window that is less high, a small screen at twice the size, has none to give away."""


class MainWindow(QMainWindow):
    """Holds the pages.

    Signals:
        first_painted: The window has been painted for the first time.
        wished: Something of the menu was chosen (its id).
        close_requested: The person wants to leave; ``close_now`` follows when all is saved.
    """

    first_painted = Signal()
    wished = Signal(str)
    close_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Hair Consultation Intake"))
        self.resize(QSize(1120, 760).boundedTo(self.screen().availableGeometry().size()))
        self._painted = False
        self._may_close = False
        self.top_bar = TopBar()
        self.notice = Notice(across=True)
        self._stack = QStackedWidget()
        self._frames: dict[QWidget, QScrollArea] = {}
        self._state = QLabel()
        self._state.setTextFormat(Qt.TextFormat.PlainText)

        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(centre)
        self.statusBar().addWidget(self._state, 1)
        self.statusBar().setSizeGripEnabled(False)

        self.menus = Menus(self.menuBar())
        self.menus.wished.connect(self.wished)
        self.top_bar.back_requested.connect(lambda: self.wished.emit("back"))
        self.notice.action_chosen.connect(lambda: self.notice.show_message(None))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._let_enter_press)

    @property
    def current_page(self) -> QWidget | None:
        frame = self._stack.currentWidget()
        return frame.widget() if isinstance(frame, QScrollArea) else None

    def show_page(self, page: QObject, *, title: str, can_go_back: bool) -> None:
        """Put a page up; the focus goes where the page wants it."""
        if not isinstance(page, QWidget):
            raise TypeError("only a widget can be shown")
        if page not in self._frames:
            self._frames[page] = held(page)
            self._stack.addWidget(self._frames[page])
        self._stack.setCurrentWidget(self._frames[page])
        self.top_bar.show_place(title, can_go_back=can_go_back)
        self.notice.show_message(None)
        if isinstance(page, Page):
            page.focus_start()
        else:
            page.setFocus()

    def drop_page(self, page: QObject) -> None:
        if isinstance(page, QWidget):
            frame = self._frames.pop(page)
            self._stack.removeWidget(frame)
            frame.deleteLater()

    def ask(self, question: str, *, proceed: Callable[[], None]) -> None:
        """Ask before something typed is given up."""
        from intake_app.desktop.widgets.decision import (  # noqa: PLC0415 - start-up time
            Decision,
            Question,
        )

        asked = Question(
            text=self.tr("Leave without saving?"), detail=question, accept=self.tr("Leave")
        )
        Decision.ask(self, asked, then=lambda _reason: proceed())

    def show_state(self, text: str) -> None:
        """Say in the line at the bottom what is going on."""
        self._state.setText(text)

    def show_message(self, message: Message | None) -> None:
        """Show something that belongs to no page, above all of them."""
        self.notice.show_message(message)

    def show_info(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        """Something to read, for as long as the person likes."""
        from intake_app.desktop.widgets.info_dialog import (  # noqa: PLC0415 - start-up time
            InfoDialog,
        )

        InfoDialog(title, rows, self).open()

    def close_now(self) -> None:
        self._may_close = True
        QTimer.singleShot(0, self, self.close)  # a window that is closing cannot be closed again

    def event(self, event: QEvent) -> bool:
        """A dialog has closed: take the keyboard back also where no window manager gives it."""
        if event.type() == QEvent.Type.WindowUnblocked:
            self.activateWindow()
        return super().event(event)

    def _let_enter_press(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Enter presses the button that has the keyboard, as Space does; in dialogs Qt sees to it.

        Not by handling the key up here: the field that Enter left would press the button of the
        page that it has just opened.
        """
        if isinstance(now, QPushButton) and self.isAncestorOf(now):
            now.setAutoDefault(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.close_requested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the line at the bottom gives way to the page."""
        super().resizeEvent(event)
        self.statusBar().setVisible(self.height() >= LOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)
