"""Who a consultation is about."""

from datetime import date

import pytest

from intake_app.domain.errors import BirthDateRefused, NameMissing, NameTooLong, ValueRefused
from intake_app.domain.patients.patient import NAME_LIMIT, PatientDetails, record_number
from tests.helpers.builders import AWKWARD_NAME, TODAY, day, patient


@pytest.mark.parametrize(
    "name", [AWKWARD_NAME, "محمد", "髪", "X Æ A-12", "𐎀𐎁", " O ", "x" * NAME_LIMIT, "007"]
)
def test_a_name_is_kept_exactly_as_it_was_written(name: str) -> None:
    details = PatientDetails(name=name, birth_date=day("1988-04-17"))
    assert details.checked(today=TODAY) is details
    assert patient(name).name == name


@pytest.mark.parametrize("name", ["", "   ", "?!", "\x00", "\n"])
def test_a_name_needs_a_letter_or_a_digit(name: str) -> None:
    with pytest.raises(NameMissing, match="at least one letter"):
        PatientDetails(name=name).checked(today=TODAY)


def test_a_name_that_is_too_long_says_by_how_much() -> None:
    with pytest.raises(NameTooLong, match="501 characters; at most 500"):
        PatientDetails(name="x" * 501).checked(today=TODAY)


def test_a_date_of_birth_may_be_partial_or_missing_but_not_ahead() -> None:
    for birth in (None, day("1988"), day("1988-04")):
        PatientDetails(name="x", birth_date=birth).checked(today=TODAY)
    with pytest.raises(BirthDateRefused):
        PatientDetails(name="x", birth_date=day("2027")).checked(today=date(2026, 12, 31))


@pytest.mark.parametrize("bad", ["a\x00", "a\ud800"])
@pytest.mark.parametrize("where", ["name", "language", "email", "guardian", "romanised_name"])
def test_a_character_that_no_file_can_store_is_refused_wherever_it_stands(
    bad: str, where: str
) -> None:
    details = {"name": "x", where: bad}
    with pytest.raises(ValueRefused, match="no file can store"):
        PatientDetails(**details).checked(today=TODAY)  # type: ignore[arg-type]  # all are texts
    with pytest.raises(ValueRefused):
        PatientDetails(name="x", phones=("1", bad)).checked(today=TODAY)


def test_record_numbers_are_short_and_sort() -> None:
    assert [record_number(each) for each in (1, 12, 1_000_000)] == [
        "P000001",
        "P000012",
        "P1000000",
    ]


def test_a_patient_is_born_when_the_details_say() -> None:
    assert patient().birth_date == day("1988-04-17")
