"""The signatures of the visit that is chosen in the list, read when it is chosen."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtGui import QImage

from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.models.visit_detail import VisitDetail
from intake_app.desktop.small_pictures import picture_of, side_for
from intake_app.domain.errors import IntakeError
from intake_app.domain.visit.consultation import ConsultationId


class SignaturesView(Protocol):
    signatures_wanted: SignalInstance

    def show_pictures(
        self, consultation_id: str, pictures: Sequence[tuple[str, QImage]]
    ) -> None: ...
    def show_trouble(self, text: str) -> None: ...


class SignaturesShown(QObject):
    def __init__(self, view: SignaturesView, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._desk = desk
        view.signatures_wanted.connect(self._read)

    def _read(self, detail: VisitDetail) -> None:
        if detail.facts is None:
            return
        id_, signed = detail.consultation_id, detail.facts.signed
        actor, service = self._desk.actor(), self._desk.services.attachments

        def pictures() -> list[tuple[str, QImage]]:
            files = [each.file for each in signed]
            contents = [service.content(actor, ConsultationId(id_), each) for each in files]
            return [
                (file.hash, picture_of(content, side_for(file.content_type)))
                for file, content in zip(files, contents, strict=True)
            ]

        self._desk.tasks.run(
            pictures,
            done=lambda found: self._view.show_pictures(id_, found),
            failed=self._refuse,
        )

    def _refuse(self, error: Exception) -> None:
        self._view.show_trouble(sentence(error))
        if not isinstance(error, IntakeError):
            raise error
