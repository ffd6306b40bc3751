"""Text set in lines: words shaped, measured, broken to a width and put in visual order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import category, combining

from intake_app.pdf.bidi import embedding_levels, needs_bidi, paragraph_level, visual_order
from intake_app.pdf.fonts import BASE, Face, FontLibrary
from intake_app.pdf.glyphs import Piece
from intake_app.pdf.unspaced import BROKEN_ANYWHERE, WITHOUT_BLANKS
from intake_app.pdf.visible import END_OF_ISOLATE, FIRST_STRONG_ISOLATE, VisibleText

_WORD = re.compile("[^ ]+ *| +")
_INSIDE = re.compile(
    r"(?<=[^\W_][-/])(?=[^\W\d_])"  # after a hyphen or slash between letters
    r"|(?<=[–—\u200b])(?=[^\s–—])"  # after a dash or a zero-width space
    r"|(?<=\])(?=\[U\+)"  # between characters written as their code points
    r"|(?<=[\u0e00-\u0e3f\u0e45-\u0e7f])(?=[\u0e40-\u0e44])"  # before a leading Thai vowel
    + WITHOUT_BLANKS
)
_MAY_BREAK_INSIDE = re.compile(rf"[-–—/\u200b\u0e40-\u0e44{BROKEN_ANYWHERE}]|\]\[")
_HANGING_ON = frozenset("\u200c\u200d\u0e33\u0eb3")
"""Joiners, and two vowels that are written over the letter before them."""

_KILLS_VOWEL = 9
"""The combining class of the signs that join two Indic consonants into one letter."""

_WORDS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph's text in one weight.

    ``isolated`` text, a name for instance, keeps its direction to itself.
    """

    text: str
    bold: bool = False
    isolated: bool = False


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


@dataclass(frozen=True, slots=True)
class Line:
    """One set line; ``pieces`` stand in the order they are drawn, from left to right."""

    pieces: tuple[tuple[Face, Piece], ...]
    width: int
    right_to_left: bool

    @property
    def is_tall(self) -> bool:
        return any(face.is_tall for face, _ in self.pieces)

    @property
    def is_shaped(self) -> bool:
        """Whether its signs are not simply its letters, one after the other."""
        return any(not piece.plain for _, piece in self.pieces)


