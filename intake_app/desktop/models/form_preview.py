"""A form as nobody has answered it yet, for a look at it."""

from datetime import UTC, date, datetime, time

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.shown import PatientHeading
from intake_app.domain.form.laid_open import laid_open, with_one_row_each
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.assessment import assess
from intake_app.domain.visit.consultation import Consultation, ConsultationId, Record


def preview_state(questionnaire: Questionnaire, today: date) -> FormState:
    """Every question, also those that are asked under a condition, and a row in each group."""
    form = laid_open(questionnaire)
    reading = Reading(today=today, zone=UTC, day_first=True)
    consultation = Consultation(
        id=ConsultationId(""),
        patient_id=PatientId(""),
        form=form.ref,
        started_at=datetime.combine(today, time(), UTC),
        started_by="",
        working=Record(answers=with_one_row_each(form)),
    )
    return FormState(
        heading=PatientHeading(name="", born="", age="", record_number=""),
        consultation=consultation,
        questionnaire=form,
        assessment=assess(form, consultation, rules=(), birth_date=None, reading=reading),
        own_dates=(),
        reading=reading,
    )
