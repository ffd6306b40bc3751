"""What was said of consultations afterwards."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from intake_app.storage.tables import Base


class ConsultationCorrectionRow(Base):
    """Voided, that taken back, or moved to another patient. Only ever added to, by triggers.

    It names no row of ``consultation``: a draft that was moved can still be discarded, and that
    it stood elsewhere stays said.
    """

    __tablename__ = "consultation_correction"
    __table_args__ = (
        CheckConstraint("kind IN ('voided', 'reinstated', 'moved')", name="kind"),
        CheckConstraint(
            "(kind <> 'moved') = (from_patient_id = to_patient_id)", name="moved_elsewhere"
        ),
        Index("ix_consultation_correction_consultation_id", "consultation_id"),
        Index("ix_consultation_correction_from_patient_id", "from_patient_id"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[str]
    kind: Mapped[str]
    from_patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"))
    to_patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"))
    reason: Mapped[str]
    said_by: Mapped[str]
    said_at: Mapped[datetime]
