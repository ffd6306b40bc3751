"""Patients and the clinic's settings, through the services over real records."""

from dataclasses import replace

import pytest

from intake_app.domain.clinic import Clinic
from intake_app.domain.errors import (
    BirthDateRefused,
    NameMissing,
    PatientNotFound,
    ValueRefused,
)
from intake_app.domain.patients.patient import PatientDetails, PatientId, Sex
from intake_app.services.access import ALLOWED, Act, Actor, Role
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
    after = services.patients.correct(DESK, before.id, changed)
    assert (after.id, after.record_number) == (before.id, before.record_number)
    assert services.patients.get(DESK, before.id).details == changed
    assert [match.id for match in services.patients.find(DESK, "yilmaz")] == [before.id]


def test_what_cannot_be_taken_is_refused_and_not_kept(services: Services) -> None:
    with pytest.raises(NameMissing):
        services.patients.register(DESK, replace(ZOE, name=" "))
    with pytest.raises(BirthDateRefused):
        services.patients.register(DESK, replace(ZOE, birth_date=day("2026-11-22")))
    assert services.patients.find(DESK, "") == []
    with pytest.raises(PatientNotFound):
        services.patients.get(DESK, PatientId("nobody"))
    with pytest.raises(PatientNotFound):
        services.patients.correct(DESK, PatientId("nobody"), ZOE)


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


@pytest.mark.parametrize(
    ("name", "born", "warned"),
    [
        (AWKWARD_NAME, "1988-04-17", True),
        (AWKWARD_NAME.replace("Zoë", "Zoe"), "1988-04-17", True),
        (AWKWARD_NAME, "1988", True),
        (AWKWARD_NAME, "", True),
        (AWKWARD_NAME, "1988-04-18", False),
        ("Somebody Else", "1988-04-17", False),
        ("", "1988-04-17", False),
        ("?!", "", False),
    ],
)
def test_a_likely_double_is_warned_of(
    services: Services, name: str, born: str, warned: bool
) -> None:
    known = services.patients.register(DESK, ZOE)
    found = services.patients.likely_doubles(DESK, name, day(born) if born else None)
    assert [match.id for match in found] == ([known.id] if warned else [])


def test_day_and_month_swapped_is_warned_of_while_registering(services: Services) -> None:
    known = services.patients.register(DESK, replace(ZOE, birth_date=day("1988-04-03")))
    for born, warned in (("1988-03-04", [known.id]), ("1988-03-05", [])):
        found = services.patients.likely_doubles(DESK, AWKWARD_NAME, day(born))
        assert [match.id for match in found] == warned


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
