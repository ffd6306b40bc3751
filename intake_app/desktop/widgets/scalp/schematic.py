"""A picture that a form names: one of our own drawings, or one that the form carries.

Our own are in resources/pictures, which Qt knows under the prefix ``pictures:``.
"""

import re
from base64 import b64decode
from functools import lru_cache

from PySide6.QtCore import QByteArray, QFile, QIODevice, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from intake_app.domain.values import Attachment

OWN = "urn:intake-app:picture:"
_NAME = re.compile("[a-z0-9-]+")
_SVG = "image/svg+xml"


class Schematic:
    """Draws a picture into any rectangle; nothing where the picture cannot be had."""

    def __init__(self, picture: Attachment) -> None:
        self._svg = b""
        self._image = QImage()
        if picture.url.startswith(OWN):
            self._svg = own_drawing(picture.url.removeprefix(OWN))
        elif picture.content_type == _SVG:
            self._svg = _without_links(_content(picture))
        else:
            self._image.loadFromData(_content(picture))

    @property
    def is_there(self) -> bool:
        return bool(self._svg) or not self._image.isNull()

    def paint(self, painter: QPainter, place: QRectF, line: QColor) -> None:
        """Draw it as large as fits; lines that have no colour of their own get ``line``."""
        if not self._svg:
            if not self._image.isNull():
                painter.drawImage(_fitted(QSizeF(self._image.size()), place), self._image)
            return
        renderer = _renderer(self._svg, line.name())
        renderer.render(painter, _fitted(renderer.viewBoxF().size(), place))


def own_drawing(name: str) -> bytes:
    """One of our own pictures; empty when there is none of this name."""
    file = QFile(f"pictures:{name}.svg")
    if not _NAME.fullmatch(name) or not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return b""
    return bytes(file.readAll().data())


@lru_cache(maxsize=64)
def _renderer(svg: bytes, line: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg.replace(b"currentColor", line.encode("ascii"))))


def _content(picture: Attachment) -> bytes:
    try:
        return b64decode(picture.data)
    except ValueError:
        return b""


def _without_links(svg: bytes) -> bytes:
    """A drawing as it came with a form; one that points elsewhere is not shown."""
    links = re.findall(rb"href\s*=\s*[\"']\s*(.)", svg, re.IGNORECASE)
    return svg if all(link == b"#" for link in links) and b"<!ENTITY" not in svg else b""


def _fitted(size: QSizeF, place: QRectF) -> QRectF:
    fitted = QRectF(place.topLeft(), size.scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio))
    fitted.moveCenter(place.center())
    return fitted
