"""The newest photographs of a patient, for the patient's page."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.small_pictures import SIDE, picture_of
from intake_app.domain.patients.patient import PatientId
from intake_app.services.photographs import PatientPhotographs

_MOST = 5


class StripView(Protocol):
    def show_photographs(self, newest: Sequence[QImage], words: str) -> None: ...


class PhotographStripPresenter(QObject):
    def __init__(
        self, strip: StripView, desk: Desk, patient_id: PatientId, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._strip = strip
        self._desk = desk
        self._patient_id = patient_id

    def refresh(self) -> None:
        """Show what there is now: a visit may have been moved, voided or merged."""
        actor, services = self._desk.actor(), self._desk.services

        def find() -> tuple[PatientPhotographs, list[QImage]]:
            kept = services.photographs.of_patient(actor, self._patient_id)
            contents = (
                services.attachments.content(actor, each.consultation_id, each.file)
                for each in kept.photographs[:_MOST]
            )
            return kept, [picture_of(content, SIDE) for content in contents]

        self._desk.tasks.run(
            find,
            done=lambda found: self._show(*found),
            failed=lambda error: self._strip.show_photographs((), sentence(error)),
            newest_of="photograph strip",
        )

    def _show(self, kept: PatientPhotographs, newest: list[QImage]) -> None:
        if kept.is_withdrawn:
            words = self.tr("The patient does not agree to photographs: none are shown.")
        elif not newest:
            words = ""
        elif len(kept.photographs) == 1:
            words = self.tr("1 photograph")
        else:
            words = self.tr("{count} photographs").format(count=len(kept.photographs))
        self._strip.show_photographs(newest, words)
