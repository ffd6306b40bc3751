"""Voiding and moving from the patient's page: nobody is taken for somebody else."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.shown import isolated, one_line, shown_date
from intake_app.domain.dates import parse_iso
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.services.finding import PatientMatch

_MOST = 20
"""As many people as can be chosen from; who is not among them is typed more exactly."""


class CorrectingView(Protocol):
    void_confirmed: SignalInstance
    reinstate_confirmed: SignalInstance
    target_named: SignalInstance
    target_chosen: SignalInstance
    move_confirmed: SignalInstance

    def ask_which(self, consultation_id: str, lines: Sequence[Line]) -> None: ...
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
        self._found: Mapping[PatientId, PatientMatch] = {}
        page.void_confirmed.connect(self._void)
        page.reinstate_confirmed.connect(self._reinstate)
        page.target_named.connect(self._find)
        page.target_chosen.connect(self._ask)
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

    def _find(self, consultation_id: str, typed: str) -> None:
        """By record number, or by whatever a patient is found by; nobody is guessed."""
        actor, patients = self._desk.actor(), self._desk.services.patients
        wanted = typed.strip()

        def show(found: list[PatientMatch]) -> None:
            numbered = [each for each in found if each.record_number == wanted.upper()]
            matches = numbered or found[:_MOST]
            self._found = {each.id: each for each in matches}
            if not matches:
                words = self.tr("Nobody is found by “{typed}”. Nothing was moved.")
                self._say(words.format(typed=isolated(one_line(wanted, 40))))
            elif len(matches) == 1:
                self._ask(consultation_id, matches[0].id)
            else:
                self._page.ask_which(consultation_id, [_line(each) for each in matches])

        self._desk.tasks.run(
            lambda: patients.find(actor, wanted),
            done=show,
            failed=self._refused,
            newest_of="whom to move to",
        )

    def _ask(self, consultation_id: str, patient_id: str) -> None:
        match = self._found[PatientId(patient_id)]
        words = self.tr("{name}, born {born}, record {number}").format(
            name=isolated(one_line(match.name)),
            born=_born(match),
            number=match.record_number,
        )
        self._page.ask_to_move(consultation_id, match.id, words)

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


def _line(match: PatientMatch) -> Line:
    cells = (one_line(match.name), _born(match), match.record_number, one_line(match.phone))
    return Line(id=match.id, cells=cells)


def _born(match: PatientMatch) -> str:
    return shown_date(parse_iso(match.birth_date) if match.birth_date else None)