class Setter:
    """Sets text in the shipped fonts; remembers the words it has met."""

    def __init__(self, fonts: FontLibrary) -> None:
        self.visible = VisibleText(fonts)
        self._fonts = fonts
        self._words: dict[tuple[str, bool], Word] = {}

    def lines(self, runs: Iterable[Run], limit: float, *, base: int | None = 0) -> list[Line]:
        r"""Break ``runs`` into lines no wider than ``limit``.

        Args:
            runs: The text; every ``\n`` in it ends a line.
            limit: Thousandths of the type size.
            base: 0 on a left-to-right page, 1 on a right-to-left one; None when each of its
                lines decides for itself which way it runs.
        """
        lines: list[Line] = []
        for row in self._rows(runs, isolates=base == 1):
            text = "".join(part for part, _ in row)
            level = paragraph_level(text) if base is None else base
            words = self._bidi_words(row, text, level) if level or needs_bidi(text) else None
            filled = self._fill(words or self._plain_words(row), limit)
            lines += [_set_line(line, level) for line in filled]
        return lines

    def width(self, text: str, *, bold: bool = False) -> int:
        """The width of ``text`` on one line, in thousandths of the size."""
        return max(line.width for line in self.lines([Run(text, bold=bold)], float("inf")))

    def _rows(self, runs: Iterable[Run], *, isolates: bool) -> list[list[tuple[str, bool]]]:
        """Printable text and weight, one list for each line the text itself makes."""
        rows: list[list[tuple[str, bool]]] = [[]]
        for run in runs:
            text = self.visible.printable(run.text)
            if run.isolated and (isolates or needs_bidi(text)):
                text = f"{FIRST_STRONG_ISOLATE}{text}{END_OF_ISOLATE}".replace("\n", " ")
            first, *others = text.split("\n")
            rows[-1].append((first, run.bold))
            rows += [[(other, run.bold)] for other in others]
        return rows

    def _plain_words(self, row: Sequence[tuple[str, bool]]) -> Iterator[Word]:
        """The words of a line that runs left to right throughout."""
        open_word: Word | None = None
        for text, bold in row:
            tokens = list(_tokens(text))
            for number, token in enumerate(tokens, start=1):
                word = self._words.get((token, bold)) or self._remember(token, bold=bold)
                if open_word is not None:
                    word = self._join(open_word, word)
                    open_word = None
                if word.gap or number < len(tokens):
                    yield word
                else:
                    open_word = word
        if open_word is not None:
            yield open_word

    def _remember(self, token: str, *, bold: bool) -> Word:
        if len(self._words) >= _WORDS_KEPT:
            self._words.clear()
        word = self._words[token, bold] = self._word([Part(token, bold, 0)])
        return word

    def _join(self, first: Word, second: Word) -> Word:
        """Two words without a blank between them, of different weights."""
        return Word(
            first.parts + second.parts,
            first.items + second.items,
            first.width + second.width,
            second.gap,
            second.gap_width,
        )

    def _bidi_words(
        self, row: Sequence[tuple[str, bool]], text: str, level: int
    ) -> Iterator[Word]:
        """The words of a line with right-to-left text in it, split where the level changes."""
        levels = embedding_levels(text, level)
        weights = [bold for part, bold in row for _ in part]
        place = 0
        for token in _tokens(text):
            parts: list[Part] = []
            for char in token:
                kind = (weights[place], levels[place])
                place += 1
                if char in {FIRST_STRONG_ISOLATE, END_OF_ISOLATE}:
                    continue
                if parts and (parts[-1].bold, parts[-1].level) == kind:
                    parts[-1] = Part(parts[-1].text + char, *kind)
                else:
                    parts.append(Part(char, *kind))
            if parts:
                yield self._word(parts)

    def _word(self, parts: Sequence[Part]) -> Word:
        """Shape a token: its letters, and apart from them the blanks it ends with."""
        letters: list[Part] = []
        gap: list[Part] = []
        for part in reversed(parts):
            core = part.text.rstrip(" ") if not letters else part.text
            blanks = len(part.text) - len(core)
            if blanks:
                gap.insert(0, Part(" " * blanks, part.bold, part.level))
            if core:
                letters.insert(0, Part(core, part.bold, part.level))
        items = self._shaped(letters)
        # In the same face: some readers lose a blank in a font of its own behind a mark.
        face = items[-1].face if items else self._fonts.face(BASE, bold=parts[-1].bold)
        gap_items = tuple(Item(face, face.shape(part.text), part.level) for part in gap)
        return Word(tuple(letters), items, _width(items), gap_items, _width(gap_items))

    def _shaped(self, parts: Iterable[Part]) -> tuple[Item, ...]:
        return tuple(
            Item(face, face.shape(text, right_to_left=part.level % 2 == 1), part.level)
            for part in parts
            for face, text in self._fonts.split_by_face(part.text, bold=part.bold)
        )

    def _fill(self, words: Iterable[Word], limit: float) -> Iterator[list[Word]]:
        """Put as many words on each line as fit; words wider than a line are cut up."""
        line: list[Word] = []
        taken = 0
        for word in words:
            if line and taken + word.width > limit:
                yield line
                line, taken = [], 0
            last = word
            if word.width > limit:
                *full, last = self._cut_up(word, limit)
                yield from ([chunk] for chunk in full)
            line.append(last)
            taken += last.width + last.gap_width
        yield line

    def _cut_up(self, word: Word, limit: float) -> list[Word]:
        """A word too wide for any line in stretches that fit, broken between letters."""
        chunks: list[list[Part]] = [[]]
        taken = 0
        for part in word.parts:
            for letter in _letters(part.text):
                width = _width(self._shaped([Part(letter, part.bold, part.level)]))
                if chunks[-1] and taken + width > limit:
                    chunks.append([])
                    taken = 0
                taken += width
                chunks[-1].append(Part(letter, part.bold, part.level))
        cut = [self._word(_merged(chunk)) for chunk in chunks]
        last = cut[-1]
        cut[-1] = Word(last.parts, last.items, last.width, word.gap, word.gap_width)
        return cut


def _tokens(text: str) -> Iterator[str]:
    """Stretches that a line may end after, each with the blanks behind it."""
    for token in _WORD.findall(text):
        if _MAY_BREAK_INSIDE.search(token):
            yield from _INSIDE.split(token)
        else:
            yield token


def _letters(text: str) -> Iterator[str]:
    """Letters, each with the marks and joiners that belong to it; joined consonants are one."""
    start = 0
    for place in range(1, len(text)):
        if not _hangs_on(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    yield text[start:]


def _hangs_on(before: str, char: str) -> bool:
    kind = category(char)
    if kind[0] == "M" or char in _HANGING_ON or "\u1160" <= char <= "\u11ff":
        return True
    return kind == "Lo" and (combining(before) == _KILLS_VOWEL or before == "\u200d")


def _merged(parts: Iterable[Part]) -> list[Part]:
    """Parts of one weight and level as one, so that their letters are shaped together."""
    return [
        Part("".join(part.text for part in group), *kind)
        for kind, group in groupby(parts, key=lambda part: (part.bold, part.level))
    ]


def _width(items: Iterable[Item]) -> int:
    return sum(item.piece.width for item in items)


def _set_line(words: Sequence[Word], level: int) -> Line:
    items: list[Item] = []
    for word in words:
        items += word.items
        items += word.gap
    last_gap = words[-1].gap if words else ()
    if last_gap:
        del items[-len(last_gap) :]
    if any(item.level for item in items):
        items = [items[i] for i in visual_order([item.level for item in items])]
    width = _width(items)
    if level == 0:  # drawn but not measured: it parts the words of two lines when read aloud
        items += last_gap
    return Line(tuple((item.face, item.piece) for item in items), width, level == 1)
