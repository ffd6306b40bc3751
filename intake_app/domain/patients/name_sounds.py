"""How a word of a name sounds, whatever letters it is written in: its consonants, roughly.

Two spellings of one name (Meyer and Maier, Иванов and Ivanov, محمد and Mohamed) get the same
sound, and so do some different names: it finds candidates and never decides.
"""

import re
from functools import lru_cache

_CYRILLIC = dict(
    zip("абвгдеезийклмнопрстуфхцыэіїєґ", "abvgdeeziiklmnoprstufhcyeiieg", strict=True)
) | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
_GREEK = dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstifo", strict=True)) | {
    "θ": "th",
    "χ": "h",
    "ψ": "ps",
}
_ARABIC = dict(zip("ابتجحدرزسصضطظعفقكلمنهوي", "abtjhdrzssdtzafkklmnhwy", strict=True)) | {
    "ث": "th",
    "خ": "kh",
    "ذ": "dh",
    "ش": "sh",
    "غ": "gh",
}
_HEBREW = dict(zip("אבגדהוזחטיכלמנסעפצקרשת", "abgdhvzhtyklmnsapzkrst", strict=True))
_LATIN = str.maketrans({**_CYRILLIC, **_GREEK, **_ARABIC, **_HEBREW})

_SAME_SOUNDS = (
    ("sch|sz|sh|zh|ch|cz|tz|ts", "s"),
    ("ph", "f"),
    ("kh|gh|ck|qu", "k"),
    ("th|dh|dt", "t"),
)
_ONE_EACH = str.maketrans("cqgzxvwdbj", "kkkssfftpy")
_SILENT = str.maketrans("", "", "aeiouyh")


@lru_cache(maxsize=100_000)
def romanised(word: str) -> str:
    """A folded word in Latin letters, where its alphabet can be read letter by letter."""
    return word.translate(_LATIN)


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """The first consonants of a folded word; the whole word where that would say nothing.

    A vowel at the beginning stands as one sign: which vowel it is, spellings disagree about.
    """
    latin = romanised(word)
    if not latin.isascii():
        return word
    spoken = latin
    for letters, one in _SAME_SOUNDS:
        spoken = re.sub(letters, one, spoken)
    spoken = spoken.translate(_ONE_EACH)
    opening = "a" if spoken[:1] in set("aeiouy") else ""
    consonants = re.sub(r"(.)\1+", r"\1", spoken.translate(_SILENT))
    return (opening + consonants)[:5] or latin
