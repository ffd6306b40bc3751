"""A line of text as it is set: its words, their shaped pieces, and the order they stand in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from intake_app.pdf.bidi import visual_order
from intake_app.pdf.fonts import Face
from intake_app.pdf.glyphs import Piece


@dataclass(frozen=True, slots=True)
class Part:
    """Text of one weight and one bidirectional level."""

    text: str
    bold: bool
    level: int


@dataclass(frozen=True, slots=True)
class Item:
    """One shaped piece with the level that decides its place on the line."""

    face: Face
    piece: Piece
    level: int


@dataclass(frozen=True, slots=True)
class Word:
    """What is never broken, and the blanks after it. Widths are in thousandths of the size."""

    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    width: int
    gap: tuple[Item, ...]
    gap_width: int

    @property
    def said(self) -> str:
        blanks = sum(len(item.piece.glyphs) for item in self.gap)
        return "".join(part.text for part in self.parts) + " " * blanks


@dataclass(frozen=True, slots=True)
class Line:
    """One set line; ``pieces`` stand in the order they are drawn, from left to right."""

    pieces: tuple[tuple[Face, Piece], ...]
    width: int
    right_to_left: bool
    words: tuple[Word, ...] = ()
    """In the order they are read."""
    ends_row: bool = False
    """Whether the text itself ends the line here."""

    @property
    def said(self) -> str:
        """The text of the line as it is read, with the blanks at its end."""
        return "".join(word.said for word in self.words) + ("\n" if self.ends_row else "")

    @property
    def is_tall(self) -> bool:
        return any(face.is_tall for face, _ in self.pieces)

    @property
    def is_shaped(self) -> bool:
        """Whether its signs are not simply its letters, one after the other."""
        return any(not piece.plain for _, piece in self.pieces)


def merged(parts: Iterable[Part]) -> list[Part]:
    """Parts of one weight and level as one, so that their letters are shaped together."""
    return [
        Part("".join(part.text for part in group), *kind)
        for kind, group in groupby(parts, key=lambda part: (part.bold, part.level))
    ]


def width_of(items: Iterable[Item]) -> int:
    return sum(item.piece.width for item in items)


def set_line(words: Sequence[Word], level: int) -> Line:
    items: list[Item] = []
    for word in words:
        items += word.items
        items += word.gap
    last_gap = words[-1].gap if words else ()
    if last_gap:
        del items[-len(last_gap) :]
    if any(item.level for item in items):
        items = [items[i] for i in visual_order([item.level for item in items])]
    width = width_of(items)
    if level == 0:  # drawn but not measured: it parts the words of two lines when read aloud
        items += last_gap
    return Line(tuple((item.face, item.piece) for item in items), width, level == 1, tuple(words))
