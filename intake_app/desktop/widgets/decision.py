"""A question that must be answered before going on; it never blocks the program."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from intake_app.desktop.widgets.dialog_frame import DialogFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked.

    With ``reason_label``, words must be typed before "yes" can be said. ``grave``: what "yes"
    does cannot be undone, and the button says so by its colour, too.
    """

    text: str
    detail: str
    accept: str
    reason_label: str = ""
    grave: bool = False


class Decision(DialogFrame):
    """Shows a Question; the safe answer, Cancel, is the one that Escape gives."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(question.accept, parent)
        self._has_reason = bool(question.reason_label)
        self.reason = QLineEdit()
        self.accept_button = self.add_accept(question.accept, grave=question.grave)
        cancel = self.add_cancel()
        self.add_words(question.text, "heading")
        self.add_words(question.detail, "muted")
        if self._has_reason:
            label = QLabel(question.reason_label)
            label.setProperty("role", "label")
            label.setBuddy(self.reason)
            self.body.addWidget(label)
            self.body.addWidget(self.reason)
            self.reason.textChanged.connect(self._allow)
        self._begin_at(cancel)

    @classmethod
    def ask(cls, parent: QWidget, question: Question, *, then: Callable[[str], None]) -> None:
        """Open the question; ``then`` gets the reason when the answer is yes."""
        decision = cls(question, parent)
        decision.accepted.connect(lambda: then(decision.reason.text().strip()))
        decision.open()

    def _begin_at(self, cancel: QPushButton) -> None:
        """The keyboard begins where the reason is typed, otherwise at the safe answer."""
        self._allow()
        start: QWidget = self.reason if self._has_reason else cancel
        start.setFocus()
        (self.accept_button if self._has_reason else cancel).setDefault(True)

    def _allow(self) -> None:
        self.accept_button.setEnabled(not self._has_reason or bool(self.reason.text().strip()))
