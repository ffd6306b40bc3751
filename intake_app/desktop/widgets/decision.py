"""A question that must be answered before going on; it never blocks the program."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_READABLE = 480


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked. With ``reason_label``, words must be typed before "yes" can be said."""

    text: str
    detail: str
    accept: str
    reason_label: str = ""


class Decision(QDialog):
    """Shows a Question; the safe answer, Cancel, is the one that Escape gives."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(question.accept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._has_reason = bool(question.reason_label)
        self.reason = QLineEdit()
        self.accept_button = QPushButton(question.accept)
        self.accept_button.setProperty("role", "primary")
        box = QDialogButtonBox()
        box.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = box.addButton(QDialogButtonBox.StandardButton.Cancel)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(_text(question.text, "heading"))
        layout.addWidget(_text(question.detail, "muted"))
        if self._has_reason:
            label = QLabel(question.reason_label)
            label.setProperty("role", "label")
            label.setBuddy(self.reason)
            layout.addWidget(label)
            layout.addWidget(self.reason)
            self.reason.textChanged.connect(self._allow)
        layout.addSpacing(8)
        layout.addWidget(box)
        self.setMinimumWidth(440)
        self._begin_at(cancel)

        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)

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


def _text(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMaximumWidth(_READABLE)  # or the window is made for one wide line, and cuts off more
    return label
