"""Voiding and moving from the patient's page: nobody is taken for somebody else."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.shown import isolated, one_line, shown_date
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.services.finding import PatientMatch


class CorrectingView(Protocol):
    void_confirmed: SignalInstance
    reinstate_confirmed: SignalInstance
    target_named: SignalInstance
    move_confirmed: SignalInstance

    def ask_to_move(self, consultation_id: str, patient_id: str, words: str) -> None: ...
    def show_message(self, message: Message | None) -> None: ...


class Correcting(QObject):
    """Carries out what the page has asked about.

    Signals:
        corrected: The page has to be shown anew.
    """

    corrected = Signal()

    def __init__(self, page: CorrectingView, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        page.void_confirmed.connect(self._void)
        page.reinstate_confirmed.connect(self._reinstate)
        page.target_named.connect(self._find)
        page.move_confirmed.connect(self._move)

    def _void(self, consultation_id: str, reason: str) -> None:
        actor, corrections = self._desk.actor(), self._desk.services.corrections
        self._desk.tasks.write(
            lambda: corrections.void(actor, ConsultationId(consultation_id), reason),
            done=lambda _said: self._done(),
            failed=self._refused,
        )

    def _reinstate(self, consultation_id: str, reason: str) -> None:
        actor, corrections = self._desk.actor(), self._desk.services.corrections
        self._desk.tasks.write(
            lambda: corrections.reinstate(actor, ConsultationId(consultation_id), reason),
            done=lambda _said: self._done(),
            failed=self._refused,
        )

    def _find(self, consultation_id: str, record_number: str) -> None:
        actor, patients = self._desk.actor(), self._desk.services.patients
        wanted = record_number.strip().upper()

        def show(found: list[PatientMatch]) -> None:
            match = next((each for each in found if each.record_number == wanted), None)
            if match is None:
                words = self.tr("Nobody has the record number {number}. Nothing was moved.")
                self._say(words.format(number=isolated(one_line(wanted, 40))))
                return
            words = self.tr("{name}, born {born}, record {number}").format(
                name=isolated(one_line(match.name)),
                born=match.birth_date or shown_date(None),
                number=match.record_number,
            )
            self._page.ask_to_move(consultation_id, match.id, words)

        self._desk.tasks.run(lambda: patients.find(actor, wanted), done=show, failed=self._refused)

    def _move(self, consultation_id: str, patient_id: str, reason: str) -> None:
        actor, corrections = self._desk.actor(), self._desk.services.corrections
        self._desk.tasks.write(
            lambda: corrections.move(
                actor, ConsultationId(consultation_id), PatientId(patient_id), reason
            ),
            done=lambda _said: self._done(),
            failed=self._refused,
        )

    def _done(self) -> None:
        self._page.show_message(None)
        self.corrected.emit()

    def _refused(self, error: Exception) -> None:
        self._say(sentence(error))

    def _say(self, words: str) -> None:
        self._page.show_message(Message(level=Level.STOP, text=words))
