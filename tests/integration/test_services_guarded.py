"""No door around rights and audit: every service method is asked for an act, every read noted."""

import inspect
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace

import pytest

from intake_app.domain.dates import PartialDate
from intake_app.domain.errors import NotAllowed
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.patients.patient import PatientDetails, PatientId
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.services import access
from intake_app.services.access import ALLOWED, Act, Actor, Role
from intake_app.services.audit import Kind
from intake_app.services.protection import UserService
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.earlier_visits import completed_visit
from tests.helpers.upkeep import rows
from tests.helpers.visits import CLINIC

DOCTOR = Actor("Dr Ana Example", Role.PRACTITIONER)
DESK = Actor("Front desk", Role.RECEPTION)

ANYBODY = {
    "clinic.get",
    "clinic.is_set_up",
    "clinic_content.text",
    "clinic_content.windows",
    "forms.in_use",
    "forms.known",
    "forms.look",
    "forms.questionnaire",
    "handouts.languages",
    "printing.takes_pdf",
    "products.all",
    "text_reviews.languages",
    "text_reviews.last",
    "upkeep.backup_if_due",
    "upkeep.backups",
    "upkeep.check_pages",
    "upkeep.glance",
    "users.all",
}
"""These say nothing of any patient."""

ACTS = {
    "attachments.content": Act.READ_CONSULTATION,
    "attachments.photograph": Act.WRITE_CONSULTATION,
    "attachments.with_contents": Act.READ_CONSULTATION,
    "clinic.save": Act.CHANGE_CLINIC,
    "clinic_content.approve": Act.APPROVE_TEXT,
    "clinic_content.change_window": Act.CHANGE_WINDOWS,
    "clinic_content.take_back": Act.APPROVE_TEXT,
    "consultations.begin_amendment": Act.COMPLETE_CONSULTATION,
    "consultations.complete": Act.COMPLETE_CONSULTATION,
    "consultations.discard": Act.WRITE_CONSULTATION,
    "consultations.of_patient": Act.READ_CONSULTATION,
    "consultations.open": Act.READ_CONSULTATION,
    "consultations.open_drafts": Act.READ_CONSULTATION,
    "consultations.printed": Act.READ_CONSULTATION,
    "consultations.record": Act.WRITE_CONSULTATION,
    "consultations.save": Act.WRITE_CONSULTATION,
    "consultations.start": Act.WRITE_CONSULTATION,
    "corrections.move": Act.WRITE_CONSULTATION,
    "corrections.of_consultation": Act.READ_CONSULTATION,
    "corrections.of_patient": Act.READ_CONSULTATION,
    "corrections.reinstate": Act.CORRECT_CONSULTATION,
    "corrections.void": Act.CORRECT_CONSULTATION,
    "duplicates.keep_apart": Act.MERGE_PATIENTS,
    "duplicates.likely": Act.FIND_PATIENT,
    "duplicates.merge": Act.MERGE_PATIENTS,
    "duplicates.merged_into": Act.FIND_PATIENT,
    "duplicates.undo_apart": Act.MERGE_PATIENTS,
    "duplicates.unmerge": Act.MERGE_PATIENTS,
    "follow_up.before": Act.READ_CONSULTATION,
    "follow_up.facts": Act.READ_CONSULTATION,
    "follow_up.overview": Act.READ_CONSULTATION,
    "forms.load": Act.CHANGE_FORM,
    "forms.use": Act.CHANGE_FORM,
    "handouts.issue": Act.ISSUE_HANDOUT,
    "handouts.mark_given": Act.ISSUE_HANDOUT,
    "handouts.of_patient": Act.READ_CONSULTATION,
    "handouts.name_on_paper": Act.ISSUE_HANDOUT,
    "handouts.offer": Act.READ_CONSULTATION,
    "handouts.preview": Act.ISSUE_HANDOUT,
    "handouts.printed": Act.ISSUE_HANDOUT,
    "handouts.reprint": Act.ISSUE_HANDOUT,
    "handouts.show": Act.READ_CONSULTATION,
    "patients.correct": Act.REGISTER_PATIENT,
    "patients.find": Act.FIND_PATIENT,
    "patients.get": Act.FIND_PATIENT,
    "patients.likely_doubles": Act.FIND_PATIENT,
    "patients.register": Act.REGISTER_PATIENT,
    "photographs.of_patient": Act.READ_CONSULTATION,
    "printing.hand_over": Act.ISSUE_HANDOUT,
    "products.put": Act.CHANGE_CLINIC,
    "text_reviews.record": Act.APPROVE_TEXT,
    "text_reviews.take_back": Act.APPROVE_TEXT,
    "upkeep.back_up": Act.BACK_UP,
    "upkeep.restore": Act.RESTORE,
    "upkeep.salvage": Act.RESTORE,
    "upkeep.salvage_as_backup": Act.RESTORE,
    "upkeep.verify": Act.BACK_UP,
    "users.add": Act.CHANGE_USERS,
    "users.change_passphrase": Act.CHANGE_USERS,
    "users.change_role": Act.CHANGE_USERS,
    "users.new_recovery_code": Act.CHANGE_PROTECTION,
    "users.remove": Act.CHANGE_USERS,
    "users.renew_key": Act.CHANGE_PROTECTION,
    "users.use_recovery_code": Act.CHANGE_PROTECTION,
}
"""What each service method is asked for first."""


class _NoKeys:
    """Nobody's keys: whoever gets this far was let through."""

    user = access.NOBODY_SIGNED_IN

    def users(self) -> list[object]:
        return [SimpleNamespace(name="anything", role=Role.MANAGER)]


