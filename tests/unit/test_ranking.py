"""The score says what a person would say: the name itself, its beginning, nearly it."""

from dataclasses import replace

import pytest

from intake_app.storage.search.folding import fold, phone_digits
from intake_app.storage.search.name_forms import index_text
from intake_app.storage.search.query_parsing import Reading
from intake_app.storage.search.ranking import PatientRow, scores


def patient(name: str = "John Smith", *, born: str = "", phone: str = "") -> PatientRow:
    return PatientRow(
        seq=1,
        id="1",
        name=name,
        birth_date=born,
        record_number="P000123",
        phones="[]",
        name_folded=index_text(name),
        phone_digits=phone_digits([phone]),
    )


def score(reading: Reading, one: PatientRow) -> float:
    return next(iter(scores(reading, [one])))


def name_score(typed: str, name: str = "John Smith") -> float:
    return score(Reading(words=tuple(fold(typed).split())), patient(name))


def test_the_better_a_name_fits_the_higher_it_scores() -> None:
    typed = ["john smith", "smith john", "smith", "joh smith", "j smith", "mith", "jonh smith",
             "jonh smiht", "smith peter", "peter"]  # fmt: skip
    points = [name_score(text) for text in typed]

    assert points == sorted(points, reverse=True)
    assert points[0] == 100
    assert points[-1] == 0
    assert len(set(points)) == len(points)


@pytest.mark.parametrize(
    ("typed", "least", "most"),
    [
        ("smith john", 94, 99),
        ("joh", 80, 93),
        ("mith", 70, 79),
        ("johnsmith", 70, 79),
        ("js", 70, 79),
        ("smiht", 45, 69),
        ("smith peter", 20, 44),
    ],
)
def test_each_way_to_fit_has_its_range(typed: str, least: float, most: float) -> None:
    assert least <= name_score(typed) <= most


def test_a_short_word_is_not_taken_for_a_mistyped_one() -> None:
    assert name_score("jx") == 0


def test_a_day_of_birth_tells_more_than_a_month_and_that_more_than_a_year() -> None:
    born = patient(born="1985-03-12")
    kinds = ("1985-03-12", "--03-12", "1985-03", "1985", "1986")
    points = [score(Reading(births={kind: 1.0}), born) for kind in kinds]

    assert points == sorted(set(points), reverse=True)
    assert points[0] == 100
    assert points[-1] == 0


@pytest.mark.parametrize(("known", "fits"), [("1985", True), ("1985-03", True), ("1985-04", False),
                                             ("1986", False), ("", False)])  # fmt: skip
def test_less_known_of_a_birth_fits_when_it_agrees(known: str, *, fits: bool) -> None:
    typed = Reading(births={"1985-03-12": 1.0})

    assert bool(score(typed, patient(born=known))) is fits


def test_the_end_of_a_telephone_number_tells_more_than_its_middle() -> None:
    reached = patient(phone="+44 20 7946 0958")
    numbers = ("442079460958", "2079460958", "0958", "7946", "1111")
    points = [score(Reading(numbers=(number,)), reached) for number in numbers]

    assert points[:2] == [100, 100]
    assert points[1:] == sorted(set(points), reverse=True)
    assert points[-1] == 0


def test_with_two_things_typed_the_weaker_one_counts_and_both_must_fit() -> None:
    both = Reading(words=("john", "smith"), births={"1985": 1.0})

    assert score(both, patient(born="1985-03-12")) == 75
    assert score(both, patient(born="1990-03-12")) == 0
    assert score(replace(both, words=("peter",)), patient(born="1985-03-12")) == 0


def test_a_record_number_fits_in_full_or_by_its_beginning() -> None:
    in_full = score(Reading(record_numbers=("P000123", "P123")), patient())
    begun = score(Reading(record_numbers=("P0001",)), patient())

    assert in_full == 100
    assert 70 < begun < 95
    assert score(Reading(record_numbers=("P000124",)), patient()) == 0


def test_a_name_without_any_letter_or_digit_fits_nothing() -> None:
    assert name_score("john", "...") == 0
