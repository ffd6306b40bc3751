"""What somebody may mean by the text in the search box."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from intake_app.domain.document_ids import DOCUMENT_ALPHABET
from intake_app.storage.search.folding import ascii_digits, digits_of, fold, undoubled
from intake_app.storage.search.name_forms import otherwise_typed
from intake_app.storage.search.typed_dates import TypedDate, typed_dates

TEXT_LIMIT = 256
"""Characters of a typed text that are looked at; pasted novels find nobody."""

WORD_LIMIT = 12
SHORTEST_NUMBER = 3
"""Digits from which on a number is looked for within telephone numbers."""

LONG_NUMBER = 7
"""Digits from which on the end of a telephone number is as good as the whole."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""ASCII as East Asian keyboards write it, beside characters of the same width."""

_BEFORE_NUMBER = re.compile(r"^\s*(?:tel|phone|mob(?:ile)?)\s*[.:]\s*", re.IGNORECASE)
"""What a copied telephone number begins with."""

_BEFORE_DATE = re.compile(
    r"^\s*(?:\*|born|dob|d\.o\.b|geb(?:oren)?)\W*(?=\d{1,4}[./-]\d{1,2}[./-]\d)", re.IGNORECASE
)
"""What a date of birth begins with in a letter; without a whole date it may be somebody's name."""

_LONGEST_ID = 20
_DOCUMENT_LETTERS = 12
_RECORD_FIGURES = 6
_LONGEST_NATIONAL = 10

# Readings of less worth are last resorts, asked only where the others find nobody.
_NOT_A_DATE, _NO_COUNTRY, _UNDOUBLED, _NO_NUMBER = 0.99, 0.95, 0.9, 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to understand a text. A patient fits when all that is given here fits.

    Attributes:
        words: Folded words of a name; the last may be unfinished.
        births: ISO dates, months, years, birthdays, each with how well it fits the text.
        numbers: Digits, any of them to be found in a telephone number.
        record_numbers: Record numbers that are meant in full, or only by their beginning.
        document_id: The id printed on a document that was issued to the patient.
        worth: Below 1 for a reading that leaves out a part of the text: a last resort.
    """

    words: tuple[str, ...] = ()
    births: Mapping[str, float] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    record_numbers: tuple[str, ...] = ()
    document_id: str = ""
    worth: float = 1.0


def readings(text: str, *, day_first: bool = True) -> list[Reading]:
    """The ways to understand ``text``, those of less worth last."""
    text = ascii_digits(text[:TEXT_LIMIT].translate(_FULL_WIDTH).strip())
    text = _BEFORE_DATE.sub("", _BEFORE_NUMBER.sub("", text))
    dates = typed_dates(text, day_first=day_first)
    found = [*_id_readings(text), *map(_date_reading, dates)]
    words, number = _words_and_number(text)
    if numbers := _numbers(number):
        worth = _NOT_A_DATE if any(typed.is_plain for typed in dates) else 1.0
        found.append(Reading(words=words, numbers=numbers, worth=worth))
        if national := _without_country(number):
            found.append(Reading(words=words, numbers=national, worth=_NO_COUNTRY))
    if words:
        found.append(Reading(words=words, worth=_NO_NUMBER if numbers else 1.0))
        if (once := tuple(map(undoubled, words))) != words:
            found.append(Reading(words=once, worth=_UNDOUBLED))
        if (meant := otherwise_typed(words)) != words:
            found.append(Reading(words=meant[:WORD_LIMIT]))
    elif number:
        found.append(Reading(words=tuple(fold(text).split()[:WORD_LIMIT])))
    return sorted(found, key=lambda reading: -reading.worth)


def _id_readings(text: str) -> Iterator[Reading]:
    """Record numbers are also typed as their figures alone, documents' ids without hyphens."""
    typed = text.upper()
    figures = typed.removeprefix("P")
    if len(typed) > _LONGEST_ID or not typed.isascii():
        return
    if document_id := _document_id(typed):
        yield Reading(document_id=document_id)
    if not any(map(str.isdigit, typed)):
        return
    if figures.isdecimal():
        short = figures.lstrip("0") or "0"
        padded = f"P{short.zfill(_RECORD_FIGURES)}"
        yield Reading(record_numbers=tuple(dict.fromkeys((padded, f"P{figures}"))))
    elif typed.isalnum():
        yield Reading(record_numbers=(typed,))


def _document_id(typed: str) -> str:
    """As it is printed, with the letters that it never has read as the figures meant."""
    letters = typed.replace("-", "").translate(str.maketrans("OIL", "011"))
    groups = [letters[:4], letters[4:8], letters[8:]]
    if len(letters) != _DOCUMENT_LETTERS or not set(letters) <= set(DOCUMENT_ALPHABET):
        return ""
    return "-".join(groups)


def _date_reading(typed: TypedDate) -> Reading:
    words, number = _words_and_number(typed.rest)
    return Reading(words=words, births=typed.births, numbers=_numbers(number))


def _words_and_number(text: str) -> tuple[tuple[str, ...], str]:
    """The folded words, and everything between them that is a number, signs included."""
    words: list[str] = []
    number: list[str] = []
    for part in text.split():
        if any(char.isdecimal() for char in part) and not any(char.isalpha() for char in part):
            number.append(part)
        else:
            words.extend(fold(part).split())
    return tuple(words[:WORD_LIMIT]), "".join(number)


def _numbers(typed: str) -> tuple[str, ...]:
    """A telephone number without the zeros of a trunk call; a short one also with them.

    The zeros of a short one may be in the middle: of a number, people say the last figures.
    """
    digits = digits_of(typed)
    core = digits.lstrip("0")
    forms = (core,) if len(core) >= LONG_NUMBER else (digits, core)
    return tuple(dict.fromkeys(form for form in forms if len(form) >= SHORTEST_NUMBER))


def _without_country(typed: str) -> tuple[str, ...]:
    """A number kept as 0532 123 may be typed as +90 532 123."""
    core = digits_of(typed).lstrip("0")
    if not typed.lstrip("(").startswith(("+", "00")) and len(core) <= _LONGEST_NATIONAL:
        return ()
    return tuple(core[code:] for code in (1, 2, 3) if len(core) - code > SHORTEST_NUMBER)
