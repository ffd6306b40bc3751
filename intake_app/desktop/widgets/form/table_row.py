"""One row of a table of questions."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.models.outline import Block
from intake_app.desktop.widgets.block_column import BlockColumn
from intake_app.desktop.widgets.block_widget import BlockWidget, MakeBlock, Showing, TellEdit
from intake_app.desktop.widgets.form.field_frame import FieldFrame
from intake_app.desktop.widgets.group_block import GAP
from intake_app.domain.form.answers import Place
from intake_app.domain.form.questionnaire import Item, ItemType
from intake_app.domain.visit.drafting import RemoveRow

SPACING = 8
_PIXELS = 34
"""What one share of the width needs at least to be typed in."""

_SHARES: Mapping[ItemType, int] = {
    ItemType.INTEGER: 2,
    ItemType.DECIMAL: 2,
    ItemType.TIME: 2,
    ItemType.BOOLEAN: 5,
    ItemType.CHOICE: 3,
    ItemType.QUANTITY: 3,
}


def columns_of(item: Item) -> tuple[Item, ...]:
    """The questions that are columns; what has more inside it stands below its row."""
    return tuple(each for each in item.items if _is_column(each))


def share(column: Item) -> int:
    """How much of the width a column takes, in proportion to the others."""
    return _SHARES.get(column.type, 4)


class TableRow(BlockWidget):
    """Its answers side by side, with the button that takes the row away at the end."""

    def __init__(
        self, block: Block, make: MakeBlock, tell: TellEdit, parent: QWidget | None = None
    ) -> None:
        super().__init__(block, parent)
        self.setProperty("role", "row")
        self._make = make
        self._number = block.place.rows[-1] + 1
        self._is_wide = True
        self._columns = columns_of(block.item)
        self._frames: dict[str, FieldFrame] = {}
        self._holders = {column.link_id: _Holder() for column in self._columns}
        self._rest = BlockColumn(make, gap=GAP)
        self.remove_button = QPushButton(self.tr("Remove"))
        self.remove_button.setProperty("role", "plain")
        self.remove_button.setAccessibleName(
            self.tr("Remove row {number} of {group}").format(
                number=self._number, group=block.item.text
            )
        )
        self.remove_button.setToolTip(self.tr("Ctrl+Z puts it back"))
        if block.item.read_only:
            self.remove_button.hide()
        self.title = QLabel(self.tr("Row {number}").format(number=self._number))
        self.title.setProperty("role", "small")
        self.title.hide()
        self._lay_out()

        group = Place(block.place.link_id, block.place.rows[:-1])
        self.remove_button.clicked.connect(lambda: tell(RemoveRow(group, block.place.rows[-1])))

    def show_block(self, block: Block, showing: Showing) -> None:
        asked = {child.place.link_id: child for child in block.children}
        for link_id, holder in self._holders.items():
            child = asked.pop(link_id, None)
            if child is not None:
                frame = self._frames.get(link_id) or self._add(child, holder)
                frame.show_block(child, showing)
            if link_id in self._frames:
                self._frames[link_id].setVisible(child is not None)
        self._rest.show_blocks(tuple(asked.values()), showing)

    def stops(self) -> Sequence[QWidget]:
        frames = [frame for frame in self._in_order() if not frame.isHidden()]
        cells = [stop for frame in frames for stop in frame.stops()]
        return [*cells, *self._rest.stops(), self.remove_button]

    def needed_width(self) -> int:
        """From how many pixels the answers can stand side by side."""
        widest = max(
            (
                max(_PIXELS, frame.editor.minimumSizeHint().width() / share(frame.item))
                for frame in self._frames.values()
            ),
            default=_PIXELS,
        )
        shares = sum(share(column) for column in self._columns)
        left, _top, right, _bottom = self.margins_around_cells()
        return round(widest * shares) + left + right + SPACING * len(self._columns)

    def margins_around_cells(self) -> tuple[int, int, int, int]:
        """What lies left and right of the cells, for a header that stands in line with them."""
        end = 0 if self.remove_button.isHidden() else self.remove_button.sizeHint().width()
        return (SPACING, 0, 2 * SPACING + end, 0)

    def arrange(self, *, wide: bool) -> None:
        """Put the answers side by side under the header, or below each other with their words."""
        if wide == self._is_wide:
            return
        self._is_wide = wide
        directions = QBoxLayout.Direction
        self._cells.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._cells.setSpacing(SPACING if wide else GAP)
        self.title.setVisible(not wide)
        for frame in self._frames.values():
            frame.show_words(shown=not wide)

    def column_of(self, widget: QWidget) -> int | None:
        """The number of the question that a widget belongs to."""
        frames = (self._frames.get(column.link_id) for column in self._columns)
        numbered = enumerate(frames)
        return next((n for n, frame in numbered if frame and frame.isAncestorOf(widget)), None)

    def go_to(self, column: int) -> bool:
        """Put the keyboard into one of its questions, if it is asked in this row."""
        frame = self._frames.get(self._columns[column].link_id)
        if frame is None or frame.isHidden():
            return False
        frame.take_focus()
        return True

    def _in_order(self) -> list[FieldFrame]:
        names = (column.link_id for column in self._columns)
        return [self._frames[name] for name in names if name in self._frames]

    def _add(self, block: Block, holder: "_Holder") -> FieldFrame:
        frame = self._make(block)
        if not isinstance(frame, FieldFrame):
            raise TypeError("a column holds questions")
        frame.show_words(shown=not self._is_wide)
        first = frame.editor.inputs[0]
        if not isinstance(first, QAbstractButton):
            words = self.tr("{question}, row {number}")
            name = words.format(question=block.item.text, number=self._number)
            first.setAccessibleName(name)
        holder.inside.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
        self._frames[block.place.link_id] = frame
        return frame

    def _lay_out(self) -> None:
        self._cells = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cells.setSpacing(SPACING)
        for column in self._columns:
            self._cells.addWidget(self._holders[column.link_id], share(column))
        inside = QVBoxLayout()
        inside.setSpacing(SPACING)
        inside.addWidget(self.title)
        inside.addLayout(self._cells)
        inside.addWidget(self._rest)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACING, 4, SPACING, SPACING)
        layout.setSpacing(SPACING)
        layout.addLayout(inside, 1)
        layout.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)


class _Holder(QWidget):
    """A cell, as wide as its column whatever stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(0, 0, 0, 0)


def _is_column(item: Item) -> bool:
    return item.is_question and not item.hidden and not item.items
