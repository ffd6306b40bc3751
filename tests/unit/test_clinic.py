"""The clinic's own settings, without which nothing is printed."""

from dataclasses import replace

import pytest

from intake_app.domain.clinic import Clinic
from intake_app.domain.errors import HandoutRefused, ValueRefused

WHOLE = Clinic(
    name="A made-up clinic",
    phone="030 1234",
    phone_hours="Monday to Friday, 9 to 17",
    night_phone="116117",
    emergency_number="112",
    interest="The clinic is paid for each session.",
    independent_places="The patients' advice office",
    report_route="The national medicines agency",
    time_zone="Europe/Berlin",
)


def test_a_whole_clinic_may_print() -> None:
    assert WHOLE.missing_for_handout() == ()
    assert WHOLE.checked_for_handout() is WHOLE
    assert str(WHOLE.checked().zone) == "Europe/Berlin"


@pytest.mark.parametrize("zone", ["", "Europe/Nowhere", "../etc/passwd", "a\x00b", "x" * 5000])
def test_a_time_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(ValueRefused, match="write it like Europe/Berlin"):
        replace(WHOLE, time_zone=zone).checked()


@pytest.mark.parametrize(
    ("blank", "words"),
    [
        ("name", "the clinic's name"),
        ("phone", "the telephone number"),
        ("phone_hours", "the telephone hours"),
        ("night_phone", "the number outside those hours"),
        ("emergency_number", "the emergency number"),
        ("interest", "what the clinic gains"),
        ("independent_places", "independent places to ask"),
        ("report_route", "how to report a side effect"),
    ],
)
def test_each_blank_that_a_patient_relies_on_stops_the_printing(blank: str, words: str) -> None:
    with pytest.raises(HandoutRefused, match=words):
        replace(WHOLE, **{blank: "  "}).checked_for_handout()  # type: ignore[arg-type]  # a text


def test_all_blanks_are_named_at_once() -> None:
    assert len(Clinic().missing_for_handout()) == 8


@pytest.mark.parametrize(("setting", "limit"), [("phone_hours", 200), ("interest", 2000)])
def test_a_setting_longer_than_the_paper_has_room_for_is_refused(setting: str, limit: int) -> None:
    fits = replace(Clinic(), **{setting: "x" * limit})  # type: ignore[arg-type]
    assert fits.checked() == fits
    with pytest.raises(ValueRefused, match="Shorten it"):
        replace(Clinic(), **{setting: "x" * (limit + 1)}).checked()  # type: ignore[arg-type]
