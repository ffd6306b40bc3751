"""A PDF's pages as pictures; read by PDFium, which one thread may use at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

Picture = QImage
"""A page as it is seen."""

POINTS_PER_INCH = 72
_pdfium = threading.Lock()
"""PDFium is not safe for threads, whatever documents they have open."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """In points."""

    width: float
    height: float


class PdfPages:
    """The pages of one document, for worker threads.

    Each use opens the document anew, which is quick, so that none is ever left open.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        with self._opened() as document:
            sizes = [document.get_page_size(place) for place in range(len(document))]
        self.sizes = tuple(PageSize(*size) for size in sizes)

    def picture(self, place: int, *, width: int) -> QImage:
        """One page, ``width`` device pixels wide."""
        with self._opened() as document:
            scale = width / self.sizes[place].width
            bitmap = document[place].render(scale=scale, prefer_bgrx=True)
            return QImage(
                bitmap.buffer,
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                QImage.Format.Format_RGB32,
            ).copy()

    def text(self, place: int) -> str:
        """What a page says, for a screen reader."""
        with self._opened() as document:
            return str(document[place].get_textpage().get_text_range())

    @contextmanager
    def _opened(self) -> "Iterator[PdfDocument]":
        import pypdfium2  # noqa: PLC0415 - start-up time: 100 ms, needed for the first handout

        with _pdfium:
            document = pypdfium2.PdfDocument(self._content)
            try:
                yield document
            finally:
                document.close()  # its pages and bitmaps with it
