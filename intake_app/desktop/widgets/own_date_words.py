"""A clash between the patient's own date and the aftercare, in a sentence for the clinician."""

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.widgets.field_text import day_words
from intake_app.domain.aftercare import Clash, Direction, OwnDateCheck
from intake_app.domain.dates import PartialDate
from intake_app.domain.typed_text import Reading


def clash_sentence(check: OwnDateCheck, reading: Reading) -> str:
    """Which rule it is, from or until when, and by how much the date misses it."""
    edge = day_words(PartialDate.from_day(check.dated.edge_day), reading)
    if check.dated.window.direction is Direction.AFTER:
        limit = _tr("not before {day}").format(day=edge)
    else:
        limit = _tr("not later than {day}").format(day=edge)
    planned = day_words(check.own.start, reading)
    return _tr("{what}: {limit}. Planned: {planned}, {miss}.").format(
        what=check.dated.window.what, limit=limit, planned=planned, miss=_miss(check)
    )


def _miss(check: OwnDateCheck) -> str:
    match check.clash:
        case Clash.TOO_EARLY:
            return _tr("too early by %n day(s)", check.days)
        case Clash.TOO_LATE:
            return _tr("too late by %n day(s)", check.days)
        case Clash.LATER_THAT_DAY:
            return _tr("allowed only from {time} on that day").format(
                time=f"{check.dated.limit:%H:%M}"
            )
        case _:
            return _tr("which is not exact enough to tell")


def _tr(text: str, count: int = -1) -> str:
    translated = QCoreApplication.translate("OwnDates", text, None, count)
    if count < 0:
        return translated
    one, many = ("day", "days")
    return translated.replace("%n", str(count)).replace("day(s)", one if count == 1 else many)
