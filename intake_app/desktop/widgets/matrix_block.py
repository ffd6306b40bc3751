"""A table of answers: a row for each question, a column for each answer that all of them offer."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from intake_app.desktop.models.outline import Block
from intake_app.desktop.widgets.block_column import BlockColumn
from intake_app.desktop.widgets.block_widget import BlockWidget, MakeBlock, Showing
from intake_app.desktop.widgets.group_block import form_label, headings
from intake_app.desktop.widgets.matrix_row import ANSWERS_SHARE, LABEL_SHARE, SPACING, MatrixRow
from intake_app.domain.form.questionnaire import Item

GAP = 6
NARROWEST_ANSWER = 44
NARROWEST_QUESTION = 160


class MatrixBlock(BlockWidget):
    """The answers once above the rows; where that gets too narrow, beside each button.

    Left and Right go along the answers, Up and Down to the question above or below.
    """

    def __init__(self, block: Block, make: MakeBlock, parent: QWidget | None = None) -> None:
        super().__init__(block, parent)
        self.is_wide = True
        self._column = BlockColumn(make, gap=GAP)
        self.titles = [_title(words) for words in _answers_of(block.item)]
        self.header, self._end = _header(self.titles)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        for label in headings(block):
            layout.addWidget(label)
        layout.addWidget(self.header)
        layout.addWidget(self._column)

    def show_block(self, block: Block, showing: Showing) -> None:
        self._column.show_blocks(block.children, showing)
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
        """Keys that the answers of a row have no use for."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() or not self._go(step):
            super().keyPressEvent(event)

    def rows(self) -> list[MatrixRow]:
        """The questions that are asked now, first to last."""
        return [row for row in self._column.shown if isinstance(row, MatrixRow)]

    def _arrange(self) -> None:
        rows = self.rows()
        end = max((row.states.sizeHint().width() for row in rows), default=0)
        self._end.setFixedWidth(end)
        self.is_wide = self._needed_width() + end <= self.width()
        self.header.setVisible(self.is_wide and bool(rows))
        for row in rows:
            row.arrange(wide=self.is_wide)

    def _needed_width(self) -> int:
        answers = len(self.titles) * max(_longest_word(title) for title in self.titles)
        return max(NARROWEST_QUESTION, answers * LABEL_SHARE // ANSWERS_SHARE) + answers

    def _go(self, step: int) -> bool:
        rows, focus = self.rows(), QApplication.focusWidget()
        here = next((n for n, row in enumerate(rows) if focus and row.isAncestorOf(focus)), -1)
        if here < 0 or focus is None or not 0 <= here + step < len(rows):
            return False
        inputs, other = rows[here].editor.inputs, rows[here + step].editor.inputs
        if focus in inputs:
            other[inputs.index(focus)].setFocus(Qt.FocusReason.TabFocusReason)
        return focus in inputs


def _answers_of(item: Item) -> list[str]:
    first = next(each for each in item.items if each.options)
    return [option.text for option in first.options]


def _title(words: str) -> QLabel:
    label = form_label(words, "muted")
    label.setMinimumWidth(0)
    label.setContentsMargins(0, 0, SPACING, 0)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    label.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading)
    return label


def _header(titles: Sequence[QLabel]) -> tuple[QWidget, QWidget]:
    """The answers above their columns, and what stands above the states of the rows."""
    header, end = QWidget(), QWidget()
    answers = QHBoxLayout()
    answers.setSpacing(0)
    for title in titles:
        answers.addWidget(title, 1)
    across = QHBoxLayout(header)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(SPACING)
    across.addStretch(LABEL_SHARE)
    across.addLayout(answers, ANSWERS_SHARE)
    across.addWidget(end)
    return header, end


def _longest_word(title: QLabel) -> int:
    widths = (title.fontMetrics().horizontalAdvance(word) for word in title.text().split())
    return max(NARROWEST_ANSWER, *(width + SPACING for width in widths))
