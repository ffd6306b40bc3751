"""What is typed into the search box, kind by kind, and what ``LIKE`` is given for the same."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.lookup_records import VISITED, document_of
from benchmarks.made_up_people import Person
from intake_app.domain.patients.patient import record_number
from intake_app.storage.search.folding import fold, phone_digits

ANYTHING = "\n"
"""Stands for the % between two parts, which is not escaped."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, whom it is for, and what ``LIKE`` is given for the same wish."""

    text: str
    sought: int
    like_column: str
    like_text: str


Wish = Callable[[Person, random.Random], Iterator[tuple[str, str, str]]]
"""The text, and the column and text that ``LIKE`` is given."""


def queries_of(
    people: list[Person], wish: Wish, scripts: tuple[str, ...], count: int, *, seed: str
) -> list[Query]:
    chance = random.Random(seed)
    queries: list[Query] = []
    while len(queries) < count:
        person = chance.choice(people)
        if scripts and person.script not in scripts:
            continue
        queries += [
            Query(text, person.number, column, like) for text, column, like in wish(person, chance)
        ]
    return queries


def _record(person: Person, _: random.Random) -> Iterator[tuple[str, str, str]]:
    number = record_number(person.number)
    yield number, "record_number", number


def _record_begun(person: Person, _: random.Random) -> Iterator[tuple[str, str, str]]:
    number = str(person.number)[:4]
    yield number, "record_number", number


def _document(person: Person, _: random.Random) -> Iterator[tuple[str, str, str]]:
    if person.number % VISITED == 0:
        yield document_of(person.number), "record_number", record_number(person.number)


def _typed(text: str) -> tuple[str, str, str]:
    return text, "name", text


def _start(letters: int) -> Wish:
    def wish(person: Person, _: random.Random) -> Iterator[tuple[str, str, str]]:
        yield _typed(person.given[:letters])

    return wish


def _keystrokes(*, family_first: bool) -> Wish:
    def wish(person: Person, _: random.Random) -> Iterator[tuple[str, str, str]]:
        parts = (person.family, person.given) if family_first else (person.given, person.family)
        text = " ".join(parts)
        yield from (_typed(text[:end]) for end in range(1, len(text) + 1))

    return wish


def _full_name(person: Person, _: random.Random) -> Iterator[tuple[str, str, str]]:
    yield _typed(person.name)


def _without_accents(person: Person, _: random.Random) -> Iterator[tuple[str, str, str]]:
    yield _typed(f"{fold(person.family)} {fold(person.given)}")


def _both_begun(person: Person, _: random.Random) -> Iterator[tuple[str, str, str]]:
    yield _typed(f"{person.family[:3]} {person.given[:2]}")


def _inner_part(person: Person, _: random.Random) -> Iterator[tuple[str, str, str]]:
    yield _typed(person.family[2:7] if len(person.family) > 5 else person.family)


def _mistyped(*, family_only: bool = False, first_letter: bool = False) -> Wish:
    def wish(person: Person, chance: random.Random) -> Iterator[tuple[str, str, str]]:
        given, family = fold(person.given), fold(person.family)
        family = _with_error(family, chance, first_letter=first_letter)
        if not family_only:
            given = _with_error(given, chance, first_letter=first_letter)
        yield _typed(f"{given} {family}")

    return wish


def _with_error(word: str, chance: random.Random, *, first_letter: bool) -> str:
    if len(word) < 4:
        return word
    place = 0 if first_letter else chance.randrange(1, len(word) - 1)
    other = chance.choice(word)
    return chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + other + word[place:],
            word[:place] + other + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
    )


def _mistyped_begun(person: Person, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    family = _with_error(fold(person.family), chance, first_letter=False)
    yield _typed(f"{fold(person.given)} {family[: max(5, len(family) - 2)]}")


def _digits(start: int, end: int | None) -> Wish:
    def wish(person: Person, _: random.Random) -> Iterator[tuple[str, str, str]]:
        digits = phone_digits([person.phone])[start:end]
        yield digits, "phone_digits", digits

    return wish


def _birth(person: Person, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    if len(person.birth_date) == 10:
        year, month, day = person.birth_date.split("-")
        form = chance.choice(("{d}/{m}/{y}", "{d}.{m}.{y}", "{y}-{m}-{d}", "{d} {m} {s}"))
        text = form.format(d=day, m=month, y=year, s=year[2:])
        yield text, "birth_date", person.birth_date


def _name_and(wish: Wish) -> Wish:
    def combined(person: Person, chance: random.Random) -> Iterator[tuple[str, str, str]]:
        for text, column, like in wish(person, chance):
            yield (
                f"{person.family} {text}",
                f"name || ' ' || {column}",
                f"{person.family}{ANYTHING}{like}",
            )

    return combined


def _year(person: Person, _: random.Random) -> Iterator[tuple[str, str, str]]:
    if person.birth_date:
        yield person.birth_date[:4], "birth_date", person.birth_date[:4]


KINDS: dict[str, tuple[Wish, tuple[str, ...]]] = {
    "1 letter": (_start(1), ()),
    "2 letters": (_start(2), ()),
    "3 letters": (_start(3), ()),
    "keystrokes given family": (_keystrokes(family_first=False), ()),
    "keystrokes family given": (_keystrokes(family_first=True), ()),
    "full name": (_full_name, ()),
    "turned, without accents": (_without_accents, ()),
    "3 + 2 letters, turned": (_both_begun, ()),
    "inside the family name": (_inner_part, ("latin", "cyrillic", "greek", "arabic")),
    "error in one word": (_mistyped(family_only=True), ("latin",)),
    "error in both words": (_mistyped(), ("latin",)),
    "error in first letters": (_mistyped(first_letter=True), ("latin",)),
    "error, other scripts": (_mistyped(), ("cyrillic", "greek", "arabic", "devanagari")),
    "error, not finished": (_mistyped_begun, ("latin", "cyrillic", "greek")),
    "telephone, 3 digits": (_digits(3, 6), ()),
    "telephone, last 4 digits": (_digits(-4, None), ()),
    "telephone, 7 digits": (_digits(2, 9), ()),
    "telephone": (_digits(0, None), ()),
    "date of birth": (_birth, ()),
    "year of birth": (_year, ()),
    "name + date of birth": (_name_and(_birth), ()),
    "name + year of birth": (_name_and(_year), ()),
    "name + last 4 digits": (_name_and(_digits(-4, None)), ()),
    "name + 3 digits": (_name_and(_digits(3, 6)), ()),
    "record number": (_record, ()),
    "record number, begun": (_record_begun, ()),
    "document id": (_document, ()),
}
