"""Consultations recorded under the wrong patient: moved or voided, and never changed."""

import pytest

from intake_app.domain.errors import (
    ConsultationNotCompleted,
    ConsultationNotVoided,
    ConsultationOpen,
    ConsultationVoided,
    NotAllowed,
    SamePatient,
    ValueRefused,
)
from intake_app.domain.form.answers import Place
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.patients.patient import Patient, PatientDetails
from intake_app.domain.visit.beginning import VisitKind
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.corrections import CorrectionKind
from intake_app.services.access import Actor, Role
from intake_app.services.audit import Kind
from intake_app.services.suite import Services
from intake_app.storage.records import Records
from tests.helpers.builders import AWKWARD_NAME, day
from tests.helpers.earlier_visits import completed_visit

DOCTOR = Actor("Dr Ana Example", Role.PRACTITIONER)
DESK = Actor("Front desk", Role.RECEPTION)


@pytest.fixture
def zoe(services: Services) -> Patient:
    details = PatientDetails(name=AWKWARD_NAME, birth_date=day("1988-04-17"))
    return services.patients.register(DESK, details)


@pytest.fixture
def other(services: Services) -> Patient:
    return services.patients.register(DESK, PatientDetails(name="Mia Made-Up"))


@pytest.fixture
def visit(services: Services, zoe: Patient) -> ConsultationId:
    return completed_visit(services, DOCTOR, zoe.id, {"history.smoking": "now"})


def test_a_voided_consultation_stays_readable_and_unchanged(
    services: Services, visit: ConsultationId
) -> None:
    before = services.consultations.open(DOCTOR, visit).consultation

    said = services.corrections.void(DOCTOR, visit, "Typed for her sister")

    assert services.consultations.open(DOCTOR, visit).consultation == before
    assert services.corrections.of_consultation(DESK, visit) == (said,)
    assert (said.kind, said.reason, said.by) == (
        CorrectionKind.VOIDED,
        "Typed for her sister",
        DOCTOR.name,
    )


def test_a_voided_consultation_counts_nowhere(
    services: Services, zoe: Patient, visit: ConsultationId
) -> None:
    assert services.patients.find(DESK, "Zoë")[0].last_visit is not None

    services.corrections.void(DOCTOR, visit, "Wrong patient")

    draft = services.consultations.start(DOCTOR, zoe.id)
    assert not services.follow_up.before(DOCTOR, draft.consultation.id).earlier.visits
    assert not services.follow_up.overview(DOCTOR, zoe.id).story.earlier.visits
    kind = draft.consultation.record.answers.get(Place("visit.kind"))
    assert kind is not None
    assert kind.values[0].code == VisitKind.FIRST  # type: ignore[union-attr]
    services.consultations.discard(DOCTOR, draft.consultation.id)
    assert services.patients.find(DESK, "Zoë")[0].last_visit is None


def test_nothing_more_is_done_with_a_voided_consultation(
    services: Services, visit: ConsultationId, other: Patient
) -> None:
    services.corrections.void(DOCTOR, visit, "Wrong patient")

    with pytest.raises(ConsultationVoided):
        services.consultations.begin_amendment(DOCTOR, visit, "A slip")
    with pytest.raises(ConsultationVoided):
        services.handouts.preview(DOCTOR, visit, HandoutOptions())
    with pytest.raises(ConsultationVoided):
        services.corrections.void(DOCTOR, visit, "Again")
    with pytest.raises(ConsultationVoided):
        services.corrections.move(DOCTOR, visit, other.id, "Too late")


def test_a_moved_consultation_stands_under_the_other_patient_with_its_versions(
    services: Services, zoe: Patient, other: Patient, visit: ConsultationId
) -> None:
    versions = services.consultations.open(DOCTOR, visit).consultation.versions

    services.corrections.move(DOCTOR, visit, other.id, "It was Mia")

    view = services.consultations.open(DOCTOR, visit)
    assert view.patient.id == other.id
    assert view.consultation.versions == versions
    assert not services.consultations.of_patient(DESK, zoe.id)
    assert [each.id for each in services.consultations.of_patient(DESK, other.id)] == [visit]
    away = services.corrections.of_patient(DESK, zoe.id).moved_away
    assert [(each.consultation_id, each.now_under.id) for each in away] == [(visit, other.id)]
    here = services.corrections.of_patient(DESK, other.id).here[visit]
    assert [each.reason for each in here] == ["It was Mia"]
    services.consultations.begin_amendment(DOCTOR, visit, "As Mia says")


