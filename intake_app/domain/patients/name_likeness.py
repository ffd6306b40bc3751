"""In what two names agree: word by word, in any order, spelling mistakes and scripts allowed for.

A pair of words is worth the rarity of the more frequent one, less when only the spelling or the
sound is alike. A word that has no partner on a side that has words left speaks against.
"""

from collections.abc import Callable
from enum import IntEnum
from itertools import product

from rapidfuzz.distance import OSA, JaroWinkler

from intake_app.domain.patients.name_sounds import romanised, sound


class NameLikeness(IntEnum):
    """Best last; the name is as alike as its worst pair of words."""

    DIFFERENT = 0
    IN_PART = 1
    ALIKE = 2
    ROMANISED = 3
    REORDERED = 4
    SAME = 5


Words = tuple[str, ...]
Rarity = Callable[[str], float]

_MOST_WORDS = 8
_CAP = 22.0
_ALIKE_COSTS = 3.0
_SOUND_COSTS = 5.0
_NO_PARTNER = -6.0
_LEFT_OVER = -0.5
_INITIAL = 1.5
_CLOSE = 0.9


def name_likeness(
    one: tuple[Words, Words], other: tuple[Words, Words], rarity: Rarity
) -> tuple[NameLikeness, float]:
    """What two names have in common, and how many bits it is worth.

    Args:
        one: The words of a name, and other ways to write them.
        other: The same of the other.
        rarity: The bits that sharing a word is worth.
    """
    words, other_words = one[0][:_MOST_WORDS], other[0][:_MOST_WORDS]
    if sorted(words) == sorted(other_words):
        kind = NameLikeness.SAME if words == other_words else NameLikeness.REORDERED
        return kind, min(_CAP, sum(sorted(map(rarity, words))))
    if "".join(sorted(words)) and _joined(words) & _joined(other_words):
        return NameLikeness.ALIKE, min(_CAP, _spread(words, other_words, rarity))
    found = [
        _paired(first, second, rarity)
        for first, second in product(_written(words, one[1]), _written(other_words, other[1]))
    ]
    return max(found, key=_merit)


def _merit(found: tuple[NameLikeness, float]) -> tuple[float, NameLikeness]:
    return found[1], found[0]


def _joined(words: Words) -> set[str]:
    return {"".join(words), "".join(reversed(words))}


def _spread(words: Words, other_words: Words, rarity: Rarity) -> float:
    """Ann Marie and Annmarie: worth what the name with fewer words is worth."""
    totals = (sum(sorted(map(rarity, each))) for each in (words, other_words))
    return min(totals) - _ALIKE_COSTS / 2


def _written(words: Words, also: Words) -> list[tuple[Words, bool]]:
    """The name as it stands, and in the other letters in which it is known."""
    latin = tuple(map(romanised, words))
    forms = [(words, False)]
    if latin != words:
        forms.append((latin, True))
    if also and len(also) >= len(words):
        forms.append((also[:_MOST_WORDS], True))
    return forms


def _paired(
    one: tuple[Words, bool], other: tuple[Words, bool], rarity: Rarity
) -> tuple[NameLikeness, float]:
    (words, changed), (other_words, other_changed) = one, other
    pairs = _best_pairs(words, other_words, rarity)
    shorter, longer = sorted((len(words), len(other_words)))
    if not pairs:
        readable = all(word.isascii() for word in words + other_words)
        both = readable or _same_script(words, other_words)
        return NameLikeness.DIFFERENT, _NO_PARTNER * shorter if both else 0.0
    bits = sorted(worth for worth, _ in pairs)
    alone = (shorter - len(pairs)) * _NO_PARTNER + (longer - shorter) * _LEFT_OVER
    kind = min(fit for _, fit in pairs)
    if len(pairs) < longer:
        kind = NameLikeness.IN_PART
    elif kind is NameLikeness.SAME and (changed or other_changed):
        kind = NameLikeness.ROMANISED
    return kind, min(_CAP, sum(bits)) + alone


def _same_script(words: Words, other_words: Words) -> bool:
    return all(word.isascii() for word in words) == all(word.isascii() for word in other_words)


def _best_pairs(
    words: Words, other_words: Words, rarity: Rarity
) -> list[tuple[float, NameLikeness]]:
    """Each word with its best partner, the best pair of all first."""
    fits = []
    for (place, word), (other_place, partner) in product(enumerate(words), enumerate(other_words)):
        fit = _word_likeness(word, partner, rarity)
        if fit is not None:
            worth, kind = fit
            spelled = tuple(sorted((word, partner)))
            fits.append((-worth, spelled, sorted((place, other_place)), place, other_place, kind))
    taken: set[int] = set()
    other_taken: set[int] = set()
    pairs = []
    for worth, _, _, place, other_place, kind in sorted(fits):
        if place not in taken and other_place not in other_taken:
            taken.add(place)
            other_taken.add(other_place)
            pairs.append((-worth, kind))
    return pairs


def _word_likeness(word: str, partner: str, rarity: Rarity) -> tuple[float, NameLikeness] | None:
    if word == partner:
        return rarity(word), NameLikeness.SAME
    if 1 in (len(word), len(partner)):
        same = word[:1] == partner[:1] and word.isascii()
        return (_INITIAL, NameLikeness.ALIKE) if same else None
    sounds_alike = sound(word) == sound(partner)
    if not sounds_alike and word[0] != partner[0] and word[-1] != partner[-1]:
        return None  # nobody mistypes both ends; most pairs of words go no further
    if _is_slip(word, partner):
        return max(1.0, min(rarity(word), rarity(partner)) - _ALIKE_COSTS), NameLikeness.ALIKE
    if sounds_alike and len(sound(word)) > 1 and min(len(word), len(partner)) > 3:
        return max(0.5, min(rarity(word), rarity(partner)) - _SOUND_COSTS), NameLikeness.ALIKE
    return None


def _is_slip(word: str, partner: str) -> bool:
    shortest = min(len(word), len(partner))
    if shortest < 3:
        return False
    allowed = 1 if shortest < 6 else 2
    if OSA.distance(word, partner, score_cutoff=allowed) <= allowed:
        return True
    return bool(JaroWinkler.similarity(word, partner, score_cutoff=_CLOSE) >= _CLOSE)
