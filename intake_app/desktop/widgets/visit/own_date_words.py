"""A clash between the patient's own date and the aftercare, in a sentence for the clinician."""

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.widgets.form.field_text import day_words
from intake_app.domain.dates import PartialDate
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.aftercare import Clash, Direction, OwnDateCheck


def clash_sentence(check: OwnDateCheck, reading: Reading) -> str:
    """Which rule it is, from or until when, and by how much the date misses it."""
    if check.dated.window.direction is Direction.AFTER:
        limit = QCoreApplication.translate("OwnDates", "not before {day}")
    else:
        limit = QCoreApplication.translate("OwnDates", "not later than {day}")
    sentence = QCoreApplication.translate(
        "OwnDates", "{what}: {limit}. Planned: {planned}, {miss}."
    )
    return sentence.format(
        what=check.dated.window.what,
        limit=limit.format(day=_edge(check, reading)),
        planned=_planned(check, reading),
        miss=_miss(check),
    )


def _edge(check: OwnDateCheck, reading: Reading) -> str:
    """The day, and the hour where the rule counts hours: the same that the paper says."""
    dated = check.dated
    if dated.by_day or dated.window.direction is Direction.BEFORE:
        return day_words(PartialDate.from_day(dated.edge_day), reading)
    day = day_words(PartialDate.from_day(dated.limit.date()), reading)
    return f"{day}, {dated.limit:%H:%M}"


def _planned(check: OwnDateCheck, reading: Reading) -> str:
    day = day_words(check.own.start, reading)
    until = QCoreApplication.translate("OwnDates", "until {day}, from when is not known")
    return until.format(day=day) if check.own.until else day


def _miss(check: OwnDateCheck) -> str:
    match check.clash:
        case Clash.LATER_THAT_DAY:
            words = QCoreApplication.translate("OwnDates", "on that day only from {time}")
            return words.format(time=f"{check.dated.limit:%H:%M}")
        case Clash.NOT_EXACT:
            return QCoreApplication.translate("OwnDates", "which is not exact enough to tell")
        case Clash.TOO_LATE if check.days == 1:
            return QCoreApplication.translate("OwnDates", "one day too late")
        case Clash.TOO_LATE:
            words = QCoreApplication.translate("OwnDates", "{days} days too late")
        case _ if not check.dated.by_day:
            return QCoreApplication.translate("OwnDates", "too early")
        case _ if check.days == 1:
            return QCoreApplication.translate("OwnDates", "one day too early")
        case _:
            words = QCoreApplication.translate("OwnDates", "{days} days too early")
    return words.format(days=check.days)
