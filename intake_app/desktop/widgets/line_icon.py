"""A line drawing from resources/icons in the colour of the text beside it.

The folder is known to Qt under the prefix ``icons:`` (see app.py).
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QFile, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

SIDE = 20
"""Pixels; the drawings are made for this size."""


@lru_cache(maxsize=64)
def _drawing(name: str, colour: str) -> bytes:
    file = QFile(f"icons:{name}.svg")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise LookupError(f"no icon {name}")
    return bytes(file.readAll().data()).replace(b"currentColor", colour.encode("ascii"))


def paint_icon(painter: QPainter, name: str, colour: QColor, place: QRectF) -> None:
    """Draw one icon into a rectangle."""
    QSvgRenderer(QByteArray(_drawing(name, colour.name()))).render(painter, place)


def icon(name: str, colour: QColor, side: int = SIDE) -> QIcon:
    """The icon for a line edit's action or a button, sharp up to four times its size."""
    made = QIcon()
    for factor in (1, 2, 4):
        pixmap = QPixmap(side * factor, side * factor)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_icon(painter, name, colour, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(factor)
        made.addPixmap(pixmap)
    return made


class LineIcon(QWidget):
    """A decoration: it carries no meaning that is not also said in words."""

    def __init__(self, name: str, side: int = SIDE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str) -> None:
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colour that the style sheet gives this widget."""
        del event
        painter = QPainter(self)
        colour = self.palette().color(self.foregroundRole())
        paint_icon(painter, self._name, colour, QRectF(self.rect()))
        painter.end()
