"""Blocks one below the other; they come and go without disturbing those that stay."""

from bisect import bisect
from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intake_app.desktop.models.outline import Block
from intake_app.desktop.widgets.block_widget import BlockWidget, MakeBlock, Showing
from intake_app.domain.form.answers import Place


class BlockColumn(QWidget):
    """What is not asked any more is hidden and kept: it may be asked again."""

    def __init__(self, make: MakeBlock, *, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._widgets: dict[Place, BlockWidget] = {}
        self._order: list[int] = []
        self.shown: list[BlockWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap)

    def show_blocks(self, blocks: Sequence[Block], showing: Showing) -> None:
        wanted = {block.place for block in blocks}
        for place, widget in self._widgets.items():
            if place not in wanted:
                widget.hide()
        self.shown = []
        for block in blocks:
            widget = self._widgets.get(block.place) or self._add(block)
            widget.show_block(block, showing)
            widget.setVisible(True)
            self.shown.append(widget)
        self.setVisible(bool(blocks))

    def stops(self) -> Sequence[QWidget]:
        return [stop for widget in self.shown for stop in widget.stops()]

    def _add(self, block: Block) -> BlockWidget:
        widget = self._make(block)
        position = bisect(self._order, block.index)
        self._order.insert(position, block.index)
        self._layout.insertWidget(position, widget)
        self._widgets[block.place] = widget
        return widget
