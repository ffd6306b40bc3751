"""Two patients who may be one, in words, side by side."""

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.models.shown_pairs import ShownPair, ShownSide
from intake_app.desktop.presenters.reason_words import reason_words
from intake_app.desktop.shown import one_line, shown_date, shown_moment
from intake_app.domain.patients.patient import Patient, Sex
from intake_app.services.duplicates import LikelyPair

_SUREST = 99
"""Per cent; that two are one person is for a person to say."""


def shown_pair(pair: LikelyPair, clinic: ClinicNow) -> ShownPair:
    """How likely it is, why, and what is known of each."""
    return ShownPair(
        id=f"{pair.one.id} {pair.other.id}",
        score=f"{min(pair.score, _SUREST):.0f} %",
        reasons=reason_words(pair.reasons),
        heads=(_tr("Born"), _tr("Telephone"), _tr("E-mail"), _tr("Sex"), _tr("Registered")),
        one=_side(pair.one, clinic),
        other=_side(pair.other, clinic),
    )


def _side(patient: Patient, clinic: ClinicNow) -> ShownSide:
    details = patient.details
    sexes = {Sex.FEMALE: _tr("female"), Sex.MALE: _tr("male")}
    return ShownSide(
        patient_id=patient.id,
        record_number=patient.record_number,
        name=one_line(patient.name),
        facts=(
            shown_date(patient.birth_date),
            one_line(", ".join(details.phones)),
            one_line(details.email),
            sexes.get(details.sex, ""),
            shown_moment(patient.registered_at, clinic.zone),
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("PairWords", text)
