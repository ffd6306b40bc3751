"""Rows to values and back: two functions per aggregate."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, cast

from intake_app.domain.clinic import Clinic
from intake_app.domain.clinic_words import ClinicWords
from intake_app.domain.dates import parse_iso
from intake_app.domain.fhir_json import JsonObject, to_json_text
from intake_app.domain.form.answers import Place
from intake_app.domain.form.questionnaire import FormRef, Questionnaire
from intake_app.domain.handout.handout import Edition, HandoutOptions, Paper
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId, Sex
from intake_app.domain.products import Batch, Product
from intake_app.domain.visit.consultation import (
    Amendment,
    Consultation,
    ConsultationId,
    Record,
    Version,
)
from intake_app.domain.visit.fhir_response import response_from_json, response_to_json
from intake_app.domain.visit.hair_form import VISIT_DATE, day_of, first_value
from intake_app.services.ports import FormChoice, Giving, IssuedDocument, StoredForm
from intake_app.storage.search.folding import phone_digits
from intake_app.storage.search.name_forms import index_text
from intake_app.storage.tables import (
    ConsultationRow,
    ConsultationVersionRow,
    DocumentRow,
    FormChoiceRow,
    FormVersionRow,
    PatientRow,
)

_WITH_MAP = "+scalp-map"
"""Ends the edition of a paper that bears the map of the scalp."""


def write_patient(row: PatientRow, details: PatientDetails, *, at: datetime) -> None:
    row.name = details.name
    row.birth_date = str(details.birth_date or "")
    row.sex = details.sex.value
    row.language = details.language
    row.phones = list(details.phones)
    row.email = details.email
    row.guardian = details.guardian
    row.romanised_name = details.romanised_name
    row.name_folded = index_text(details.name, details.romanised_name)
    row.phone_digits = phone_digits(details.phones)
    row.updated_at = at


def patient_of(row: PatientRow) -> Patient:
    return Patient(
        id=PatientId(row.id),
        record_number=row.record_number,
        registered_at=row.created_at,
        details=PatientDetails(
            name=row.name,
            birth_date=parse_iso(row.birth_date) if row.birth_date else None,
            sex=Sex(row.sex),
            language=row.language,
            phones=tuple(cast("list[str]", row.phones)),
            email=row.email,
            guardian=row.guardian,
            romanised_name=row.romanised_name,
        ),
    )


def form_row(form: StoredForm) -> FormVersionRow:
    return FormVersionRow(
        url=form.ref.url,
        version=form.ref.version,
        sha256=form.sha256,
        definition=form.definition,
    )


def form_choice_row(choice: FormChoice) -> FormChoiceRow:
    ref = choice.ref
    return FormChoiceRow(
        url=ref.url if ref is not None else None,
        version=ref.version if ref is not None else None,
        chosen_by=choice.chosen_by,
        chosen_at=choice.chosen_at,
    )


def form_choice_of(row: FormChoiceRow) -> FormChoice:
    ref = None if row.url is None or row.version is None else FormRef(row.url, row.version)
    return FormChoice(ref=ref, chosen_by=row.chosen_by, chosen_at=row.chosen_at)


def form_of(row: FormVersionRow) -> StoredForm:
    return StoredForm(
        ref=FormRef(row.url, row.version), sha256=row.sha256, definition=row.definition
    )


def consultation_columns(
    consultation: Consultation, working: str | None, *, at: datetime
) -> JsonObject:
    """The columns that a save changes; ``working`` is the text of what is being written."""
    return {
        "working": working,
        "unfinished": _unfinished_json(consultation),
        "amendment": _amendment_json(consultation.amendment),
        "is_open": consultation.is_open,
        "revision": consultation.revision,
        "visit_date": _visit_date(consultation.record),
        "updated_at": at,
    }


def version_columns(
    consultation: Consultation, version: Version, questionnaire: Questionnaire
) -> JsonObject:
    status = "completed" if version.number == 1 else "amended"
    response = response_to_json(questionnaire, version.record, status=status, authored=version.at)
    return {
        "consultation_id": consultation.id,
        "number": version.number,
        "response": to_json_text(response),
        "recorded_by": version.by,
        "recorded_at": version.at,
        "reason": version.reason,
    }


def consultation_of(
    row: ConsultationRow, versions: Iterable[ConsultationVersionRow], questionnaire: Questionnaire
) -> Consultation:
    working = row.working
    return Consultation(
        id=ConsultationId(row.id),
        patient_id=PatientId(row.patient_id),
        form=FormRef(row.form_url, row.form_version),
        started_at=row.started_at,
        started_by=row.started_by,
        working=response_from_json(questionnaire, working) if working is not None else None,
        unfinished=_unfinished_of(row.unfinished),
        left_at=_left_at_of(row.unfinished),
        amendment=_amendment_of(row.amendment),
        versions=tuple(_version_of(version, questionnaire) for version in versions),
        revision=row.revision,
    )


def edition_kept(options: HandoutOptions) -> str:
    """The edition as records keep it: one with the map of the scalp is one of its own."""
    return f"{options.edition.value}{_WITH_MAP}" if options.scalp_map else options.edition.value


def _options_of(row: DocumentRow) -> HandoutOptions:
    return HandoutOptions(
        edition=Edition(row.edition.removesuffix(_WITH_MAP)),
        language=row.language,
        paper=Paper(row.paper),
        scalp_map=row.edition.endswith(_WITH_MAP),
    )


def document_row(document: IssuedDocument) -> DocumentRow:
    return DocumentRow(
        document_id=document.document_id,
        consultation_id=document.consultation_id,
        consultation_version=document.consultation_version,
        edition=edition_kept(document.options),
        language=document.options.language,
        paper=document.options.paper.value,
        content_version=document.content_version,
        sha256=document.sha256,
        pages=document.pages,
        issued_at=document.issued_at,
        issued_by=document.issued_by,
        undrawable=list(document.undrawable),
        superseded_by=document.superseded_by,
        content=document.content,
    )


def document_of(
    row: DocumentRow, patient_id: str, *, content: bytes, given: Giving | None
) -> IssuedDocument:
    """The document; ``content`` is given because a list does without it."""
    return IssuedDocument(
        document_id=row.document_id,
        consultation_id=ConsultationId(row.consultation_id),
        patient_id=PatientId(patient_id),
        consultation_version=row.consultation_version,
        options=_options_of(row),
        content_version=row.content_version,
        sha256=row.sha256,
        pages=row.pages,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        content=content,
        undrawable=tuple(cast("list[str]", row.undrawable)),
        superseded_by=row.superseded_by,
        given=given,
    )


def clinic_json(clinic: Clinic) -> JsonObject:
    settings = asdict(clinic)
    settings["products"] = [_product_json(each) for each in clinic.products]
    settings["words"] = [asdict(each) for each in clinic.words]
    return settings


def clinic_of(settings: object) -> Clinic:
    """Settings as they were saved; what an older version did not know has its default."""
    saved = cast("JsonObject", settings)
    known = {each.name: saved[each.name] for each in fields(Clinic) if each.name in saved}
    listed = cast("list[JsonObject]", saved.get("products", []))
    known["products"] = tuple(_product_of(each) for each in listed)
    words = cast("list[dict[str, str]]", saved.get("words", []))
    known["words"] = tuple(ClinicWords(**each) for each in words)
    known["practitioners"] = tuple(cast("list[str]", known.get("practitioners", [])))
    return Clinic(**known)  # type: ignore[arg-type]  # JSON keeps the types it was given


def _version_of(row: ConsultationVersionRow, questionnaire: Questionnaire) -> Version:
    return Version(
        number=row.number,
        record=response_from_json(questionnaire, row.response),
        by=row.recorded_by,
        at=row.recorded_at,
        reason=row.reason,
    )


def _visit_date(record: Record) -> date | None:
    day = day_of(first_value(record.answers, VISIT_DATE))
    return day.first_day if day is not None and day.is_full else None


def _unfinished_json(consultation: Consultation) -> str:
    """In ASCII, for half an emoji is kept too; rows apart, for a linkId may end like a row."""
    entries: list[JsonObject] = [
        {"linkId": place.link_id, "rows": place.rows, "text": text}
        for place, text in consultation.unfinished.items()
    ]
    if (left := consultation.left_at) is not None:
        entries.append({"linkId": left.link_id, "rows": left.rows})
    return json.dumps(entries)


def _unfinished_of(stored: str) -> Mapping[Place, str]:
    entries = (entry for entry in json.loads(stored) if "text" in entry)
    return MappingProxyType({_place_of(entry): entry["text"] for entry in entries})


def _left_at_of(stored: str) -> Place | None:
    """The one entry without a text is where somebody wrote last."""
    entries = (entry for entry in json.loads(stored) if "text" not in entry)
    return next((_place_of(entry) for entry in entries), None)


def _place_of(entry: Mapping[str, Any]) -> Place:
    return Place(entry["linkId"], tuple(entry["rows"]))


def _amendment_json(amendment: Amendment | None) -> object:
    if amendment is None:
        return None
    begun_at = amendment.begun_at.isoformat()
    return {"reason": amendment.reason, "by": amendment.by, "begunAt": begun_at}


def _amendment_of(stored: object) -> Amendment | None:
    if stored is None:
        return None
    entry = cast("dict[str, str]", stored)
    begun_at = datetime.fromisoformat(entry["begunAt"])
    return Amendment(reason=entry["reason"], by=entry["by"], begun_at=begun_at)


def _product_json(product: Product) -> JsonObject:
    batches = [{"number": b.number, "expiry": str(b.expiry or "")} for b in product.batches]
    return {**asdict(product), "batches": batches}


def _product_of(saved: JsonObject) -> Product:
    known = {each.name: saved[each.name] for each in fields(Product) if each.name in saved}
    known["batches"] = tuple(
        Batch(
            number=batch["number"],
            expiry=parse_iso(batch["expiry"]) if batch["expiry"] else None,
        )
        for batch in cast("list[dict[str, str]]", saved.get("batches", []))
    )
    return Product(**known)  # type: ignore[arg-type]  # JSON keeps the types it was given
