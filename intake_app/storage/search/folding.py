"""How names and numbers are spelled for searching: the same way when stored and when asked for."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_APOSTROPHES = frozenset("'’‘ʼʻʹʽ`´′＇׳״")

# Letters that are one to a reader but do not decompose to one in Unicode.
_SAME_LETTERS = {
    **dict(zip("ıøłđðħŧŋəɓɗƙƴ", "iolddhtnebdky", strict=True)),
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    **dict.fromkeys("ٱ", "ا"),
    **dict.fromkeys("ىیې", "ي"),
    **dict.fromkeys("ک", "ك"),
    **dict.fromkeys("ةہھە", "ه"),
    **dict.fromkeys("ـء", ""),
    **dict(zip("ךםןףץ", "כמנפצ", strict=True)),
    "ґ": "г",
    **{chr(block + 0x01): chr(block + 0x02) for block in range(0x0900, 0x0D80, 0x80)},
    **{chr(katakana): chr(katakana - 0x60) for katakana in range(0x30A1, 0x30F7)},
}

# Combining classes that carry meaning: vowel signs, nukta, virama, kana voicing, Thai, Lao and
# Tibetan vowels. All others (accents, harakat, niqqud, tones) are what people leave out.
_MEANINGFUL_MARKS = frozenset({0, 7, 8, 9, 84, 91, 103, 118, 129, 130, 132})

_INVISIBLE = frozenset("\u034f\u115f\u1160\u3164\uffa0")
_INVISIBLE_RANGES = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))

# The scripts of India lie in blocks of 128 with the same letters at the same places.
INDIC_BLOCKS = tuple(range(0x0900, 0x0D80, 0x80))
SILENCED = f"[{''.join(chr(block + 0x4D) for block in INDIC_BLOCKS)}]"
"""A pattern for the sign that takes a consonant's vowel away."""

_DOUBLED = re.compile(rf"(.)(?:{SILENCED}\1)+")

HAN_RANGES = (
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x40000),
    range(0x3005, 0x3008),
)


def fold(text: str) -> str:
    """Spell ``text`` as words in one plain form, separated by single spaces.

    Case, accents, punctuation and letter variants go; Han characters and symbols become words
    of their own; Hangul is taken apart into its letters, so that half a syllable is a prefix.
    No ASCII character but ``a-z``, ``0-9`` and the space is left. Folding twice changes nothing.
    """
    visible = "".join(char for char in text if not _is_skipped(char))
    plain = unicodedata.normalize("NFKD", visible.casefold())
    plain = unicodedata.normalize("NFKD", plain.casefold())
    return " ".join("".join(map(_letter, plain)).split())


def undoubled(word: str) -> str:
    """A folded word with each doubled consonant of a script of India written once."""
    return word if word.isascii() else _DOUBLED.sub(r"\1", word)


def ascii_digits(text: str) -> str:
    """``text`` with the decimal digits of every script written 0-9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def digits_of(text: str) -> str:
    """The decimal digits of ``text``, in ASCII; without a zero that is dialled only at home."""
    return "".join(char for char in ascii_digits(text).replace("(0)", "") if char.isdecimal())


def phone_digits(phones: Iterable[str]) -> str:
    """The digits of every number, separated by spaces."""
    return " ".join(digits for digits in map(digits_of, phones) if digits)


@lru_cache(maxsize=4096)
def _is_skipped(char: str) -> bool:
    """Whether a reader does not see ``char``, or reads on as if it were not there."""
    code = ord(char)
    return (
        char in _APOSTROPHES
        or char in _INVISIBLE
        or unicodedata.category(char) == "Cf"
        or any(code in invisible for invisible in _INVISIBLE_RANGES)
    )


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    """``char`` of a casefolded, decomposed text as it is searched for."""
    if _is_skipped(char):
        return ""
    if char in _SAME_LETTERS:
        return _SAME_LETTERS[char]
    category = unicodedata.category(char)
    if category.startswith("M"):
        meaningful = unicodedata.combining(char) in _MEANINGFUL_MARKS and category != "Me"
        return char if meaningful else ""
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "So" or any(ord(char) in han for han in HAN_RANGES):
        return f" {char} "
    # Private and not yet assigned characters may be letters of a script Python does not know.
    return char if category[0] in "LN" or category in ("Co", "Cn") else " "
