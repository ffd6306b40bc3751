"""Set text: words, the lines that are made of them, and what each says when it is read aloud."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from intake_app.pdf.bidi import visual_order
from intake_app.pdf.fonts import Face
from intake_app.pdf.glyphs import Piece

Drawn = tuple[Face, Piece]


class Part(NamedTuple):
    """Text of one weight, one bidirectional level and one place among the languages."""

    text: str
    bold: bool
    level: int
    place: int = 0

    def saying(self, text: str) -> "Part":
        """The same with another text."""
        return Part(text, self.bold, self.level, self.place)


class Item(NamedTuple):
    """One shaped piece with the level that decides its place on the line."""

    face: Face
    piece: Piece
    level: int


class Word(NamedTuple):
    """What is never broken, and the blanks after it. Widths are in thousandths of the size."""

    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    width: int
    gap: tuple[Item, ...]
    gap_width: int
    pieces: tuple[Drawn, ...]
    """Letters and blanks as they are drawn where the whole line runs from left to right."""

    @classmethod
    def of(cls, parts: tuple[Part, ...], items: tuple[Item, ...], gap: tuple[Item, ...]) -> "Word":
        pieces = tuple([(face, piece) for face, piece, _ in items + gap])
        return cls(parts, items, width_of(items), gap, width_of(gap), pieces)

    @property
    def said(self) -> Iterator[tuple[int, str]]:
        """What it says, each part with its place; the blanks belong to where they are drawn."""
        for part in self.parts:
            yield part.place, part.text
        for item in self.gap:
            yield item.piece.place, " " * len(item.piece.glyphs)


class Line(NamedTuple):
    """One set line; ``pieces`` stand in the order they are drawn, from left to right."""

    pieces: tuple[Drawn, ...]
    width: int
    right_to_left: bool
    words: tuple[Word, ...] = ()
    """In the order they are read."""
    ends_row: bool = False
    """Whether the text itself ends the line here."""

    @property
    def said(self) -> Iterator[tuple[int, str]]:
        """The text of the line as it is read, with the blanks at its end, place by place."""
        place = 0
        for word in self.words:
            for place, text in word.said:
                yield place, text
        if self.ends_row:
            yield place, "\n"

    def stretches(self) -> Iterator[tuple[int, Sequence[Drawn]]]:
        """The pieces in stretches of one place each, from left to right."""
        for place, pieces in groupby(self.pieces, key=lambda drawn: drawn[1].place):
            yield place, tuple(pieces)

    @property
    def line_room(self) -> float:
        faces = {face for face, _ in self.pieces}
        return max([face.line_room for face in faces], default=1.0)

    @property
    def is_shaped(self) -> bool:
        """Whether its signs are not simply its letters, one after the other."""
        return not all(piece.plain for _, piece in self.pieces)


def width_of(items: Iterable[Item]) -> int:
    return sum([piece.width for _, piece, _ in items])


def plain_line(words: Sequence[Word], *, ends_row: bool = False) -> Line:
    """A line on which every word runs from left to right.

    Its last blanks are drawn but not measured: they part the words of two lines that are read
    aloud.
    """
    pieces: list[Drawn] = []
    width = gap_width = 0
    for word in words:
        pieces += word.pieces
        width += gap_width + word.width
        gap_width = word.gap_width
    return Line(tuple(pieces), width, right_to_left=False, words=tuple(words), ends_row=ends_row)


def turned_line(words: Sequence[Word], level: int, *, ends_row: bool = False) -> Line:
    """A line of words in more than one direction, or on a page that runs right to left."""
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
    if level == 0:  # as on a plain line
        items += last_gap
    pieces = tuple((item.face, item.piece) for item in items)
    return Line(pieces, width, level == 1, tuple(words), ends_row)


def shares(lines: Sequence[Line], most: int) -> Iterator[tuple[Sequence[Line], dict[int, str]]]:
    """The lines in stretches that say at most so many letters, each with what its places say.

    A blank line goes with the words before it.
    """
    start, taken, said, place = 0, 0, dict[int, list[str]](), 0
    for number, line in enumerate(lines):
        told = list(line.said) if line.words else [(place, text) for _, text in line.said]
        place = told[-1][0] if told else place
        length = sum(len(text) for _, text in told)
        if taken and taken + length > most:
            yield lines[start:number], _joined(said)
            start, taken, said = number, 0, {}
        taken += length
        for place, text in told:
            said.setdefault(place, []).append(text)
    yield lines[start:], _joined(said)


def _joined(said: dict[int, list[str]]) -> dict[int, str]:
    return {place: "".join(texts) for place, texts in said.items()}
