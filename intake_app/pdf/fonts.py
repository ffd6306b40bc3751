"""The shipped font files: which of them draws a character, and how a word is shaped in it.

Faces are read from disk when the first character that needs them turns up, and kept. There is no
network and no system font here: a character that none of the shipped files has is undrawable.
"""

from bisect import bisect_right
from collections.abc import Iterable
from copy import copy
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from struct import unpack
from typing import NamedTuple
from unicodedata import category

import uharfbuzz

from intake_app.pdf.glyphs import Glyph, Piece, letters_of, one_by_one

UNITS = 1000
"""Widths and offsets are in thousandths of the type size, as PDF counts them."""

BASE = "NotoSans"
_HAN, _HANGUL = "DroidSansFallback", "HandoutHangul"
_SCRIPT_FAMILIES = (
    (0x0590, 0x05FF, "NotoSansHebrew"),
    (0x0600, 0x06FF, "NotoSansArabic"),
    (0x0750, 0x077F, "NotoSansArabic"),
    (0x08A0, 0x08FF, "NotoSansArabic"),
    (0x0900, 0x097F, "NotoSansDevanagari"),
    (0x0980, 0x09FF, "NotoSansBengali"),
    (0x0E00, 0x0E7F, "NotoSansThai"),
    (0x1100, 0x11FF, _HANGUL),
    (0x1CD0, 0x1CFF, "NotoSansDevanagari"),
    (0x2190, 0x22FF, "NotoSansMath"),
    (0x25A0, 0x27BF, "NotoSansSymbols2"),
    (0x2E80, 0x312F, _HAN),
    (0x3130, 0x318F, _HANGUL),
    (0x3190, 0x9FFF, _HAN),
    (0xA830, 0xA83F, "NotoSansDevanagari"),
    (0xA8E0, 0xA8FF, "NotoSansDevanagari"),
    (0xAC00, 0xD7A3, _HANGUL),
    (0xF900, 0xFAFF, _HAN),
    (0xFB1D, 0xFB4F, "NotoSansHebrew"),
    (0xFE30, 0xFE4F, _HAN),
    (0xFF01, 0xFFE6, _HAN),
    (0x20000, 0x3FFFF, _HAN),
)
"""First and last code point of each stretch outside the base family, in order."""

_STARTS = [first for first, _, _ in _SCRIPT_FAMILIES]
_LINE_ROOM = {
    "NotoSansArabic": 1.15,
    "NotoSansBengali": 1.1,
    "NotoSansDevanagari": 1.2,
    "NotoSansThai": 1.2,
}
"""How much more leading the scripts with high and low letters get; Bengali reaches up and down
hardly further than accented capitals and a g, but its letters are larger."""
"""Families whose letters reach higher or lower than Latin ones and need wider lines."""

_REGULAR_ONLY = frozenset({"NotoSansMath", "NotoSansSymbols2"})
_DRAWN_BOLD = frozenset({_HAN, _HANGUL})
"""Families of letters without a bold file; their bold is drawn."""

_CAP_HEIGHT, _STEM, _BOLD_STEM = 714, 88, 142
_SHAPED_CACHE = 20_000
_FEATURES = {"liga": False}
"""Beside what HarfBuzz does unasked: it kerns, and makes no ligatures for show."""

_INVISIBLE = (
    *((0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x200B, 0x200F), (0x2060, 0x2060)),
    *((0xFE00, 0xFE0F), (0xE0100, 0xE01EF)),
)
INVISIBLE = frozenset(chr(code) for first, last in _INVISIBLE for code in range(first, last + 1))
"""Characters that steer the others and draw nothing: joiners, direction, the soft hyphen, and
which of its forms a letter has, where a font with only one of them draws that."""

INVISIBLE_CLASS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _INVISIBLE)
"""The same as a stretch of a pattern's class."""


class Metrics(NamedTuple):
    """What a PDF says about a face, in thousandths of the type size."""

    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    stem: int


