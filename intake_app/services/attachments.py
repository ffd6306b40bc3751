"""Files given as answers: kept in the transaction of their draft, and read again."""

from dataclasses import replace
from datetime import datetime

from intake_app.domain.answers import Place
from intake_app.domain.attachments import (
    files_in,
    kept_files,
    kept_name,
    taken_in,
    with_content,
    with_each_file,
)
from intake_app.domain.consultation import Consultation, ConsultationId, Record
from intake_app.domain.dates import PartialDate
from intake_app.domain.file_errors import KeptFileMissing
from intake_app.domain.values import Attachment, Moment
from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Kind, ReadingNotes
from intake_app.services.ports import UnitOfWork, UnitOfWorkFactory


def keep_files(uow: UnitOfWork, consultation: Consultation, at: datetime) -> Consultation:
    """Keep the content of new files; the answers then only name it.

    Raises:
        FileRefused: A file cannot be kept.
        KeptFileMissing: A file is named that this consultation does not hold.
    """
    if consultation.working is None:
        return consultation
    moment = Moment(PartialDate.from_day(at.date()), at)

    def keep(_place: Place, file: Attachment) -> Attachment:
        if not file.data:
            return file
        named, content = taken_in(file, moment)
        uow.attachments.add(consultation.id, kept_name(named), content, at=at)
        return named

    working = with_each_file(consultation.working, keep)
    _ensure_held(uow, consultation.id, working)
    return (
        consultation if working is consultation.working else replace(consultation, working=working)
    )


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
    """

    def __init__(self, reading: UnitOfWorkFactory, writing: UnitOfWorkFactory) -> None:
        self._reading = reading
        self._notes = ReadingNotes(writing)

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
            return with_each_file(
                consultation.record,
                lambda _place, file: (
                    with_content(file, _content(uow, consultation.id, file))
                    if kept_name(file)
                    else file
                ),
            )


def _content(uow: UnitOfWork, consultation_id: ConsultationId, file: Attachment) -> bytes:
    title = file.title or file.content_type
    content = uow.attachments.content(consultation_id, kept_name(file), title=title)
    if content is None:
        raise KeptFileMissing(title=title)
    return content
