"""Files given as answers: taken in, named by their content, handed out again.

A file comes in with its content (``data``), and is kept beside the answers under the SHA-256 of
that content. The answer then only names it: ``urn:intake-app:attachment:<sha-256>``.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType

from intake_app.domain.file_errors import FileRefused
from intake_app.domain.form.answers import Answer, Place
from intake_app.domain.form.file_kinds import goes_under, is_content_type
from intake_app.domain.values import Attachment, Moment
from intake_app.domain.visit.consultation import Consultation, Record

LARGEST = 10_000_000
"""Bytes of one file that is kept with a record."""

KEPT = "urn:intake-app:attachment:"


def new_file(
    content: bytes, *, content_type: str, title: str, creation: Moment | None = None
) -> Attachment:
    """A file with its content in it, as an answer that is still to be kept."""
    return Attachment(
        content_type=content_type,
        title=title,
        data=base64.b64encode(content).decode("ascii"),
        size=len(content),
        hash=_hash(content),
        creation=creation,
    )


def kept_name(attachment: Attachment) -> str:
    """The SHA-256 under which the content is kept; empty for what is not."""
    name = attachment.url.removeprefix(KEPT)
    return name if name != attachment.url and not attachment.data else ""


def taken_in(attachment: Attachment, at: Moment) -> tuple[Attachment, bytes]:
    """The answer that names its content, and the content.

    Raises:
        FileRefused: Too large, empty, not what it is said to be, or not whole.
    """
    content = content_of(attachment)
    named = replace(
        attachment,
        data="",
        url=KEPT + hashlib.sha256(content).hexdigest(),
        size=len(content),
        hash=_hash(content),
        creation=attachment.creation or at,
    )
    return named, content


def content_of(attachment: Attachment) -> bytes:
    """The content that came with a file.

    Raises:
        FileRefused: Too large, empty, not what it is said to be, or not whole.
    """
    try:
        content = base64.b64decode("".join(attachment.data.split()).encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise _refused(attachment, "its data are not base64") from None
    if problem := content_problem(content, attachment.content_type):
        raise _refused(attachment, problem)
    if attachment.size not in (None, len(content)):
        raise _refused(attachment, "its size is not that of its data")
    if attachment.hash not in ("", _hash(content)):
        raise _refused(attachment, "its hash is not that of its data")
    return content


def content_problem(content: bytes, content_type: str) -> str:
    """Why a file cannot be kept, as the end of a sentence; empty when it can."""
    if not content:
        return "it is empty"
    if len(content) > LARGEST:
        return f"it is larger than {LARGEST // 1_000_000} MB. Choose a smaller file"
    if not is_content_type(content_type):
        return "its content type is missing, or is not one"
    if not goes_under(content_type, content):
        return f"it is said to be {content_type}, and its content is not"
    return ""


def with_content(attachment: Attachment, content: bytes) -> Attachment:
    """The same file with its content in it, as it is handed out."""
    return replace(attachment, data=base64.b64encode(content).decode("ascii"))


def files_in(record: Record) -> Iterator[tuple[Place, Attachment]]:
    """Every file among the answers, and where it stands."""
    for place, answer in record.answers.at.items():
        for value in answer.values:
            if isinstance(value, Attachment):
                yield place, value


def kept_files(consultation: Consultation) -> frozenset[str]:
    """The names of all content that a consultation, in any version, speaks of."""
    records = [version.record for version in consultation.versions]
    if consultation.working is not None:
        records.append(consultation.working)
    return frozenset(
        name for record in records for _, file in files_in(record) if (name := kept_name(file))
    )


def with_each_file(record: Record, change: Callable[[Place, Attachment], Attachment]) -> Record:
    """The record with every file in it changed; the very same one where none is."""
    changed: dict[Place, Answer] = {}
    for place in {place: None for place, _ in files_in(record)}:
        values = record.answers.at[place].values
        wanted = tuple(
            change(place, value) if isinstance(value, Attachment) else value for value in values
        )
        if wanted != values:
            changed[place] = Answer(wanted)
    if not changed:
        return record
    at = MappingProxyType({**record.answers.at, **changed})
    return replace(record, answers=replace(record.answers, at=at))


def _hash(content: bytes) -> str:
    return base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode("ascii")


def _refused(attachment: Attachment, reason: str) -> FileRefused:
    return FileRefused(title=attachment.title or attachment.content_type, reason=reason)
