"""Records with rows in every table there is, of every kind that a clinic writes."""

from datetime import timedelta
from pathlib import Path

from intake_app.domain.clinic import Clinic
from intake_app.domain.handout.printed_text import Approval
from intake_app.domain.handout.text_review import TextReview
from intake_app.domain.products import Product
from intake_app.domain.visit.aftercare import Span, SpanUnit
from intake_app.domain.visit.clinic_windows import WindowChange
from intake_app.domain.visit.consultation import Consultation
from intake_app.domain.visit.corrections import Correction, CorrectionKind
from intake_app.services.audit import Deed, Kind
from intake_app.services.duplicates_port import Merge
from intake_app.services.ports import FormChoice, Giving, UnitOfWork
from intake_app.storage.data_key import DataKey
from intake_app.storage.records import Records, open_records
from tests.helpers.record_builders import AWKWARD_NAME, NOON, draft, register, stored_form
from tests.helpers.upkeep import ANNA, fill

_SAID = "A made-up reason, long enough to fill a page with a few dozen of them. " * 3


def fill_every_table(folder: Path, times: int, key: DataKey | None = None) -> None:
    """Patients with visits, files and documents, and so many of each thing said of them."""
    fill(folder, times, key)
    records = open_records(folder, key, now=lambda: NOON)
    for number in range(times):
        with records.writing() as uow:
            _say(uow, number)
            uow.commit()
    _discard_some(records, times)
    records.close()


def _say(uow: UnitOfWork, number: int) -> None:
    at, who = NOON + timedelta(minutes=number), ANNA.name
    kept, other, apart = (register(uow, f"{AWKWARD_NAME} {number} {each}") for each in "abc")
    uow.duplicates.merge(Merge(kept_id=kept.id, merged=other, by=who, at=at))
    first, second = sorted((kept.id, apart.id))
    uow.duplicates.keep_apart((first, second), by=who, at=at)
    consultation = draft(kept.id)
    uow.consultations.add(consultation)
    moved = Correction(
        kind=CorrectionKind.MOVED,
        from_patient=kept.id,
        to_patient=apart.id,
        reason=_SAID,
        by=who,
        at=at,
    )
    uow.corrections.add(consultation.id, moved)
    uow.consultations.move(consultation, apart.id)
    span = Span(number + 1, SpanUnit.HOURS)
    before = Span(number, SpanUnit.HOURS) if number else None
    uow.clinic_content.change_window(
        WindowChange(window_id="wash", span=span, before=before, by=who, at=at)
    )
    uow.clinic_content.approve(
        Approval(
            language="en",
            content_version="2026.1",
            digest=f"{number:064x}",
            holds=True,
            passages={"first": _SAID},
            by=who,
            at=at,
        )
    )
    uow.clinic_content.keep_review(
        TextReview(
            language="es",
            content_version="2026.1",
            digest=f"{number:064x}",
            holds=True,
            clinician=_SAID,
            by=who,
            at=at,
        )
    )
    uow.documents.note_given(f"DOC{number:05}", Giving(by=who, at=at), was_given=True)
    uow.forms.choose(
        FormChoice(ref=stored_form().ref if number % 2 else None, chosen_by=who, chosen_at=at)
    )
    product = Product(name=f"Made-up product {number}")
    uow.clinic.save(Clinic(name="Made-up clinic", products=(product,)), by=who, at=at)
    for each in range(3):
        uow.audit.note(Deed(ANNA, Kind.PATIENT_READ, f"{kept.id} {each}"))


def _discard_some(records: Records, times: int) -> None:
    """Drafts that were given up: their pages are free, and what stands there counts no more."""
    given_up: list[Consultation] = []
    with records.writing() as uow:
        patient = register(uow)
        for number in range(times):
            consultation = draft(patient.id)
            uow.consultations.add(consultation)
            content = f"picture {number}".encode() * 2000
            uow.attachments.add(consultation.id, f"{number:064x}", content, at=NOON)
            given_up.append(consultation)
        uow.commit()
    with records.writing() as uow:
        for consultation in given_up:
            uow.consultations.discard(consultation.id)
        uow.commit()