def test_a_draft_is_moved_by_the_desk_and_never_voided(
    services: Services, zoe: Patient, other: Patient
) -> None:
    draft = services.consultations.start(DESK, zoe.id).consultation.id

    with pytest.raises(ConsultationNotCompleted):
        services.corrections.void(DOCTOR, draft, "A slip")
    services.corrections.move(DESK, draft, other.id, "It was Mia")

    assert services.consultations.open(DESK, draft).patient.id == other.id


def test_the_desk_corrects_nothing_that_was_completed(
    services: Services, other: Patient, visit: ConsultationId
) -> None:
    with pytest.raises(NotAllowed):
        services.corrections.void(DESK, visit, "Wrong patient")
    with pytest.raises(NotAllowed):
        services.corrections.move(DESK, visit, other.id, "Wrong patient")


def test_a_correction_needs_a_reason_and_another_patient_and_no_open_amendment(
    services: Services, zoe: Patient, other: Patient, visit: ConsultationId
) -> None:
    with pytest.raises(ValueRefused):
        services.corrections.void(DOCTOR, visit, "  ")
    with pytest.raises(SamePatient):
        services.corrections.move(DOCTOR, visit, zoe.id, "Wrong patient")
    services.consultations.begin_amendment(DOCTOR, visit, "A slip")
    with pytest.raises(ConsultationOpen):
        services.corrections.move(DOCTOR, visit, other.id, "Wrong patient")


def test_corrections_are_audited_and_cannot_be_rewritten(
    services: Services, visit: ConsultationId, other: Patient, elsewhere: Records
) -> None:
    services.corrections.move(DOCTOR, visit, other.id, "It was Mia")
    services.corrections.void(DOCTOR, visit, "It was nobody")

    with elsewhere.writing() as uow:
        session = uow._session
        kinds = session.connection().exec_driver_sql("SELECT kind FROM audit").scalars().all()
        assert {Kind.CONSULTATION_MOVED, Kind.CONSULTATION_VOIDED} <= set(kinds)
        for statement in (
            "UPDATE consultation_correction SET reason = ''",
            "DELETE FROM consultation_correction",
        ):
            with pytest.raises(Exception, match="only ever added to"):
                session.connection().exec_driver_sql(statement)


def test_a_moved_draft_can_be_discarded_and_its_move_stays_said(
    services: Services, zoe: Patient, other: Patient
) -> None:
    draft = services.consultations.start(DESK, zoe.id).consultation.id
    services.corrections.move(DESK, draft, other.id, "It was Mia")

    services.consultations.discard(DESK, draft)

    (away,) = services.corrections.of_patient(DESK, zoe.id).moved_away
    assert (away.now_under.id, away.correction.reason, away.facts) == (
        other.id,
        "It was Mia",
        None,
    )
    assert not services.corrections.of_patient(DESK, other.id).here


def test_what_was_moved_twice_is_told_once_with_where_it_is_now(
    services: Services, zoe: Patient, other: Patient, visit: ConsultationId
) -> None:
    third = services.patients.register(DESK, PatientDetails(name="Third Made-Up"))
    for target, why in ((other, "It was Mia"), (zoe, "It was not"), (third, "It was the third")):
        services.corrections.move(DOCTOR, visit, target.id, why)

    (away,) = services.corrections.of_patient(DESK, zoe.id).moved_away
    assert (away.now_under.id, away.correction.reason) == (third.id, "It was the third")
    assert away.facts is not None
    assert (away.facts.kind, away.facts.day) == ("First visit", day("2026-05-03"))


def test_a_voiding_that_is_taken_back_counts_again_and_stays_said(
    services: Services, zoe: Patient, visit: ConsultationId
) -> None:
    services.corrections.void(DOCTOR, visit, "Wrong patient")
    with pytest.raises(ValueRefused):
        services.corrections.reinstate(DOCTOR, visit, " ")
    with pytest.raises(NotAllowed):
        services.corrections.reinstate(DESK, visit, "It was right")

    services.corrections.reinstate(DOCTOR, visit, "It was right")

    with pytest.raises(ConsultationNotVoided):
        services.corrections.reinstate(DOCTOR, visit, "Again")
    said = services.corrections.of_consultation(DESK, visit)
    assert [each.kind for each in said] == [CorrectionKind.VOIDED, CorrectionKind.REINSTATED]
    assert services.patients.find(DESK, "Zoë")[0].last_visit is not None
    assert services.follow_up.overview(DOCTOR, zoe.id).story.earlier.visits
    services.consultations.begin_amendment(DOCTOR, visit, "A slip")
