"""How the writing of a consultation ends: completed, given up; or begins again: amended."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.presenters.outbox import Outbox, Save
from intake_app.domain.errors import AnswersMissing, ConsultationChanged, FindingsOpen
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.services.consultation_view import ConsultationView


class Conclusion(QObject):
    """Nothing is concluded before what was typed is in the records.

    Signals:
        completed: It is closed (the ConsultationView).
        amended: It is open for amending (the ConsultationView).
        discarded: What was being written is gone.
        refused: It could not be done; the Message says why.
        outdated: Another window wrote into it; look at it anew.
    """

    completed = Signal(object)
    amended = Signal(object)
    discarded = Signal()
    refused = Signal(object)
    outdated = Signal()

    def __init__(
        self,
        desk: Desk,
        consultation_id: ConsultationId,
        outbox: Outbox,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._id = consultation_id
        self._outbox = outbox

    def complete(self, save: Save, seen: Callable[[], int | None]) -> None:
        """Save what waits, then close what was ``seen`` (its revision)."""
        service, actor = self._desk.services.consultations, self._desk.actor()

        def work() -> ConsultationView:
            self._outbox.save_waiting(save)
            return service.complete(actor, self._id, seen=seen())

        self._write(work, self.completed.emit)

    def amend(self, reason: str) -> None:
        service, actor = self._desk.services.consultations, self._desk.actor()
        self._write(lambda: service.begin_amendment(actor, self._id, reason), self.amended.emit)

    def discard(self) -> None:
        service, actor = self._desk.services.consultations, self._desk.actor()
        self._outbox.clear()
        self._write(lambda: service.discard(actor, self._id), lambda _none: self.discarded.emit())

    def _write(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self._desk.tasks.write(work, done=done, failed=self._refuse)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, ConsultationChanged):
            self.outdated.emit()
            return
        self.refused.emit(Message(level=Level.ASK, text=self._sentence(error)))

    def _sentence(self, error: Exception) -> str:
        match error:
            case AnswersMissing(link_ids=missing) if len(missing) == 1:
                return self.tr("1 answer is still needed. It is listed first below.")
            case AnswersMissing(link_ids=missing):
                words = self.tr("{count} answers are still needed. They are listed first below.")
                return words.format(count=len(missing))
            case FindingsOpen(rule_ids=open_rules) if len(open_rules) == 1:
                return self.tr(
                    "1 safety finding is open, and the decision is to go ahead. Change the "
                    "decision, or go past the finding with a reason."
                )
            case FindingsOpen(rule_ids=open_rules):
                words = self.tr(
                    "{count} safety findings are open, and the decision is to go ahead. Change "
                    "the decision, or go past each finding with a reason."
                )
                return words.format(count=len(open_rules))
            case _:
                return sentence(error)
