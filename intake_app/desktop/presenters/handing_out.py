"""Files that are kept: read to be looked at, or copied out of the records."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.presenters.consultation_screen import ConsultationScreen
from intake_app.domain.errors import FileNotWritable
from intake_app.domain.values import Attachment
from intake_app.domain.visit.attachments import content_of
from intake_app.domain.visit.consultation import ConsultationId


class HandingOut(QObject):
    """Of one consultation."""

    def __init__(
        self,
        page: ConsultationScreen,
        desk: Desk,
        consultation_id: ConsultationId,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._id = consultation_id
        page.files.opened.connect(self._open)
        page.files.copied.connect(self._copy)

    def content(self, file: Attachment) -> Callable[[], bytes]:
        """How to read, in any thread, what a file holds; on behalf of whoever acts now."""
        service, actor = self._desk.services.attachments, self._desk.actor()
        if file.data:
            return lambda: content_of(file)
        return lambda: service.content(actor, self._id, file)

    def _open(self, file: Attachment) -> None:
        words = file.title or self.tr("File")
        self._desk.tasks.run(
            self.content(file),
            done=lambda content: self._page.files.picture_come.emit(words, content),
            failed=self._refuse,
        )

    def _copy(self, file: Attachment, path: Path) -> None:
        content = self.content(file)

        def write() -> None:
            try:
                path.write_bytes(content())
            except OSError as error:
                reason = error.strerror or "the reason is not known"
                raise FileNotWritable(path=path, reason=reason) from None

        words = self.tr("A copy is in {path}. It is not protected there.").format(path=path)
        message = Message(level=Level.NOTE, text=words)
        self._desk.tasks.run(
            write, done=lambda _: self._page.show_message(message), failed=self._refuse
        )

    def _refuse(self, error: Exception) -> None:
        self._page.show_message(Message(level=Level.STOP, text=sentence(error)))
