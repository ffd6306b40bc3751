"""The foot of a page: what went wrong or well, and the buttons, always in sight."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from intake_app.desktop.widgets.notice import Notice


class ActionStrip(QFrame):
    """A notice above the buttons; the main button stands last."""

    def __init__(self, hint: str, *buttons: QPushButton) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.notice = Notice()
        words = QLabel(hint)
        words.setProperty("role", "small")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(words)
        for button in buttons:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 12, 32, 12)
        column.setSpacing(12)
        column.addWidget(self.notice)
        column.addLayout(row)
