"""Whether what was typed is safe: saved when, being saved, or not saved and why."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from intake_app.desktop.widgets.announcing import announce
from intake_app.desktop.widgets.group_block import form_label


class SavedMark(QWidget):
    """A line of words with a sign.

    Signals:
        retry_requested: Try to save again.
    """

    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = ""
        self.words = form_label("", "small")
        self.retry_button = QPushButton(self.tr("Try again"))
        self.retry_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.retry_button)

        self.retry_button.clicked.connect(self.retry_requested)

    def show_saved(self, at: datetime) -> None:
        """Say since when everything is in the records; ``at`` is local time."""
        self._show(self.tr("✓ Saved {time}").format(time=f"{at:%H:%M:%S}"), "good")

    def show_saving(self) -> None:
        self._show(self.tr("… Saving"), "small")

    def show_failed(self, sentence: str) -> None:
        """Say why it is not saved; what was typed stays where it is."""
        self._show(self.tr("⚠ Not saved. {why}").format(why=sentence), "error")
        announce(self, self.words.text(), at_once=True)

    def _show(self, words: str, role: str) -> None:
        self.words.setText(words)
        self.setAccessibleName(words)
        self.retry_button.setVisible(role == "error")
        if role != self._level:
            self._level = role
            self.words.setProperty("role", role)
            self.words.style().unpolish(self.words)
            self.words.style().polish(self.words)
