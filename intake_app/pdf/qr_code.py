"""The document id as a code to scan: black squares, and nothing else in it."""

from dataclasses import dataclass
from typing import Protocol

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from intake_app.pdf.canvas import Sheet
from intake_app.pdf.flowables import Flowable
from intake_app.pdf.theme import BLACK


class _Encoder(Protocol):
    """What is used of ReportLab's encoder, which says nothing of its types."""

    def addData(self, data: str) -> None: ...  # noqa: N802
    def make(self) -> None: ...
    def getModuleCount(self) -> int: ...  # noqa: N802
    def isDark(self, row: int, col: int) -> bool: ...  # noqa: N802


SMALLEST = 1
"""21 by 21 squares: room for 20 letters of a document id with a quarter of it unreadable."""


@dataclass(frozen=True)
class QrCode(Flowable):
    """A square of ``size`` points that holds one short text."""

    text: str
    size: float
    role: str = "Figure"

    @property
    def height(self) -> float:
        return self.size

    def split(self, room: float) -> None:
        return None

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        squares = squares_of(self.text)
        side = self.size / len(squares)
        for row, line in enumerate(squares):
            for start, end in _dark_runs(line):
                place = (left + start * side, top + row * side)
                sheet.box(*place, ((end - start) * side, side), BLACK)


def squares_of(text: str) -> list[list[bool]]:
    """The code's squares, dark or not, row by row."""
    code: _Encoder = QRCode(SMALLEST, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    return [[bool(code.isDark(row, column)) for column in range(count)] for row in range(count)]


def _dark_runs(line: list[bool]) -> list[tuple[int, int]]:
    """Dark squares side by side are drawn as one, so that no hair lines show between them."""
    runs: list[tuple[int, int]] = []
    for place, is_dark in enumerate(line):
        if not is_dark:
            continue
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs
