"""A message in its place: how grave it is, what it says, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from intake_app.desktop.messages import Level, Message
from intake_app.desktop.widgets.announcing import announce
from intake_app.desktop.widgets.line_icon import LineIcon
from intake_app.desktop.widgets.wrapping_label import WrappingLabel

ICONS = {
    Level.INFO: "info",
    Level.GOOD: "check",
    Level.NOTE: "info",
    Level.ASK: "question",
    Level.STOP: "warning",
}


class Notice(QFrame):
    """Shows one Message, or is not there at all. A sign says the level, not colour alone.

    Signals:
        action_chosen: A button of the message was pressed (its id).
    """

    action_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, across: bool = False) -> None:
        """``across``: it goes from edge to edge, so it has no edges of its own there."""
        super().__init__(parent)
        self.setProperty("across", across)
        self._message: Message | None = None
        self._buttons: list[QPushButton] = []
        self._icon = LineIcon("info")
        self._text = WrappingLabel("body")

        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(12)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._text, 1)
        self.setProperty("role", "notice")
        self.hide()

    @property
    def message(self) -> Message | None:
        """What is shown now."""
        return self._message

    def show_message(self, message: Message | None) -> None:
        """Show this message; None takes the notice away."""
        self._message = message
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        self.setVisible(message is not None)
        if message is None:
            return
        self._text.setText(message.text)
        self._icon.show_icon(ICONS[message.level])
        self.setAccessibleName(message.text)
        announce(self, message.text, at_once=message.level is Level.STOP)
        for action, words in message.actions:
            self._add_button(action, words)
        for widget in (self, self._text, self._icon):
            widget.setProperty("level", message.level.value)
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def focus_action(self) -> None:
        """Give the keyboard to what can be done about it."""
        if self._buttons:
            self._buttons[0].setFocus()

    def _add_button(self, action: str, words: str) -> None:
        button = QPushButton(words)
        button.setObjectName(action)
        button.clicked.connect(lambda: self.action_chosen.emit(action))
        self._buttons.append(button)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        button.show()  # at once: what is not shown yet cannot be given the keyboard
