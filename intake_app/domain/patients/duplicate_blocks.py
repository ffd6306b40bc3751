"""Which pairs of patients are worth comparing: of 100,000 there are five thousand million pairs.

Two patients are compared when they share a key: the date of birth (day and month in either
order), the end of a telephone number, an e-mail, or how a word of the name sounds together with
two parts of the date of birth, so that the third part may be mistyped. Of patients whose date of
birth is not known in full, the whole name's sound is a key against everybody.

Where very many share a key (a date that means "not known", a switchboard) they are told apart
by the sound of their names, and at last only neighbours in the alphabet are compared, so that
the work grows with the number of patients and not with its square.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from intake_app.domain.patients.duplicates import Identity
from intake_app.domain.patients.name_sounds import sound

_MOST_TOGETHER = 24
_NEIGHBOURS = 12
_FULL = 10


def worth_comparing(identities: Sequence[Identity]) -> Iterator[tuple[Identity, Identity]]:
    """Each pair once, in the order of ``identities``."""
    done: set[int] = set()
    for block in _blocks(identities):
        for first, second in _pairs(block, identities):
            pair = first * len(identities) + second
            if pair not in done:
                done.add(pair)
                yield identities[first], identities[second]


def worth_comparing_with(one: Identity, others: Iterable[Identity]) -> Iterator[Identity]:
    """Those of ``others`` who share a key with ``one``."""
    keys, whole = set(_keys(one)), whole_sound(one)
    for other in others:
        is_vague = len(one.birth) < _FULL or len(other.birth) < _FULL
        if not keys.isdisjoint(_keys(other)) or (is_vague and whole_sound(other) == whole):
            yield other


def _blocks(identities: Sequence[Identity]) -> Iterator[list[int]]:
    shared: dict[str, list[int]] = defaultdict(list)
    vague: set[int] = set()
    for place, identity in enumerate(identities):
        for key in set(_keys(identity)):
            shared[key].append(place)
        if len(identity.birth) < _FULL:
            vague.add(place)
    named = {whole_sound(identities[place]) for place in vague}
    for place, identity in enumerate(identities):
        if (whole := whole_sound(identity)) in named:
            shared[f"n{whole}"].append(place)
    return (block for block in shared.values() if len(block) > 1)


def whole_sound(identity: Identity) -> str:
    """How the name sounds, its words in any order."""
    return " ".join(sorted(map(sound, identity.words)))


def _keys(identity: Identity) -> Iterator[str]:
    yield from (f"p{phone}" for phone in identity.phones)
    if identity.email:
        yield f"e{identity.email}"
    birth = identity.birth
    if len(birth) < _FULL:
        return
    year, month, day = birth[:4], birth[5:7], birth[8:]
    low, high = sorted((month, day))
    yield f"b{year}{low}{high}"
    for word in _sounds(identity):
        yield from (f"d{month}{day}{word}", f"m{year}{month}{word}", f"y{year}-{day}{word}")


def _sounds(identity: Identity) -> set[str]:
    return {sound(word) for word in (*identity.words[:4], *identity.also[:4])}


def _pairs(block: list[int], identities: Sequence[Identity]) -> Iterable[tuple[int, int]]:
    if len(block) <= _MOST_TOGETHER:
        return combinations(block, 2)
    return _pairs_of_many(block, identities)


def _pairs_of_many(block: list[int], identities: Sequence[Identity]) -> Iterator[tuple[int, int]]:
    by_sound: dict[str, list[int]] = defaultdict(list)
    for place in block:
        for word in _sounds(identities[place]):
            by_sound[word].append(place)
    for alike in by_sound.values():
        if len(alike) <= _MOST_TOGETHER:
            yield from combinations(alike, 2)
        else:
            yield from _neighbours(alike, identities)


def _neighbours(block: list[int], identities: Sequence[Identity]) -> Iterator[tuple[int, int]]:
    ordered = sorted(block, key=lambda place: (sorted(identities[place].words), place))
    for start, place in enumerate(ordered):
        for near in ordered[start + 1 : start + 1 + _NEIGHBOURS]:
            yield min(place, near), max(place, near)
