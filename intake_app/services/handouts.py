"""Compose, render, store and reprint handouts."""

import hashlib
from dataclasses import dataclass, replace

from intake_app.domain.dates import PartialDate
from intake_app.domain.handout.composing import HandoutInput, compose_handout
from intake_app.domain.handout.composing_scalp import has_scalp_map
from intake_app.domain.handout.handout import Handout, HandoutOptions
from intake_app.domain.handout.printed_names import name_on_paper, with_names_for_paper
from intake_app.domain.language import Language, language_named
from intake_app.domain.patients.patient import Patient, PatientId
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.hair_form import READS_BEST, first_text
from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Deed, Kind, ReadingNotes
from intake_app.services.content_in_force import languages_as_reviewed
from intake_app.services.handout_input import handout_input
from intake_app.services.ports import (
    Clock,
    Content,
    Giving,
    HandoutRenderer,
    IssuedDocument,
    UnitOfWork,
    UnitOfWorkFactory,
)
from intake_app.services.rendered import RenderedHandout


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A handout as it would be issued.

    Attributes:
        patient: Whose it is, as recorded.
        already: Whether it has been.
        other_name: What is printed for a name that no font has; otherwise empty.
        untranslated: What the clinic has written in another language only, in words.
        said_before: The days of the earlier visits that a part of it is from.
    """

    handout: Handout
    patient: Patient
    rendered: RenderedHandout
    already: bool
    other_name: str = ""
    untranslated: tuple[str, ...] = ()
    said_before: tuple[PartialDate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageOffer:
    """What a handout can be had in, and what this patient reads.

    Attributes:
        asked: What is recorded of the patient's language, as it was written down.
        usual: The language there is for that; None where there is none, or nothing is recorded.
        scalp_map: Whether the visit has a map of the scalp that can go on the paper.
    """

    languages: tuple[Language, ...]
    asked: str
    usual: Language | None
    scalp_map: bool = False


class HandoutService:
    """Use cases about the paper.

    Args:
        reading: Opens a unit of work for reading.
        writing: Opens a unit of work for writing.
        clock: The time.
        content: Evidence, windows and texts.
        renderer: Draws a handout; asked for at the first use, because it is slow to load.
    """

    def __init__(
        self,
        reading: UnitOfWorkFactory,
        writing: UnitOfWorkFactory,
        clock: Clock,
        content: Content,
        renderer: HandoutRenderer,
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock
        self._content = content
        self._renderer = renderer
        self._notes = ReadingNotes(writing)

    def languages(self) -> tuple[Language, ...]:
        """The languages there are; one whose text is not complete is refused when asked for."""
        return tuple(self._content.languages.values())

    def offer(self, actor: Actor, consultation_id: ConsultationId) -> LanguageOffer:
        """The languages there are, and which of them this patient's handout begins in.

        What the patient said in this visit goes before what was noted at registration.
        """
        require(actor, Act.READ_CONSULTATION)
        with self._reading() as uow:
            consultation = uow.consultations.get(consultation_id)
            patient = uow.patients.get(consultation.patient_id)
            form = uow.forms.questionnaire(consultation.form)
            languages = languages_as_reviewed(uow, self._content)
        answers = consultation.record.answers
        asked = first_text(answers, READS_BEST) or patient.details.language
        return LanguageOffer(
            languages=languages,
            asked=asked,
            usual=language_named(asked, languages),
            scalp_map=has_scalp_map(form, answers),
        )

    def preview(
        self, actor: Actor, consultation_id: ConsultationId, options: HandoutOptions
    ) -> Preview:
        """Compose and draw without storing.

        Raises:
            ConsultationNotCompleted: It is still a draft.
            HandoutRefused: Edition, paper, language, a window or a clinic setting is missing.
        """
        require(actor, Act.ISSUE_HANDOUT)
        with self._reading() as uow:
            handout, input_ = self._composed(uow, consultation_id, options)
            patient = uow.patients.get(input_.patient.id)
            stored = uow.documents.find(handout.document_id)
        earlier = (*input_.carried.visits, *input_.personal.visits)
        read = dict.fromkeys((consultation_id, *earlier))
        self._notes.read_all(actor, Kind.CONSULTATION_READ, read)
        printed = input_.patient.name
        return Preview(
            handout=handout,
            patient=patient,
            rendered=_as_issued(stored) if stored else self._renderer.render(handout),
            already=stored is not None,
            other_name=printed if printed != patient.name else "",
            untranslated=input_.clinic.untranslated(options.language),
            said_before=_said_before(input_),
        )

    def issue(
        self, actor: Actor, consultation_id: ConsultationId, options: HandoutOptions
    ) -> IssuedDocument:
        """Compose, draw and store; issuing the same again returns the stored document."""
        require(actor, Act.ISSUE_HANDOUT)
        with self._reading() as uow:
            handout, input_ = self._composed(uow, consultation_id, options)
            stored = uow.documents.find(handout.document_id)
        if stored is not None:
            self._notes.read(actor, Kind.DOCUMENT_SHOWN, stored.document_id)
            return stored
        rendered = self._renderer.render(handout)
        document = IssuedDocument(
            document_id=handout.document_id,
            consultation_id=consultation_id,
            patient_id=input_.patient.id,
            consultation_version=input_.version.number,
            options=options,
            content_version=self._content.version,
            sha256=hashlib.sha256(rendered.content).hexdigest(),
            pages=rendered.pages,
            issued_at=self._clock.now(),
            issued_by=actor.name,
            content=rendered.content,
            undrawable=rendered.undrawable,
        )
        with self._writing() as uow:
            meanwhile = uow.documents.find(document.document_id)
            if meanwhile is not None:
                return meanwhile
            uow.documents.add(document)
            uow.audit.note(Deed(actor, Kind.DOCUMENT_ISSUED, document.document_id))
            uow.commit()
        return document

    def show(self, actor: Actor, document_id: str) -> IssuedDocument:
        """The document as it was issued, byte for byte, to be looked at.

        Raises:
            DocumentNotFound: No document has this id.
        """
        require(actor, Act.READ_CONSULTATION)
        return self._looked_at(actor, document_id)

    def reprint(self, actor: Actor, document_id: str) -> IssuedDocument:
        """The same, to be put on paper or into a file; ``printed`` is told once that is done."""
        require(actor, Act.ISSUE_HANDOUT)
        return self._looked_at(actor, document_id)

    def printed(self, actor: Actor, document_id: str) -> None:
        """Note that the document went to a printer or into a file."""
        require(actor, Act.ISSUE_HANDOUT)
        self._notes.printed(actor, document_id)

    def mark_given(
        self, actor: Actor, document_id: str, *, was_given: bool = True
    ) -> IssuedDocument:
        """Keep that the patient has the document, or has it not after all.

        What is so already stays as it is, with the name of who said it first.

        Raises:
            DocumentNotFound: No document has this id.
        """
        require(actor, Act.ISSUE_HANDOUT)
        with self._writing() as uow:
            document = uow.documents.get(document_id.strip().upper())
            if (document.given is not None) == was_given:
                return document
            giving = Giving(by=actor.name, at=self._clock.now())
            uow.documents.note_given(document.document_id, giving, was_given=was_given)
            kind = Kind.DOCUMENT_GIVEN if was_given else Kind.DOCUMENT_NOT_GIVEN
            uow.audit.note(Deed(actor, kind, document.document_id))
            uow.commit()
        return replace(document, given=giving if was_given else None)

    def name_on_paper(self, actor: Actor, patient_id: PatientId) -> str:
        """The patient's name as a handout prints it.

        Raises:
            PatientNameNotDrawable: No font has it, and there is none in Latin letters.
        """
        require(actor, Act.ISSUE_HANDOUT)
        with self._reading() as uow:
            patient = uow.patients.get(patient_id)
        return name_on_paper(patient, self._renderer.undrawable)

    def of_patient(self, actor: Actor, patient_id: PatientId) -> list[IssuedDocument]:
        """A patient's documents, newest first, without their bytes."""
        require(actor, Act.READ_CONSULTATION)
        with self._reading() as uow:
            return uow.documents.of_patient(patient_id)

    def _looked_at(self, actor: Actor, document_id: str) -> IssuedDocument:
        with self._reading() as uow:
            document = uow.documents.get(document_id.strip().upper())
        self._notes.read(actor, Kind.DOCUMENT_SHOWN, document.document_id)
        return document

    def _composed(
        self, uow: UnitOfWork, consultation_id: ConsultationId, options: HandoutOptions
    ) -> tuple[Handout, HandoutInput]:
        input_ = handout_input(uow, self._content, consultation_id, options.language)
        input_ = with_names_for_paper(input_, self._renderer.undrawable)
        return compose_handout(input_, options), input_


def _said_before(input_: HandoutInput) -> tuple[PartialDate, ...]:
    told = {part.day for part in input_.carried.parts.values()} | {input_.personal.before}
    return tuple(sorted(day for day in told if day is not None))


def _as_issued(stored: IssuedDocument) -> RenderedHandout:
    return RenderedHandout(
        content=stored.content, pages=stored.pages, undrawable=stored.undrawable
    )
