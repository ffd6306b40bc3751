"""A table of answers: a row for each question, a column for each answer that all of them offer."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.desktop.models.outline import Block
from intake_app.desktop.widgets.block_widget import BlockWidget, MakeBlock, Showing
from intake_app.desktop.widgets.form.answer_table import AnswerTable, column_title
from intake_app.desktop.widgets.form.matrix_row import (
    ANSWERS_SHARE,
    LABEL_SHARE,
    SPACING,
    MatrixRow,
)
from intake_app.desktop.widgets.group_block import headings
from intake_app.domain.form.questionnaire import Item

GAP = 8
NARROWEST_ANSWER = 44
NARROWEST_QUESTION = 160
"""Pixels."""


class MatrixBlock(BlockWidget):
    """The words of the group, and its table."""

    def __init__(self, block: Block, make: MakeBlock, parent: QWidget | None = None) -> None:
        super().__init__(block, parent)
        self._table = MatrixTable(block.item, make)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(GAP)
        for label in headings(block):
            layout.addWidget(label)
        layout.addWidget(self._table)

    def show_block(self, block: Block, showing: Showing) -> None:
        self._table.show_blocks(block.children, showing)

    def stops(self) -> Sequence[QWidget]:
        return self._table.stops()


class MatrixTable(AnswerTable):
    """The answers once above the rows; where that gets too narrow, beside each button.

    Left and Right go along the answers.
    """

    def __init__(self, item: Item, make: MakeBlock, parent: QWidget | None = None) -> None:
        titles = [_title(words) for words in _answers_of(item)]
        header, end = _header(titles)
        super().__init__(header, make, gap=GAP, parent=parent)
        self.titles, self._end = titles, end

    def _line_up(self) -> int:
        rows = (row for row in self.shown if isinstance(row, MatrixRow))
        end = max((row.states.sizeHint().width() for row in rows), default=0)
        self._end.setFixedWidth(end)
        answers = len(self.titles) * max(_longest_word(title) for title in self.titles)
        question = max(NARROWEST_QUESTION, answers * LABEL_SHARE // ANSWERS_SHARE)
        return question + answers + end


def _answers_of(item: Item) -> list[str]:
    first = next(each for each in item.items if each.options)
    return [option.text for option in first.options]


def _title(words: str) -> QLabel:
    label = column_title(words, "muted")
    label.setContentsMargins(0, 0, SPACING, 0)
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
