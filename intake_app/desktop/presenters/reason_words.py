"""Why two patients may be one person, in the language of the window."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from intake_app.desktop.models.found_rows import FoundRow, RowKind
from intake_app.desktop.shown import one_line, shown_age, shown_date
from intake_app.domain.patients.duplicates import Reason
from intake_app.services.registering import LikelyDouble

_WORDS = {
    Reason.SAME_NAME: QT_TRANSLATE_NOOP("Reasons", "same name"),
    Reason.SAME_NAME_REORDERED: QT_TRANSLATE_NOOP("Reasons", "same name in another order"),
    Reason.NAME_ROMANISED: QT_TRANSLATE_NOOP("Reasons", "same name in other letters"),
    Reason.NAME_ALIKE: QT_TRANSLATE_NOOP("Reasons", "name spelled alike"),
    Reason.NAME_IN_PART: QT_TRANSLATE_NOOP("Reasons", "part of the name is the same"),
    Reason.SAME_BIRTH_DATE: QT_TRANSLATE_NOOP("Reasons", "same date of birth"),
    Reason.SWAPPED_BIRTH_DATE: QT_TRANSLATE_NOOP("Reasons", "day and month of birth swapped"),
    Reason.YEAR_DIGIT: QT_TRANSLATE_NOOP("Reasons", "one digit of the year of birth differs"),
    Reason.DAY_DIGIT: QT_TRANSLATE_NOOP(
        "Reasons", "one digit of the day or month of birth differs"
    ),
    Reason.BIRTH_DIGITS_SWAPPED: QT_TRANSLATE_NOOP(
        "Reasons", "two digits of the date of birth swapped"
    ),
    Reason.BIRTH_DATE_IN_PART: QT_TRANSLATE_NOOP(
        "Reasons", "dates of birth agree as far as they are known"
    ),
    Reason.SAME_PHONE: QT_TRANSLATE_NOOP("Reasons", "same telephone"),
    Reason.SAME_EMAIL: QT_TRANSLATE_NOOP("Reasons", "same e-mail"),
}


def reason_words(reasons: Iterable[Reason]) -> str:
    """All reasons in one line, the weightiest first."""
    return ", ".join(
        QCoreApplication.translate("Reasons", str(_WORDS[reason])) for reason in reasons
    )


def double_row(double: LikelyDouble, today: date) -> FoundRow:
    """Somebody registered already, beside whoever is being registered."""
    patient, birth = double.patient, double.patient.birth_date
    unknown = QCoreApplication.translate("Reasons", "born: not known")
    return FoundRow(
        kind=RowKind.PATIENT,
        title=one_line(patient.name),
        target=patient.id,
        detail="  ·  ".join((patient.record_number, *patient.details.phones[:1])),
        born=shown_date(birth) if birth else unknown,
        age=shown_age(birth, today) if birth else "",
        why=reason_words(double.reasons),
    )
