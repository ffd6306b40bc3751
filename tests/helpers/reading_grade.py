"""Reading grade by two published formulas, with a syllable counter that works offline.

The counter takes groups of vowels, less the silent ones. It errs on the high side, so that a
grade is never flattered (docs/decisions/0016).
"""

import calendar
import math
import re
from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^sxzcgaeiouh]es)$")
_SPLIT_VOWELS = re.compile(r"(?<![tscxg])i(?:[ao]|et)|(?<!p)eo|rea$|eat(?=e$)|scie|uo")
_BY_HEART = {"something": 2, "sometimes": 2, "create": 2, "area": 3, "idea": 3, "being": 2}
EXEMPT = frozenset(
    [
        "mesotherapy",
        "dutasteride",
        "minoxidil",
        "finasteride",
        "telogen",
        "effluvium",
        "alopecia",
        "areata",
        *(day.lower() for day in calendar.day_name),
        *(month.lower() for month in calendar.month_name if len(month) > len("May")),
    ]
)
"""Names of drugs, of kinds of hair loss, of days and of months: no plainer word can stand for
them, and a date is a number. The month of May is a word like others.
"""


def syllables(word: str) -> int:
    """Syllables of one English word; at least 1."""
    text = word.lower().replace("’", "'").split("'")[0]
    if not text or text in _BY_HEART:
        return _BY_HEART.get(text, 1)
    count = len(_VOWELS.findall(text))
    if _SILENT_END.search(text) and count > 1:
        count -= 1
    count += len(_SPLIT_VOWELS.findall(text))
    return max(count, 1)


def sentences_of(texts: Iterable[str]) -> list[list[str]]:
    """The words of each sentence; numbers and exempt names are not scored."""
    found: list[list[str]] = []
    for text in texts:
        for part in _SENTENCE_END.split(text):
            words = [word for word in _WORD.findall(part) if word.lower() not in EXEMPT]
            if len(words) > 2:
                found.append(words)
    return found


def flesch_kincaid(sentences: Sequence[Sequence[str]]) -> float:
    """Kincaid 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    words = [word for sentence in sentences for word in sentence]
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59


def smog(sentences: Sequence[Sequence[str]]) -> float:
    """McLaughlin 1969: from words of three and more syllables in thirty sentences."""
    long_words = sum(syllables(word) >= 3 for sentence in sentences for word in sentence)
    return 1.043 * math.sqrt(30 * long_words / len(sentences)) + 3.1291
