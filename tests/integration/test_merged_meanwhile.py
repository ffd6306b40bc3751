"""What goes on at another window while two patients are merged, and after that is undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_app.bootstrap import LiveRecords
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.patients.patient import Patient, PatientDetails
from intake_app.services.access import Actor, Role
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME, day
from tests.helpers.earlier_visits import completed_draft, completed_visit
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.visits import CLINIC

DOCTOR = Actor("Dr Mary Example", Role.PRACTITIONER)


@pytest.fixture
def two(services: Services) -> tuple[Patient, Patient]:
    services.clinic.save(DOCTOR, CLINIC)
    kept, other = (
        services.patients.register(DOCTOR, PatientDetails(name=name, birth_date=day("1980-03-04")))
        for name in (AWKWARD_NAME, "Brien Lukasz, Zoe Sukru")
    )
    return kept, other


def found(services: Services, text: str) -> list[str]:
    return [str(match.id) for match in services.patients.find(DOCTOR, text)]


@pytest.fixture
def elsewhere(data_folder: Path, content: Content, clock: StoppedClock) -> Iterator[Services]:
    """Another window over the same records, which remembers nothing of the first."""
    live = LiveRecords(data_folder, lambda: content, clock)
    yield live.services()
    live.close()


def test_a_handout_printed_before_a_merge_is_found_then_and_after_it_is_undone(
    services: Services, elsewhere: Services, two: tuple[Patient, Patient]
) -> None:
    kept, other = two
    visit = completed_visit(services, DOCTOR, other.id, {"history.smoking": "now"})
    issued = services.handouts.issue(DOCTOR, visit, HandoutOptions())
    named = (issued.document_id, other.record_number)

    assert [found(elsewhere, each) for each in named] == [[other.id], [other.id]]
    services.duplicates.merge(DOCTOR, kept.id, other.id)
    assert [found(elsewhere, each) for each in named] == [[kept.id], [kept.id]]
    assert elsewhere.handouts.show(DOCTOR, issued.document_id).content == issued.content

    services.duplicates.unmerge(DOCTOR, other.id)
    assert [found(elsewhere, each) for each in named] == [[other.id], [other.id]]
    assert found(elsewhere, kept.record_number) == [kept.id]
    assert services.upkeep.verify(DOCTOR).ok


def test_a_draft_that_is_open_elsewhere_goes_on_under_who_is_kept_and_back(
    services: Services, elsewhere: Services, two: tuple[Patient, Patient]
) -> None:
    kept, other = two
    draft = elsewhere.consultations.start(DOCTOR, other.id).consultation.id
    services.duplicates.merge(DOCTOR, kept.id, other.id)

    completed_draft(elsewhere, DOCTOR, draft, {"visit.date": day("2026-05-03")})
    assert elsewhere.consultations.open(DOCTOR, draft).patient == kept
    issued = elsewhere.handouts.issue(DOCTOR, draft, HandoutOptions())
    assert found(services, issued.document_id) == [kept.id]
    assert {each.id for each in services.consultations.of_patient(DOCTOR, kept.id)} == {draft}

    services.duplicates.unmerge(DOCTOR, other.id)
    assert found(elsewhere, issued.document_id) == [other.id]
    assert {each.id for each in elsewhere.consultations.of_patient(DOCTOR, other.id)} == {draft}
    assert services.upkeep.verify(DOCTOR).ok
