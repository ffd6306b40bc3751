"""Made-up patients, forms and consultations for tests of the records."""

import hashlib
import json
from datetime import UTC, datetime
from uuid import uuid4

from intake_app.domain.form.questionnaire import FormRef
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId
from intake_app.domain.visit.consultation import Consultation, ConsultationId, Record
from intake_app.services.ports import IssuedDocument, StoredForm, UnitOfWork

AWKWARD_NAME = "Zoë O'Brien-Łukasz <b>&co</b> Şükrü"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

_ITEMS = [
    {
        "linkId": "visit",
        "type": "group",
        "text": "Visit",
        "item": [
            {"linkId": "visit.date", "type": "date", "text": "Date", "required": True},
            {"linkId": "visit.reason", "type": "text", "text": "Reason"},
            {"linkId": "salt", "type": "decimal", "text": "SALT"},
            {"linkId": "pulled", "type": "integer", "text": "Hairs pulled"},
            {"linkId": "told", "type": "boolean", "text": "Told"},
            {"linkId": "clock", "type": "time", "text": "Time"},
            {"linkId": "next", "type": "dateTime", "text": "Next visit"},
            {"linkId": "weight", "type": "quantity", "text": "Weight"},
            {
                "linkId": "skin",
                "type": "choice",
                "text": "Phototype",
                "repeats": True,
                "answerOption": [
                    {"valueCoding": {"system": "urn:s", "code": code, "display": f"Type {code}"}}
                    for code in ("I", "II", "III")
                ],
            },
            {
                "linkId": "sun",
                "type": "text",
                "text": "Only asked when told",
                "enableWhen": [{"question": "told", "operator": "=", "answerBoolean": True}],
            },
        ],
    },
    {
        "linkId": "treatments",
        "type": "group",
        "text": "Earlier treatments",
        "repeats": True,
        "item": [
            {"linkId": "treatments.what", "type": "string", "text": "What"},
            {
                "linkId": "doses",
                "type": "group",
                "text": "Doses",
                "repeats": True,
                "item": [{"linkId": "dose[0]", "type": "decimal", "text": "Dose"}],
            },
        ],
    },
]


def stored_form(version: str = "1.0.0", *, title: str = "A short form") -> StoredForm:
    """A form with every type of answer, rows inside rows, and a question seldom asked."""
    ref = FormRef("urn:test:form", version)
    definition = json.dumps(
        {
            "resourceType": "Questionnaire",
            "url": ref.url,
            "version": ref.version,
            "status": "active",
            "title": title,
            "item": _ITEMS,
        }
    )
    digest = hashlib.sha256(definition.encode()).hexdigest()
    return StoredForm(ref=ref, sha256=digest, definition=definition)


def register(uow: UnitOfWork, name: str = AWKWARD_NAME) -> Patient:
    return uow.patients.add(PatientDetails(name=name), at=NOON)


def draft(patient_id: PatientId, record: Record | None = None) -> Consultation:
    return Consultation(
        id=ConsultationId(str(uuid4())),
        patient_id=patient_id,
        form=stored_form().ref,
        started_at=NOON,
        started_by="Dr Example",
        working=record or Record(),
    )


def store_draft(uow: UnitOfWork, record: Record | None = None) -> Consultation:
    """A registered patient's consultation, with its form."""
    uow.forms.add(stored_form())
    consultation = draft(register(uow).id, record)
    uow.consultations.add(consultation)
    return consultation


def store_completed(uow: UnitOfWork) -> Consultation:
    consultation = store_draft(uow).complete(Record(), by="Dr Example", at=NOON)
    uow.consultations.update(consultation)
    return consultation


def document(consultation: Consultation, document_id: str = "ABC123") -> IssuedDocument:
    content = b"%PDF-1.7 \x00 made up"
    return IssuedDocument(
        document_id=document_id,
        consultation_id=consultation.id,
        patient_id=consultation.patient_id,
        consultation_version=len(consultation.versions),
        options=HandoutOptions(),
        content_version="2026.1",
        sha256=hashlib.sha256(content).hexdigest(),
        pages=4,
        issued_at=NOON,
        issued_by="Dr Example",
        content=content,
        undrawable=("𐎀", "𒀀"),
    )
