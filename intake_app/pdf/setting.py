"""Text set in lines: words shaped, measured, broken to a width and put in visual order."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from intake_app.pdf.bidi import embedding_levels, needs_bidi, paragraph_level
from intake_app.pdf.fonts import BASE, Face, FontLibrary
from intake_app.pdf.glyphs import Piece
from intake_app.pdf.line_ends import letters_of, tokens_of
from intake_app.pdf.lines import Item, Line, Part, Word, plain_line, turned_line, width_of
from intake_app.pdf.visible import END_OF_ISOLATE, FIRST_STRONG_ISOLATE, VisibleText

_WORDS_KEPT = 20_000


class Run(NamedTuple):
    """A stretch of a paragraph's text in one weight.

    ``isolated`` text, a name for instance, keeps its direction to itself. ``language`` is named
    where it is not that of the paper, ``link`` where it is an address, and ``said`` where it is
    read aloud as something else. ``place`` counts the stretches of a paragraph that differ in one
    of them.
    """

    text: str
    bold: bool = False
    isolated: bool = False
    language: str = ""
    link: str = ""
    said: str = ""
    place: int = 0


_Stretch = tuple[str, bool, int]
"""Printable text, whether it is bold, and its place among the languages of its paragraph."""


class Setter:
    """Sets text in the shipped fonts; remembers the words it has met."""

    def __init__(self, fonts: FontLibrary) -> None:
        self.visible = VisibleText(fonts)
        self._fonts = fonts
        self._words: dict[_Stretch, Word] = {}
        self._gaps: dict[tuple[Face, int, int], tuple[Item, ...]] = {}

    def lines(self, runs: Iterable[Run], limit: float, *, base: int | None = 0) -> list[Line]:
        r"""Break ``runs`` into lines no wider than ``limit``.

        Args:
            runs: The text; every ``\n`` in it ends a line.
            limit: Thousandths of the type size.
            base: 0 on a left-to-right page, 1 on a right-to-left one; None when each of its
                lines decides for itself which way it runs.
        """
        lines: list[Line] = []
        rows = self._rows(runs, isolates=base == 1)
        for number, row in enumerate(rows, start=1):
            text = "".join([part for part, _, _ in row])
            level = paragraph_level(text) if base is None else base
            ends_row = number < len(rows)
            if level or needs_bidi(text):
                *filled, last = self._fill(self._bidi_words(row, text, level), limit)
                lines += [turned_line(line, level) for line in filled]
                lines.append(turned_line(last, level, ends_row=ends_row))
            else:
                *filled, last = self._fill(self._plain_words(row), limit)
                lines += [plain_line(line) for line in filled]
                lines.append(plain_line(last, ends_row=ends_row))
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
            rows[-1].append((first, run.bold, run.place))
            rows += [[(other, run.bold, run.place)] for other in others]
        return rows

    def _plain_words(self, row: Sequence[_Stretch]) -> Iterator[Word]:
        """The words of a line that runs left to right throughout."""
        open_word: Word | None = None
        for text, bold, place in row:
            tokens = list(tokens_of(text))
            for number, token in enumerate(tokens, start=1):
                stretch = (token, bold, place)
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
        token, bold, place = stretch
        letters = token.rstrip(" ")
        if letters and letters.isascii():
            face = self._fonts.face(BASE, bold=bold)
            item = Item(face, face.shape(letters).placed(place), 0)
            gap = self._gap(face, len(token) - len(letters), place)
            word = Word.of((Part(letters, bold, 0, place),), (item,), gap)
        else:
            word = self._word([Part(token, bold, 0, place)])
        self._words[stretch] = word
        return word

    def _gap(self, face: Face, blanks: int, place: int) -> tuple[Item, ...]:
        """So many blanks behind a word of the base family; remembered, for most are alike."""
        key = (face, blanks, place)
        gap = self._gaps.get(key)
        if gap is None:
            pieces = [face.shape(" " * blanks).placed(place)] if blanks else []
            gap = self._gaps[key] = tuple([Item(face, piece, 0) for piece in pieces])
        return gap

    def _join(self, first: Word, second: Word) -> Word:
        """Two words without a blank between them, of different weights."""
        return Word.of(first.parts + second.parts, first.items + second.items, second.gap)

    def _bidi_words(self, row: Sequence[_Stretch], text: str, level: int) -> Iterator[Word]:
        """The words of a line with right-to-left text in it, split where the level changes."""
        levels = embedding_levels(text, level)
        manners = [(bold, place) for part, bold, place in row for _ in part]
        at = 0
        for token in tokens_of(text):
            parts: list[Part] = []
            for char in token:
                bold, place = manners[at]
                kind = (bold, levels[at], place)
                at += 1
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
                gap.insert(0, part.saying(" " * blanks))
            if core:
                letters.insert(0, part.saying(core) if blanks else part)
        items = self._shaped(letters)
        # In the same face: some readers lose a blank in a font of its own behind a mark.
        face = items[-1].face if items else self._fonts.face(BASE, bold=parts[-1].bold)
        blanks_behind = [
            Item(face, face.shape(part.text).placed(part.place), part.level) for part in gap
        ]
        return Word.of(tuple(letters), items, tuple(blanks_behind))

    def _shaped(self, parts: Iterable[Part]) -> tuple[Item, ...]:
        items = [
            Item(face, _piece(face, text, part), part.level)
            for part in parts
            for face, text in self._fonts.split_by_face(part.text, bold=part.bold)
        ]
        return tuple(items)

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
                width = width_of(self._shaped([part.saying(letter)]))
                if chunks[-1] and taken + width > limit:
                    chunks.append([])
                    taken = 0
                taken += width
                chunks[-1].append(part.saying(letter))
        cut = [self._word(_merged(chunk)) for chunk in chunks]
        cut[-1] = Word.of(cut[-1].parts, cut[-1].items, word.gap)
        return cut


def _merged(parts: Iterable[Part]) -> list[Part]:
    """Parts of one kind as one, so that their letters are shaped together."""
    return [
        Part("".join(part.text for part in group), *kind)
        for kind, group in groupby(parts, key=_kind)
    ]


def _kind(part: Part) -> tuple[bool, int, int]:
    return part.bold, part.level, part.place


def _piece(face: Face, text: str, part: Part) -> Piece:
    """The signs of a text; brackets round a number alone are read as they are seen.

    Readers turn round what stands among right-to-left letters, and nothing else.
    """
    if part.level % 2 == 0:
        return face.shape(text).placed(part.place)
    piece = face.shape(text, right_to_left=True)
    if not any(map(str.isalpha, part.text)):
        piece = piece.as_seen(face.letters)
    return piece.placed(part.place)
