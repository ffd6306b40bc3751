"""Rows of answers with the words of the columns above them, where there is room for that."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QVBoxLayout, QWidget

from intake_app.desktop.models.outline import Block
from intake_app.desktop.widgets.block_column import BlockColumn
from intake_app.desktop.widgets.block_widget import BlockWidget, MakeBlock, Showing
from intake_app.desktop.widgets.group_block import form_label


@runtime_checkable
class AnswerRow(Protocol):
    """A row whose answers stand side by side, or below each other with their words."""

    def arrange(self, *, wide: bool) -> None: ...

    def column_of(self, widget: QWidget) -> int | None:
        """The column that a widget of the row stands in."""

    def go_to(self, column: int) -> bool:
        """Put the keyboard into a column; False where that is not asked in this row."""


class AnswerTable(QWidget):
    """The words of the columns once, and the rows below them.

    Up and Down go to the same column of the row above or below.
    """

    def __init__(
        self, header: QWidget, make: MakeBlock, *, gap: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.is_wide = True
        self.header = header
        self._column = BlockColumn(make, gap=gap)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(gap)
        layout.addWidget(self.header)
        layout.addWidget(self._column)

    @property
    def shown(self) -> list[BlockWidget]:
        """The rows that are asked now, first to last."""
        return self._column.shown

    def show_blocks(self, blocks: Sequence[Block], showing: Showing) -> None:
        self._column.show_blocks(blocks, showing)
        self._arrange()

    def stops(self) -> Sequence[QWidget]:
        return self._column.stops()

    def event(self, event: QEvent) -> bool:
        """Look again at the room there is when a row or the writing has changed."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.FontChange):
            self._arrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the field in hand has no use for."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() or not self._go(step):
            super().keyPressEvent(event)

    def _line_up(self) -> int:
        """Put the header in line with the rows; gives the pixels that both need side by side."""
        raise NotImplementedError

    def _arrange(self) -> None:
        rows = self._rows()
        self.is_wide = self._line_up() <= self.width()
        self.header.setVisible(self.is_wide and bool(rows))
        for row in rows:
            row.arrange(wide=self.is_wide)

    def _rows(self) -> list[AnswerRow]:
        return [row for row in self.shown if isinstance(row, AnswerRow)]

    def _go(self, step: int) -> bool:
        rows, focus = self._rows(), QApplication.focusWidget()
        if focus is None:
            return False
        columns = [row.column_of(focus) for row in rows]
        here = next((n for n, column in enumerate(columns) if column is not None), None)
        if here is None or not 0 <= here + step < len(rows):
            return False
        column = columns[here]
        return column is not None and rows[here + step].go_to(column)


def column_title(words: str, role: str) -> QLabel:
    """Words that stand at the foot of the header, and take no room from the others."""
    label = form_label(words, role)
    label.setMinimumWidth(0)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading)
    return label
