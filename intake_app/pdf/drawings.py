"""Small line drawings beside words that say the same: files of paths, drawn in one weight.

A drawing file is an SVG picture of 48 by 48 units whose paths use only M, L, H, V, C and Z. To
a reader who cannot see it a drawing is nothing: it never stands without its words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from intake_app.pdf.canvas import Sheet
from intake_app.pdf.flowables import Flowable
from intake_app.pdf.structure import GROUP
from intake_app.pdf.theme import BLACK

SIDE = 48.0
"""Width and height of a drawing in its own units."""

_PATH = re.compile(r'\bd="([^"]*)"')
_STEP = re.compile(r"([MLHVCZ])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_OPERATORS = {"M": "m", "L": "l", "C": "c", "H": "l", "V": "l"}


@dataclass(frozen=True, eq=False)
class Drawing(Flowable):
    """A square of ``size`` points with a line drawing in it."""

    strokes: str
    size: float
    colour: str = BLACK
    role: str = GROUP

    @property
    def height(self) -> float:
        return self.size

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        place = (sheet.mirror.left_of(left, self.size), top)
        sheet.paths(self.strokes, place, self.size / SIDE, self.colour)


@dataclass(frozen=True, eq=False)
class Illustrated(Flowable):
    """A drawing and, beside it, the words that it goes with: to a reader, the words alone."""

    drawing: Drawing | None
    body: Flowable
    indent: float
    role: str = field(init=False)
    said: str = field(init=False)
    language: str = field(init=False)
    keep_with_next: bool = field(init=False)

    def __post_init__(self) -> None:
        for name in ("role", "said", "language", "keep_with_next"):
            object.__setattr__(self, name, getattr(self.body, name))

    @property
    def height(self) -> float:
        return max(self.body.height, self.drawing.height if self.drawing else 0.0)

    def split(
        self, room: float, *, anyhow: bool = False
    ) -> "tuple[Illustrated, Illustrated] | None":
        """The drawing stays with the first words."""
        cut = self.body.split(room, anyhow=anyhow)
        if cut is None or (self.drawing and room < self.drawing.height):
            return None
        return replace(self, body=cut[0]), replace(self, body=cut[1], drawing=None)

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        if self.drawing is not None:
            self.drawing.paint(sheet, left, top)
        self.body.paint(sheet, left + self.indent, top)


class Drawings:
    """The drawings of one folder, each read when it is first wanted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._strokes: dict[str, str] = {}

    def drawing(self, name: str, size: float, colour: str = BLACK) -> Drawing:
        """The drawing of a name; content/ has checked that its file is there."""
        strokes = self._strokes.get(name)
        if strokes is None:
            text = (self._folder / f"{name}.svg").read_text("utf-8")
            strokes = self._strokes[name] = strokes_of(text)
        return Drawing(strokes, size, colour)


def strokes_of(text: str) -> str:
    """The paths of a drawing file as PDF operators, in the drawing's own units."""
    return " ".join(f"{' '.join(_operators(path))} S" for path in _PATH.findall(text))


def _operators(path: str) -> Iterator[str]:
    x, y = "0", "0"
    for letter, told in _STEP.findall(path):
        numbers = _NUMBER.findall(told)
        if letter == "Z":
            yield "h"
            continue
        if letter == "H":
            numbers = [numbers[0], y]
        elif letter == "V":
            numbers = [x, numbers[0]]
        x, y = numbers[-2:]
        yield f"{' '.join(numbers)} {_OPERATORS[letter]}"
