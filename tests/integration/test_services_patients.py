"""Patients and the clinic's settings, through the services over real records."""

from dataclasses import replace

import pytest

from intake_app.domain.clinic import Clinic
from intake_app.domain.errors import (
    BirthDateRefused,
    NameMissing,
    PatientMergedAway,
    PatientNotFound,
    ValueRefused,
)
from intake_app.domain.patients.duplicates import Reason
from intake_app.domain.patients.patient import PatientDetails, PatientId, Sex
from intake_app.services.access import ALLOWED, Act, Actor, Role
from intake_app.services.patients import PatientChanged
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME, day
from tests.helpers.stopped_clock import StoppedClock

DESK = Actor("Front desk", Role.RECEPTION)
MANAGER = Actor("The manager", Role.MANAGER)
ZOE = PatientDetails(
    name=AWKWARD_NAME,
    birth_date=day("1988-04-17"),
    sex=Sex.FEMALE,
    language="de",
    phones=("030 1234", "0170 5555"),
    email="zoe@example.org",
    guardian="Nobody",
    romanised_name="Zoe Lukasz",
)


def test_a_registered_patient_is_kept_whole_and_found(services: Services) -> None:
    registered = services.patients.register(DESK, ZOE)
    assert services.patients.get(DESK, registered.id) == registered
    assert registered.details == ZOE
    (found,) = services.patients.find(DESK, "lukasz")
    assert (found.id, found.name) == (registered.id, AWKWARD_NAME)


def test_record_numbers_count_up(services: Services) -> None:
    numbers = [services.patients.register(DESK, ZOE).record_number for _ in range(3)]
    assert numbers == ["P000001", "P000002", "P000003"]


def test_a_correction_keeps_the_id_and_the_record_number(services: Services) -> None:
    before = services.patients.register(DESK, ZOE)
    changed = replace(ZOE, name="Zoë Yılmaz", phones=())
    after = services.patients.correct(DESK, before, changed)
    assert (after.id, after.record_number) == (before.id, before.record_number)
    assert services.patients.get(DESK, before.id).details == changed
    assert [match.id for match in services.patients.find(DESK, "yilmaz")] == [before.id]


def test_what_cannot_be_taken_is_refused_and_not_kept(services: Services) -> None:
    with pytest.raises(NameMissing):
        services.patients.register(DESK, replace(ZOE, name=" "))
    with pytest.raises(BirthDateRefused):
        services.patients.register(DESK, replace(ZOE, birth_date=day("2026-11-22")))
    assert services.patients.find(DESK, "") == []
    known = services.patients.register(DESK, ZOE)
    with pytest.raises(PatientNotFound):
        services.patients.get(DESK, PatientId("nobody"))
    with pytest.raises(PatientNotFound):
        services.patients.correct(DESK, replace(known, id=PatientId("nobody")), ZOE)


def test_today_is_the_clinics_today(services: Services, clock: StoppedClock) -> None:
    services.clinic.save(MANAGER, Clinic(time_zone="Pacific/Auckland"))
    born_today = replace(ZOE, birth_date=day("2026-11-22"))
    assert services.patients.register(DESK, born_today).birth_date == day("2026-11-22")
    with pytest.raises(BirthDateRefused):
        services.patients.register(DESK, replace(ZOE, birth_date=day("2026-11-23")))


def test_nothing_typed_shows_who_was_there_lately(services: Services, clock: StoppedClock) -> None:
    first = services.patients.register(DESK, ZOE)
    clock.move(hours=1)
    second = services.patients.register(DESK, replace(ZOE, name="Second"))
    assert [match.id for match in services.patients.find(DESK, "  ")] == [second.id, first.id]
    assert len(services.patients.find(DESK, "", limit=1)) == 1


def test_a_correction_of_what_was_corrected_meanwhile_is_refused(services: Services) -> None:
    before = services.patients.register(DESK, ZOE)
    rung = replace(ZOE, phones=("0170 9999",))
    services.patients.correct(DESK, before, rung)

    with pytest.raises(PatientChanged):
        services.patients.correct(DESK, before, replace(ZOE, name="Zoë Yılmaz"))

    assert services.patients.get(DESK, before.id).details == rung


def test_a_correction_of_who_was_merged_meanwhile_does_not_overwrite_the_kept_one(
    services: Services,
) -> None:
    kept = services.patients.register(DESK, replace(ZOE, name="The kept one"))
    merged = services.patients.register(DESK, ZOE)
    services.duplicates.merge(DESK, kept.id, merged.id)

    with pytest.raises(PatientMergedAway, match=kept.record_number):
        services.patients.correct(DESK, merged, replace(ZOE, name="Somebody Else"))

    assert services.patients.get(DESK, kept.id) == kept


OLD_PHONE = ("0170 5555",)


