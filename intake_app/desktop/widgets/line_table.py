"""A table of Lines: one line is current, Enter or a double click opens it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
)

from intake_app.desktop.models.lines import Index, Line, LinesModel
from intake_app.desktop.widgets.whole_words import WholeWords

LINE_HEIGHT = 40
_ROOM_FOR_ALL = 700
"""Below this width the columns that can be spared are left out."""


_BESIDE_THE_WORDS = 28
"""Pixels of a cell that the style keeps free of words."""


class _OneLine(WholeWords):
    """Words end at the edge of their cell."""

    def room(self, option: QStyleOptionViewItem) -> int:
        return option.rect.width() - _BESIDE_THE_WORDS


class _WholeLines(WholeWords):
    """Asks for as many lines as the words take; Qt forgets what the style keeps free."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        narrow = QStyleOptionViewItem(option)
        narrow.rect = option.rect.adjusted(0, 0, -_BESIDE_THE_WORDS, 0)
        return super().sizeHint(narrow, index)


class LineTable(QTableView):
    """Whole lines are chosen, never cells; Tab leaves the table.

    Signals:
        line_changed: Another line is current, or none.
        line_opened: Enter or a double click on a line (its id).
    """

    line_changed = Signal()
    line_opened = Signal(str)

    def __init__(
        self,
        name: str,
        heads: Sequence[str],
        *,
        wide: int | tuple[int, ...] = 0,
        spare: Sequence[int] = (),
        room_for: int = 0,
    ) -> None:
        """A table without lines.

        Args:
            name: What a screen reader calls it.
            heads: The heads of the columns.
            wide: The column, or the columns, that take the room that is left.
            spare: Columns that are left out where there is little room.
            room_for: As many lines are in sight at once, where there are so many.
        """
        super().__init__()
        self._spare = tuple(spare)
        self._room_for = room_for
        self._model = LinesModel(heads)
        self.setModel(self._model)
        self.setItemDelegate(_OneLine(self))
        self.setProperty("role", "bare")
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LINE_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (wide,) if isinstance(wide, int) else wide:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self.selectionModel().currentRowChanged.connect(self._tell_of_change)
        self.doubleClicked.connect(self._open)

    def wrap_lines(self) -> None:
        """Show each line whole, as high as it then is."""
        self.setWordWrap(True)
        self.setItemDelegate(_WholeLines(self))
        self.verticalHeader().setMinimumSectionSize(LINE_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the line that was current stays so if it is still there."""
        known = self.current_line()
        self._model.show_lines(lines)
        if self._room_for:
            shown = min(self._room_for, max(1, len(lines)))
            head = self.horizontalHeader().sizeHint().height()
            self.setMinimumHeight(head + shown * LINE_HEIGHT + 2 * self.frameWidth() + 4)
        places = [place for place, line in enumerate(lines) if known and line.id == known.id]
        if lines:
            self.setCurrentIndex(self._model.index(places[0] if places else 0, 0))
        self.line_changed.emit()

    def current_line(self) -> Line | None:
        return self._model.line_at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends: dict[int, int] = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self._model.rowCount() - 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() in ends and self._model.rowCount():
            self.setCurrentIndex(self._model.index(ends[event.key()], 0))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        for column in self._spare:
            self.setColumnHidden(column, self.width() < _ROOM_FOR_ALL)
        super().resizeEvent(event)

    def _tell_of_change(self) -> None:
        self.line_changed.emit()

    def _open(self, index: QModelIndex) -> None:
        line = self._model.line_at(index.row())
        if line is not None:
            self.line_opened.emit(line.id)
