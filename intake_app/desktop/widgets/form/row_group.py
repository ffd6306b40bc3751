"""A group that a person adds rows to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.models.outline import Block
from intake_app.desktop.widgets.block_column import BlockColumn
from intake_app.desktop.widgets.block_widget import BlockWidget, MakeBlock, Showing, TellEdit
from intake_app.desktop.widgets.form.last_rows import LastRowsBox
from intake_app.desktop.widgets.form.product_picker import ProductPicker
from intake_app.desktop.widgets.form.row_table import RowTable
from intake_app.desktop.widgets.group_block import GAP, form_label, headings
from intake_app.domain.form.answers import Place
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.visit.drafting import AddRow, RemoveRow
from intake_app.domain.visit.following_up import LastRows, Row, rows_of


class RowGroup(BlockWidget):
    """The heading, the rows, and the button that adds one."""

    def __init__(
        self,
        block: Block,
        rows: BlockColumn | RowTable,
        tell: TellEdit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(block, parent)
        self._tell = tell
        self._rows = rows
        self.last = LastRowsBox(block.item)
        self.picker = ProductPicker(block.item)
        self._known: LastRows | None = None
        self._next_row = 0
        self._empty = QLabel(self.tr("No rows yet."))
        self._empty.setProperty("role", "muted")
        self._error = form_label("", "error")
        self.add_button = QPushButton()
        self._name_button(block.item)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.picker)
        foot.addWidget(self.add_button)
        foot.addWidget(self._empty)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        for label in headings(block) if not block.item.is_question else ():
            layout.addWidget(label)
        layout.addWidget(self.last)
        layout.addWidget(self._rows)
        layout.addLayout(foot)
        layout.addWidget(self._error)

        self.add_button.clicked.connect(lambda: self._tell(AddRow(self.place)))
        self.last.confirmed.connect(self._confirm)
        self.picker.picked.connect(tell)

    def show_block(self, block: Block, showing: Showing) -> None:
        added = len(block.children) > len(self._rows.shown)
        had_focus = self.add_button.hasFocus()
        self._rows.show_blocks(block.children, showing)
        self._show_last(showing.state)
        self.picker.show_state(showing.state, self.place)
        self._empty.setVisible(not block.children)
        most = block.item.limits.max_occurs
        self.add_button.setEnabled(
            not block.item.read_only and (most is None or len(block.children) < most)
        )
        error = showing.remarks(self.place).error
        self._error.setText(f"⚠ {error}" if error else "")
        self._error.setVisible(bool(error))
        self.add_button.setAccessibleDescription(error)
        if added and had_focus:
            self._focus_last_row()

    def stops(self) -> Sequence[QWidget]:
        return [*self.last.buttons, *self._rows.stops(), self.picker, self.add_button]

    def confirm_last(self) -> None:
        """The first of the last rows is still true, by key."""
        self.last.confirm_first()

    def _show_last(self, state: FormState) -> None:
        earlier = state.story.earlier
        self._known = None if self.place.rows else earlier.rows.get(self.item.link_id)
        now = rows_of(self.item, state.answers, self.place)
        self._next_row = state.answers.rows(self.place)
        is_open = state.consultation.is_open and not self.item.read_only
        self.last.show_last(self._known, now, state.reading, is_open=is_open)

    def _confirm(self, row: Row) -> None:
        if self._known is not None:
            self._tell(self._known.confirm(row, self.place, self._next_row))

    def _name_button(self, item: Item) -> None:
        if item.is_question:
            words, name = self.tr("Add another answer"), self.tr("Add another answer to {group}")
        else:
            words, name = self.tr("Add a row"), self.tr("Add a row to {group}")
        self.add_button.setText(words)
        self.add_button.setAccessibleName(name.format(group=item.text))

    def _focus_last_row(self) -> None:
        self._rows.shown[-1].stops()[0].setFocus(Qt.FocusReason.TabFocusReason)


class RowCard(BlockWidget):
    """One row, framed, with its number and the button that takes it away."""

    def __init__(
        self, block: Block, make: MakeBlock, tell: TellEdit, parent: QWidget | None = None
    ) -> None:
        super().__init__(block, parent)
        self.setProperty("role", "row")
        number = block.place.rows[-1] + 1
        is_answer = block.item.is_question
        words = self.tr("Answer {number}") if is_answer else self.tr("Row {number}")
        name = (
            self.tr("Remove answer {number} to {group}")
            if is_answer
            else self.tr("Remove row {number} of {group}")
        )
        title = QLabel(words.format(number=number))
        title.setProperty("role", "small")
        self.remove_button = QPushButton(self.tr("Remove"))
        self.remove_button.setProperty("role", "plain")
        self.remove_button.setAccessibleName(name.format(number=number, group=block.item.text))
        self.remove_button.setToolTip(self.tr("Ctrl+Z puts it back"))
        if block.item.read_only:
            self.remove_button.hide()
        self._column = BlockColumn(make, gap=GAP)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 16)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._column)

        group = Place(block.place.link_id, block.place.rows[:-1])
        self.remove_button.clicked.connect(lambda: tell(RemoveRow(group, block.place.rows[-1])))

    def show_block(self, block: Block, showing: Showing) -> None:
        self._column.show_blocks(block.children, showing)

    def stops(self) -> Sequence[QWidget]:
        return [*self._column.stops(), self.remove_button]
