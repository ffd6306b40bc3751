"""Files from the disk, read and made ready in a worker thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from mimetypes import MimeTypes
from pathlib import Path
from threading import Event

from PySide6.QtGui import QImage

from intake_app.desktop.errors import sentence
from intake_app.desktop.small_pictures import SIDE, can_be_shown, picture_of
from intake_app.domain.errors import FileUnreadable, IntakeError, ValueRefused
from intake_app.domain.form.answers import given
from intake_app.domain.form.checks import answer_problem
from intake_app.domain.form.file_kinds import kind_of
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.values import Attachment
from intake_app.domain.visit.attachments import LARGEST, content_of, new_file
from intake_app.domain.visit.photographs import LARGEST_ORIGINAL, PHOTOGRAPH

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """What came of it: files to be kept, small pictures of them by hash, and refusals."""

    files: tuple[Attachment, ...]
    pictures: dict[str, QImage]
    refusals: tuple[str, ...]


class FileReading:
    """Reads files for one question.

    Args:
        item: The question.
        photograph: Takes everything but the picture out of a photograph.
        told: Called with how far it is, from 0 to 1.
    """

    def __init__(
        self,
        item: Item,
        photograph: Callable[[bytes], Attachment],
        told: Callable[[float], None],
    ) -> None:
        self._item = item
        self._photograph = photograph
        self._told = told
        self.stopped = Event()

    def read(self, paths: Sequence[Path]) -> ReadFiles:
        """Read what can be taken; what cannot is refused, each in words."""
        files: list[Attachment] = []
        refusals: list[str] = []
        for number, path in enumerate(paths):
            if self.stopped.is_set():
                break
            try:
                content = self._content(path, number / len(paths), 1 / len(paths))
                if content is not None:
                    files.append(self._made_ready(path, content))
            except IntakeError as refusal:
                refusals.append(f"{path.name}: {sentence(refusal)}")
        shown = {
            file.hash: picture_of(content_of(file), SIDE)
            for file in files
            if can_be_shown(file.content_type)
        }
        return ReadFiles(tuple(files), shown, tuple(refusals))

    def _content(self, path: Path, done: float, share: float) -> bytes | None:
        """The file, or one byte more than can be taken; None once it was stopped."""
        most = (LARGEST_ORIGINAL if self._item.control == PHOTOGRAPH else LARGEST) + 1
        content = bytearray()
        try:
            size = max(1, min(most, path.stat().st_size))
            with path.open("rb") as file:
                while chunk := file.read(min(_CHUNK, most - len(content))):
                    content += chunk
                    self._told(done + share * min(1.0, len(content) / size))
                    if self.stopped.is_set():
                        return None
        except OSError as error:
            reason = error.strerror or "the reason is not known"
            raise FileUnreadable(path=path, reason=reason) from None
        return bytes(content)

    def _made_ready(self, path: Path, content: bytes) -> Attachment:
        if self._item.control == PHOTOGRAPH:
            return self._photograph(content)
        guessed = MimeTypes().guess_type(path.name)[0]
        kind = guessed or kind_of(content) or "application/octet-stream"
        file = new_file(content, content_type=kind, title=path.name)
        content_of(file)
        if problem := answer_problem(self._item, given(file)):
            raise ValueRefused(name="It", value="taken", reason=problem.rstrip("."))
        return file
