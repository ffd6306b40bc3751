"""A named group of questions, and a text that is only there to be read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from intake_app.desktop.models.outline import Block
from intake_app.desktop.widgets.block_column import BlockColumn
from intake_app.desktop.widgets.block_widget import BlockWidget, MakeBlock, Showing

GAP = 20


class GroupBlock(BlockWidget):
    """A heading and what belongs under it."""

    def __init__(self, block: Block, make: MakeBlock, parent: QWidget | None = None) -> None:
        super().__init__(block, parent)
        self._column = BlockColumn(make, gap=GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(12)
        for label in headings(block):
            layout.addWidget(label)
        layout.addWidget(self._column)

    def show_block(self, block: Block, showing: Showing) -> None:
        self._column.show_blocks(block.children, showing)

    def stops(self) -> Sequence[QWidget]:
        return self._column.stops()


class DisplayBlock(BlockWidget):
    """Words of the form."""

    def __init__(self, block: Block, parent: QWidget | None = None) -> None:
        super().__init__(block, parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for label in headings(block, role="muted"):
            layout.addWidget(label)

    def show_block(self, block: Block, showing: Showing) -> None:
        """Nothing about it changes."""

    def stops(self) -> Sequence[QWidget]:
        return ()


def headings(block: Block, *, role: str = "heading") -> list[QLabel]:
    """The labels for an item's text and for its help, where it has them."""
    item = block.item
    title = " ".join(part for part in (item.prefix, item.text) if part)
    pairs = [(title, role), (item.help, "muted")]
    return [form_label(text, name) for text, name in pairs if text]


def form_label(text: str, role: str) -> QLabel:
    """Text of a form, whatever signs are in it, over as many lines as it takes."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
