"""A labelled input with a line below it for a hint or for what is wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from intake_app.desktop.widgets.announcing import announce


class FieldBox(QWidget):
    """The label is the input's buddy; an error is said in words, marked, and read out."""

    def __init__(self, label: str, field: QWidget, hint: str = "") -> None:
        super().__init__()
        self._field = field
        self._hint = hint
        self._error = ""
        caption = QLabel(label)
        caption.setProperty("role", "label")
        caption.setBuddy(field)
        if isinstance(field, QComboBox) and (typed_in := field.lineEdit()) is not None:
            typed_in.setAccessibleName(label.replace("&", ""))
        self._below = QLabel()
        self._below.setTextFormat(Qt.TextFormat.PlainText)
        self._below.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(caption)
        column.addWidget(field)
        column.addWidget(self._below)
        self._show()

    @property
    def error(self) -> str:
        return self._error

    def show_error(self, text: str) -> None:
        """Say what is wrong; with an empty text all is well."""
        is_new = bool(text) and text != self._error
        self._error = text
        self._show()
        if is_new and self.isVisible():
            announce(self._field, text)

    def show_hint(self, text: str) -> None:
        self._hint = text
        self._show()

    def _show(self) -> None:
        text = self.tr("⚠ {text}").format(text=self._error) if self._error else self._hint
        self._below.setText(text)
        self._below.setVisible(bool(text))
        self._below.setProperty("role", "error" if self._error else "small")
        self._field.setProperty("invalid", bool(self._error))
        self._field.setAccessibleDescription(self._error or self._hint)
        for widget in (self._below, self._field):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
