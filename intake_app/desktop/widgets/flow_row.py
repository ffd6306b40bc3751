"""Buttons side by side, going on in the next line where the window is narrow."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from intake_app.desktop.widgets.tile_grid import GAP, TileGrid


class FlowRow(TileGrid):
    """A line that breaks: nothing that can be pressed goes over the edge of a small window."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__(widgets)
        self._apart: QWidget | None = None

    def add(self, widget: QWidget) -> None:
        widget.setParent(self)
        self.tiles.append(widget)
        self.measure_again()

    def add_apart(self, widget: QWidget) -> None:
        """Add the one that is not to be pressed in passing: it stands at the far end."""
        self._apart = widget
        self.add(widget)

    def sizeHint(self) -> QSize:
        sizes = [tile.sizeHint() for tile in self.tiles if not tile.isHidden()]
        across = sum(size.width() + GAP for size in sizes) - GAP
        return QSize(max(0, across), max((size.height() for size in sizes), default=0))

    def cells_in(self, width: int) -> list[QRect]:
        cells: list[QRect] = []
        left = top = height = 0
        for tile in self.tiles:
            if tile.isHidden():
                cells.append(QRect())
                continue
            size = tile.sizeHint()
            if left and left + size.width() > width:
                left, top, height = 0, top + height + GAP, 0
            if tile is self._apart:
                left = max(left, width - size.width())
            cells.append(QRect(left, top, min(size.width(), width), size.height()))
            left, height = left + size.width() + GAP, max(height, size.height())
        return cells
