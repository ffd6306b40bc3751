"""Rows as a table: a column for each question; where that gets too narrow, one below the other."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from intake_app.desktop.models.outline import Block
from intake_app.desktop.widgets.block_column import BlockColumn
from intake_app.desktop.widgets.block_widget import BlockWidget, MakeBlock, Showing
from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.table_row import SPACING, TableRow, columns_of, share
from intake_app.domain.form.questionnaire import Item


class RowTable(QWidget):
    """The names of the columns once, and the rows below them.

    Up and Down go to the same question of the row above or below.
    """

    def __init__(self, item: Item, make: MakeBlock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_wide = True
        self._column = BlockColumn(make, gap=2)
        self.header = QWidget()
        self._titles = QHBoxLayout(self.header)
        self._titles.setSpacing(SPACING)
        for column in columns_of(item):
            words = " ".join(part for part in (column.prefix, column.text) if part)
            marked = self.tr("{question} *").format(question=words)
            label = form_label(marked if column.is_required else words, "label")
            label.setMinimumWidth(0)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            label.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading)
            self._titles.addWidget(label, share(column))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.header)
        layout.addWidget(self._column)

    @property
    def shown(self) -> list[BlockWidget]:
        """The rows, first to last."""
        return self._column.shown

    def show_blocks(self, blocks: Sequence[Block], showing: Showing) -> None:
        self._column.show_blocks(blocks, showing)
        self._arrange()

    def stops(self) -> Sequence[QWidget]:
        return self._column.stops()

    def event(self, event: QEvent) -> bool:
        """Look again at the room there is when a row has changed."""
        if event.type() is QEvent.Type.LayoutRequest:
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

    def _rows(self) -> list[TableRow]:
        return [row for row in self.shown if isinstance(row, TableRow)]

    def _arrange(self) -> None:
        rows = self._rows()
        self.is_wide = all(row.needed_width() <= self.width() for row in rows)
        self.header.setVisible(bool(rows) and self.is_wide)
        for row in rows:
            row.arrange(wide=self.is_wide)
        if rows:
            self._titles.setContentsMargins(*rows[0].margins_around_cells())

    def _go(self, step: int) -> bool:
        rows, focus = self._rows(), QApplication.focusWidget()
        here = next((n for n, row in enumerate(rows) if focus and row.isAncestorOf(focus)), -1)
        column = rows[here].column_of(focus) if here >= 0 else None
        if column is None or not 0 <= here + step < len(rows):
            return False
        return rows[here + step].take_focus(column)
