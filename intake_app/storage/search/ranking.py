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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from intake_app.storage.search.name_fit import name_scores
from intake_app.storage.search.query_parsing import LONG_NUMBER, Reading
from intake_app.storage.search.typed_dates import BIRTHDAY, is_day

REAL_FIT = 45.0
"""The score from which on everything that was typed was found."""

MOST_INSIDE = 75.0
"""Figures that stand in a number, but not at its end, count for less than a year of birth."""

SHORTEST_END = 4
"""Figures from which on the end of a telephone number says more than its middle."""


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


def scores(reading: Reading, patients: Sequence[PatientRow]) -> Iterator[float]:
    """How well each of ``patients`` fits all of ``reading``; 0 when some part does not fit."""
    parts = list(_parts(reading, patients))
    weakest = map(min, *parts) if len(parts) > 1 else parts[0]
    return (points * reading.worth for points in weakest)


def _parts(reading: Reading, patients: Sequence[PatientRow]) -> Iterator[Iterable[float]]:
    if reading.words:
        # Where many share a frequent name it is judged once.
        names = dict.fromkeys(patient.name_folded for patient in patients)
        points = dict(zip(names, name_scores(reading.words, names), strict=True))
        yield (points[patient.name_folded] for patient in patients)
    if births := reading.births:
        yield (_birth_score(births, patient.birth_date) for patient in patients)
    if numbers := reading.numbers:
        yield (_number_score(numbers, patient.phone_digits) for patient in patients)
    if records := reading.record_numbers:
        yield (_record_score(records, patient.record_number) for patient in patients)
    # The id of a document was looked up as a whole; a patient's row does not show it.
    yield (100.0 for _ in patients)


def _birth_score(births: Mapping[str, float], birth: str) -> float:
    """A day counts 100, a month or a year less, for many share it."""
    if not birth:
        return 0.0
    typed = max(
        births.get(birth, 0.0) * 100.0,
        births.get(f"{BIRTHDAY}{birth[5:]}", 0.0) * 90.0 if is_day(birth) else 0.0,
        births.get(birth[:7], 0.0) * 80.0,
        births.get(birth[:4], 0.0) * 75.0,
    )
    if typed:
        return typed
    # Of this patient only the year or the month is known, and it agrees.
    agrees = [fits for typed_birth, fits in births.items() if typed_birth.startswith(birth)]
    return max(agrees, default=0.0) * 60.0


def _number_score(numbers: tuple[str, ...], phone_digits: str) -> float:
    if not any(number in phone_digits for number in numbers):
        return 0.0
    phones = phone_digits.split()
    return max(_one_number_score(number, phone) for phone in phones for number in numbers)


def _one_number_score(number: str, phone: str) -> float:
    """Ends of numbers are what people remember; the front may differ by trunk or country code."""
    if number not in phone:
        return 0.0
    share = len(number) / len(phone)
    if phone.endswith(number) and len(number) >= SHORTEST_END:
        is_whole = len(number) >= LONG_NUMBER and len(phone) - len(number) <= 3
        return 100.0 if is_whole else 88.0 + 10.0 * share
    return MOST_INSIDE - 15.0 * (1.0 - share)


def _record_score(record_numbers: tuple[str, ...], record_number: str) -> float:
    if record_number in record_numbers:
        return 100.0
    shares = [
        len(typed) / len(record_number)
        for typed in record_numbers
        if record_number.startswith(typed)
    ]
    return 70.0 + 25.0 * max(shares) if shares else 0.0
