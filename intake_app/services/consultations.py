"""Start, save, complete, amend and read consultations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from intake_app.domain.dates import PartialDate
from intake_app.domain.errors import (
    AnswersMissing,
    ConsultationChanged,
    ConsultationClosed,
    FindingsOpen,
)
from intake_app.domain.form.answers import Answer, Place
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.beginning import VisitKind, beginning_answers
from intake_app.domain.visit.completing import completed
from intake_app.domain.visit.consultation import (
    Consultation,
    ConsultationId,
    ConsultationState,
    Record,
)
from intake_app.domain.visit.drafting import Edit
from intake_app.domain.visit.fhir_response import response_from_json
from intake_app.domain.visit.stored_scores import scored
from intake_app.services.access import Act, Actor, Role, require
from intake_app.services.attachments import FileKeeper, drop_unused_files
from intake_app.services.audit import Deed, Kind, ReadingNotes
from intake_app.services.consultation_view import ConsultationView, ConsultationViewer
from intake_app.services.corrections import ensure_not_voided, voided_among
from intake_app.services.ports import (
    Clock,
    ConsultationSummary,
    StoredForm,
    UnitOfWork,
    UnitOfWorkFactory,
)

__all__ = ["ConsultationService", "ConsultationView", "Recorded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of answers that were handed in whole.

    ``refusal`` says why it stayed a draft although completing was asked for.
    """

    view: ConsultationView
    refusal: AnswersMissing | FindingsOpen | None = None


class ConsultationService:
    """Use cases about visits; each call is one transaction.

    Args:
        reading: Opens a unit of work for reading.
        writing: Opens a unit of work for writing.
        clock: The time.
        viewer: Looks at what is stored, and works out what follows from it.
        files: Keeps the files among the answers.
    """

    def __init__(
        self,
        reading: UnitOfWorkFactory,
        writing: UnitOfWorkFactory,
        clock: Clock,
        viewer: ConsultationViewer,
        files: FileKeeper,
    ) -> None:
        self._files = files
        self._reading = reading
        self._writing = writing
        self._clock = clock
        self._viewer = viewer
        self._notes = ReadingNotes(writing)

    def start(
        self, actor: Actor, patient_id: PatientId, kind: VisitKind | None = None
    ) -> ConsultationView:
        """Open a draft in the form in use, with today's date and the form's initial answers.

        Without a kind it is a follow-up where a visit has been completed, else a first visit.
        """
        require(actor, Act.WRITE_CONSULTATION)
        with self._writing() as uow:
            consultation = _new_draft(
                uow, self._viewer.form_in_use(uow), actor, patient_id, self._clock.now()
            )
            answers = beginning_answers(
                uow.forms.questionnaire(consultation.form),
                PartialDate.from_day(self._viewer.reading(uow).today),
                practitioner=_seen_by(actor),
                kind=kind or _usual_kind(uow, patient_id),
            )
            consultation = replace(consultation, working=Record(answers=answers))
            consultation = self._viewer.begun(uow, self._files.keep(uow, consultation))
            uow.consultations.add(consultation)
            uow.audit.note(Deed(actor, Kind.CONSULTATION_STARTED, consultation.id))
            uow.commit()
            return self._viewer.view(uow, consultation)

    def open(self, actor: Actor, consultation_id: ConsultationId) -> ConsultationView:
        """Raises ConsultationNotFound."""
        require(actor, Act.READ_CONSULTATION)
        with self._reading() as uow:
            view = self._viewer.view(uow, uow.consultations.get(consultation_id))
        self._notes.read(actor, Kind.CONSULTATION_READ, consultation_id)
        return view

    def save(
        self, actor: Actor, consultation_id: ConsultationId, edits: Sequence[Edit]
    ) -> ConsultationView:
        """Apply edits to what is being written; when this returns they are on the disk."""
        require(actor, Act.WRITE_CONSULTATION)
        with self._writing() as uow:
            consultation = before = uow.consultations.get(consultation_id)
            begun: dict[Place, Answer] = {}
            for edit in edits:
                consultation, given = self._viewer.edited(uow, consultation, edit)
                begun |= given
                consultation = self._files.keep(uow, consultation)
            consultation = self._viewer.settled(uow, consultation)
            uow.consultations.update(consultation)
            uow.audit.note_sitting(Deed(actor, Kind.CONSULTATION_WRITTEN, consultation_id))
            uow.commit()
            return replace(self._viewer.view(uow, consultation), before=before, begun=begun)

    def complete(
        self, actor: Actor, consultation_id: ConsultationId, *, seen: int | None = None
    ) -> ConsultationView:
        """Close the draft, or the amendment, as the version that stands.

        Answers to questions that are not asked any more are left out.

        Args:
            actor: Who completes it.
            consultation_id: Which.
            seen: The revision that was read back; nobody answers for what they did not see.

        Raises:
            ConsultationChanged: It is another revision by now; the draft stays.
            AnswersMissing: Something required is missing or unfinished; the draft stays.
            FindingsOpen: The decision is to go ahead past open findings; the draft stays.
        """
        require(actor, Act.COMPLETE_CONSULTATION)
        with self._writing() as uow:
            stored = uow.consultations.get(consultation_id)
            if seen not in (None, stored.revision):
                raise ConsultationChanged
            view = self._viewer.view(uow, stored)
            consultation = _closed(view, actor, self._clock.now())
            _store_completed(uow, actor, consultation)
            uow.commit()
            return self._viewer.view(uow, consultation)

    def begin_amendment(
        self, actor: Actor, consultation_id: ConsultationId, reason: str
    ) -> ConsultationView:
        """Open a completed consultation for amending; what was completed stands meanwhile."""
        require(actor, Act.COMPLETE_CONSULTATION)
        with self._writing() as uow:
            ensure_not_voided(uow, consultation_id)
            consultation = uow.consultations.get(consultation_id).begin_amendment(
                reason=reason, by=actor.name, at=self._clock.now()
            )
            uow.consultations.update(consultation)
            uow.audit.note(Deed(actor, Kind.CONSULTATION_AMENDING, consultation_id))
            uow.commit()
            return self._viewer.view(uow, consultation)

    def discard(self, actor: Actor, consultation_id: ConsultationId) -> None:
        """Give up a draft or an amendment being written; what was completed stays.

        Raises:
            ConsultationClosed: Nothing is being written.
        """
        require(actor, Act.WRITE_CONSULTATION)
        with self._writing() as uow:
            consultation = uow.consultations.get(consultation_id)
            if not consultation.is_open:
                raise ConsultationClosed
            if consultation.versions:
                consultation = consultation.drop_amendment()
                uow.consultations.update(consultation)
                drop_unused_files(uow, consultation)
            else:
                uow.consultations.discard(consultation_id)
            uow.audit.note(Deed(actor, Kind.CONSULTATION_DISCARDED, consultation_id))
            uow.commit()

    def printed(self, actor: Actor, consultation_id: ConsultationId) -> None:
        """Note that its answers go to a printer or into a file."""
        require(actor, Act.READ_CONSULTATION)
        self._notes.printed(actor, consultation_id, Kind.CONSULTATION_PRINTED)

    def of_patient(self, actor: Actor, patient_id: PatientId) -> list[ConsultationSummary]:
        """A patient's consultations, newest first."""
        require(actor, Act.READ_CONSULTATION)
        with self._reading() as uow:
            return uow.consultations.of_patient(patient_id)

    def open_drafts(self, actor: Actor) -> list[ConsultationSummary]:
        """Everything that is being written, newest first."""
        require(actor, Act.READ_CONSULTATION)
        with self._reading() as uow:
            return uow.consultations.open_drafts()

    def record(
        self, actor: Actor, patient_id: PatientId, response: object, *, complete: bool
    ) -> Recorded:
        """Take a whole QuestionnaireResponse as a new consultation.

        Args:
            actor: Who hands it in.
            patient_id: Whose visit it is.
            response: The parsed JSON.
            complete: Whether to complete it; when that is refused the draft is kept.

        Raises:
            ResponseRefused: The response does not fit the form; nothing is saved.
        """
        require(actor, Act.WRITE_CONSULTATION)
        if complete:
            require(actor, Act.COMPLETE_CONSULTATION)
        with self._writing() as uow:
            consultation = _new_draft(
                uow, self._viewer.form_in_use(uow), actor, patient_id, self._clock.now()
            )
            questionnaire = uow.forms.questionnaire(consultation.form)
            record = scored(response_from_json(questionnaire, response), questionnaire)
            draft = self._files.keep(uow, replace(consultation, working=record))
            draft = self._viewer.settled(uow, draft)
            uow.consultations.add(draft)
            uow.audit.note(Deed(actor, Kind.CONSULTATION_STARTED, draft.id))
            view, refusal = self._viewer.view(uow, draft), None
            if complete:
                try:
                    finished = _closed(view, actor, self._clock.now())
                except (AnswersMissing, FindingsOpen) as reason:
                    refusal = reason
                else:
                    _store_completed(uow, actor, finished)
                    view = self._viewer.view(uow, finished)
            uow.commit()
        return Recorded(view=view, refusal=refusal)


