"""Text made printable: nothing in it is dropped, drawn blank or drawn as a box."""

import re
from functools import cache
from unicodedata import combining, normalize

from intake_app.pdf.fonts import FontLibrary

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_TAB = "    "
_MARKS_IN_A_ROW = 4
"""No living orthography stacks more; towers of marks would run over other lines."""


class VisibleText:
    """Turns what people typed into characters the shipped fonts can draw.

    Line ends of every kind become ``\\n``, tabs four spaces, letters with their accents one
    character where Unicode has one. What no font has, controls and direction overrides
    included, is written as its code point: ``[U+12A0]``.
    """

    def __init__(self, fonts: FontLibrary) -> None:
        self._table = _Table(fonts)
        self._fonts = fonts

    def printable(self, text: str) -> str:
        if not text.isascii():
            text = _cap_marks(normalize("NFC", text))
        return _LINE_ENDS.sub("\n", text).translate(self._table)

    def unprintable(self, text: str) -> tuple[str, ...]:
        """The characters of ``text`` that are written as their code point, each once."""
        settled = _LINE_ENDS.sub("\n", normalize("NFC", text))
        return tuple(
            char
            for char in dict.fromkeys(settled)
            if len(shown := char.translate(self._table)) > 1 and shown.startswith("[U+")
        )


def code_point(char: str) -> str:
    return f"[U+{ord(char):04X}]"


class _Table(dict[int, str]):
    """A translation table that learns each character when it first meets it."""

    def __init__(self, fonts: FontLibrary) -> None:
        super().__init__({ord("\n"): "\n", ord("\t"): _TAB})
        for isolate in "\u2068\u2069":
            # Ours to set round names; typed ones are shown like the other overrides.
            self[ord(isolate)] = code_point(isolate)
        self._fonts = fonts

    def __missing__(self, code: int) -> str:
        char = chr(code)
        shown = char if self._fonts.draws(char) else code_point(char)
        self[code] = shown
        return shown


def _cap_marks(text: str) -> str:
    return _towers().sub(
        lambda tower: tower[1] + "".join(code_point(char) for char in tower[2]), text
    )


@cache
def _towers() -> re.Pattern[str]:
    """More marks in a row than any orthography needs."""
    marks = "".join(
        chr(code) for code in range(0x0300, 0x1E000) if combining(chr(code)) or False
    )
    return re.compile(f"([{marks}]{{{_MARKS_IN_A_ROW}}})([{marks}]+)")
