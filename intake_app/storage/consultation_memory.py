"""Consultations that were read or saved last: the next save need not read every answer again."""

from dataclasses import dataclass, field
from datetime import datetime

from intake_app.domain.visit.consultation import Consultation, ConsultationId

_MOST = 16


@dataclass(slots=True)
class ConsultationMemory:
    """Values as they were committed, shared by all units of work.

    What is remembered is used only while the row says that nobody has saved since.
    """

    _saved: dict[ConsultationId, tuple[datetime, Consultation]] = field(default_factory=dict)

    def recall(
        self, consultation_id: ConsultationId, *, revision: int, updated_at: datetime
    ) -> Consultation | None:
        known_at, consultation = self._saved.get(consultation_id, (None, None))
        if consultation is None or known_at != updated_at or consultation.revision != revision:
            return None
        return consultation

    def remember(self, consultation: Consultation, *, updated_at: datetime) -> None:
        if len(self._saved) >= _MOST:
            self._saved.clear()
        self._saved[consultation.id] = (updated_at, consultation)
