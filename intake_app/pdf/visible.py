"""Text made printable: nothing in it is dropped, drawn blank or drawn as a box."""

import re
from itertools import groupby
from unicodedata import normalize

from intake_app.domain.isolates import END_ISOLATE, ISOLATE
from intake_app.pdf.fonts import INVISIBLE_CLASS, FontLibrary

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_TAB = "    "
FIRST_STRONG_ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
_MARKS = {ord(ISOLATE): FIRST_STRONG_ISOLATE, ord(END_ISOLATE): END_OF_ISOLATE}
"""What the program puts round what it fills in; isolates that were typed are shown."""

_OFTEN = 4
"""From so many on, one code point after another is counted instead of repeated."""

_MARK = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06ed"
    r"\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0981-\u0983\u09bc\u09be-\u09cd\u0e31\u0e34-\u0e3a"
    r"\u0e47-\u0e4e\ufe00-\ufe0f]"
)
_MOST = 4
"""So many marks or unseen characters in a row stay as they are."""

_TOWER = re.compile(f"{_MARK}{{{_MOST + 1},}}")
"""More marks on one letter than any orthography needs; they would run over other lines."""

_UNSEEN = re.compile(f"[{INVISIBLE_CLASS}]{{{_MOST + 1},}}")
"""More characters that draw nothing than any orthography needs; a line would never end."""


class VisibleText:
    r"""Turns what people typed into characters that the shipped fonts can draw.

    Line ends of every kind become ``\n``, tabs four spaces, a letter with its accents one
    character where Unicode has one. What no font has, controls and direction overrides
    included, is written as its code point: ``[U+12A0]``.
    """

    def __init__(self, fonts: FontLibrary) -> None:
        self._table = _Table(fonts)

    def printable(self, text: str) -> str:
        if is_plain(text):
            return text
        settled = _settled(text)
        if not settled.isascii():
            settled = _UNSEEN.sub(_levelled, _TOWER.sub(_levelled, settled))
        return settled.translate(self._table)

    def undrawable(self, text: str) -> tuple[str, ...]:
        """The characters of ``text`` that are written as their code point, each once."""
        return tuple(
            char
            for char in dict.fromkeys(_settled(text))
            if char.translate(self._table) == code_point(char)
        )


class _Table(dict[int, str]):
    """A translation table that learns each character when it first meets it."""

    def __init__(self, fonts: FontLibrary) -> None:
        super().__init__({ord("\n"): "\n", ord("\t"): _TAB, **_MARKS})
        self._fonts = fonts

    def __missing__(self, code: int) -> str:
        char = chr(code)
        parts = normalize("NFD", char)
        if self._fonts.draws(char):
            shown = char
        elif len(parts) > 1 and all(self._fonts.draws(part) for part in parts):
            shown = parts
        else:
            shown = code_point(char)
        self[code] = shown
        return shown


def is_plain(text: str) -> bool:
    """Whether it is of letters and signs alone that every face of running text has."""
    return text.isascii() and text.isprintable()


def code_point(char: str) -> str:
    return f"[U+{ord(char):04X}]"


def rows_of(text: str) -> list[str]:
    """The lines of a text as whoever typed it ended them."""
    return _LINE_ENDS.sub("\n", text).split("\n")


def _settled(text: str) -> str:
    return _LINE_ENDS.sub("\n", text if text.isascii() else normalize("NFC", text))


def _levelled(tower: re.Match[str]) -> str:
    """What is too many, as code points; one that is repeated is written once, and how often."""
    said = ((code_point(char), len(list(same))) for char, same in groupby(tower[0][_MOST:]))
    return tower[0][:_MOST] + "".join(
        code * times if times < _OFTEN else f"{code[:-1]} ×{times}]" for code, times in said
    )
