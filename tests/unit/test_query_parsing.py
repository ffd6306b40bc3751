"""One text may mean several things; each is tried, the likeliest first."""

import pytest

from intake_app.storage.search.query_parsing import TEXT_LIMIT, WORD_LIMIT, Reading, readings
from intake_app.storage.search.typed_dates import typed_dates


def births_in(text: str, *, day_first: bool = True) -> list[str]:
    return [birth for typed in typed_dates(text, day_first=day_first) for birth in typed.births]


@pytest.mark.parametrize(
    ("text", "births"),
    [
        ("1985-03-12", ["1985-03-12", "1985-12-03"]),
        ("12/03/1985", ["1985-03-12", "1985-12-03"]),
        ("13.3.1985", ["1985-03-13"]),
        ("29/02/1988", ["1988-02-29"]),
        ("29/02/1987", []),
        ("31.4.1985", []),
        ("17/04/88", ["1988-04-17", "2088-04-17"]),
        ("170488", ["1988-04-17", "2088-04-17"]),
        ("19880417", ["1988-04-17"]),
        ("17041988", ["1988-04-17"]),
        ("04/1988", ["1988-04"]),
        ("1988.4", ["1988-04"]),
        ("1988", ["1988"]),
        ("1700", []),
        ("2345", []),
        ("april 1988", ["1988-04", "1988"]),
        ("apr 88", ["1988-04", "2088-04"]),
        ("April 17th, 1988", ["1988-04-17", "1988"]),
        ("17 avril 1988", ["1988-04-17", "1988"]),
        ("17 апреля 1988", ["1988-04-17", "1988"]),
        ("17. sept", ["--09-17"]),
        ("17 أبريل 1988", ["1988-04-17", "1988"]),
        ("17 এপ্রিল 1988", ["1988-04-17", "1988"]),
        ("17 मई 1988", ["1988-05-17", "1988"]),
        ("17/4", ["--04-17"]),
        ("29.2.", ["--02-29"]),
        ("1988년 4월 17일", ["1988-04-17"]),
        ("555-01-23", []),
        ("+1988", []),
        ("0532 123 45 67", []),
        ("12345", []),
    ],
)
def test_a_date_is_read_in_the_forms_in_which_people_type_it(text: str, births: list[str]) -> None:
    assert births_in(text) == births


def test_the_customary_order_comes_first() -> None:
    assert births_in("3/4/1988", day_first=True)[0] == "1988-04-03"
    assert births_in("3/4/1988", day_first=False)[0] == "1988-03-04"


@pytest.mark.parametrize("typed", ["17/04/1", "17/04/19", "17/04/198", "17/04/1988"])
def test_a_date_is_understood_while_its_year_is_typed(typed: str) -> None:
    births = births_in(typed)

    assert {"1988-04-17", "--04-17"} & set(births)


def test_what_stands_beside_a_date_is_kept() -> None:
    (typed,) = typed_dates("smith 12/03/1985 555 01", day_first=True)

    assert typed.rest.split() == ["smith", "555", "01"]


def test_words_and_numbers_are_told_apart() -> None:
    assert readings("smith 555-01") == [
        Reading(words=("smith",), numbers=("55501",)),
        Reading(words=("smith",), worth=0.4),
    ]


def test_figures_alone_may_be_a_record_number_a_year_or_a_telephone() -> None:
    meant = readings("1985")

    assert meant[0].record_numbers == ("P001985", "P1985")
    assert meant[1].births == {"1985": 1.0}
    assert meant[2].numbers == ("1985",)


def test_a_month_may_be_a_name() -> None:
    meant = readings("may 1990")

    assert Reading(births={"1990-05": 1.0}) in meant
    assert Reading(words=("may",), births={"1990": 1.0}) in meant


def test_the_zero_of_a_trunk_call_is_left_out_of_long_numbers_only() -> None:
    assert readings("0534")[-2].numbers == ("0534", "534")
    assert ("5321234567",) in [meant.numbers for meant in readings("0532 123 45 67")]


def test_the_country_code_is_left_out_as_a_last_resort() -> None:
    national = [meant for meant in readings("+90 532 123 45 67") if meant.worth < 1]

    assert [meant.numbers for meant in national] == [("05321234567", "5321234567", "321234567")]


def test_nothing_typed_means_nothing() -> None:
    assert readings("") == readings(" \t") == readings("...") == []


def test_of_a_pasted_novel_only_the_beginning_is_looked_at() -> None:
    novel = readings("call me ishmael some years ago never mind " * 500)
    (word,) = readings("a" * 10_000)[0].words

    assert [len(meant.words) for meant in novel] == [WORD_LIMIT]
    assert len(word) == TEXT_LIMIT


def test_a_documents_id_may_have_no_figure_in_it() -> None:
    found = [reading.document_id for reading in readings("qsty-peyv-cbhp")]

    assert found[0] == "QSTY-PEYV-CBHP"


def test_a_date_from_an_east_asian_keyboard_is_a_date() -> None:
    assert readings("１７．０４．１９８８")[0].births == {"1988-04-17": 1.0}


@pytest.mark.parametrize("typed", ["tel:+441632960777", "Tel. +44 1632 960777"])
def test_a_copied_number_is_read_without_what_it_begins_with(typed: str) -> None:
    reading = readings(typed)[0]

    assert (reading.words, reading.numbers) == ((), ("441632960777",))