def _new_draft(
    uow: UnitOfWork, form: StoredForm, actor: Actor, patient_id: PatientId, at: datetime
) -> Consultation:
    patient = uow.patients.get(patient_id)
    uow.forms.add(form)
    return Consultation(
        id=ConsultationId(str(uuid4())),
        patient_id=patient.id,
        form=form.ref,
        started_at=at,
        started_by=actor.name,
        working=Record(),
    )


def _closed(view: ConsultationView, actor: Actor, at: datetime) -> Consultation:
    return completed(view.consultation, view.questionnaire, view.assessment, by=actor.name, at=at)


def _store_completed(uow: UnitOfWork, actor: Actor, consultation: Consultation) -> None:
    uow.consultations.update(consultation)
    drop_unused_files(uow, consultation)
    if consultation.completed.record.overrides:
        uow.audit.note(Deed(actor, Kind.CONSULTATION_OVERRIDDEN, consultation.id))
    uow.audit.note(Deed(actor, Kind.CONSULTATION_COMPLETED, consultation.id))


def _usual_kind(uow: UnitOfWork, patient_id: PatientId) -> VisitKind:
    visits = uow.consultations.of_patient(patient_id)
    voided = voided_among(uow, [each.id for each in visits])
    been_here = any(v.state != ConsultationState.DRAFT and v.id not in voided for v in visits)
    return VisitKind.FOLLOW_UP if been_here else VisitKind.FIRST


def _seen_by(actor: Actor) -> str:
    """The desk may begin a visit, but did not see anybody."""
    return "" if actor.role is Role.RECEPTION else actor.name
