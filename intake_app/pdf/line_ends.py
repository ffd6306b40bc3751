"""Where a line may end: behind a blank, and in which words.

Chinese and Japanese lines end between any two characters, but not everywhere, by the basic rules
of the trade: nothing that closes, and no small or repeated kana, begins a line; nothing that opens
ends one. Korean is written with blanks and ends its lines there.
"""

import re
from collections.abc import Iterator
from functools import cache
from unicodedata import category, combining

_BROKEN_ANYWHERE = (
    "\u2e80-\u2fdf\u3000-\u312f\u3190-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffe6\U00020000-\U0003ffff"
)
"""The characters that lines may end before and after, as a stretch of a pattern's class."""

_BEGINS_NO_LINE = (
    r"\u3000、。，．・：；？！゛゜ヽヾゝゞ々〻ー）〕］｝〉》」』】〙〗〟’”｠»…‥〜～％‰℃"
    r"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿ｡､･｣ｧ-ｰﾞﾟ)\]},.:;!?%"
    r"\u0300-\u036f\u3099\u309a\u200c\u200d\u2069\ufe00-\ufe0f\U000e0100-\U000e01ef"
)
_ENDS_NO_LINE = r"（〔［｛〈《「『【〘〖〝‘“｟«￥＄￡(\[{$£€\u2068"

_WITHOUT_BLANKS = (
    f"|(?<=[{_BROKEN_ANYWHERE}])(?<![{_ENDS_NO_LINE}])(?=[^ {_BEGINS_NO_LINE}])"
    f"|(?<=[^ {_ENDS_NO_LINE}])(?=[{_BROKEN_ANYWHERE}])(?![{_BEGINS_NO_LINE}])"
)
"""The places, as further alternatives of a pattern."""

_WORD = re.compile("[^ ]+ {0,80}| {1,80}")
"""A word and its blanks; more than a line has room for go on below, as they were typed."""
_AFTER_SIGNS = (
    r"(?<=[^\W_][-/])(?=[^\W\d_])"  # after a hyphen or slash between letters
    r"|(?<=[–—\u200b])(?=[^\s–—])"  # after a dash or a zero-width space
    r"|(?<=\])(?=\[U\+)"  # between characters written as their code points
)
_BEFORE_THAI_VOWEL = r"|(?<=[\u0e00-\u0e3f\u0e45-\u0e7f])(?=[\u0e40-\u0e44])"
_SIGNS = re.compile(r"[-–—/\u200b]|\]\[")
_INSIDE = re.compile(_AFTER_SIGNS)
_HANGING_ON = frozenset("\u200c\u200d\u0e33\u0eb3")
"""Joiners, and two vowels that are written over the letter before them."""

_KILLS_VOWEL = 9
"""The combining class of the signs that join two Indic consonants into one letter."""


def tokens_of(text: str) -> Iterator[str]:
    """Stretches that a line may end after, each with the blanks behind it."""
    signs, inside = _in_any_script() if _may_lack_blanks(text) else (_SIGNS, _INSIDE)
    if not signs.search(text):
        yield from _WORD.findall(text)
        return
    for token in _WORD.findall(text):
        if signs.search(token):
            yield from inside.split(token)
        else:
            yield token


def _may_lack_blanks(text: str) -> bool:
    """Whether there may be letters of Thai, Chinese or Japanese in it."""
    if text.isascii():
        return False
    return any("\u0e00" <= char <= "\u0e7f" or char >= "\u2e80" for char in set(text))


@cache
def _in_any_script() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What says that a word can be parted, and where; compiled when it is first needed.

    It takes 3 ms, a fortieth of the first handout, and most papers do without.
    """
    signs = rf"[-–—/\u200b\u0e40-\u0e44{_BROKEN_ANYWHERE}]|\]\["
    return re.compile(signs), re.compile(_AFTER_SIGNS + _BEFORE_THAI_VOWEL + _WITHOUT_BLANKS)


def letters_of(text: str) -> Iterator[str]:
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
