"""Shaped text inside a PDF: each face as one composite font that holds only what was drawn.

ReportLab's own TrueType fonts know no glyphs without a code point and lose the text behind them.
Here a code of the font is a glyph *together with* the letters it stands for, so the text can be
searched and copied, whatever shaping did to it.
"""

from struct import pack
from zlib import crc32

import uharfbuzz
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFString,
    PDFZCompress,
)

from intake_app.pdf.archive import Stream
from intake_app.pdf.fonts import UNITS, Face
from intake_app.pdf.glyphs import Glyph, Piece

_SYMBOLIC = 4
_BLOCK = 100
"""Entries in one block of a character map; the format allows no more."""

_NOTHING = "\u200b"
"""What a sign stands for when the letter was said by another; the map may not be silent."""

_NOT_NEEDED = ("GSUB", "GPOS", "GDEF", "cmap", "name", "OS/2", "post", "gasp")
_CHARACTER_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class EmbeddedFace:
    """One face in one document: the codes given out so far, and its objects at the end."""

    def __init__(self, face: Face, resource: str) -> None:
        self.resource = resource
        self._face = face
        self._next_extra = face.hb_face.glyph_count
        self._codes: dict[tuple[int, str], int] = {}
        self._plain: set[Glyph] = set()
        """Those met so far that stand for their plain letter."""
        self.met: set[str] = set()
        """What stands for the pieces met so far that are alike in every size."""
        self._bodies: dict[tuple[int, float], tuple[Piece, str]] = {}
        """Of the others, each kept beside its own, in every size."""

    def body(self, piece: Piece, size: float) -> str:
        """What stands inside ``[<...>]TJ`` to draw ``piece``."""
        if piece.plain:
            self._plain.update(piece.glyphs)
            self.met.add(piece.plain)
            return piece.plain
        key = (id(piece), size)
        if key not in self._bodies:
            self._bodies[key] = (piece, self._drawn(piece, size))
        return self._bodies[key][1]

    def _drawn(self, piece: Piece, size: float) -> str:
        parts = []
        for glyph in piece.glyphs:
            drawn = glyph.drawn(self._code(glyph))
            if glyph.rise:
                drawn = f">]TJ {glyph.rise * size / UNITS:g} Ts[<{drawn}>]TJ 0 Ts[<"
            parts.append(drawn)
        body = "".join(parts)
        if piece.whole:
            said = f"FEFF{piece.whole.encode('utf-16-be').hex().upper()}"
            body = f">]TJ /Span<</ActualText<{said}>>>BDC [<{body}>]TJ EMC [<"
        return body

    def _code(self, glyph: Glyph) -> int:
        """The glyph's own number where it stands for its plain letter, else a new code."""
        key = (glyph.number, glyph.text)
        code = self._codes.get(key)
        if code is None:
            code = glyph.number
            if self._face.letters.get(glyph.number) != glyph.text:
                code = self._next_extra
                self._next_extra += 1
            self._codes[key] = code
        return code

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802 - ReportLab calls it so
        """Add the font to the document; ReportLab calls this when it saves."""
        self._codes.update(((glyph.number, glyph.text), glyph.number) for glyph in self._plain)
        coded = sorted((code, number, text) for (number, text), code in self._codes.items())
        name = PDFName(f"{_subset_tag(coded)}+{self._face.name}")
        system = {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity")}
        descendant = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": PDFDictionary({**system, "Supplement": 0}),
            "FontDescriptor": self._descriptor(document, name),
            "CIDToGIDMap": _stream(document, self._glyph_map(coded)),
            "W": PDFArray(self._widths(coded)),
        }
        font = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": name,
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([_reference(document, PDFDictionary(descendant))]),
            "ToUnicode": _stream(document, _character_map(coded)),
        }
        fonts = document.idToObject["BasicFonts"].dict  # type: ignore[attr-defined]
        fonts[self.resource] = _reference(document, PDFDictionary(font), self.resource)

    def _descriptor(self, document: PDFDocument, name: str) -> PDFObjectReference:
        metrics = self._face.metrics
        stream = self._subset()
        descriptor = {
            "Type": PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": _SYMBOLIC,
            "FontBBox": PDFArray(metrics.box),
            "ItalicAngle": 0,
            "Ascent": metrics.ascent,
            "Descent": metrics.descent,
            "CapHeight": metrics.cap_height,
            "StemV": metrics.stem,
            "FontFile2": _stream(document, stream, {"Length1": len(stream)}),
        }
        return _reference(document, PDFDictionary(descriptor))

    def _subset(self) -> bytes:
        """The face with all glyphs emptied that were not drawn; the numbers stay."""
        wanted = uharfbuzz.SubsetInput()
        wanted.glyph_set.update(number for number, _ in self._codes)
        wanted.drop_table_tag_set.update(
            int.from_bytes(tag.encode("ascii"), "big") for tag in _NOT_NEEDED
        )
        flags = uharfbuzz.SubsetFlags
        wanted.flags = flags.RETAIN_GIDS | flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE
        return bytes(uharfbuzz.subset(self._face.hb_face, wanted).blob.data)

    def _glyph_map(self, coded: list[tuple[int, int, str]]) -> bytes:
        numbers = [0] * (max((code for code, _, _ in coded), default=0) + 1)
        for code, number, _ in coded:
            numbers[code] = number
        return pack(f">{len(numbers)}H", *numbers)

    def _widths(self, coded: list[tuple[int, int, str]]) -> list[object]:
        widths: list[object] = []
        for code, number, _ in coded:
            widths += [code, PDFArray([self._face.advance(number)])]
        return widths


def _character_map(coded: list[tuple[int, int, str]]) -> bytes:
    entries = [
        f"<{code:04X}> <{(text or _NOTHING).encode('utf-16-be').hex().upper()}>"
        for code, _, text in coded
    ]
    blocks = []
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return _CHARACTER_MAP.format(blocks="\n".join(blocks)).encode("ascii")


def _subset_tag(coded: list[tuple[int, int, str]]) -> str:
    """Six letters that differ when the contents differ, as the format asks."""
    number = crc32(repr(coded).encode("ascii", "backslashreplace"))
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _stream(
    document: PDFDocument, content: bytes, entries: dict[str, object] | None = None
) -> PDFObjectReference:
    stream = Stream(PDFDictionary(entries or {}), content, [PDFZCompress])
    return _reference(document, stream)


def _reference(
    document: PDFDocument, thing: object, name: str | None = None
) -> PDFObjectReference:
    # The stubs leave this one method untyped.
    return document.Reference(thing, name)  # type: ignore[no-untyped-call, no-any-return]
