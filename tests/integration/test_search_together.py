"""A name beside a date of birth or a number: as if everybody in the records had been judged."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_app.storage.search.query_parsing import readings
from intake_app.storage.search.ranking import REAL_FIT, PatientRow, scores
from tests.helpers.register import Register

WELL = 80
"""The score from which on each word begins a word of the name and all the rest is found."""


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    register = Register(tmp_path)
    yield register
    register.connection.close()


def _slowly(register: Register, text: str) -> list[tuple[str, float]]:
    """Everybody who fits well, judged one by one, best first."""
    rows = register.connection.execute(
        "SELECT seq, id, name, birth_date, record_number, phones, name_folded, phone_digits"
        " FROM patient"
    ).fetchall()
    patients = [PatientRow(*row) for row in rows]  # type: ignore[arg-type]
    best = dict.fromkeys(patients, 0.0)
    for reading in readings(text):
        if reading.worth < 1 and max(best.values()) >= REAL_FIT:
            break
        for patient in patients:
            alone = next(iter(scores(reading, [patient])))
            best[patient] = max(best[patient], alone)
    ordered = sorted(
        best, key=lambda one: (-best[one], one.name_folded, one.name, one.record_number)
    )
    return [(one.id, round(best[one], 1)) for one in ordered if best[one] >= WELL]


words = st.sampled_from(
    ("Ann", "Anna", "Annabel", "Bert", "Berta", "de", "la", "Cruz", "José", "王", "小明", "김민준")
)
births = st.sampled_from(
    ("1980-01-01", "1980-01-02", "1980-02-01", "1981-12-11", "1980", "1980-01", "1981", "")
)
phones = st.lists(st.text("012", min_size=4, max_size=9), max_size=2).map(tuple)
people = st.tuples(st.lists(words, min_size=1, max_size=3).map(" ".join), births, phones)
beside = st.one_of(
    st.sampled_from(("1.1.1980", "01/02/1980", "1 2 80", "1980-12-11", "11121981", "1/80")),
    st.sampled_from(("1980", "1981", "01.02.", "P000003", "")),
    st.text("012", min_size=3, max_size=7),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(people, min_size=1, max_size=12),
    st.lists(words, max_size=3),
    st.integers(1, 8),
    beside,
)
def test_what_is_found_is_what_judging_everybody_finds_in_the_same_order(
    register: Register,
    registered: list[tuple[str, str, tuple[str, ...]]],
    typed: list[str],
    letters: int,
    and_typed: str,
) -> None:
    register.clear()
    for name, born, numbers in registered:
        register.add(name, born=born, phones=numbers)
    text = " ".join(chain((one[:letters] for one in typed), (and_typed,)))

    found = [(str(match.id), match.score) for match in register.lookup.find(text)]

    assert [pair for pair in found if pair[1] >= WELL] == _slowly(register, text)


@pytest.mark.parametrize("typed", ["berg 1.1.1980", "ber 1 1 80", "berg anna 01/01/1980"])
def test_a_name_is_found_among_many_who_were_born_on_the_same_day(
    register: Register, typed: str
) -> None:
    meant = register.add("Anna Berg", born="1980-01-01")
    for count in range(150):
        register.add(f"Name{count} Other", born="1980-01-01")

    assert register.found(typed)[0] == meant


def test_of_whom_the_day_is_known_comes_first_among_many_of_whom_the_year_is(
    register: Register,
) -> None:
    meant = register.add("Anna Berg", born="1980-01-01")
    for count in range(150):
        register.add(f"Anna Berg{count}", born="1980")

    assert register.found("berg 1.1.1980")[0] == meant


@pytest.mark.parametrize("others", [3, 150])
@pytest.mark.parametrize("typed", ["berg 2345", "be 234", "ann berg 123456", "berg 3456"])
def test_a_name_is_found_among_few_or_many_who_share_the_number(
    register: Register, typed: str, others: int
) -> None:
    meant = register.add("Anna Berg", phones=("0170 123 456",))
    for count in range(others):
        register.add(f"Name{count} Other", phones=("0170 123 456",))

    assert register.found(typed) == [meant]


def test_the_end_of_a_number_is_found_among_many_of_that_name_who_have_it_in_the_middle(
    register: Register,
) -> None:
    for count in range(150):
        register.add(f"Anna Berg{count}", phones=(f"7934 {count:03d}",))
    meant = register.add("Anna Berg", phones=("999 888 7934",))

    assert register.found("berg 7934")[0] == meant
