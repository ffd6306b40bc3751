"""How well a patient fits what was typed, as a score from 0 to 100 that a person can follow.

========  ==================================================
94 - 100  every word is a word of the name; 100: it is the whole name
80 - 93   every word begins a word of the name
70 - 79   a word stands inside a word of the name
45 - 69   a word is a typing error away
20 - 44   a word was not found at all
========  ==================================================

With a date, a telephone or a record number beside the name, the weakest part counts.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intake_app.storage.search.name_forms import EXTRAS_MARK
from intake_app.storage.search.query_parsing import LONG_NUMBER, Reading
from intake_app.storage.search.typed_dates import BIRTHDAY

REAL_FIT = 45.0
"""The score from which on everything that was typed was found."""

SHORTEST_FUZZY = 3
"""Letters from which on a word may hold a typing error."""

MOST_INITIALS = 3
"""Letters up to which a word may be the initials of a name."""

UNFINISHED = 0.5
"""Added to the distance to a word of which only the beginning was typed."""

SHORTEST_END = 4
"""Figures from which on the end of a telephone number says more than its middle."""

_SHORTEST_INNER = 3

_REMEMBERED = 4096
"""Pairs of words: the same few come up again and again, in one search and with each key."""


class PatientRow(NamedTuple):
    """The columns of ``patient`` that the search reads."""

    seq: int
    id: str
    name: str
    birth_date: str
    record_number: str
    phones: str
    name_folded: str
    phone_digits: str


class Fit(IntEnum):
    """How a typed word is found in a name, best last."""

    MISSING = 0
    MISTYPED = 1
    INSIDE = 2
    BEGINNING = 3
    WHOLE = 4


_BANDS: Mapping[Fit, tuple[float, float]] = {
    Fit.MISSING: (20, 24),
    Fit.MISTYPED: (45, 24),
    Fit.INSIDE: (70, 9),
    Fit.BEGINNING: (80, 13),
    Fit.WHOLE: (94, 5),
}

_WHOLE, _NOT_FOUND = (Fit.WHOLE, 1.0), (Fit.MISSING, 0.0)

_BEFORE_EXTRAS = f" {EXTRAS_MARK} "


def errors_allowed(word: str) -> int:
    """Typing errors that may lie between ``word`` and the word that is meant."""
    if len(word) < SHORTEST_FUZZY:
        return 0
    return 1 if len(word) < 6 else 2


def score(reading: Reading, patient: PatientRow) -> float:
    """How well ``patient`` fits all of ``reading``; 0 when some part of it does not fit."""
    parts = []
    if reading.words:
        parts.append(_name_score(reading.words, patient.name_folded))
    if reading.births:
        parts.append(_birth_score(reading.births, patient.birth_date))
    if reading.numbers:
        parts.append(_number_score(reading.numbers, patient.phone_digits))
    if reading.record_numbers:
        parts.append(_record_score(reading.record_numbers, patient.record_number))
    if reading.document_id:
        parts.append(100.0)  # the id was looked up as a whole; a patient's row does not show it
    return min(parts, default=0.0) * reading.worth


def _name_score(words: tuple[str, ...], name_folded: str) -> float:
    own, _, extras = name_folded.partition(_BEFORE_EXTRAS)
    own_words = own.split()
    if len(words) == len(own_words) and words == tuple(own_words):
        return 100.0
    name_words = own_words + extras.split() if extras else own_words
    fits = [_word_fit(word, name_words) for word in words]
    worst = min(fits)[0]
    quality = sum([share for _, share in fits]) / len(fits)
    if worst is Fit.WHOLE:
        quality = len(words) / max(len(words), len(own_words))
    elif worst < Fit.INSIDE:
        if len(words) > 1 and _is_begun("".join(words), name_words):
            worst, quality = Fit.INSIDE, 1.0
        elif max(fits)[0] is Fit.MISSING:
            return 0.0
    low, width = _BANDS[worst]
    return low + width * quality


def _is_begun(word: str, name_words: list[str]) -> bool:
    return any(known.startswith(word) for known in name_words)


def _word_fit(word: str, name_words: list[str]) -> tuple[Fit, float]:
    """The best way in which ``word`` is found, and how much of what was found it makes up."""
    best = _NOT_FOUND
    for known in name_words:
        if (found := fit(word, known)) > best:
            best = found
    if best[0] >= Fit.BEGINNING:
        return best
    size = len(word)
    if 1 < size <= MOST_INITIALS and {known[0] for known in name_words}.issuperset(word):
        return Fit.INSIDE, size / max(size, len(name_words))
    if best[0] < Fit.INSIDE and size >= _SHORTEST_INNER and word in "".join(name_words):
        return Fit.INSIDE, 1.0
    return best


@lru_cache(_REMEMBERED)
def fit(word: str, known: str) -> tuple[Fit, float]:
    """How ``word`` is found in one word of a name, and how much of it that makes up."""
    size = len(word)
    if known.startswith(word):
        return (Fit.BEGINNING, size / len(known)) if len(known) > size else _WHOLE
    if size < _SHORTEST_INNER:
        return _NOT_FOUND
    if word in known:
        return Fit.INSIDE, size / len(known)
    distance = typing_distance(word, known)
    if distance > errors_allowed(word) + UNFINISHED:
        return _NOT_FOUND
    return Fit.MISTYPED, 1 - distance / size


def typing_distance(typed: str, known: str) -> float:
    """Letters left out, added, changed or swapped between ``typed`` and ``known``.

    ``known`` may go on after what was typed. One more than is allowed stands for anything farther.
    """
    size, limit = len(typed), errors_allowed(typed)
    # What is within the limit is never farther than this from as many letters as were typed.
    if OSA.distance(typed, known[:size], score_cutoff=2 * limit) > 2 * limit:
        return limit + 1
    if len(known) <= size + limit:
        distance: float = OSA.distance(typed, known, score_cutoff=limit)
        if distance <= limit:
            return distance
    begun = (known[:end] for end in _ends(size) if end < len(known))
    distances = (OSA.distance(typed, one, score_cutoff=limit) + UNFINISHED for one in begun)
    return min((limit + 1, *distances))


def typing_distances(typed: str, known: Sequence[str], *, unfinished: bool) -> dict[str, float]:
    """``typing_distance`` to those ``known`` words that may be meant, of very many at once.

    Args:
        typed: What was typed.
        known: Words of names.
        unfinished: Whether as many errors are allowed in the beginning of a longer word.
    """
    limit = errors_allowed(typed)
    distances: dict[str, float] = {}
    for end in _ends(len(typed)):
        begun = {one: one[:end] for one in known if end < len(one)}
        for one, distance in _within(typed, begun, limit if unfinished else limit - 1):
            distances[one] = min(distance + UNFINISHED, distances.get(one, limit + 1))
    return distances | dict(_within(typed, {one: one for one in known}, limit))


def _ends(size: int) -> tuple[int, ...]:
    """Up to where in a longer word somebody may have come with so many letters."""
    return size - 1, size, size + 1


def _within(typed: str, spelled: Mapping[str, str], most: int) -> Iterator[tuple[str, float]]:
    reached = process.extract_iter(typed, spelled, scorer=OSA.distance, score_cutoff=most)
    return ((one, distance) for _, distance, one in reached)


def _birth_score(births: Mapping[str, float], birth: str) -> float:
    """A day counts 100, a month or a year less, for many share it."""
    if not birth:
        return 0.0
    day = f"{BIRTHDAY}{birth[5:]}" if len(birth) == 10 else ""
    worth = ((birth, 100.0), (day, 90.0), (birth[:7], 80.0), (birth[:4], 75.0))
    typed = [births[known] * value for known, value in worth if known in births]
    if typed:
        return max(typed)
    # Of this patient only the year or the month is known, and it agrees.
    agrees = [fits for typed_birth, fits in births.items() if typed_birth.startswith(birth)]
    return max(agrees, default=0.0) * 60.0


def _number_score(numbers: tuple[str, ...], phone_digits: str) -> float:
    phones = phone_digits.split()
    scores = (_one_number_score(number, phone) for phone in phones for number in numbers)
    return max(scores, default=0.0)


def _one_number_score(number: str, phone: str) -> float:
    """Ends of numbers are what people remember; the front may differ by trunk or country code."""
    if number not in phone:
        return 0.0
    share = len(number) / len(phone)
    if phone.endswith(number) and len(number) >= SHORTEST_END:
        is_whole = len(number) >= LONG_NUMBER and len(phone) - len(number) <= 3
        return 100.0 if is_whole else 88.0 + 10.0 * share
    return 70.0 + 15.0 * share


def _record_score(record_numbers: tuple[str, ...], record_number: str) -> float:
    if record_number in record_numbers:
        return 100.0
    shares = [
        len(typed) / len(record_number)
        for typed in record_numbers
        if record_number.startswith(typed)
    ]
    return 70.0 + 25.0 * max(shares) if shares else 0.0
