"""Make the font files in resources/fonts/ from a folder with the full fonts.

Usage: python tools/make_fonts.py FOLDER_WITH_TTF [resources/fonts]

Needs fontTools, which the program itself does not use. Each file is cut down to the characters
listed below, without hinting and without the layout features nobody asks for; the same source
gives the same bytes.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTFont

LATIN_GREEK_CYRILLIC = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x02FF),  # Latin-1, Latin Extended A and B, phonetic letters, spacing modifiers
    (0x0300, 0x036F),  # combining accents
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin Extended Additional, Vietnamese among it
    (0x1F00, 0x1FFF),  # Greek with accents and breathings
    (0x2000, 0x2027),  # spaces and punctuation; the bidi overrides are shown, not drawn
    (0x202F, 0x205F),
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x20A0, 0x20C0),  # currency
    (0x2100, 0x218F),  # letter-like symbols and fractions
    (0x25CC, 0x25CC),  # the dotted circle under a lone accent
    (0x2C60, 0x2C7F),  # Latin Extended C
    (0xA720, 0xA7FF),  # Latin Extended D
    (0xFB00, 0xFB06),
    (0xFFFD, 0xFFFD),
)
BLANKS = ((0x0020, 0x0020), (0x00A0, 0x00A0), (0x200C, 0x200F), (0x25CC, 0x25CC))
MATHS = (*BLANKS, (0x2190, 0x21FF), (0x2200, 0x22FF))
SHAPES = (*BLANKS, (0x25A0, 0x25FF), (0x2600, 0x26FF), (0x2700, 0x27BF))
ARABIC = (*BLANKS, (0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF))
HEBREW = (*BLANKS, (0x0590, 0x05FF), (0xFB1D, 0xFB4F))
INDIC = (*BLANKS, (0x0964, 0x0965), (0x1CD0, 0x1CFA))
DEVANAGARI = (*INDIC, (0x0900, 0x097F), (0xA830, 0xA839), (0xA8E0, 0xA8FF))
BENGALI = (*INDIC, (0x0980, 0x09FF))
THAI = (*BLANKS, (0x0E00, 0x0E7F))
HAN_AND_KANA = (
    (0x0020, 0x0020),
    (0x2E80, 0x312F),  # radicals, punctuation, hiragana, katakana, bopomofo
    (0x3190, 0x9FFF),  # signs in circles and squares, the characters and their extension A
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF9F),  # wide Latin and narrow katakana
    (0xFFE0, 0xFFE6),
    (0x20000, 0x3FFFF),
)
HANGUL = ((0x0020, 0x0020), (0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7A3))


@dataclass(frozen=True, slots=True)
class Cut:
    """One family to cut, in the weights it has.

    ``source`` is the full font where it has another name: a licence may keep a font's name for
    the font as its makers made it.
    """

    family: str
    ranges: tuple[tuple[int, int], ...]
    weights: tuple[str, ...] = ("Regular", "Bold")
    source: str = ""


CUTS = (
    Cut("NotoSans", LATIN_GREEK_CYRILLIC),
    Cut("NotoSansMath", MATHS, ("Regular",)),
    Cut("NotoSansSymbols2", SHAPES, ("Regular",)),
    Cut("NotoSansArabic", ARABIC),
    Cut("NotoSansHebrew", HEBREW),
    Cut("NotoSansBengali", BENGALI),
    Cut("NotoSansDevanagari", DEVANAGARI),
    Cut("NotoSansThai", THAI),
    Cut("DroidSansFallback", HAN_AND_KANA, ("Regular",), "DroidSansFallbackFull.ttf"),
    Cut("HandoutHangul", HANGUL, ("Regular",), "NanumGothic.ttf"),
)


def subset_options() -> Options:
    """Say what a cut keeps: shaping and kerning yes, hinting and glyph names no."""
    options = Options()
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.drop_tables += ["MATH", "DSIG", "STAT", "meta", "vhea", "vmtx"]
    options.drop_tables += ["TSI0", "TSI1", "TSI2", "TSI3", "TSI5"]
    options.recalc_timestamp = False
    return options


def cut_font(source: Path, target: Path, cut: Cut) -> str:
    """Write the cut of one file and return its PostScript name."""
    options = subset_options()
    font: TTFont = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[c for first, last in cut.ranges for c in range(first, last + 1)])
    subsetter.subset(font)
    if cut.source:
        _rename(font, cut.family)
    save_font(font, str(target), options)
    return str(font["name"].getDebugName(6))


def _rename(font: TTFont, family: str) -> None:
    for number, name in ((1, family), (3, family), (4, family), (6, f"{family}-Regular")):
        font["name"].setName(name, number, 3, 1, 0x409)


def main() -> int:
    if len(sys.argv) not in {2, 3}:
        print(__doc__)
        return 2
    source = Path(sys.argv[1])
    target = Path(sys.argv[2]) if len(sys.argv) == 3 else Path("resources/fonts")
    names: set[str] = set()
    for cut in CUTS:
        for weight in cut.weights:
            file_name = f"{cut.family}-{weight}.ttf"
            name = cut_font(source / (cut.source or file_name), target / file_name, cut)
            # Two faces under one PostScript name would let a reader draw bold as regular.
            if name in names:
                print(f"{file_name}: the PostScript name {name} is used twice.", file=sys.stderr)
                return 1
            names.add(name)
            print(f"{file_name}: {(target / file_name).stat().st_size:,} bytes, {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
