"""Equal columns, as many as the width has room for: options stand in straight lines."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

MOST_COLUMNS = 4
NARROWEST = 150
GAP = 8

_REMEASURE = frozenset(
    {
        QEvent.Type.LayoutRequest,
        QEvent.Type.Polish,
        QEvent.Type.PolishRequest,
        QEvent.Type.StyleChange,
        QEvent.Type.FontChange,
        QEvent.Type.Show,
    }
)


class TileGrid(QWidget):
    """Places its tiles row by row in columns as wide as the widest of them."""

    def __init__(self, tiles: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(range(1, MOST_COLUMNS + 1))
        """How many there may be side by side."""
        self.tiles = list(tiles)
        self._known: dict[int, list[QRect]] = {}
        for tile in self.tiles:
            tile.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return QSize(2 * NARROWEST + GAP, self.heightForWidth(2 * NARROWEST + GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, 0)

    def heightForWidth(self, width: int) -> int:
        return max((cell.bottom() + 1 for cell in self._cells(width)), default=0)

    def event(self, event: QEvent) -> bool:
        """Measure again when the tiles may have changed their size."""
        if event.type() in _REMEASURE and self._known:
            self.measure_again()
        return super().event(event)

    def measure_again(self) -> None:
        """Forget where the tiles went, and place them."""
        self._known.clear()
        self.updateGeometry()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        cells = self._cells(self.width())
        for tile, cell in zip(self.tiles, cells, strict=True):
            mirrored = self.isRightToLeft()
            left = self.width() - cell.right() - 1 if mirrored else cell.left()
            tile.setGeometry(left, cell.top(), cell.width(), cell.height())

    def _widest(self) -> int:
        return max((tile.sizeHint().width() for tile in self.tiles), default=0)

    def _cells(self, width: int) -> list[QRect]:
        """Where each tile goes, read from the left; layouts ask for it again and again."""
        if width not in self._known:
            self._known[width] = self.cells_in(width)
        return self._known[width]

    def cells_in(self, width: int) -> list[QRect]:
        """Where each tile goes in this width."""
        widest = max(self._widest(), NARROWEST)
        room = (width + GAP) // (widest + GAP)
        columns = max((each for each in self.columns if each <= room), default=1)
        cell = min(widest, (width - (columns - 1) * GAP) // columns)
        cells: list[QRect] = []
        top = 0
        for start in range(0, len(self.tiles), columns):
            line = self.tiles[start : start + columns]
            height = max(tile.heightForWidth(cell) for tile in line)
            cells += [QRect(n * (cell + GAP), top, cell, height) for n in range(len(line))]
            top += height + GAP // 2
        return cells