class Face:
    """One font file, opened: coverage, widths, shaping."""

    def __init__(self, path: Path, *, is_base: bool) -> None:
        self.name = path.stem
        self.is_base = is_base
        self.is_drawn_bold = False
        self.line_room = _LINE_ROOM.get(self.name.split("-")[0], 1.0)
        self.hb_face = uharfbuzz.Face(uharfbuzz.Blob(path.read_bytes()))
        self._font = uharfbuzz.Font(self.hb_face)
        self._font.scale = (UNITS, UNITS)
        self._features = _FEATURES if is_base else None
        self._shaped: dict[tuple[str, bool], Piece] = {}
        self._signs = _Signs(self)

    def drawn_bold(self) -> "Face":
        """The same signs, to be drawn with a line round them, where no bold ones are shipped."""
        bold = copy(self)
        bold.is_drawn_bold = True
        return bold

    @cached_property
    def codes(self) -> frozenset[int]:
        """Every code point the file has a glyph for."""
        return frozenset(self.hb_face.unicodes)

    @cached_property
    def letters(self) -> dict[int, str]:
        """The one character that each plainly mapped glyph stands for: the first of several."""
        number_of = self._font.get_nominal_glyph
        return {number_of(code): chr(code) for code in sorted(self.codes, reverse=True)}

    @cached_property
    def metrics(self) -> Metrics:
        head = bytes(self.hb_face.reference_table("head").data)
        extents = self._font.get_font_extents("ltr")
        scale = UNITS / self.hb_face.upem
        left, bottom, right, top = (round(side * scale) for side in unpack(">4h", head[36:44]))
        return Metrics(
            box=(left, bottom, right, top),
            ascent=round(extents.ascender),
            descent=round(extents.descender),
            cap_height=_CAP_HEIGHT,
            stem=_BOLD_STEM if self.name.endswith("Bold") else _STEM,
        )

    def advance(self, glyph: int) -> int:
        return int(self._font.get_glyph_h_advance(glyph))

    def shape(self, text: str, *, right_to_left: bool = False) -> Piece:
        """Shape ``text``, which this face covers, in one direction; remembered."""
        key = (text, right_to_left)
        piece = self._shaped.get(key)
        if piece is None:
            if len(self._shaped) >= _SHAPED_CACHE:
                self._shaped.clear()
            piece = self._shaped[key] = self._shape(text, right_to_left)
        return piece

    def _shape(self, text: str, right_to_left: bool) -> Piece:  # noqa: FBT001 - private, one caller
        buffer = uharfbuzz.Buffer()
        if not text.isascii():  # there no letter is part of another
            buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        # The guess takes the language from the computer's settings; the paper must not.
        buffer.language = "en"
        uharfbuzz.shape(self._font, buffer, self._features)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        if not right_to_left and 0 < len(text) == len(infos):
            plain = self._letter_by_letter(text, infos, positions)
            if plain is not None:
                return plain
        clusters = [info.cluster for info in infos]
        texts = letters_of(clusters, text, right_to_left=right_to_left)
        glyphs = [
            Glyph(
                number := info.codepoint,
                letters,
                self.advance(number),
                place.x_advance,
                place.x_offset,
                place.y_offset,
            )
            for info, place, letters in zip(infos, positions, texts, strict=True)
        ]
        width = sum(glyph.advance for glyph in glyphs)
        if right_to_left:
            blank = self._font.get_nominal_glyph(ord(" ")) or 0
            no_width = Glyph(blank, "", self.advance(blank), 0, 0, 0)
            return Piece(width, tuple(one_by_one(glyphs, no_width)))
        # Some readers lose the way where marks without width stand one above the other.
        towers = any(not (one.advance or other.advance) for one, other in pairwise(glyphs))
        if towers or not all(texts) or any(glyph.is_astray for glyph in glyphs):
            return Piece(width, tuple(glyphs), whole=text)
        if all(
            self.letters.get(glyph.number) == glyph.text and not glyph.rise for glyph in glyphs
        ):
            return Piece(width, tuple(glyphs), plain="".join(g.drawn(g.number) for g in glyphs))
        return Piece(width, tuple(glyphs))

    def _letter_by_letter(
        self,
        text: str,
        infos: Iterable[uharfbuzz.GlyphInfo],
        positions: Iterable[uharfbuzz.GlyphPosition],
    ) -> Piece | None:
        """Nearly every word: signs in the order of their letters, moved only along the line."""
        signs = [
            self._signs[info.codepoint, place.position]
            for info, place in zip(infos, positions, strict=True)
        ]
        glyphs, letters, advances, written = zip(*signs, strict=True)
        if "".join(letters) != text:
            return None
        return Piece(sum(advances), glyphs, "".join(written))


_Place = tuple[int, int, int, int]
"""How far aside and up a sign is moved, and how far right and down the next one is."""


class _Signs(dict[tuple[int, _Place], tuple[Glyph, str, int, str]]):
    """Each sign of a face that was met: with its letter, its advance, and how it is written.

    One that shaping moved otherwise than along the line stands for no letter here.
    """

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, key: tuple[int, _Place]) -> tuple[Glyph, str, int, str]:
        number, (aside, up, right, _) = key
        is_plain = right and not aside and not up
        letter = self._face.letters.get(number, "") if is_plain else ""
        glyph = Glyph(number, letter, self._face.advance(number), right, aside, up)
        sign = self[key] = (glyph, letter, right, glyph.drawn(number))
        return sign


class FontLibrary:
    """All shipped faces of one folder, opened as they are needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faces: dict[tuple[str, bool], Face] = {}

    def face(self, family: str, *, bold: bool) -> Face:
        """The face of a family; families without a bold one give their regular one.

        Of letters it is one that is drawn bold.
        """
        key = (family, bold and family not in _REGULAR_ONLY)
        face = self._faces.get(key)
        if face is None and bold and family in _DRAWN_BOLD:
            face = self._faces[key] = self.face(family, bold=False).drawn_bold()
        elif face is None:
            path = self._folder / f"{family}-{'Bold' if key[1] else 'Regular'}.ttf"
            face = self._faces[key] = Face(path, is_base=family == BASE)
        return face

    def draws(self, char: str) -> bool:
        """Whether a shipped font has this character, or it is one that draws nothing."""
        return char in INVISIBLE or self._family_of(ord(char)) is not None

    def split_by_face(self, text: str, *, bold: bool) -> list[tuple[Face, str]]:
        """``text`` in stretches of one face each.

        A mark or a joiner stays with the letter before it wherever that letter's face has it.
        """
        base = self.face(BASE, bold=bold)
        if text.isascii():
            return [(base, text)]
        stretches: list[tuple[Face, str]] = []
        for char in text:
            face = stretches[-1][0] if stretches else base
            if not _stays(face, char):
                face = self.face(self._family_of(ord(char)) or BASE, bold=bold)
            if stretches and stretches[-1][0] is face:
                stretches[-1] = (face, stretches[-1][1] + char)
            else:
                stretches.append((face, char))
        return stretches

    def _family_of(self, code: int) -> str | None:
        if code in self.face(BASE, bold=False).codes:
            return BASE
        index = bisect_right(_STARTS, code) - 1
        if index < 0 or code > _SCRIPT_FAMILIES[index][1]:
            return None
        family = _SCRIPT_FAMILIES[index][2]
        return family if code in self.face(family, bold=False).codes else None


def _stays(face: Face, char: str) -> bool:
    if char in INVISIBLE:
        return True
    if face.is_base or ord(char) not in face.codes:
        return False
    return category(char)[0] in "MP" or char.isspace()
