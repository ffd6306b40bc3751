"""One patient's visits and papers, and what is begun from here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.models.visit_detail import VisitDetail
from intake_app.desktop.presenters.correcting import Correcting, CorrectingView
from intake_app.desktop.presenters.patient_lines import PatientLines
from intake_app.desktop.shown import (
    PatientHeading,
    heading_of,
)
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.patients.patient import Patient, PatientId
from intake_app.domain.visit.beginning import VisitKind
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.patient_story import PatientOverview
from intake_app.domain.visit.visit_facts import VisitFacts
from intake_app.services.corrections import PatientCorrections
from intake_app.services.duplicates_port import Merge
from intake_app.services.ports import ConsultationSummary, IssuedDocument


class PatientView(CorrectingView, Protocol):
    consultation_begun: SignalInstance
    amendment_wanted: SignalInstance
    discard_confirmed: SignalInstance
    unmerge_confirmed: SignalInstance

    def show_patient(self, heading: PatientHeading) -> None: ...
    def show_lines(self, consultations: Sequence[Line], documents: Sequence[Line]) -> None: ...
    def show_details(self, details: Sequence[VisitDetail], reading: Reading) -> None: ...
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
    corrections: PatientCorrections
    facts: Mapping[ConsultationId, VisitFacts]


class PatientPresenter(QObject):
    """Shows what is in the records now.

    Signals:
        shown: What is in the records now is on the page; other parts of it follow.
        consultation_ready: One was begun, or opened for amending (consultation id).
    """

    shown = Signal()
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
        Correcting(page, desk, self).corrected.connect(self._load)
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
                corrections=services.corrections.of_patient(actor, patient_id),
                facts=services.follow_up.facts(actor, patient_id),
                overview=services.follow_up.overview(actor, patient_id),
            ),
            done=self._show,
            failed=self._refused,
            newest_of="patient's page",
        )

    def _show(self, chart: _Chart) -> None:
        today = self._clinic.today()
        self._page.show_patient(heading_of(chart.patient, today))
        lines = PatientLines(
            zone=self._clinic.zone,
            today=today,
            patient=chart.patient,
            actor=self._desk.actor(),
            corrections=chart.corrections,
            facts=chart.facts,
        )
        self._page.show_lines(
            lines.consultations(chart.consultations),
            [lines.document(each) for each in chart.documents],
        )
        self._page.show_details(lines.details(chart.consultations), self._clinic.reading())
        self._page.show_overview(chart.overview, self._clinic.reading())
        self._page.show_merged([lines.merge(each) for each in chart.merged])
        self.shown.emit()

    def _unmerge(self, merged_id: str) -> None:
        actor, duplicates = self._desk.actor(), self._desk.services.duplicates
        self._desk.tasks.write(
            lambda: duplicates.unmerge(actor, PatientId(merged_id)),
            done=lambda _nothing: self._load(),
            failed=self._refused,
        )

    def _begin(self, kind: str) -> None:
        actor, services, patient_id = self._desk.actor(), self._desk.services, self._patient_id
        self._desk.tasks.write(
            lambda: services.consultations.start(
                actor, patient_id, VisitKind(kind) if kind else None
            ),
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
