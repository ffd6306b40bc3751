"""Who else is shown as this patient, and the way to undo it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from intake_app.desktop.models.lines import Line
from intake_app.desktop.widgets.decision import Decision, Question


class MergedStrip(QFrame):
    """A line and a button for each merge; not there when there is none.

    Signals:
        unmerge_confirmed: The merge is to be undone (id of the patient who was not kept).
    """

    unmerge_confirmed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 8, 20, 8)
        self._rows: list[QFrame] = []
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these merges; the first button answers to its letter."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows, self.buttons = [], []
        for line in lines:
            self._add(line)
        self.setVisible(bool(lines))

    def _add(self, line: Line) -> None:
        words = QLabel(line.cells[0])
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        button = QPushButton(self.tr("Undo the &merge…"))
        button.setAccessibleName(self.tr("Undo the merge: {line}").format(line=line.cells[0]))
        button.clicked.connect(lambda: self._ask(line))
        row = QFrame()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(words, 1)
        inner.addWidget(button)
        self._column.addWidget(row)
        self._rows.append(row)
        self.buttons.append(button)

    def _ask(self, line: Line) -> None:
        question = Question(
            text=self.tr("Undo this merge?"),
            detail=self.tr(
                "Each of the two gets back what was written under their own record. What was "
                "written since the merge stays with this patient."
            ),
            accept=self.tr("Undo the merge"),
        )
        Decision.ask(self, question, then=lambda _reason: self.unmerge_confirmed.emit(line.id))
