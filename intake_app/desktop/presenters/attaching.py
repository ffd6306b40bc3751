"""Files of a consultation: added from the disk, and shown small."""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.models.file_board import FileBoard, FileNote
from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.presenters.consultation_screen import ConsultationScreen
from intake_app.desktop.presenters.file_edits import edit_with
from intake_app.desktop.presenters.file_reading import FileReading, ReadFiles
from intake_app.desktop.presenters.handing_out import HandingOut
from intake_app.desktop.small_pictures import can_be_shown, picture_of, side_for
from intake_app.domain.errors import IntakeError
from intake_app.domain.fhir.agreement import agreement_for
from intake_app.domain.form.answers import Place
from intake_app.domain.values import Attachment
from intake_app.domain.visit.attachments import files_in
from intake_app.domain.visit.consultation import ConsultationId


class Attaching(QObject):
    """Reads and prepares in worker threads; what is kept goes out as an edit.

    Signals:
        ready: An Edit that keeps what was added.
        changed: There is more to show.
    """

    ready = Signal(object)
    changed = Signal()
    _went_on = Signal(object, float)

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
        self._out = HandingOut(page, desk, consultation_id, self)
        self._state: FormState | None = None
        self._notes: dict[Place, FileNote] = {}
        self._pictures: dict[str, QImage] = {}
        self._asked_for: set[str] = set()
        self._under_way: dict[Place, FileReading] = {}

        page.files.added.connect(self._add)
        page.files.stopped.connect(self._stop)
        page.files.agreement_wanted.connect(self._go_to_agreement)
        self._went_on.connect(self._show_progress)

    def with_files(self, state: FormState) -> FormState:
        """The same with what is known of its files; what is not known yet is read now."""
        self._state = state
        for place, file in files_in(state.consultation.record):
            wanted = can_be_shown(file.content_type) and file.hash not in self._asked_for
            if wanted and file.hash and not state.agreement_needed(place):
                self._asked_for.add(file.hash)
                self._read_small(place, file)
        board = FileBoard(MappingProxyType({**self._notes}), MappingProxyType({**self._pictures}))
        return replace(state, files=board)

    def _add(self, place: Place, paths: tuple[Path, ...]) -> None:
        state = self._state
        item = state.questionnaire.find(place.link_id) if state is not None else None
        if state is None or item is None or place in self._under_way:
            return
        if state.agreement_needed(place):
            self._go_to_agreement(place)
            return
        service, actor = self._desk.services.attachments, self._desk.actor()
        reading = FileReading(
            item,
            lambda content: service.photograph(actor, content),
            lambda done: self._went_on.emit(place, done),
        )
        self._under_way[place] = reading
        self._say(place, FileNote(text="", progress=0.0))
        self._desk.tasks.run(
            lambda: reading.read(paths),
            done=lambda found: self._keep(place, found),
            failed=lambda error: self._fail(place, error),
        )

    def _keep(self, place: Place, found: ReadFiles) -> None:
        reading = self._under_way.pop(place, None)
        self._pictures.update(found.pictures)
        self._asked_for.update(found.pictures)
        self._notes.pop(place, None)
        if found.refusals:
            self._notes[place] = FileNote(text="\n".join(found.refusals))
        if found.files and self._state is not None and not (reading and reading.stopped.is_set()):
            self.ready.emit(edit_with(self._state, place, found.files))
        self.changed.emit()

    def _fail(self, place: Place, error: Exception) -> None:
        self._under_way.pop(place, None)
        self._say(place, FileNote(text=sentence(error)))
        if not isinstance(error, IntakeError):
            raise error

    def _stop(self, place: Place) -> None:
        if reading := self._under_way.get(place):
            reading.stopped.set()

    def _show_progress(self, place: Place, done: float) -> None:
        if place in self._under_way:
            self._say(place, FileNote(text="", progress=done))

    def _say(self, place: Place, note: FileNote) -> None:
        self._notes[place] = note
        self.changed.emit()

    def _go_to_agreement(self, place: Place) -> None:
        if self._state is not None:
            self._page.go_to(Place(agreement_for(self._state.questionnaire, place.link_id)))

    def _read_small(self, place: Place, file: Attachment) -> None:
        content = self._out.content(file)

        def show(picture: QImage) -> None:
            self._pictures[file.hash] = picture
            self.changed.emit()

        self._desk.tasks.run(
            lambda: picture_of(content(), side_for(file.content_type)),
            done=show,
            failed=lambda error: self._fail(place, error),
        )
