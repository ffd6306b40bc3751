"""Equal columns, as many as the width has room for: options stand in straight lines."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

MOST_COLUMNS = 4


class ColumnLayout(QLayout):
    """Places its items row by row in columns as wide as the widest of them."""

    def __init__(self, parent: QWidget, *, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        widest = self._widest()
        return QSize(min(len(self._items), 2) * (widest + self._gap), self.heightForWidth(widest))

    def minimumSize(self) -> QSize:
        narrowest = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(narrowest, 0)

    def _widest(self) -> int:
        return max((item.sizeHint().width() for item in self._items), default=0)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        if not self._items:
            return 0
        columns = (rect.width() + self._gap) // max(1, self._widest() + self._gap)
        columns = max(1, min(columns, MOST_COLUMNS, len(self._items)))
        cell = (rect.width() - (columns - 1) * self._gap) // columns
        cell = min(cell, max(self._widest(), 150))
        top = rect.top()
        for start in range(0, len(self._items), columns):
            line = self._items[start : start + columns]
            height = max(_height(item, cell) for item in line)
            for column, item in enumerate(line):
                left = rect.left() + column * (cell + self._gap)
                if place:
                    item.setGeometry(QRect(QPoint(left, top), QSize(cell, height)))
            top += height + self._gap // 2
        return top - self._gap // 2 - rect.top()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
