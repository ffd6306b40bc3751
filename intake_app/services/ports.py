"""The outside world as the services see it, and the failures it may raise.

Storage failures are the RecordsRefused tree of domain/errors.py: read-only, busy, full,
newer, damaged. Anything else that a port raises is a bug.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.form.questionnaire import FormRef, Questionnaire
from intake_app.domain.handout.handout import Handout, HandoutOptions
from intake_app.domain.handout.texts import HandoutTexts
from intake_app.domain.language import Fault, Language
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId
from intake_app.domain.visit.aftercare import Window
from intake_app.domain.visit.consultation import Consultation, ConsultationId
from intake_app.domain.visit.personal import PersonalLine
from intake_app.domain.visit.screening import Rule
from intake_app.services.audit import NotingWork
from intake_app.services.clinic_port import ClinicContentRepository, ClinicRepository
from intake_app.services.corrections_port import CorrectionRepository
from intake_app.services.duplicates_port import DuplicateRepository
from intake_app.services.rendered import RenderedHandout


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredForm:
    """A form version as it was loaded: its JSON text never changes once stored."""

    ref: FormRef
    sha256: str
    definition: str


@dataclass(frozen=True, slots=True)
class Giving:
    """Who gave a document to its patient, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedDocument:
    """A handout as it was issued: the very bytes, and what they were made from.

    ``given`` is None as long as nobody has said that the patient has it.
    """

    document_id: str
    consultation_id: ConsultationId
    patient_id: PatientId
    consultation_version: int
    options: HandoutOptions
    content_version: str
    sha256: str
    pages: int
    issued_at: datetime
    issued_by: str
    content: bytes
    undrawable: tuple[str, ...] = ()
    superseded_by: str = ""
    given: Giving | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationSummary:
    """A consultation as a list shows it."""

    id: ConsultationId
    patient_id: PatientId
    patient_name: str
    state: str
    is_open: bool
    visit_date: date | None
    started_at: datetime
    started_by: str
    completed_at: datetime | None
    touched_at: datetime


class PatientRepository(Protocol):
    def add(self, details: PatientDetails, *, at: datetime) -> Patient:
        """Store a new patient under a new id and the next record number."""
        ...

    def get(self, patient_id: PatientId) -> Patient:
        """The patient; of one who was merged, the kept one.

        Raises PatientNotFound.
        """
        ...

    def update(self, patient: Patient, *, at: datetime) -> None: ...


class ConsultationRepository(Protocol):
    def add(self, consultation: Consultation) -> None: ...

    def get(self, consultation_id: ConsultationId) -> Consultation:
        """Raises ConsultationNotFound."""
        ...

    def update(self, consultation: Consultation) -> None:
        """Store the working record, and any version that is new; versions never change."""
        ...

    def discard(self, consultation_id: ConsultationId) -> None:
        """Remove a draft that was never completed."""
        ...

    def move(self, consultation: Consultation, to: PatientId) -> None:
        """Put it under another patient; raises ConsultationChanged like ``update``."""
        ...

    def of_patient(self, patient_id: PatientId) -> list[ConsultationSummary]:
        """Newest first; those of everybody who is shown as this patient."""
        ...

    def open_drafts(self, *, limit: int = 50) -> list[ConsultationSummary]:
        """What is being written anywhere, newest first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FormChoice:
    """Which form was put in use; ``ref`` is None for the one that comes with the program."""

    ref: FormRef | None
    chosen_by: str
    chosen_at: datetime


class FormRepository(Protocol):
    def add(self, form: StoredForm) -> None:
        """Store a form version; the same one again changes nothing.

        Raises FormRefused when this url|version is stored with another definition.
        """
        ...

    def get(self, ref: FormRef) -> StoredForm | None: ...

    def all(self) -> list[FormRef]:
        """Every version in the records, by url and version."""
        ...

    def chosen(self) -> FormChoice | None:
        """The form that was put in use last; None when nobody ever chose one."""
        ...

    def choose(self, choice: FormChoice) -> None:
        """Put a form in use; the choices before are kept behind it."""
        ...

    def questionnaire(self, ref: FormRef) -> Questionnaire:
        """The stored version, read once and kept; raises FormRefused when it is not there."""
        ...


class DocumentRepository(Protocol):
    def add(self, document: IssuedDocument) -> None:
        """Store; earlier documents of the consultation, edition and language are superseded."""
        ...

    def get(self, document_id: str) -> IssuedDocument:
        """Raises DocumentNotFound."""
        ...

    def find(self, document_id: str) -> IssuedDocument | None: ...

    def of_patient(self, patient_id: PatientId) -> list[IssuedDocument]:
        """Newest first, with empty ``content``; of everybody who is shown as this patient."""
        ...

    def note_given(self, document_id: str, giving: Giving, *, was_given: bool) -> None:
        """Keep that it was given, or that it was not after all; the newest word counts."""
        ...


class AttachmentRepository(Protocol):
    """The content of files given as answers; each belongs to one consultation."""

    def add(
        self, consultation_id: ConsultationId, name: str, content: bytes, *, at: datetime
    ) -> None:
        """Keep content under its SHA-256; the same again changes nothing."""
        ...

    def names(self, consultation_id: ConsultationId) -> frozenset[str]:
        """What is kept of a consultation."""
        ...

    def content(self, consultation_id: ConsultationId, name: str, *, title: str) -> bytes | None:
        """None when it is not there; raises KeptFileDamaged, by its title, when it changed."""
        ...

    def keep_only(self, consultation_id: ConsultationId, names: Collection[str]) -> None:
        """Remove what is not among these; what a completed version names cannot be removed."""
        ...


class UnitOfWork(NotingWork, Protocol):
    """One transaction over everything. Leaving without commit discards."""

    @property
    def patients(self) -> PatientRepository: ...
    @property
    def duplicates(self) -> DuplicateRepository: ...
    @property
    def consultations(self) -> ConsultationRepository: ...
    @property
    def corrections(self) -> CorrectionRepository: ...
    @property
    def forms(self) -> FormRepository: ...
    @property
    def attachments(self) -> AttachmentRepository: ...
    @property
    def documents(self) -> DocumentRepository: ...
    @property
    def clinic(self) -> ClinicRepository: ...
    @property
    def clinic_content(self) -> ClinicContentRepository: ...


UnitOfWorkFactory = Callable[[], UnitOfWork]
"""Opens a unit of work; the storage gives one for reading and one for writing."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Content:
    """Everything in resources/ that a consultation and its handout need, validated.

    Attributes:
        form: The questionnaire in its JSON text, with its reference and hash.
        texts: The words of every language that is complete.
        languages: Every language there is a folder for, complete or not.
        faults: Says what is missing or wrong in one of those languages.
    """

    version: str
    form: StoredForm
    rules: tuple[Rule, ...]
    windows: tuple[Window, ...]
    evidence: Evidence
    texts: Mapping[str, HandoutTexts]
    languages: Mapping[str, Language]
    faults: Callable[[str], tuple[Fault, ...]] = field(compare=False)
    personal_lines: tuple[PersonalLine, ...] = ()


class Photographs(Protocol):
    def prepared(self, content: bytes) -> bytes:
        """The picture alone: an upright JPEG without a trace of camera, place or time.

        Raises PhotographRefused.
        """
        ...


class HandoutRenderer(Protocol):
    def render(self, handout: Handout) -> RenderedHandout:
        """The same bytes for the same handout, every time."""
        ...

    def undrawable(self, text: str) -> tuple[str, ...]:
        """The characters of a text that no shipped font has, each once."""
        ...
