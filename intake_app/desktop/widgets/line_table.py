"""A table of Lines: one line is current, Enter or a double click opens it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from intake_app.desktop.models.lines import Line, LinesModel

LINE_HEIGHT = 40


class LineTable(QTableView):
    """Whole lines are chosen, never cells; Tab leaves the table.

    Signals:
        line_changed: Another line is current, or none.
        line_opened: Enter or a double click on a line (its id).
    """

    line_changed = Signal()
    line_opened = Signal(str)

    def __init__(
        self, name: str, heads: Sequence[str], *, wide: int = 0, whole: bool = False
    ) -> None:
        """``wide`` is the column that takes the room that is left; ``whole`` lines are wrapped."""
        super().__init__()
        self._model = LinesModel(heads)
        self.setModel(self._model)
        self.setProperty("role", "bare")
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(whole)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LINE_HEIGHT)
        if whole:
            self.verticalHeader().setMinimumSectionSize(LINE_HEIGHT)
            self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self.selectionModel().currentRowChanged.connect(self._tell_of_change)
        self.doubleClicked.connect(self._open)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the line that was current stays so if it is still there."""
        known = self.current_line()
        self._model.show_lines(lines)
        places = [place for place, line in enumerate(lines) if known and line.id == known.id]
        if lines:
            self.setCurrentIndex(self._model.index(places[0] if places else 0, 0))
        self.line_changed.emit()

    def current_line(self) -> Line | None:
        return self._model.line_at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _tell_of_change(self) -> None:
        self.line_changed.emit()

    def _open(self, index: QModelIndex) -> None:
        line = self._model.line_at(index.row())
        if line is not None:
            self.line_opened.emit(line.id)
