"""The document id as a code to scan: black squares, and nothing else in it."""

from dataclasses import dataclass
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Protocol

import reportlab

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


@dataclass(frozen=True, eq=False)
class QrCode(Flowable):
    """A square of ``size`` points that holds one short text; ``words`` say what it is for."""

    text: str
    size: float
    words: str
    role: str = "Figure"

    @property
    def height(self) -> float:
        return self.size

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        sheet.picture(left, top, (self.size, self.size), self.words)
        squares = squares_of(self.text)
        if sheet.mirror.right_to_left:  # the sheet turns each row round once more
            squares = [row[::-1] for row in squares]
        side = self.size / len(squares)
        for row, line in enumerate(squares):
            for start, end in dark_runs(line):
                place = (left + start * side, top + row * side)
                sheet.box(*place, ((end - start) * side, side), BLACK)


def squares_of(text: str) -> list[list[bool]]:
    """The code's squares, dark or not, row by row."""
    encoder = _encoder()
    code: _Encoder = encoder.QRCode(SMALLEST, encoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    return [[bool(code.isDark(row, column)) for column in range(count)] for row in range(count)]


@cache
def _encoder() -> ModuleType:
    """ReportLab's encoder by itself: its package would load a whole library for drawings."""
    path = Path(reportlab.__file__).parent / "graphics" / "barcode" / "qrencoder.py"
    spec = spec_from_file_location("qrencoder", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def dark_runs(line: list[bool]) -> list[tuple[int, int]]:
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
