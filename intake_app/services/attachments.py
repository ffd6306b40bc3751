"""Files given as answers: kept in the transaction of their draft, and read again."""

from dataclasses import replace

from intake_app.domain.dates import PartialDate
from intake_app.domain.fhir.agreement import agreement_for, withheld
from intake_app.domain.file_errors import AgreementMissing, KeptFileMissing
from intake_app.domain.form.answers import Place
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.values import Attachment, Moment
from intake_app.domain.visit.attachments import (
    content_of,
    files_in,
    kept_files,
    kept_name,
    new_file,
    taken_in,
    with_content,
    with_each_file,
)
from intake_app.domain.visit.consultation import Consultation, ConsultationId, Record
from intake_app.domain.visit.photographs import PHOTOGRAPH
from intake_app.domain.visit.scalp_filling import stays_with_answers
from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Kind, ReadingNotes
from intake_app.services.ports import Clock, Photographs, UnitOfWork, UnitOfWorkFactory


class FileKeeper:
    """Keeps the files of a draft inside somebody else's unit of work.

    Args:
        photographs: Takes everything but the picture out of a photograph.
        clock: When a file was taken in.
    """

    def __init__(self, photographs: Photographs, clock: Clock) -> None:
        self._photographs = photographs
        self._clock = clock

    def keep(self, uow: UnitOfWork, consultation: Consultation) -> Consultation:
        """Keep the content of new files; the answers then only name it.

        Raises:
            FileRefused: A file cannot be kept.
            PhotographRefused: A photograph is no picture.
            AgreementMissing: The patient has to agree to it first.
            KeptFileMissing: A file is named that this consultation does not hold.
        """
        if consultation.working is None or not any(files_in(consultation.working)):
            return consultation
        questionnaire = uow.forms.questionnaire(consultation.form)
        held_back = withheld(questionnaire, consultation.working.answers)

        def keep(place: Place, file: Attachment) -> Attachment:
            if not file.data:
                return file
            if place.link_id in held_back:
                raise agreement_missing(questionnaire, place.link_id)
            item = questionnaire.by_link_id[place.link_id]
            if stays_with_answers(item, file):
                return file
            if item.control == PHOTOGRAPH:
                file = self.photograph(content_of(file))
            now = self._clock.now()
            named, content = taken_in(file, Moment(PartialDate.from_day(now.date()), now))
            uow.attachments.add(consultation.id, kept_name(named), content, at=now)
            return named

        working = with_each_file(consultation.working, keep)
        _ensure_held(uow, consultation.id, working)
        return replace(consultation, working=working)

    def photograph(self, content: bytes) -> Attachment:
        """The picture alone, as a file that is still to be kept.

        Raises:
            PhotographRefused: It is no picture, not a whole one, or far too large.
        """
        prepared = self._photographs.prepared(content)
        return new_file(prepared, content_type="image/jpeg", title="Photograph")


def agreement_missing(questionnaire: Questionnaire, link_id: str) -> AgreementMissing:
    """What to say of something that needs an agreement."""
    asked = questionnaire.find(agreement_for(questionnaire, link_id))
    return AgreementMissing(question=asked.text if asked is not None else link_id)


def drop_unused_files(uow: UnitOfWork, consultation: Consultation) -> None:
    """Remove the content that no version and no draft of a consultation names any more."""
    uow.attachments.keep_only(consultation.id, kept_files(consultation))


def _ensure_held(uow: UnitOfWork, consultation_id: ConsultationId, working: Record) -> None:
    named = {kept_name(file): file for _, file in files_in(working) if kept_name(file)}
    if named:
        held = uow.attachments.names(consultation_id)
        for name, file in named.items():
            if name not in held:
                raise KeptFileMissing(title=file.title or file.content_type)


class AttachmentService:
    """Hands out the content of files.

    Args:
        reading: Opens a unit of work for reading.
        writing: Opens a unit of work for writing: reading is noted.
        keeper: Makes photographs ready to be kept.
    """

    def __init__(
        self, reading: UnitOfWorkFactory, writing: UnitOfWorkFactory, keeper: FileKeeper
    ) -> None:
        self._reading = reading
        self._keeper = keeper
        self._notes = ReadingNotes(writing)

    def photograph(self, actor: Actor, content: bytes) -> Attachment:
        """A photograph as it may be kept: nothing in it but the picture. Nothing is saved yet.

        Raises:
            PhotographRefused: It is no picture, not a whole one, or far too large.
        """
        require(actor, Act.WRITE_CONSULTATION)
        return self._keeper.photograph(content)

    def content(self, actor: Actor, consultation_id: ConsultationId, file: Attachment) -> bytes:
        """What a file of this consultation holds.

        Raises:
            KeptFileMissing: The consultation holds no such file.
            KeptFileDamaged: The disk has changed it.
        """
        require(actor, Act.READ_CONSULTATION)
        with self._reading() as uow:
            content = _content(uow, consultation_id, file)
        self._notes.read(actor, Kind.CONSULTATION_READ, consultation_id)
        return content

    def with_contents(self, actor: Actor, consultation: Consultation) -> Record:
        """What is being written or stands, with the content of every file in it."""
        require(actor, Act.READ_CONSULTATION)
        with self._reading() as uow:
            record = with_each_file(
                consultation.record,
                lambda _place, file: (
                    with_content(file, _content(uow, consultation.id, file))
                    if kept_name(file)
                    else file
                ),
            )
        self._notes.read(actor, Kind.CONSULTATION_READ, consultation.id)
        return record


def _content(uow: UnitOfWork, consultation_id: ConsultationId, file: Attachment) -> bytes:
    title = file.title or file.content_type
    content = uow.attachments.content(consultation_id, kept_name(file), title=title)
    if content is None:
        raise KeptFileMissing(title=title)
    return content
