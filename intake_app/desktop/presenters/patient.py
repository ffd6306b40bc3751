"""One patient's visits and papers, and what is begun from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.shown import (
    PatientHeading,
    heading_of,
    isolated,
    one_line,
    shown_date,
    shown_moment,
)
from intake_app.domain.consultation import ConsultationId, ConsultationState
from intake_app.domain.patient import Patient, PatientId
from intake_app.domain.patient_story import PatientOverview
from intake_app.domain.typed_text import Reading
from intake_app.services.duplicates_port import Merge
from intake_app.services.ports import ConsultationSummary, IssuedDocument


class PatientView(Protocol):
    consultation_begun: SignalInstance
    amendment_wanted: SignalInstance
    discard_confirmed: SignalInstance
    unmerge_confirmed: SignalInstance

    def show_patient(self, heading: PatientHeading) -> None: ...
    def show_lines(self, consultations: Sequence[Line], documents: Sequence[Line]) -> None: ...
    def show_overview(self, overview: PatientOverview, reading: Reading) -> None: ...
    def show_merged(self, lines: Sequence[Line]) -> None: ...
    def show_message(self, message: Message | None) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chart:
    patient: Patient
    consultations: Sequence[ConsultationSummary]
    documents: Sequence[IssuedDocument]
    merged: Sequence[Merge]
    overview: PatientOverview


class PatientPresenter(QObject):
    """Shows what is in the records now.

    Signals:
        consultation_ready: One was begun, or opened for amending (consultation id).
    """

    consultation_ready = Signal(str)

    def __init__(
        self,
        page: PatientView,
        desk: Desk,
        clinic: ClinicNow,
        patient_id: PatientId,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._clinic = clinic
        self._patient_id = patient_id
        page.consultation_begun.connect(self._begin)
        page.amendment_wanted.connect(self._amend)
        page.discard_confirmed.connect(self._discard)
        page.unmerge_confirmed.connect(self._unmerge)
        self._load()

    def _load(self) -> None:
        actor, services, patient_id = self._desk.actor(), self._desk.services, self._patient_id
        self._desk.tasks.run(
            lambda: _Chart(
                patient=services.patients.get(actor, patient_id),
                consultations=services.consultations.of_patient(actor, patient_id),
                documents=services.handouts.of_patient(actor, patient_id),
                merged=services.duplicates.merged_into(actor, patient_id),
                overview=services.follow_up.overview(actor, patient_id),
            ),
            done=self._show,
            failed=self._refused,
        )

    def _show(self, chart: _Chart) -> None:
        self._page.show_patient(heading_of(chart.patient, self._clinic.today()))
        self._page.show_lines(
            [self._consultation_line(each) for each in chart.consultations],
            [self._document_line(each) for each in chart.documents],
        )
        self._page.show_overview(chart.overview, self._clinic.reading())
        self._page.show_merged([self._merge_line(each) for each in chart.merged])

    def _unmerge(self, merged_id: str) -> None:
        actor, duplicates = self._desk.actor(), self._desk.services.duplicates
        self._desk.tasks.write(
            lambda: duplicates.unmerge(actor, PatientId(merged_id)),
            done=lambda _nothing: self._load(),
            failed=self._refused,
        )

    def _merge_line(self, merge: Merge) -> Line:
        words = self.tr("Merged with {name}, {number}, born {born}: by {by}, {day}").format(
            name=isolated(one_line(merge.merged.name)),
            number=merge.merged.record_number,
            born=shown_date(merge.merged.birth_date),
            by=isolated(one_line(merge.by)),
            day=shown_moment(merge.at, self._clinic.zone),
        )
        return Line(id=merge.merged.id, cells=(words,))

    def _begin(self) -> None:
        actor, services, patient_id = self._desk.actor(), self._desk.services, self._patient_id
        self._desk.tasks.write(
            lambda: services.consultations.start(actor, patient_id),
            done=lambda view: self.consultation_ready.emit(view.consultation.id),
            failed=self._refused,
        )

    def _amend(self, consultation_id: str, reason: str) -> None:
        actor, services = self._desk.actor(), self._desk.services
        self._desk.tasks.write(
            lambda: services.consultations.begin_amendment(
                actor, ConsultationId(consultation_id), reason
            ),
            done=lambda view: self.consultation_ready.emit(view.consultation.id),
            failed=self._refused,
        )

    def _discard(self, consultation_id: str) -> None:
        actor, services = self._desk.actor(), self._desk.services
        self._desk.tasks.write(
            lambda: services.consultations.discard(actor, ConsultationId(consultation_id)),
            done=lambda _nothing: self._load(),
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        self._page.show_message(Message(level=Level.STOP, text=sentence(error)))

    def _consultation_line(self, summary: ConsultationSummary) -> Line:
        completed = summary.state != ConsultationState.DRAFT
        can = {"continue", "discard"} if summary.is_open else {"open", "amend"}
        if completed:
            can |= {"handout"}
        last = summary.completed_at or summary.started_at
        visit = shown_date(summary.visit_date) if summary.visit_date else self.tr("no date yet")
        return Line(
            id=summary.id,
            cells=(
                visit,
                self._state(summary),
                one_line(summary.started_by),
                shown_moment(last, self._clinic.zone),
            ),
            can=frozenset(can),
        )

    def _state(self, summary: ConsultationSummary) -> str:
        words = {
            ConsultationState.DRAFT: self.tr("● Draft"),
            ConsultationState.COMPLETED: self.tr("✓ Completed"),
            ConsultationState.AMENDED: self.tr("✓ Amended"),
        }[ConsultationState(summary.state)]
        if summary.is_open and summary.state != ConsultationState.DRAFT:
            return self.tr("{state}, ● amendment begun").format(state=words)
        return words

    def _document_line(self, document: IssuedDocument) -> Line:
        state = self.tr("in force")
        if document.superseded_by:
            state = self.tr("replaced by {id}").format(id=document.superseded_by)
        if document.given:
            state = self.tr("{state}, given to the patient").format(state=state)
        return Line(
            id=document.document_id,
            cells=(
                document.document_id,
                shown_moment(document.issued_at, self._clinic.zone),
                one_line(document.issued_by),
                str(document.pages),
                state,
            ),
            can=frozenset({"show"}),
        )
