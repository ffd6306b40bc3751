"""What is known on the screen of files: pictures of them, and what happens to new ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from PySide6.QtGui import QImage

from intake_app.domain.form.answers import Place
from intake_app.domain.values import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNote:
    """What happens, or happened, to a file that was to be added.

    Attributes:
        text: In words; a refusal says what to do.
        progress: From 0 to 1 while it lasts; None when it is over.
    """

    text: str
    progress: float | None = None


def _no_notes() -> Mapping[Place, FileNote]:
    return MappingProxyType({})


def _no_pictures() -> Mapping[str, QImage]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FileBoard:
    notes: Mapping[Place, FileNote] = field(default_factory=_no_notes)
    pictures: Mapping[str, QImage] = field(default_factory=_no_pictures)

    def picture(self, file: Attachment) -> QImage | None:
        """A small picture of a file, once it has been read."""
        return self.pictures.get(file.hash)
