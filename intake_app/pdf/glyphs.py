"""Shaped text: the signs of a stretch, the letters they stand for, and how they are written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from unicodedata import mirrored, normalize

_LOOKS_LIKE_A_BLANK = 20
"""What some readers take for the end of a word behind a mark, in thousandths of the type size."""


class Glyph(NamedTuple):
    """One drawn sign, and the letters it stands for when the text is read back.

    A named tuple, because a handout has many thousands of them. Widths are in thousandths of
    the type size; ``natural`` is what the font says, ``advance`` what shaping made of it.
    """

    number: int
    text: str
    natural: int
    advance: int
    shift: int
    rise: int

    @property
    def surplus(self) -> int:
        """How far behind the place of the next sign this one ends."""
        return self.natural + self.shift - self.advance

    @property
    def is_astray(self) -> bool:
        """Whether readers see a blank behind it: a mark set back under its letter."""
        return not self.advance and abs(self.surplus) > _LOOKS_LIKE_A_BLANK

    def drawn(self, code: int) -> str:
        """The sign inside ``[<...>]TJ``, but for its rise."""
        surplus = self.surplus
        shift = f">{-self.shift}<" if self.shift else ""
        return f"{shift}{code:04x}>{surplus}<" if surplus else f"{shift}{code:04x}"


class Piece(NamedTuple):
    """A shaped stretch of text in one face, its glyphs in visual order.

    Attributes:
        width: In thousandths of the type size.
        glyphs: From left to right.
        plain: All signs inside ``[<...>]TJ`` where each stands for its usual letter, on the
            line; empty where they have to be written one by one.
        whole: The text, where there are more signs than letters or one is astray, and a reader
            needs it said beside them. Readers turn right-to-left text round themselves and would
            turn this too, so it is left out there.
        place: Among the languages of its paragraph.
    """

    width: int
    glyphs: tuple[Glyph, ...]
    plain: str = ""
    whole: str = ""
    place: int = 0

    def as_seen(self, letters: Mapping[int, str]) -> "Piece":
        """With each mirrored sign standing for what it looks like; itself without such signs."""
        if not any(glyph.text and mirrored(glyph.text) for glyph in self.glyphs):
            return self
        seen = (
            glyph._replace(text=letters.get(glyph.number, glyph.text))
            if glyph.text and mirrored(glyph.text)
            else glyph
            for glyph in self.glyphs
        )
        return self._replace(glyphs=tuple(seen))

    def placed(self, place: int) -> "Piece":
        """The same at a place; itself where that is the first."""
        if not place:
            return self
        return Piece(self.width, self.glyphs, self.plain, self.whole, place)


def letters_of(clusters: list[int], text: str, *, right_to_left: bool) -> list[str]:
    """Share the letters of each cluster out over its signs, in the order they are read.

    Signs may stand in another order than their letters are written in (Indic vowels); read one
    after the other, they still give the text as it was. The last one takes what is left.
    """
    order = range(len(text))
    if clusters == list(reversed(order) if right_to_left else order):
        return [text[cluster] for cluster in clusters]
    waiting: dict[int, list[str]] = {}
    signs_of = Counter(clusters)
    starts = sorted(signs_of)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        letters, signs = text[start:end], signs_of[start]
        if signs > len(letters):
            letters = normalize("NFD", letters)
        cut = [letters[i : i + 1] for i in range(signs - 1)]
        waiting[start] = [*cut, letters[signs - 1 :]]
        if right_to_left:
            waiting[start].reverse()
    return [waiting[cluster].pop(0) for cluster in clusters]


def one_by_one(glyphs: Iterable[Glyph], blank: Glyph) -> Iterator[Glyph]:
    """Right-to-left glyphs with one letter each.

    Some readers turn the letters of a ligature (lam-alef) round. So the sign stands for the
    letter read last, and blanks without width for those before it.
    """
    for glyph in glyphs:
        yield glyph._replace(text=glyph.text[-1:])
        for letter in glyph.text[-2::-1]:
            yield blank._replace(text=letter)
