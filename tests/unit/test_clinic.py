"""The clinic's own settings, without which nothing is printed."""

from dataclasses import replace

import pytest

from intake_app.domain.clinic import Clinic
from intake_app.domain.clinic_words import ClinicWords, Said
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


ES = ClinicWords(language="es", phone_hours="De lunes a viernes", interest="Cobra cada sesión.")


def test_words_are_said_in_the_language_of_the_paper_as_far_as_they_are_translated() -> None:
    clinic = replace(WHOLE, words=(ES,))

    assert clinic.said("phone_hours", "es") == Said(text="De lunes a viernes")
    assert clinic.said("phone_hours", "en") == Said(text=WHOLE.phone_hours)
    assert clinic.said("report_route", "es") == Said(text=WHOLE.report_route, language="en")
    assert clinic.untranslated("es") == (
        "independent places to ask",
        "how to report a side effect",
    )
    assert len(clinic.untranslated("tr")) == 4
    assert clinic.untranslated("en") == ()


def test_a_clinic_that_writes_in_another_language_translates_into_english_like_any_other() -> None:
    clinic = replace(WHOLE, own_language="tr")

    assert clinic.untranslated("tr") == ()
    assert clinic.said("interest", "en") == Said(text=WHOLE.interest, language="tr")
    english = ClinicWords(language="en", interest="It is paid for each session.")
    assert clinic.with_words(english).said("interest", "en").text == english.interest


def test_words_take_the_place_of_those_before_and_blank_ones_go() -> None:
    clinic = WHOLE.with_words(ES).with_words(ClinicWords(language="ar", interest="x"))
    assert [each.language for each in clinic.words] == ["ar", "es"]

    changed = clinic.with_words(replace(ES, interest="Otra cosa"))
    assert changed.words_in("es").interest == "Otra cosa"
    assert changed.with_words(ClinicWords(language="es", interest=" ")).words == clinic.words[:1]
    assert clinic.with_words(ClinicWords(language="en", interest="New")).interest == "New"


@pytest.mark.parametrize("code", ["", "x", "ES", "es-MX", "english", "../es"])
def test_what_is_no_code_of_a_language_is_refused(code: str) -> None:
    with pytest.raises(ValueRefused, match="two or three small letters"):
        WHOLE.with_words(ClinicWords(language=code, interest="x"))
    with pytest.raises(ValueRefused, match="two or three small letters"):
        replace(WHOLE, own_language=code).checked()


def test_translated_words_have_the_limits_of_the_words_that_they_stand_for() -> None:
    with pytest.raises(ValueRefused, match="phone_hours in “es” cannot be kept"):
        WHOLE.with_words(replace(ES, phone_hours="x" * 201)).checked()