@pytest.mark.parametrize(
    ("name", "born", "phones", "warned"),
    [
        (AWKWARD_NAME, "1988-04-17", (), True),
        (AWKWARD_NAME.replace("Zoë", "Zoe"), "1988-04-17", (), True),
        (AWKWARD_NAME, "1988", (), True),
        (AWKWARD_NAME, "", (), True),
        (AWKWARD_NAME, "1988-04-18", (), True),
        (AWKWARD_NAME, "1989-04-17", (), True),
        (AWKWARD_NAME, "1988-04", (), True),
        (AWKWARD_NAME, "1950-01-02", (), False),
        ("Zoë Married-Name", "1988-04-17", OLD_PHONE, True),
        ("Somebody Else", "1988-04-17", OLD_PHONE, True),
        ("Somebody Else", "1988-04-17", (), False),
        ("Somebody Else", "1950-01-02", OLD_PHONE, False),
        ("", "1988-04-17", (), False),
        ("?!", "", (), False),
        ("", "", ("?", "0", ""), False),
        (AWKWARD_NAME, "1988-04-17", ("half a sign \ud800",), False),
    ],
)
def test_a_likely_double_is_warned_of(
    services: Services, name: str, born: str, phones: tuple[str, ...], *, warned: bool
) -> None:
    known = services.patients.register(DESK, ZOE)
    typed = PatientDetails(name=name, birth_date=day(born) if born else None, phones=phones)
    found = services.patients.likely_doubles(DESK, typed)
    assert [double.patient for double in found] == ([known] if warned else [])
    assert all(double.reasons for double in found)


def test_nobody_is_listed_as_a_likely_pair_of_whom_there_was_no_warning(
    services: Services,
) -> None:
    people = [
        PatientDetails(name=name, birth_date=day(born), phones=phones, email=email)
        for name, born, phones, email in (
            ("Anna Meyer", "1980-03-04", ("030 1234567",), "anna@example.org"),
            ("Anna Meyer", "1980-04-03", (), ""),
            ("Anna Meyer", "1981-03-04", (), ""),
            ("Anna Meyer", "1908-03-04", (), ""),
            ("Ana Mayer", "1980-03-14", (), ""),
            ("Anna-Lena Meyer", "1980-03-04", (), ""),
            ("Hannah Maier", "1980-03-04", ("+49 30 1234567",), ""),
            ("Анна Мейер", "1980-03-04", (), ""),
            ("A. M.", "1980", (), "ANNA@example.org"),
            ("Ivan Petrov", "1971-01-02", (), ""),
            ("Иван Петров", "1971-02-01", (), ""),
        )
    ]
    warned = set()
    for typed in people:
        doubles = services.patients.likely_doubles(DESK, typed)
        new = services.patients.register(DESK, typed)
        warned |= {frozenset((new.id, double.patient.id)) for double in doubles}

    listed = {frozenset((pair.one.id, pair.other.id)) for pair in services.duplicates.likely(DESK)}

    assert len(listed) > 15
    assert listed <= warned


def test_a_double_is_found_by_what_a_merged_record_says_and_named_as_the_kept_one(
    services: Services,
) -> None:
    kept = services.patients.register(DESK, replace(ZOE, name="Married Name", phones=()))
    merged = services.patients.register(DESK, ZOE)
    services.duplicates.merge(DESK, kept.id, merged.id)

    (double,) = services.patients.likely_doubles(DESK, ZOE)

    assert double.patient == kept
    assert Reason.SAME_NAME in double.reasons


def test_the_double_of_somebody_with_a_frequent_name_is_among_the_warnings(
    services: Services,
) -> None:
    for year in range(1930, 1975):
        born = day(f"{year}-06-07")
        services.patients.register(DESK, PatientDetails(name="Maria Garcia", birth_date=born))
    known = services.patients.register(
        DESK, PatientDetails(name="Maria Garcia", birth_date=day("1988-04-17"))
    )
    for typed_birth in ("1988-04-17", "1988-04-16", "1988-05-17"):
        typed = PatientDetails(name="Maria Garcia", birth_date=day(typed_birth))
        doubles = services.patients.likely_doubles(DESK, typed)
        assert known in [double.patient for double in doubles]


def test_the_clinics_settings_are_kept(services: Services) -> None:
    assert services.clinic.get() == Clinic()
    assert not services.clinic.is_set_up()
    clinic = Clinic(name="A made-up clinic", practitioners=("Dr Ana Example",), made_up=True)
    assert services.clinic.save(MANAGER, clinic) == clinic
    assert services.clinic.get() == clinic
    assert services.clinic.is_set_up()
    with pytest.raises(ValueRefused):
        services.clinic.save(MANAGER, replace(clinic, time_zone="Nowhere"))
    assert services.clinic.get() == clinic


def test_every_act_is_somebodys_and_the_desk_signs_nothing() -> None:
    assert set(ALLOWED) == set(Role)
    assert ALLOWED[Role.MANAGER] == frozenset(Act)
    managed = {Act.CHANGE_USERS, Act.CHANGE_PROTECTION, Act.CHANGE_FORM, Act.RESTORE}
    assert ALLOWED[Role.PRACTITIONER] == frozenset(Act) - managed
    assert Act.COMPLETE_CONSULTATION not in ALLOWED[Role.RECEPTION]
    assert Act.CHANGE_CLINIC not in ALLOWED[Role.RECEPTION]
