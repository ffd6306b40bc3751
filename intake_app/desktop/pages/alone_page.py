"""While something needs the records for itself, and what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.messages import Message
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, column
from intake_app.desktop.widgets.progress_row import ProgressRow


class AlonePage(Page):
    """Says what is going on; then what came of it, or a recovery code to write down.

    Signals:
        done: The person has read it.
        stop_wanted: It is to be given up.
    """

    done = Signal()
    stop_wanted = Signal()

    def __init__(
        self, doing: str, *, can_stop: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._can_stop = can_stop
        self.progress = ProgressRow(self.tr("Done so far"), self.tr("&Stop"))
        self.progress.stopped.connect(self.stop_wanted)
        self._title = QLabel(doing)
        self._title.setProperty("role", "title")
        self._words = QLabel(self.tr("This takes a moment. Nothing is lost if it is interrupted."))
        self._words.setWordWrap(True)
        self.code = QLabel()
        self.code.setProperty("role", "heading")
        self.code.setWordWrap(True)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.hide()
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
        """How much is done; only what can be stopped says so."""
        if self._can_stop and self.done_button.isHidden():
            began = self.progress.isHidden()
            self.progress.show_done(done)
            if began:
                self.progress.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_code(self, code: str) -> None:
        """Shown this once: whoever closes the page has written it down."""
        self._title.setText(self.tr("The recovery code"))
        self._words.setText(
            self.tr(
                "The records are protected. This code opens them when every passphrase is "
                "forgotten, and is not shown again: write it down, and keep the paper away from "
                "this computer."
            )
        )
        self.code.setText(code)
        self.code.show()
        self._show_way_on(self.tr("I have written it down"))

    def show_outcome(self, message: Message) -> None:
        """It was done, or refused."""
        self._title.hide()
        self._words.hide()
        self.notice.show_message(message)
        self._show_way_on(self.tr("Go on"))

    def _show_way_on(self, words: str) -> None:
        self.progress.hide()
        self.done_button.setText(words)
        self.done_button.show()
        self.focus_start()
