"""How well names fit the words that were typed: many names at once."""

from collections.abc import Iterable, Iterator
from itertools import repeat

from intake_app.storage.search.name_forms import EXTRAS_MARK
from intake_app.storage.search.typing_errors import typing_distances

MOST_INITIALS = 3
"""Letters up to which a word may be the initials of a name."""

_SHORTEST_INNER = 3


# How a typed word is found in a name, best last. Plain numbers: they are compared thousands of
# times for each key.
_MISSING, _MISTYPED, _INSIDE, _BEGINNING, _WHOLE = range(5)

Found = tuple[int, float]
"""How a word is found, and how much of what was found it makes up."""

_BANDS = ((20, 24), (45, 24), (70, 9), (80, 13), (94, 5))
"""The lowest score of each, and how much more the best has."""

_ALL_OF_IT, _WITHIN, _NOT_FOUND = (_WHOLE, 1.0), (_INSIDE, 1.0), (_MISSING, 0.0)

_UNLESS_FOUND = repeat(_NOT_FOUND)

_BEFORE_EXTRAS = f" {EXTRAS_MARK} "


_TakenApart = tuple[list[str], list[str]]
"""The words of a name, and the same with the other ways to type it."""


def name_scores(words: tuple[str, ...], names: Iterable[str]) -> Iterator[float]:
    """How well each of ``names``, as they are indexed, fits all of ``words``."""
    taken_apart = list(map(_taken_apart, names))
    found = [(word, _found_in(word, taken_apart).get) for word in words]
    typed = list(words)
    together = _beginning_so("".join(words), taken_apart) if len(words) > 1 else set[str]()
    for own, name_words in taken_apart:
        if typed == own:
            yield 100.0
            continue
        fits = []
        for word, how in found:
            fit = max(map(how, name_words, _UNLESS_FOUND), default=_NOT_FOUND)
            fits.append(fit if fit[0] >= _BEGINNING else _less_plain(word, name_words, fit))
        worst, share = min(fits)
        if worst == _WHOLE:
            share = len(fits) / max(len(fits), len(own))
        elif worst < _INSIDE and not together.isdisjoint(name_words):
            worst, share = _WITHIN
        elif len(fits) > 1:
            share = sum([each for _, each in fits]) / len(fits)
        low, width = _BANDS[worst]
        yield low + width * share if share else 0.0


def nearly(word: str, known: Iterable[str]) -> dict[str, Found]:
    """Those ``known`` words that have ``word`` within them or as a typing error."""
    size = len(word)
    if size < _SHORTEST_INNER:
        return {}
    inside = {one: (_INSIDE, size / len(one)) for one in known if word in one}
    others = [one for one in known if one not in inside]
    distances = typing_distances(word, others, unfinished=True)
    return inside | {one: (_MISTYPED, 1 - far / size) for one, far in distances.items()}


def _taken_apart(name: str) -> _TakenApart:
    own, _, extras = name.partition(_BEFORE_EXTRAS)
    own_words = own.split()
    return own_words, own_words + extras.split() if extras else own_words


def _found_in(word: str, names: list[_TakenApart]) -> dict[str, Found]:
    """How ``word`` is found in words of names; in a name that has it begun only there."""
    size = len(word)
    begun = {
        known: (_BEGINNING, size / len(known)) if len(known) > size else _ALL_OF_IT
        for known in _beginning_so(word, names)
    }
    has_not = begun.keys().isdisjoint
    return begun | nearly(word, set[str]().union(*(words for _, words in names if has_not(words))))


def _beginning_so(word: str, names: list[_TakenApart]) -> set[str]:
    known = set[str]().union(*(words for _, words in names))
    return {one for one in known if one.startswith(word)}


def _less_plain(word: str, name_words: list[str], best: Found) -> Found:
    """How ``word`` is found in a name of which it begins no word, or ``best``."""
    size = len(word)
    if 1 < size <= MOST_INITIALS and {known[0] for known in name_words}.issuperset(word):
        return _INSIDE, size / max(size, len(name_words))
    if best[0] < _INSIDE and size >= _SHORTEST_INNER and word in "".join(name_words):
        return _WITHIN
    return best
