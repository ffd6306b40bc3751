"""The lookup while typing, beside ``LIKE '%text%'`` on the same made-up patients.

    python -m benchmarks.lookup [--patients N] [--queries N] [--encrypted]

Milliseconds. "found" is the share of queries that show the person sought among 20 lines.
Typing errors: one letter of each word left out, added, changed or swapped with the next.
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from benchmarks.made_up_people import Person, made_up_people
from intake_app.domain.patient import record_number
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import begin_records, records_file
from intake_app.storage.folding import fold, index_text, phone_digits
from intake_app.storage.migrate import bring_up_to_date
from intake_app.storage.search import Lookup

_LIMIT = 20
_LIKE = "SELECT * FROM patient WHERE {column} LIKE ? ESCAPE '\\' LIMIT 20"
_ANYTHING = "\n"  # stands for the % between two parts, which is not escaped
_KEY = "x'" + "5a" * 32 + "'"


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, whom it is for, and what ``LIKE`` is given for the same wish."""

    text: str
    sought: int
    like_column: str
    like_text: str


Wish = Callable[[Person, random.Random], Iterator[tuple[str, str, str]]]


def main() -> None:
    options = _options()
    people = list(made_up_people(options.patients))
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        records = _made(Path(folder), people)
        seconds = time.perf_counter() - began
        connection = _opened(records, encrypted=options.encrypted)
        print(
            f"{options.patients} patients, {records.stat().st_size / 2**20:.0f} MB,"
            f" stored at {1e6 * seconds / options.patients:.0f} us each with their index;"
            f" {'encrypted' if options.encrypted else 'plain'}"
        )
        _compare(connection, people, options.queries)
        connection.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--patients", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=300, help="per kind")
    parser.add_argument("--encrypted", action="store_true")
    return parser.parse_args()


def _made(folder: Path, people: list[Person]) -> Path:
    """A record file as the program makes it, with these patients."""
    begin_records(folder)
    bring_up_to_date(folder, lambda: datetime.now(UTC))
    connection: Any = connect(records_file(folder))
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO patient VALUES (?, ?, ?, ?, ?, '', '', ?, '', '', '', ?, ?,"
        " '2025-01-01 00:00:00.000000', '2025-01-01 00:00:00.000000', 1)",
        (
            (
                number,
                f"id-{number}",
                record_number(number),
                person.name,
                person.birth_date,
                json.dumps([person.phone]),
                index_text(person.name),
                phone_digits([person.phone]),
            )
            for number, person in enumerate(people, 1)
        ),
    )
    connection.execute("COMMIT")
    connection.close()
    return records_file(folder)


def _opened(records: Path, *, encrypted: bool) -> Any:
    connection: Any = connect(records)
    if not encrypted:
        return connection
    copy = records.with_name("encrypted.sqlite3")
    connection.execute(f'ATTACH ? AS encrypted KEY "{_KEY}"', (str(copy),))
    connection.execute("SELECT sqlcipher_export('encrypted')")
    connection.close()
    connection = sqlcipher.connect(str(copy), isolation_level=None)
    for pragma in (f'key = "{_KEY}"', "journal_mode = WAL", "cache_size = -16384"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _compare(connection: Any, people: list[Person], count: int) -> None:
    lookup = Lookup(connection)
    lookup.find("warm up")
    print(f"{'':28}{'lookup':^30}{'LIKE':^26}{'lookup / LIKE':>15}")
    print(f"{'':28}{'p50':>7}{'p99':>7}{'max':>7}{'found':>8}{'p50':>9}{'p99':>9}{'found':>8}"
          f"{'p50':>8}{'p99':>8}")  # fmt: skip
    everything: list[float] = []
    for kind, (wish, scripts) in KINDS.items():
        queries = _queries(people, wish, scripts, count, seed=kind)
        ours, ours_found = _measured(queries, lambda query: _find(lookup, query.text))
        like, like_found = _measured(
            queries[:: max(1, len(queries) // 100)], lambda query: _like(connection, query)
        )
        everything += ours
        print(
            f"{kind:28}{_part(ours, 50):7.2f}{_part(ours, 99):7.2f}{max(ours):7.2f}"
            f"{ours_found:8.0%}{_part(like, 50):9.2f}{_part(like, 99):9.2f}{like_found:8.0%}"
            f"{_part(ours, 50) / _part(like, 50):8.3f}{_part(ours, 99) / _part(like, 99):8.3f}"
        )
    print(f"{'all':28}{_part(everything, 50):7.2f}{_part(everything, 99):7.2f}"
          f"{max(everything):7.2f}   ({len(everything)} queries)")  # fmt: skip


def _find(lookup: Lookup, text: str) -> set[str]:
    return {match.record_number for match in lookup.find(text, limit=_LIMIT)}


def _like(connection: Any, query: Query) -> set[str]:
    escaped = query.like_text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    sql = _LIKE.replace("{column}", query.like_column)
    pattern = f"%{escaped.replace(_ANYTHING, '%')}%"
    return {row[2] for row in connection.execute(sql, (pattern,)).fetchall()}


def _measured(queries: list[Query], ask: Callable[[Query], set[str]]) -> tuple[list[float], float]:
    times, found = [], 0
    for query in queries:
        began = time.perf_counter()
        numbers = ask(query)
        times.append(1000 * (time.perf_counter() - began))
        found += f"P{query.sought:06d}" in numbers
    return times, found / len(queries)


def _part(times: list[float], percent: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def _queries(
    people: list[Person], wish: Wish, scripts: tuple[str, ...], count: int, *, seed: str
) -> list[Query]:
    chance = random.Random(seed)
    queries: list[Query] = []
    while len(queries) < count:
        place = chance.randrange(len(people))
        person = people[place]
        if scripts and person.script not in scripts:
            continue
        queries += [
            Query(text, place + 1, column, like) for text, column, like in wish(person, chance)
        ]
    return queries


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
                f"{person.family}{_ANYTHING}{like}",
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
}


if __name__ == "__main__":
    main()