def public_methods(services: Services) -> Iterator[tuple[str, object]]:
    suite = {field.name: getattr(services, field.name) for field in fields(services)}
    for service, use_cases in (suite | {"users": UserService(_NoKeys())}).items():  # type: ignore[arg-type]
        for name, method in inspect.getmembers(use_cases, inspect.ismethod):
            if not name.startswith("_"):
                yield f"{service}.{name}", method


def call(method: object, actor: Actor) -> None:
    """With nothing sensible: the right is looked at before anything else is."""
    wanted = inspect.signature(method).parameters.values()  # type: ignore[arg-type]
    plain = [each for each in wanted if each.default is each.empty and each.name != "actor"]
    given = ["anything" for each in plain if each.kind is not each.KEYWORD_ONLY]
    named = {each.name: False for each in plain if each.kind is each.KEYWORD_ONLY}
    method(actor, *given, **named)  # type: ignore[operator]


def test_every_service_method_is_asked_for_an_act_or_says_nothing_of_a_patient(
    services: Services,
) -> None:
    takes_actor = {
        name: "actor" in inspect.signature(method).parameters  # type: ignore[arg-type]
        for name, method in public_methods(services)
    }

    assert {name for name, takes in takes_actor.items() if takes} == set(ACTS)
    assert {name for name, takes in takes_actor.items() if not takes} == ANYBODY


def test_whoever_lacks_the_act_is_refused_by_every_method(
    services: Services, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(data_folder, "audit")

    for name, method in public_methods(services):
        if name in ANYBODY:
            continue
        for role in Role:
            monkeypatch.setitem(ALLOWED, role, frozenset(Act) - {ACTS[name]})
            with pytest.raises(NotAllowed, match=ACTS[name].value):
                call(method, Actor("Somebody", role))

    assert rows(data_folder, "audit") == before


def test_each_role_is_refused_what_the_table_does_not_give_it(services: Services) -> None:
    for name, method in public_methods(services):
        if name in ANYBODY:
            continue
        for role in Role:
            if ACTS[name] not in ALLOWED[role]:
                with pytest.raises(NotAllowed):
                    call(method, Actor("Somebody", role))


@pytest.fixture
def noted(services: Services, data_folder: Path) -> tuple[PatientId, str, str]:
    """A patient of two completed visits, one with a document, all written by somebody else."""
    del data_folder
    patient = services.patients.register(
        DOCTOR, PatientDetails(name=AWKWARD_NAME, birth_date=PartialDate(1988, 4, 17))
    )
    first = completed_visit(services, DOCTOR, patient.id, {"history.smoking": "now"})
    second = completed_visit(services, DOCTOR, patient.id, {"history.smoking": "stopped"})
    return patient.id, first, second


def entries_of(folder: Path, actor: Actor) -> set[tuple[object, object]]:
    return {(row[4], row[5]) for row in rows(folder, "audit") if row[2] == actor.name}


def test_what_earlier_visits_said_is_read_like_those_visits(
    services: Services, data_folder: Path, noted: tuple[PatientId, str, str]
) -> None:
    patient, first, second = noted
    draft = services.consultations.start(DOCTOR, patient).consultation.id

    services.follow_up.before(DESK, draft)

    read = {(Kind.CONSULTATION_READ, each) for each in (first, second)}
    assert entries_of(data_folder, DESK) == read
    other = Actor("Other desk", Role.RECEPTION)
    services.follow_up.overview(other, patient)
    assert entries_of(data_folder, other) == read


def test_a_document_that_was_issued_before_is_looked_at_whoever_hands_it_out(
    services: Services, data_folder: Path, noted: tuple[PatientId, str, str]
) -> None:
    _, first, _ = noted
    services.clinic.save(DOCTOR, CLINIC)
    visit = ConsultationId(first)
    document = services.handouts.issue(DOCTOR, visit, HandoutOptions()).document_id
    shown = {(Kind.DOCUMENT_SHOWN, document)}

    services.handouts.issue(DESK, visit, HandoutOptions())
    assert entries_of(data_folder, DESK) == shown

    other = Actor("Other desk", Role.RECEPTION)
    services.handouts.reprint(other, document)
    assert entries_of(data_folder, other) == shown

    third = Actor("Third desk", Role.RECEPTION)
    services.handouts.preview(third, visit, HandoutOptions())
    assert entries_of(data_folder, third) == {(Kind.CONSULTATION_READ, first)}


def test_the_answers_that_a_verb_shows_are_read_with_their_files(
    services: Services, data_folder: Path, noted: tuple[PatientId, str, str]
) -> None:
    _, first, _ = noted
    consultation = services.consultations.open(DOCTOR, ConsultationId(first)).consultation

    services.attachments.with_contents(DESK, consultation)

    assert entries_of(data_folder, DESK) == {(Kind.CONSULTATION_READ, first)}


def test_looking_somebody_up_reads_nothing(
    services: Services, data_folder: Path, noted: tuple[PatientId, str, str]
) -> None:
    patient, _, _ = noted

    services.patients.find(DESK, "lukasz")
    services.patients.find(DESK, "")
    services.patients.likely_doubles(DESK, PatientDetails(name=AWKWARD_NAME))
    services.consultations.of_patient(DESK, patient)
    services.consultations.open_drafts(DESK)
    services.handouts.of_patient(DESK, patient)
    services.photographs.of_patient(DESK, patient)
    services.duplicates.likely(DESK)
    assert entries_of(data_folder, DESK) == set()

    services.patients.get(DESK, patient)
    assert entries_of(data_folder, DESK) == {(Kind.PATIENT_READ, patient)}
