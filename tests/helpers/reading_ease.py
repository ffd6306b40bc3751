"""Reading ease of languages other than English, by formulas made for them and counters offline.

Spanish: Szigriszt-Pazos on the INFLESZ scale (Barrio-Cantalejo 2008): 65 and more is read easily
by most, 55 and more is normal. Turkish: Ateşman 1997: 70 and more is easy, 50 and more middling.
For Arabic and Bengali we know of no formula that is sound for texts this short; the length of
sentences alone is checked there.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from intake_app.domain.handout.wording import sentences

_SPANISH = re.compile(r"[aeoáéíóú]|[iuüy](?![aeoáéóiuü])")
"""One nucleus each: a strong or accented vowel, or a weak one that leans on no later vowel."""
_AFTER_STRONG = re.compile(r"(?<=[aeoáéó])[iuüy](?![aeoáéó])")
_SILENT_U = re.compile("([gq])u(?=[eéií])")
_TURKISH = re.compile("[aeıioöuüâîû]")


def spanish_syllables(word: str) -> int:
    text = _AFTER_STRONG.sub("", _SILENT_U.sub(r"\1", word.lower()))
    return max(len(_SPANISH.findall(text)), 1)


def turkish_syllables(word: str) -> int:
    """Every vowel of Turkish makes one."""
    return max(len(_TURKISH.findall(word.replace("İ", "i").replace("I", "ı").lower())), 1)


def inflesz(sentences: Sequence[Sequence[str]]) -> float:
    return _ease(sentences, spanish_syllables, (206.835, 62.3, 1.0))


def atesman(sentences: Sequence[Sequence[str]]) -> float:
    return _ease(sentences, turkish_syllables, (198.825, 40.175, 2.61))


def _ease(
    sentences: Sequence[Sequence[str]],
    syllables: Callable[[str], int],
    weights: tuple[float, float, float],
) -> float:
    words = [word for sentence in sentences for word in sentence]
    whole, per_word, per_sentence = weights
    spoken = sum(map(syllables, words)) / len(words)
    return whole - per_word * spoken - per_sentence * len(words) / len(sentences)


EASE: Mapping[str, tuple[Callable[[Sequence[Sequence[str]]], float], float, float]] = {
    "inflesz": (inflesz, 65.0, 55.0),
    "atesman": (atesman, 70.0, 50.0),
}
"""Each formula, with what parts for everybody and what a whole paper must reach."""

_WORD = re.compile(r"[^\W\d_]+")
NAMES = frozenset(
    {"mesotherapy", "mesoterapia", "mezoterapi", "dutasteride", "dutasterida", "dutasterid"}
    | {"minoxidil", "minoksidil", "finasteride", "finasterida", "finasterid", "telogen"}
    | {"telógeno", "efluvio", "effluvium", "alopecia", "alopesi", "areata"}
)
"""Names of drugs and of kinds of hair loss, which no plainer word can stand for."""


def ease_sentences(said: Iterable[str]) -> list[list[str]]:
    """The words of each sentence; numbers, exempt names and fragments are not scored."""
    found = [
        [word for word in _WORD.findall(sentence) if word.casefold() not in NAMES]
        for text in said
        for sentence in sentences(text)
    ]
    return [each for each in found if len(each) > 2]
