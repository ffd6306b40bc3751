"""Likely doubles, merging and its undoing, through the services over real records."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.errors import (
    NotAllowed,
    PatientMergedAway,
    PatientNotFound,
    PatientNotMerged,
    SamePatient,
)
from intake_app.domain.patients.duplicates import Reason
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId
from intake_app.services.access import ALLOWED, Act, Actor, Role
from intake_app.services.duplicates import NotKeptApart
from intake_app.services.suite import Services
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import RECORDS_FILE
from tests.helpers.builders import AWKWARD_NAME, day

DOCTOR = Actor("Dr Mary Example", Role.PRACTITIONER)


def registered(
    services: Services, name: str, born: str = "1980-03-04", phone: str = ""
) -> Patient:
    details = PatientDetails(
        name=name, birth_date=day(born) if born else None, phones=(phone,) if phone else ()
    )
    return services.patients.register(DOCTOR, details)


@dataclass(frozen=True)
class Two:
    """Two records of one person, with a draft each."""

    one: Patient
    other: Patient


@pytest.fixture
def two(services: Services) -> Two:
    one = registered(services, AWKWARD_NAME)
    other = registered(services, "Brien Lukasz, Zoe Sukru", "1980-04-03")
    for patient in (one, other):
        services.consultations.start(DOCTOR, patient.id)
    return Two(one, other)


def listed(services: Services) -> list[set[PatientId]]:
    return [{pair.one.id, pair.other.id} for pair in services.duplicates.likely(DOCTOR)]


def visits(services: Services, patient: Patient) -> set[str]:
    return {each.id for each in services.consultations.of_patient(DOCTOR, patient.id)}


def everything(folder: Path) -> list[list[tuple[object, ...]]]:
    """Every row that is not the audit's or the search's."""
    connection = connect(folder / RECORDS_FILE)
    tables = ("patient", "consultation", "consultation_version", "document", "patient_pair")
    rows = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]
    connection.close()
    return rows


def test_likely_doubles_are_listed_with_the_reasons_likeliest_first(services: Services) -> None:
    anna = registered(services, "Anna Meyer", phone="030 1234567")
    again = registered(services, "Meyer Anna", phone="+49 30 1234567")
    ivan = registered(services, "Иван Петров", "1971-01-02")
    latin = registered(services, "Ivan Petrov", "1971-02-01")
    registered(services, "Somebody Else", "1990-09-09")

    pairs = services.duplicates.likely(DOCTOR)

    assert [(pair.one, pair.other) for pair in pairs] == [(anna, again), (ivan, latin)]
    assert set(pairs[0].reasons) == {
        Reason.SAME_NAME_REORDERED,
        Reason.SAME_BIRTH_DATE,
        Reason.SAME_PHONE,
    }
    assert set(pairs[1].reasons) == {Reason.NAME_ROMANISED, Reason.SWAPPED_BIRTH_DATE}


def test_those_said_to_be_two_are_not_listed_again(services: Services, two: Two) -> None:
    assert listed(services) == [{two.one.id, two.other.id}]
    services.duplicates.keep_apart(DOCTOR, two.other.id, two.one.id)
    services.duplicates.keep_apart(DOCTOR, two.one.id, two.other.id)
    assert listed(services) == []


def test_those_said_to_be_two_by_mistake_are_listed_again(
    services: Services, two: Two, data_folder: Path
) -> None:
    before = everything(data_folder)
    with pytest.raises(NotKeptApart, match=two.one.record_number):
        services.duplicates.undo_apart(DOCTOR, two.one.id, two.other.id)
    services.duplicates.keep_apart(DOCTOR, two.one.id, two.other.id)

    services.duplicates.undo_apart(DOCTOR, two.other.id, two.one.id)

    assert listed(services) == [{two.one.id, two.other.id}]
    assert everything(data_folder) == before
    assert services.upkeep.verify(DOCTOR).ok


def test_those_said_to_be_two_are_shown_and_found_as_two(services: Services, two: Two) -> None:
    services.duplicates.keep_apart(DOCTOR, two.one.id, two.other.id)
    for patient in (two.one, two.other):
        assert services.patients.get(DOCTOR, patient.id) == patient
        assert len(visits(services, patient)) == 1
        (found,) = services.patients.find(DOCTOR, patient.record_number)
        assert found.id == patient.id
        assert services.duplicates.merged_into(DOCTOR, patient.id) == []
    with pytest.raises(PatientNotMerged):
        services.duplicates.unmerge(DOCTOR, two.one.id)
    assert len(services.patients.find(DOCTOR, "")) == 2


def test_those_said_to_be_two_stay_two_when_one_is_merged(services: Services, two: Two) -> None:
    third = registered(services, AWKWARD_NAME)
    services.duplicates.keep_apart(DOCTOR, two.one.id, two.other.id)
    services.duplicates.merge(DOCTOR, third.id, two.other.id)
    assert listed(services) == []


def test_a_merge_shows_both_histories_under_the_kept_patient(services: Services, two: Two) -> None:
    both = visits(services, two.one) | visits(services, two.other)
    services.duplicates.merge(DOCTOR, two.one.id, two.other.id)

    assert len(both) == 2
    assert visits(services, two.one) == visits(services, two.other) == both
    summaries = services.consultations.of_patient(DOCTOR, two.one.id)
    assert {each.patient_id for each in summaries} == {two.one.id}
    assert {each.patient_name for each in services.consultations.open_drafts(DOCTOR)} == {
        two.one.name
    }
    assert services.patients.get(DOCTOR, two.other.id) == two.one
    assert [merge.merged for merge in services.duplicates.merged_into(DOCTOR, two.one.id)] == [
        two.other
    ]
    assert listed(services) == []


@pytest.mark.parametrize("typed", ["P000002", "brien lukasz zoe", "3.4.1980", "lukazs sukru"])
def test_what_the_other_was_called_finds_the_kept_patient_once(
    services: Services, two: Two, typed: str
) -> None:
    services.duplicates.merge(DOCTOR, two.one.id, two.other.id)
    found = services.patients.find(DOCTOR, typed)
    assert [match.id for match in found] == [two.one.id]
    assert found[0].record_number == two.one.record_number
    assert found[0].has_draft
    assert [match.id for match in services.patients.find(DOCTOR, "")] == [two.one.id]


def test_a_consultation_begun_for_the_merged_one_is_the_kept_patients(
    services: Services, two: Two
) -> None:
    services.duplicates.merge(DOCTOR, two.one.id, two.other.id)
    begun = services.consultations.start(DOCTOR, two.other.id).consultation
    assert begun.patient_id == two.one.id


def test_a_merge_changes_nothing_that_was_written_and_undone_restores_all(
    services: Services, two: Two, data_folder: Path
) -> None:
    before = everything(data_folder)
    services.duplicates.merge(DOCTOR, two.one.id, two.other.id)
    *written, said = everything(data_folder)
    assert written == before[:-1]
    assert len(said) == 1
    services.duplicates.unmerge(DOCTOR, two.other.id)
    assert everything(data_folder) == before
    assert services.patients.get(DOCTOR, two.other.id) == two.other


def test_either_may_be_the_kept_one_later(services: Services, two: Two) -> None:
    services.duplicates.merge(DOCTOR, two.one.id, two.other.id)
    services.duplicates.unmerge(DOCTOR, two.other.id)
    services.duplicates.merge(DOCTOR, two.other.id, two.one.id)
    assert services.patients.get(DOCTOR, two.one.id) == two.other
    assert [match.id for match in services.patients.find(DOCTOR, "P000001")] == [two.other.id]


def test_a_merge_of_merges_is_undone_step_by_step(services: Services, two: Two) -> None:
    third = registered(services, "Zoë Şükrü")
    services.duplicates.merge(DOCTOR, two.one.id, two.other.id)
    services.duplicates.merge(DOCTOR, third.id, two.one.id)
    assert services.patients.get(DOCTOR, two.other.id) == third
    assert len(visits(services, third)) == 2
    named = [merge.merged for merge in services.duplicates.merged_into(DOCTOR, third.id)]
    assert named == [two.one, two.other], "whoever is shown here can be undone from here"
    services.duplicates.unmerge(DOCTOR, two.one.id)
    assert services.patients.get(DOCTOR, two.other.id) == two.one
    assert visits(services, third) == set()


@given(steps=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8))
def test_whatever_was_merged_undone_in_any_order_leaves_what_was(
    services: Services, data_folder: Path, steps: list[tuple[int, int]]
) -> None:
    people = [registered(services, name) for name in ("Ada", "Bea", "Cleo", "Dora")]
    before = everything(data_folder)
    merged = []
    for kept, other in steps:
        try:
            services.duplicates.merge(DOCTOR, people[kept].id, people[other].id)
        except (SamePatient, PatientMergedAway):
            continue
        merged.append(people[other])
    shown = {services.patients.get(DOCTOR, each.id).id for each in people}
    assert len(shown) == len(people) - len(merged)
    for other_patient in sorted(merged, key=lambda each: each.id):
        services.duplicates.unmerge(DOCTOR, other_patient.id)
    assert everything(data_folder) == before


def test_what_makes_no_sense_is_refused_and_not_kept(
    services: Services, two: Two, data_folder: Path
) -> None:
    duplicates, nobody = services.duplicates, PatientId("nobody")
    third = registered(services, "Zoë Şükrü")
    with pytest.raises(SamePatient):
        duplicates.merge(DOCTOR, two.one.id, two.one.id)
    with pytest.raises(PatientNotFound):
        duplicates.merge(DOCTOR, two.one.id, nobody)
    with pytest.raises(PatientNotMerged):
        duplicates.unmerge(DOCTOR, two.one.id)
    with pytest.raises(PatientNotFound):
        duplicates.unmerge(DOCTOR, nobody)
    duplicates.merge(DOCTOR, two.one.id, two.other.id)
    before = everything(data_folder)
    for pair in ((two.one.id, two.other.id), (two.other.id, two.one.id)):
        with pytest.raises(SamePatient):
            duplicates.merge(DOCTOR, *pair)
        with pytest.raises(SamePatient):
            duplicates.keep_apart(DOCTOR, *pair)
    with pytest.raises(PatientMergedAway):
        duplicates.merge(DOCTOR, third.id, two.other.id)
    with pytest.raises(PatientMergedAway):
        duplicates.keep_apart(DOCTOR, two.other.id, third.id)
    assert everything(data_folder) == before


def test_all_of_it_is_in_the_audit_for_both_patients(
    services: Services, two: Two, data_folder: Path
) -> None:
    services.duplicates.merge(DOCTOR, two.one.id, two.other.id)
    services.duplicates.unmerge(DOCTOR, two.other.id)
    services.duplicates.keep_apart(DOCTOR, two.one.id, two.other.id)
    connection = connect(data_folder / RECORDS_FILE)
    entries = connection.execute(
        "SELECT kind, record_id, actor FROM audit ORDER BY sequence DESC LIMIT 6"
    ).fetchall()
    connection.close()
    kinds = ("patient.merged", "patient.unmerged", "patient.kept-apart")
    assert set(entries) == {
        (kind, patient.id, DOCTOR.name) for kind in kinds for patient in (two.one, two.other)
    }


@pytest.mark.parametrize(
    "values",
    ["1, 'a', 'a', 'same'", "1, 'b', 'a', 'apart'", "1, 'a', 'b', 'perhaps'"],
)
def test_the_table_takes_no_other_verdict(data_folder: Path, values: str) -> None:
    connection = connect(data_folder / RECORDS_FILE)
    connection.execute("PRAGMA foreign_keys = OFF")
    with pytest.raises(sqlcipher.IntegrityError, match="CHECK"):
        connection.execute(f"INSERT INTO patient_pair VALUES ({values}, '', '2026-11-21')")
    connection.close()


def test_a_role_that_may_not_merge_is_refused(
    services: Services, two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    rights = ALLOWED[Role.RECEPTION] - {Act.MERGE_PATIENTS}
    monkeypatch.setitem(ALLOWED, Role.RECEPTION, rights)
    with pytest.raises(NotAllowed):
        services.duplicates.merge(Actor("Desk", Role.RECEPTION), two.one.id, two.other.id)
