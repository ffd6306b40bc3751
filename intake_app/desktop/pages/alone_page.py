"""While something needs the records for itself, and what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.messages import Message
from intake_app.desktop.widgets.clinic.recovery_code_card import RecoveryCodeCard
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, column
from intake_app.desktop.widgets.progress_row import ProgressRow


class AlonePage(Page):
    """Says what is going on, and then what came of it; in between a code to write down.

    Signals:
        done: The person has read it.
        stop_wanted: It is to be given up.
        code_answered: Whether the recovery code is written down.
    """

    done = Signal()
    stop_wanted = Signal()
    code_answered = Signal(bool)

    def __init__(self, doing: str, order: str = "", parent: QWidget | None = None) -> None:
        """``order`` says what is done first and what then."""
        super().__init__(parent)
        self.progress = ProgressRow(self.tr("Done so far"), self.tr("&Stop"))
        self.progress.stopped.connect(self.stop_wanted)
        self._title = QLabel(doing)
        self._title.setProperty("role", "title")
        lead = order or self.tr("This takes a moment.")
        self._words = QLabel(f"{lead} {self.tr('Nothing is lost if it is interrupted.')}")
        self._words.setWordWrap(True)
        self.code = RecoveryCodeCard()
        self.code.answered.connect(lambda _written_down: self._show_work(shown=True))
        self.code.answered.connect(self.code_answered)
        self.notice = Notice()
        self.done_button = QPushButton(self.tr("Go on"))
        self.done_button.setProperty("role", "primary")
        self.done_button.hide()
        self.done_button.clicked.connect(self.done)
        outer, inner = column(560)
        for widget in (self._title, self._words, self.progress, self.code, self.notice):
            inner.addWidget(widget)
        inner.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(outer)

    def focus_start(self) -> None:
        self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: float) -> None:
        """How much is done, and what stops it."""
        if self.done_button.isHidden():
            began = self.progress.isHidden()
            self.progress.show_done(done)
            if began:
                self.progress.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_code(self, code: str) -> None:
        """Before anything is encrypted; the answer goes on with the work, or gives it up."""
        self._show_work(shown=False)
        self.code.show_code(code)

    def show_outcome(self, message: Message) -> None:
        """It was done, or refused."""
        self._show_work(shown=False)
        self.notice.show_message(message)
        self._show_way_on(self.tr("Go on"))

    def _show_work(self, *, shown: bool) -> None:
        self._title.setVisible(shown)
        self._words.setVisible(shown)

    def _show_way_on(self, words: str) -> None:
        self.progress.hide()
        self.done_button.setText(words)
        self.done_button.show()
        self.focus_start()
