"""Dates, ages and people in the words in which every screen shows them."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from unicodedata import category

from PySide6.QtCore import QCoreApplication, QLocale

from intake_app.domain.dates import PartialDate, age_in_years
from intake_app.domain.patients.patient import Patient


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientHeading:
    """A patient in words: ``born`` and ``age`` say so when they are not known."""

    name: str
    born: str
    age: str
    record_number: str
    more: str = ""
    """What else tells this person apart: a guardian, the name in Latin letters."""


def shown_date(day: PartialDate | date | None) -> str:
    """A date that cannot be misread: the month by its name, the year in full."""
    if day is None:
        return QCoreApplication.translate("Shown", "not known")
    month = "" if day.month is None else QLocale().monthName(day.month, _SHORT)
    parts = ("" if day.day is None else str(day.day), month, str(day.year))
    return " ".join(part for part in parts if part)


def shown_moment(at: datetime, zone: tzinfo) -> str:
    """A day and the time of day, in the clinic's zone."""
    local = at.astimezone(zone)
    return f"{shown_date(local.date())}, {local:%H:%M}"


def shown_age(birth: PartialDate | None, today: date) -> str:
    """The age in years; with a date of birth known in part, the lowest it can be."""
    if birth is None:
        return QCoreApplication.translate("Shown", "not known")
    years = max(0, age_in_years(birth, today))
    if birth.is_full:
        return QCoreApplication.translate("Shown", "{years} years").format(years=years)
    return QCoreApplication.translate("Shown", "at least {years} years").format(years=years)


def one_line(text: str, limit: int = 300) -> str:
    """Text of any kind as one line of a list; what is cut off is marked."""
    line = " ".join("".join(" " if category(char) in _BREAKING else char for char in text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def isolated(text: str) -> str:
    """Text of either direction, so that it does not disturb the sentence around it."""
    return f"\u2068{text}\u2069"


def heading_of(patient: Patient, today: date) -> PatientHeading:
    """What the banner says of a patient."""
    more = [patient.details.romanised_name]
    if patient.details.guardian:
        guardian = QCoreApplication.translate("Shown", "Guardian: {name}")
        more.append(guardian.format(name=patient.details.guardian))
    return PatientHeading(
        name=patient.name,
        born=shown_date(patient.birth_date),
        age=shown_age(patient.birth_date, today),
        record_number=patient.record_number,
        more=" · ".join(part for part in more if part),
    )


_BREAKING = {"Cc", "Cs", "Zl", "Zp"}
_SHORT = QLocale.FormatType.ShortFormat
