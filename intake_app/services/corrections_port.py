"""What the storage keeps of corrections to consultations."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.corrections import Correction


class CorrectionRepository(Protocol):
    def add(self, consultation_id: ConsultationId, correction: Correction) -> None:
        """Corrections are only ever added to."""
        ...

    def of(self, ids: Iterable[ConsultationId]) -> Mapping[ConsultationId, list[Correction]]:
        """The corrections of these consultations, oldest first; most have none."""
        ...

    def moved_away(self, patient_id: PatientId) -> list[tuple[ConsultationId, Correction]]:
        """What once stood under this patient and was moved elsewhere, newest first."""
        ...
