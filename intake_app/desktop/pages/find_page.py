"""The first screen: find somebody, or go on where one stopped."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.messages import Message
from intake_app.desktop.models.found_rows import FoundRow
from intake_app.desktop.widgets.empty_state import EmptyState
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, column
from intake_app.desktop.widgets.patient.found_list import FoundList
from intake_app.desktop.widgets.patient.search_field import SearchField
from intake_app.desktop.widgets.progress_row import ProgressRow


class FindPage(Page):
    """One field, one list.

    Signals:
        text_edited: What is typed in the field now.
        enter_pressed: Enter in the field; the current line, if it is up to date, is meant.
        row_chosen: A line was chosen (the FoundRow).
        registration_requested: Somebody new (with what was typed).
        action_chosen: A button of the message was pressed (its id).
        stop_wanted: What is shown as under way is to be given up.
    """

    text_edited = Signal(str)
    enter_pressed = Signal()
    row_chosen = Signal(object)
    registration_requested = Signal(str)
    action_chosen = Signal(str)
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel(self.tr("Find a patient"))
        title.setProperty("role", "title")
        self.new_button = QPushButton(self.tr("New patient"))
        self.field = SearchField()
        self.field.setPlaceholderText(
            self.tr("Name, birth date, telephone, record or document number")
        )
        title.setBuddy(self.field)
        hint = QLabel(self.tr("↑ ↓ choose  ·  Enter opens  ·  Ctrl+N registers a new patient"))
        hint.setProperty("role", "small")
        self.notice = Notice()
        self.progress = ProgressRow(self.tr("Done so far"), self.tr("&Stop"))
        self.list = FoundList()
        self.empty = EmptyState("person")
        self._below = QStackedWidget()
        self._below.addWidget(self.list)
        self._below.addWidget(self.empty)
        self._below.setMinimumHeight(88)

        self._lay_out(title, hint)
        self.field.textEdited.connect(self.text_edited)
        self.field.returnPressed.connect(self.enter_pressed)
        self.field.stepped.connect(self.list.move_current)
        self.list.row_chosen.connect(self.row_chosen)
        self.new_button.clicked.connect(
            lambda: self.registration_requested.emit(self.field.text())
        )
        self.notice.action_chosen.connect(self.action_chosen)
        self.progress.stopped.connect(self.stop_wanted)

    def focus_start(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def text(self) -> str:
        return self.field.text()

    def current_row(self) -> FoundRow | None:
        return self.list.current_row()

    def show_rows(self, rows: list[FoundRow]) -> None:
        self.list.show_rows(rows)
        self._below.setCurrentWidget(self.list)

    def show_nothing(self, title: str, sentence: str) -> None:
        """Say why there is no list."""
        self.list.show_rows([])
        self.empty.say(title, sentence)
        self._below.setCurrentWidget(self.empty)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    @property
    def is_showing_progress(self) -> bool:
        return not self.progress.isHidden()

    def show_progress(self, done: float) -> None:
        """How much of what has to come first is done, from 0 to 1."""
        self.progress.show_done(done)

    def hide_progress(self) -> None:
        """The keyboard goes on in the field."""
        stopping = self.progress.stop_button.hasFocus()
        self.progress.hide()
        if stopping:
            self.focus_start()

    def _lay_out(self, title: QLabel, hint: QLabel) -> None:
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignBottom)
        outer, inner = column(980)
        inner.setSpacing(8)
        inner.addLayout(head)
        inner.addSpacing(4)
        inner.addWidget(self.field)
        inner.addWidget(hint)
        inner.addWidget(self.notice)
        inner.addWidget(self.progress)
        inner.addSpacing(4)
        inner.addWidget(self._below, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(outer)
        QWidget.setTabOrder(self.field, self.progress.stop_button)
        QWidget.setTabOrder(self.progress.stop_button, self.list)
        QWidget.setTabOrder(self.list, self.new_button)
