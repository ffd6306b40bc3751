"""Who is registered already and may be the person being registered: a warning, no more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.models.found_rows import FoundRow
from intake_app.desktop.shown import one_line
from intake_app.desktop.widgets.words import plain_caption

MOST = 4


class DoublesPanel(QFrame):
    """Lists likely doubles with their dates of birth; each can be opened.

    Signals:
        chosen: It is this patient (patient id).
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setProperty("level", "ask")
        self._buttons: list[QPushButton] = []
        self._reasons: list[QLabel] = []
        head = QLabel(self.tr("⚠ Registered already?"))
        head.setProperty("role", "heading")
        detail = QLabel(
            self.tr("Compare the dates of birth. You can still register somebody new.")
        )
        detail.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(8)
        self._column.addWidget(head)
        self._column.addWidget(detail)
        self.hide()

    @property
    def shown(self) -> list[str]:
        """What the buttons say, for whoever reads them out."""
        return [button.accessibleName() for button in self._buttons]

    def show_rows(self, rows: Sequence[FoundRow]) -> None:
        for widget in (*self._buttons, *self._reasons):
            self._column.removeWidget(widget)
            widget.deleteLater()
        self._buttons = [self._button(row) for row in rows[:MOST]]
        self._reasons = [_reason(row) for row in rows[:MOST]]
        for button, reason in zip(self._buttons, self._reasons, strict=True):
            self._column.addWidget(button)
            self._column.addWidget(reason)
            reason.setVisible(bool(reason.text()))
        self.setVisible(bool(rows))

    def _button(self, row: FoundRow) -> QPushButton:
        text = self.tr("{name}\n{born}  ·  {detail}").format(
            name=one_line(row.title, 40), born=row.born, detail=row.detail
        )
        button = QPushButton(plain_caption(text))
        button.setProperty("role", "choice")
        button.setAccessibleName(self.tr("Open {patient}").format(patient=row.spoken))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.chosen.emit(row.target))
        return button


def _reason(row: FoundRow) -> QLabel:
    """Read out with the button above it."""
    label = QLabel(row.why)
    label.setProperty("role", "small")
    label.setWordWrap(True)
    return label
