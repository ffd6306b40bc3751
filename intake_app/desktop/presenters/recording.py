"""Writing down: each edit shows at once and is in the records within a second."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.background import Background
from intake_app.desktop.presenters.attaching import Attaching
from intake_app.desktop.presenters.consultation_screen import ConsultationScreen
from intake_app.desktop.presenters.draft_session import DraftSession
from intake_app.desktop.presenters.meanwhile import Meanwhile
from intake_app.desktop.presenters.outbox import Outbox, Save
from intake_app.domain.errors import IntakeError
from intake_app.domain.visit.calculating import Calculated
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.drafting import Edit, SetOverride
from intake_app.domain.visit.screening import Override
from intake_app.services.consultation_view import ConsultationView

CALCULATION = "calculation"


class Recording(QObject):
    """Between the form on the page and the outbox."""

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
        self._session: DraftSession | None = None
        self._why_not_saved = ""
        self.background = Background()
        self.meanwhile = Meanwhile()
        self.outbox = Outbox(self.save, desk.tasks, self)
        self._files = Attaching(page, desk, consultation_id, self)
        self._files.ready.connect(self._take)
        self._files.changed.connect(self._show)

        page.edited.connect(self._take)
        page.override_given.connect(self._override)
        page.field_left.connect(self._leave_field)
        page.section_shown.connect(self.outbox.send)
        page.undo_requested.connect(lambda: self._step(back=True))
        page.redo_requested.connect(lambda: self._step(back=False))
        page.mark.retry_requested.connect(self.outbox.send)
        self.outbox.sent.connect(page.mark.show_saving)
        self.outbox.saved.connect(self._note_saved)
        self.outbox.failed.connect(self._note_failure)

    @property
    def why_not_saved(self) -> str:
        """The sentence that says why the last edits are not in the records; else empty."""
        return "" if self.outbox.is_empty else self._why_not_saved

    def save(self) -> Save:
        """How to save on behalf of whoever acts now; what it returns runs in any thread."""
        service, actor = self._desk.services.consultations, self._desk.actor()

        def save(edits: Sequence[Edit]) -> ConsultationView:
            view = service.save(actor, self._id, edits)
            self.meanwhile.note(view)
            return view

        return save

    def begin(self, view: ConsultationView) -> None:
        """Show a consultation as it stands in the records."""
        self._session = DraftSession(view, self.background, self._desk.actor().name)
        self.meanwhile.begin(view.consultation)
        self._show()

    def _take(self, edit: Edit) -> None:
        if self._session is None:
            return
        try:
            self._session.apply(edit)
        except IntakeError as refusal:
            self._page.show_message(Message(level=Level.ASK, text=sentence(refusal)))
            self._show(put_back=True)
            return
        self._page.mark.show_saving()
        self.outbox.put(edit)
        self._show()
        self._calculate()

    def _override(self, rule_id: str, reason: str, name: str) -> None:
        self._page.show_message(None)  # that so many findings are open is not true any more
        override = Override(reason=reason, name=name, at=datetime.now(UTC))
        self._take(SetOverride(rule_id, override))

    def _leave_field(self) -> None:
        if self._session is not None:
            self._session.history.seal()
            self.outbox.send()
            self._show()

    def _step(self, *, back: bool) -> None:
        if self._session is None:
            return
        stepped = self._session.undo() if back else self._session.redo()
        if stepped is None:
            return
        edit, place = stepped
        self.outbox.put(edit)
        self._show(put_back=True)
        self._calculate()
        if place is not None:
            self._page.go_to(place)

    def _calculate(self) -> None:
        """What follows by the form's expressions comes when it is there; the newest wins."""
        if self._session is None:
            return
        work = self._session.calculation(datetime.now(self._session.state.reading.zone))
        if work is not None:
            self._desk.tasks.run_newest(
                CALCULATION, work, done=self._take_calculated, failed=self._note_failure
            )

    def _take_calculated(self, calculated: Calculated) -> None:
        if self._session is not None:
            self._session.take(calculated)
            self._show()

    def _show(self, *, put_back: bool = False) -> None:
        if self._session is not None:
            history = self._session.history
            self._page.show_undo(can_undo=history.can_undo, can_redo=history.can_redo)
            state = self._files.with_files(self._session.state)
            self._page.show_state(state, put_back=put_back)

    def _note_saved(self, view: ConsultationView) -> None:
        if self._session is None:
            return
        self._session.adopt(view, is_latest=self.outbox.is_empty)
        if self.outbox.is_empty:
            self._why_not_saved = ""
            self.meanwhile.look()
            self._page.mark.show_saved(datetime.now(view.reading.zone))
        if text := self.meanwhile.told():
            self._page.show_message(Message(level=Level.ASK, text=text))
        self._show()

    def _note_failure(self, error: Exception) -> None:
        """Say why it is not saved; a bug is said in general words and goes to the crash log."""
        known = isinstance(error, IntakeError)
        self._why_not_saved = (
            sentence(error)
            if known
            else self.tr("Something unexpected happened. Try again; nothing typed is lost.")
        )
        self._page.mark.show_failed(self._why_not_saved)
        if not known:
            raise error
