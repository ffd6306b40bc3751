"""A recovery code that is to be written down before anything rests on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class RecoveryCodeCard(QWidget):
    """Shows a code once, and asks whether somebody has it; not there before.

    Signals:
        answered: Whether it is written down.
    """

    answered = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        title = QLabel(self.tr("The recovery code"))
        title.setProperty("role", "title")
        words = QLabel(
            self.tr(
                "This code opens the records when every passphrase is forgotten, and is not "
                "shown again: write it down, and keep the paper away from this computer. Without "
                "a passphrase and without this code nobody can open the records again, nor can "
                "we. They are encrypted as soon as you say that you have it."
            )
        )
        words.setWordWrap(True)
        self.code = QLabel()
        self.code.setProperty("role", "heading")
        self.code.setWordWrap(True)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.written_button = QPushButton(self.tr("I have written it down"))
        self.written_button.setProperty("role", "primary")
        self.written_button.clicked.connect(lambda: self._answer(written_down=True))
        self.declined_button = QPushButton(self.tr("Do not protect"))
        self.declined_button.clicked.connect(lambda: self._answer(written_down=False))
        buttons = QHBoxLayout()
        buttons.addWidget(self.written_button)
        buttons.addWidget(self.declined_button)
        buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        for widget in (title, words, self.code):
            rows.addWidget(widget)
        rows.addLayout(buttons)
        self.hide()

    def show_code(self, code: str) -> None:
        self.code.setText(code)
        self.show()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, *, written_down: bool) -> None:
        self.hide()
        self.code.clear()
        self.answered.emit(written_down)
