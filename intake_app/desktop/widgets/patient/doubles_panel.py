"""Who is registered already and may be the person being registered: a warning, no more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.models.found_rows import FoundRow
from intake_app.desktop.shown import one_line
from intake_app.desktop.widgets.words import plain_caption

MOST, MOST_IN_LINE = 4, 2
"""How many are shown, below one another and side by side."""
_LETTERS, _LETTERS_IN_LINE = 40, 24
"""Of a name; a screen reader gets all of it."""


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
        self._doubles: list[QWidget] = []
        self._rows: Sequence[FoundRow] = ()
        self._is_short = False
        head = QLabel(self.tr("⚠ Registered already?"))
        head.setProperty("role", "heading")
        self._detail = QLabel(
            self.tr("Compare the dates of birth. You can still register somebody new.")
        )
        self._detail.setWordWrap(True)
        self._choices = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._choices.setSpacing(8)
        self._column = QVBoxLayout(self)
        self._column.addWidget(head)
        self._column.addWidget(self._detail)
        self._column.addLayout(self._choices)
        self.shorten(short=False)
        self.hide()

    @property
    def shown(self) -> list[str]:
        """What the buttons say, for whoever reads them out."""
        return [button.accessibleName() for button in self._buttons]

    def show_rows(self, rows: Sequence[FoundRow]) -> None:
        self._rows = rows
        for double in self._doubles:
            self._choices.removeWidget(double)
            double.deleteLater()
        shown = rows[: MOST_IN_LINE if self._is_short else MOST]
        self._buttons = [self._button(row) for row in shown]
        self._doubles = [
            _with_reason(button, row) for button, row in zip(self._buttons, shown, strict=True)
        ]
        for double in self._doubles:
            self._choices.addWidget(double)
        self.setVisible(bool(rows))

    def shorten(self, *, short: bool) -> None:
        """Stand across a narrow window, in as few lines as say who it may be."""
        self._is_short = short
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._choices.setDirection(across if short else down)
        self._detail.setVisible(not short)
        self._column.setContentsMargins(16, 6 if short else 12, 16, 6 if short else 16)
        self._column.setSpacing(4 if short else 8)
        self.show_rows(self._rows)

    def _button(self, row: FoundRow) -> QPushButton:
        text = self.tr("{name}\n{born}  ·  {detail}").format(
            name=one_line(row.title, _LETTERS_IN_LINE if self._is_short else _LETTERS),
            born=row.born,
            detail=row.detail,
        )
        button = QPushButton(plain_caption(text))
        button.setProperty("role", "choice")
        button.setAccessibleName(self.tr("Open {patient}").format(patient=row.spoken))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.chosen.emit(row.target))
        return button


def _with_reason(button: QPushButton, row: FoundRow) -> QWidget:
    """Why it may be the same person is read out with the button above it."""
    double = QWidget()
    reason = QLabel(row.why)
    reason.setProperty("role", "small")
    reason.setWordWrap(True)
    column = QVBoxLayout(double)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(button)
    column.addWidget(reason)
    column.addStretch(1)
    reason.setVisible(bool(row.why))
    return double
