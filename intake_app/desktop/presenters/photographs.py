"""All photographs of one patient, read in worker threads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtGui import QImage

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.shown_photographs import ShownPhotograph
from intake_app.desktop.shown import PatientHeading, heading_of, one_line, shown_date
from intake_app.desktop.small_pictures import SIDE, picture_of
from intake_app.domain.patients.patient import Patient, PatientId
from intake_app.domain.visit.photographs import KeptPhotograph
from intake_app.services.photographs import PatientPhotographs


class PhotographsView(Protocol):
    pair_wanted: SignalInstance

    def show_patient(self, heading: PatientHeading) -> None: ...
    def show_photographs(
        self, shown: Sequence[ShownPhotograph], empty: tuple[str, str]
    ) -> None: ...
    def choose(self, key: str) -> None: ...
    def show_pair(self, chosen: QImage, other: QImage | None) -> None: ...
    def show_message(self, message: Message | None) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    patient: Patient
    kept: PatientPhotographs
    small: tuple[QImage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whose photographs, and the hash of the one that is looked at first, or ""."""

    patient_id: PatientId
    begin_with: str = ""


class PhotographsPresenter(QObject):
    """Shows what is in the records now."""

    def __init__(
        self,
        page: PhotographsView,
        desk: Desk,
        clinic: ClinicNow,
        wanted: Wanted,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._clinic = clinic
        self._wanted = wanted
        self._photographs: tuple[KeptPhotograph, ...] = ()
        page.pair_wanted.connect(self._read_pair)
        self._load()

    def _load(self) -> None:
        actor, services = self._desk.actor(), self._desk.services
        patient_id = self._wanted.patient_id

        def find() -> _Found:
            kept = services.photographs.of_patient(actor, patient_id)
            contents = (
                services.attachments.content(actor, each.consultation_id, each.file)
                for each in kept.photographs
            )
            return _Found(
                patient=services.patients.get(actor, patient_id),
                kept=kept,
                small=tuple(picture_of(content, SIDE) for content in contents),
            )

        self._desk.tasks.run(find, done=self._show, failed=self._refused)

    def _show(self, found: _Found) -> None:
        self._photographs = found.kept.photographs
        self._page.show_patient(heading_of(found.patient, self._clinic.today()))
        visits = [each.consultation_id for each in self._photographs]
        newest_first = list(dict.fromkeys(visits))
        self._page.show_photographs(
            [
                ShownPhotograph(
                    key=str(number),
                    words=self._words(each),
                    same_view=each.same_view,
                    order=-newest_first.index(each.consultation_id),
                    small=small,
                )
                for number, (each, small) in enumerate(
                    zip(self._photographs, found.small, strict=True)
                )
            ],
            self._why_empty(found.kept),
        )
        hashes = [each.file.hash for each in self._photographs]
        if self._wanted.begin_with in hashes:
            self._page.choose(str(hashes.index(self._wanted.begin_with)))

    def _read_pair(self, chosen: str, other: str) -> None:
        """Read both in full; what was asked for last is shown."""
        actor, attachments = self._desk.actor(), self._desk.services.attachments
        wanted = [self._photographs[int(key)] for key in (chosen, other) if key]

        def read() -> list[QImage]:
            contents = (attachments.content(actor, w.consultation_id, w.file) for w in wanted)
            return [picture_of(content) for content in contents]

        def show(images: list[QImage]) -> None:
            self._page.show_pair(images[0], images[1] if len(images) > 1 else None)

        self._desk.tasks.run(read, done=show, failed=self._refused, newest_of="photographs")

    def _words(self, photograph: KeptPhotograph) -> str:
        view = one_line(photograph.view, 80) or self.tr("View not said")
        day = shown_date(photograph.day) if photograph.day else self.tr("no date yet")
        words = self.tr("{view}, {day}").format(view=view, day=day)
        return self.tr("{words} (draft)").format(words=words) if photograph.is_draft else words

    def _why_empty(self, kept: PatientPhotographs) -> tuple[str, str]:
        if kept.is_withdrawn:
            return (
                self.tr("The patient does not agree to photographs"),
                self.tr("That is what was said last, so none are shown."),
            )
        return (
            self.tr("No photographs yet"),
            self.tr("They are added in a consultation, under Examination."),
        )

    def _refused(self, error: Exception) -> None:
        self._page.show_message(Message(level=Level.STOP, text=sentence(error)))
