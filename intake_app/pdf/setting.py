"""Text set in lines: words shaped, measured, broken to a width and put in visual order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from intake_app.domain.value_classes import dataclass
from intake_app.pdf.bidi import embedding_levels, needs_bidi, paragraph_level, visual_order
from intake_app.pdf.fonts import BASE, Face, FontLibrary
from intake_app.pdf.glyphs import Piece
from intake_app.pdf.line_ends import letters_of, tokens_of
from intake_app.pdf.visible import END_OF_ISOLATE, FIRST_STRONG_ISOLATE, VisibleText

_WORDS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph's text in one weight.

    ``isolated`` text, a name for instance, keeps its direction to itself. ``language`` is named
    where it is not that of the paper.
    """

    text: str
    bold: bool = False
    isolated: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Text of one weight, one bidirectional level and one language."""

    text: str
    bold: bool
    level: int
    language: str = ""


_Stretch = tuple[str, bool, str]
"""Printable text, whether it is bold, and its language if that is another than the paper's."""


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


class Setter:
    """Sets text in the shipped fonts; remembers the words it has met."""

    def __init__(self, fonts: FontLibrary) -> None:
        self.visible = VisibleText(fonts)
        self._fonts = fonts
        self._words: dict[_Stretch, Word] = {}

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
            text = "".join(part for part, _, _ in row)
            level = paragraph_level(text) if base is None else base
            words = self._bidi_words(row, text, level) if level or needs_bidi(text) else None
            filled = self._fill(words or self._plain_words(row), limit)
            lines += [_set_line(line, level) for line in filled]
            lines[-1] = replace(lines[-1], ends_row=True)
        lines[-1] = replace(lines[-1], ends_row=False)
        return lines

    def width(self, text: str, *, bold: bool = False) -> int:
        """The width of ``text`` on one line, in thousandths of the size."""
        return max(line.width for line in self.lines([Run(text, bold=bold)], float("inf")))

    def _rows(self, runs: Iterable[Run], *, isolates: bool) -> list[list[_Stretch]]:
        """Printable text, one list for each line the text itself makes."""
        rows: list[list[_Stretch]] = [[]]
        for run in runs:
            text = self.visible.printable(run.text)
            if run.isolated and (isolates or needs_bidi(text)):
                text = f"{FIRST_STRONG_ISOLATE}{text}{END_OF_ISOLATE}".replace("\n", " ")
            first, *others = text.split("\n")
            rows[-1].append((first, run.bold, run.language))
            rows += [[(other, run.bold, run.language)] for other in others]
        return rows

    def _plain_words(self, row: Sequence[_Stretch]) -> Iterator[Word]:
        """The words of a line that runs left to right throughout."""
        open_word: Word | None = None
        for text, bold, language in row:
            tokens = list(tokens_of(text))
            for number, token in enumerate(tokens, start=1):
                stretch = (token, bold, language)
                word = self._words.get(stretch) or self._remember(stretch)
                if open_word is not None:
                    word = self._join(open_word, word)
                    open_word = None
                if word.gap or number < len(tokens):
                    yield word
                else:
                    open_word = word
        if open_word is not None:
            yield open_word

    def _remember(self, stretch: _Stretch) -> Word:
        if len(self._words) >= _WORDS_KEPT:
            self._words.clear()
        token, bold, language = stretch
        word = self._words[stretch] = self._word([Part(token, bold, 0, language)])
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

    def _bidi_words(self, row: Sequence[_Stretch], text: str, level: int) -> Iterator[Word]:
        """The words of a line with right-to-left text in it, split where the level changes."""
        levels = embedding_levels(text, level)
        manners = [(bold, language) for part, bold, language in row for _ in part]
        place = 0
        for token in tokens_of(text):
            parts: list[Part] = []
            for char in token:
                bold, language = manners[place]
                kind = (bold, levels[place], language)
                place += 1
                if char in {FIRST_STRONG_ISOLATE, END_OF_ISOLATE}:
                    continue
                if parts and _kind(parts[-1]) == kind:
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
                gap.insert(0, replace(part, text=" " * blanks))
            if core:
                letters.insert(0, replace(part, text=core))
        items = self._shaped(letters)
        # In the same face: some readers lose a blank in a font of its own behind a mark.
        face = items[-1].face if items else self._fonts.face(BASE, bold=parts[-1].bold)
        gap_items = tuple(
            Item(face, face.shape(part.text).said_in(part.language), part.level) for part in gap
        )
        return Word(tuple(letters), items, _width(items), gap_items, _width(gap_items))

    def _shaped(self, parts: Iterable[Part]) -> tuple[Item, ...]:
        return tuple(
            Item(face, _piece(face, text, part), part.level)
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
            for letter in letters_of(part.text):
                width = _width(self._shaped([replace(part, text=letter)]))
                if chunks[-1] and taken + width > limit:
                    chunks.append([])
                    taken = 0
                taken += width
                chunks[-1].append(replace(part, text=letter))
        cut = [self._word(_merged(chunk)) for chunk in chunks]
        last = cut[-1]
        cut[-1] = Word(last.parts, last.items, last.width, word.gap, word.gap_width)
        return cut


def _merged(parts: Iterable[Part]) -> list[Part]:
    """Parts of one kind as one, so that their letters are shaped together."""
    return [
        Part("".join(part.text for part in group), *kind)
        for kind, group in groupby(parts, key=_kind)
    ]


def _kind(part: Part) -> tuple[bool, int, str]:
    return part.bold, part.level, part.language


def _piece(face: Face, text: str, part: Part) -> Piece:
    return face.shape(text, right_to_left=part.level % 2 == 1).said_in(part.language)


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
    return Line(tuple((item.face, item.piece) for item in items), width, level == 1, tuple(words))
