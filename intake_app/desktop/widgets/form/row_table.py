"""Rows as a table: a column for each question; where that gets too narrow, one below the other."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from intake_app.desktop.widgets.block_widget import MakeBlock
from intake_app.desktop.widgets.form.answer_table import AnswerTable, column_title
from intake_app.desktop.widgets.form.table_row import SPACING, TableRow, columns_of, share
from intake_app.domain.form.questionnaire import Item


class RowTable(AnswerTable):
    """The names of the questions above, what was answered in the rows."""

    def __init__(self, item: Item, make: MakeBlock, parent: QWidget | None = None) -> None:
        super().__init__(QWidget(), make, gap=2, parent=parent)
        self._titles = QHBoxLayout(self.header)
        self._titles.setSpacing(SPACING)
        for column in columns_of(item):
            words = " ".join(part for part in (column.prefix, column.text) if part)
            marked = self.tr("{question} *").format(question=words)
            label = column_title(marked if column.is_required else words, "label")
            self._titles.addWidget(label, share(column))

    def _line_up(self) -> int:
        rows = [row for row in self.shown if isinstance(row, TableRow)]
        if rows:
            self._titles.setContentsMargins(*rows[0].margins_around_cells())
        return max((row.needed_width() for row in rows), default=0)
