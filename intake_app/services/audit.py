"""Who did what with which record, and when: told by the services, kept by the storage.

An entry names people who work here and ids of records; never a patient's name or an answer.
It is written in the transaction of what it tells of, so neither is there without the other.

Typing is not slowed: saving a draft and reading a record leave one entry for each sitting, that
is for each person, record and half hour, however many keystrokes or glances it has.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from types import TracebackType
from typing import Protocol, Self

from intake_app.domain.errors import RecordsRefused
from intake_app.services.access import Actor


class Kind(StrEnum):
    """What was done; these words are stored and never change their meaning."""

    RECORDS_BEGUN = "records.begun"
    RECORDS_CARRIED_OVER = "records.carried-over"
    RECORDS_BACKED_UP = "records.backed-up"
    RECORDS_RESTORED = "records.restored"
    RECORDS_SALVAGED = "records.salvaged"
    RECORDS_SEALED = "records.sealed"
    LOOKUP_MADE_ANEW = "records.lookup-made-anew"
    PATIENT_REGISTERED = "patient.registered"
    PATIENT_CORRECTED = "patient.corrected"
    PATIENT_READ = "patient.read"
    PATIENT_MERGED = "patient.merged"
    PATIENT_UNMERGED = "patient.unmerged"
    PATIENTS_KEPT_APART = "patient.kept-apart"
    PATIENTS_APART_UNDONE = "patient.apart-undone"
    CONSULTATION_STARTED = "consultation.started"
    CONSULTATION_WRITTEN = "consultation.written"
    CONSULTATION_READ = "consultation.read"
    CONSULTATION_PRINTED = "consultation.printed"
    CONSULTATION_COMPLETED = "consultation.completed"
    CONSULTATION_OVERRIDDEN = "consultation.overridden"
    CONSULTATION_AMENDING = "consultation.amending"
    CONSULTATION_DISCARDED = "consultation.discarded"
    RECORD_SEALED = "record.sealed"
    CONSULTATION_VOIDED = "consultation.voided"
    CONSULTATION_REINSTATED = "consultation.reinstated"
    CONSULTATION_MOVED = "consultation.moved"
    DOCUMENT_ISSUED = "document.issued"
    DOCUMENT_PRINTED = "document.printed"
    DOCUMENT_SHOWN = "document.shown"
    DOCUMENT_GIVEN = "document.given"
    DOCUMENT_NOT_GIVEN = "document.not-given"
    CLINIC_CHANGED = "clinic.changed"
    FORM_CHOSEN = "form.chosen"
    WINDOW_CHANGED = "window.changed"
    TEXT_APPROVED = "text.approved"
    TEXT_TAKEN_BACK = "text.taken-back"
    TEXT_REVIEWED = "text.reviewed"
    TEXT_REVIEW_TAKEN_BACK = "text.review-taken-back"


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did, on its way to becoming an entry."""

    actor: Actor
    kind: Kind
    record_id: str = ""


PROGRAM = "the program"
"""Who did what nobody asked for: begin the records, back them up on time."""


class AuditTrail(Protocol):
    """The entries, as one transaction sees them."""

    def note(self, deed: Deed) -> None:
        """Add an entry to this transaction."""
        ...

    def note_sitting(self, deed: Deed) -> None:
        """The same, once for each sitting; a transaction that need not begin does not."""
        ...


class NotingWork(Protocol):
    """The part of a unit of work that takes notes."""

    @property
    def audit(self) -> AuditTrail: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    def commit(self) -> None: ...


class ReadingNotes:
    """Notes what was read, in a transaction of its own.

    A full or busy disk must not keep anybody from reading about an allergy: what cannot be
    noted now is owed, and noted with the next thing that is read.

    Args:
        writing: Opens a unit of work for writing.
    """

    def __init__(self, writing: Callable[[], NotingWork]) -> None:
        self._writing = writing
        self._owed: tuple[Deed, ...] = ()
        self._one_at_a_time = Lock()

    def read(self, actor: Actor, kind: Kind, record_id: str) -> None:
        """Note it once for each sitting."""
        self.read_all(actor, kind, (record_id,))

    def read_all(self, actor: Actor, kind: Kind, record_ids: Iterable[str]) -> None:
        """The same for several records, in one transaction."""
        deeds = tuple(Deed(actor, kind, each) for each in record_ids)
        if deeds:
            self._write(deeds, each=False)

    def printed(self, actor: Actor, record_id: str, kind: Kind = Kind.DOCUMENT_PRINTED) -> None:
        """Note it each time: what is on paper can be carried away."""
        self._write((Deed(actor, kind, record_id),), each=True)

    def _write(self, deeds: tuple[Deed, ...], *, each: bool) -> None:
        with self._one_at_a_time:
            try:
                with self._writing() as uow:
                    for owed in self._owed:
                        uow.audit.note(owed)
                    for deed in deeds:
                        (uow.audit.note if each else uow.audit.note_sitting)(deed)
                    uow.commit()
            except RecordsRefused:
                self._owed = (*self._owed, *deeds)
            else:
                self._owed = ()
