"""One consultation being recorded, reviewed or read."""

from PySide6.QtCore import QObject, Signal

from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.background import Background
from intake_app.desktop.presenters.conclusion import Conclusion
from intake_app.desktop.presenters.consultation_screen import ConsultationScreen
from intake_app.desktop.presenters.recording import Recording
from intake_app.domain.form.answers import Place
from intake_app.domain.visit.beginning import is_check
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.hair_form import EVENT_WHAT, first_value
from intake_app.services.consultation_view import ConsultationView


class ConsultationPresenter(QObject):
    """Opens it, and leads from writing to reviewing to completing.

    Signals:
        completed: It was completed (consultation id); its handout comes next.
        closed: There is nothing left to do here.
        handout_asked: The handout of a completed one is wanted (consultation id).
    """

    completed = Signal(str)
    closed = Signal()
    handout_asked = Signal(str)

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
        self._recording = Recording(page, desk, consultation_id, self)
        self._conclusion = Conclusion(desk, consultation_id, self._recording.outbox, self)
        self._connect()
        actor = desk.actor()
        desk.tasks.run(
            lambda: (
                desk.services.consultations.open(actor, consultation_id),
                Background(
                    story=desk.services.follow_up.before(actor, consultation_id),
                    products=desk.services.products.all(),
                ),
            ),
            done=self._begin_with_background,
            failed=self._refuse,
        )

    def flush(self) -> None:
        """Hand everything typed to the writer thread."""
        self._recording.outbox.send()

    def question(self) -> str:
        """What to ask before this screen is left; empty when everything is saved."""
        if why := self._recording.why_not_saved:
            words = self.tr("What was typed last is not saved and would be lost. {why}")
            return words.format(why=why)
        return ""

    def _connect(self) -> None:
        page, conclusion = self._page, self._conclusion
        page.review_requested.connect(self._review)
        page.completion_requested.connect(self._complete)
        page.discard_confirmed.connect(conclusion.discard)
        page.amendment_wanted.connect(conclusion.amend)
        page.handout_wanted.connect(lambda: self.handout_asked.emit(self._id))
        conclusion.completed.connect(self._finish)
        conclusion.amended.connect(self._begin)
        conclusion.discarded.connect(self.closed)
        conclusion.refused.connect(page.show_message)
        conclusion.outdated.connect(self._look_again)

    def _begin_with_background(self, opened: tuple[ConsultationView, Background]) -> None:
        view, self._recording.background = opened
        self._begin(view)
        consultation, answers = view.consultation, view.consultation.record.answers
        is_new = consultation.is_open and consultation.left_at is None
        if is_new and is_check(answers) and not first_value(answers, EVENT_WHAT):
            self._page.go_to(Place(EVENT_WHAT, (0,)))  # the telephone is ringing: ask that first

    def _begin(self, view: ConsultationView) -> None:
        self._page.show_message(None)
        self._recording.begin(view)

    def _review(self) -> None:
        self.flush()
        self._page.show_review()

    def _complete(self) -> None:
        recording = self._recording
        seen = recording.meanwhile.asked()
        self.flush()
        self._page.show_message(None)
        self._conclusion.complete(recording.save(), seen)

    def _look_again(self) -> None:
        actor, service = self._desk.actor(), self._desk.services.consultations
        self._desk.tasks.run(
            lambda: service.open(actor, self._id), done=self._catch_up, failed=self._refuse
        )

    def _catch_up(self, view: ConsultationView) -> None:
        text = self._recording.meanwhile.catch_up(view)
        self._recording.begin(view)
        self._page.show_message(Message(level=Level.ASK, text=text))

    def _finish(self, view: ConsultationView) -> None:
        self._begin(view)
        if is_check(view.consultation.record.answers):
            self.closed.emit()  # nothing is injected, so there is no paper to give
        else:
            self.completed.emit(self._id)

    def _refuse(self, error: Exception) -> None:
        self._page.show_message(Message(level=Level.STOP, text=sentence(error)))
