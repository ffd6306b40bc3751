"""Pictures out of the content of files; to be used in any thread."""

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

SIDE = 320
"""Pixels of the longer side: sharp at twice the size at which small pictures are shown."""
DRAWN_SIDE = 900
"""The same for what is drawn in lines, which are thin."""

SHOWN_AS_PICTURES = ("image/jpeg", "image/png", "image/gif", "image/bmp", "image/webp")
DRAWN = "image/svg+xml"


def side_for(content_type: str) -> int:
    """How large a small picture of such a file is made."""
    return DRAWN_SIDE if content_type.startswith(DRAWN) else SIDE


def can_be_shown(content_type: str) -> bool:
    """Whether the program itself can show such a file."""
    return content_type.partition(";")[0].strip().lower() in (*SHOWN_AS_PICTURES, DRAWN)


def picture_of(content: bytes, longest_side: int = 0) -> QImage:
    """The picture, with its longer side at most so long; a null image when there is none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    most = QSize(longest_side, longest_side)
    if longest_side and size.isValid() and max(size.width(), size.height()) > longest_side:
        reader.setScaledSize(size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
