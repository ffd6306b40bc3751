"""Values as they stand in a field, and days read back in words."""

from PySide6.QtCore import QDate, QLocale

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Answer
from intake_app.domain.form.typed_text import LINE_BREAK, Reading, value_text
from intake_app.domain.values import Moment, Value


def typed_form(answer: Answer | None, unfinished: str | None, reading: Reading) -> str:
    """The text of a field: what was typed and is not a value yet, otherwise the values."""
    if unfinished is not None:
        return unfinished
    if answer is None:
        return ""
    return LINE_BREAK.join(field_text(value, reading) for value in answer.values)


def field_text(value: Value, reading: Reading) -> str:
    """A value in the order in which the clinic types it; it is read back as the same value."""
    match value:
        case PartialDate():
            return _day_text(value, reading)
        case Moment(at=None, day=day):
            return _day_text(day, reading)
        case Moment(at=at) if at is not None:
            local = at.astimezone(reading.zone)
            day_text = _day_text(PartialDate.from_day(local.date()), reading)
            return f"{day_text} {local:%H:%M}"
        case _:
            return value_text(value, zone=reading.zone)


def day_words(value: Value, reading: Reading) -> str:
    """A day with its weekday and month in words; empty for what is not a day."""
    match value:
        case PartialDate(day=None, month=None, year=year):
            return str(year)
        case PartialDate(day=None):
            return QLocale().toString(_qdate(value), "MMMM yyyy")
        case PartialDate():
            return QLocale().toString(_qdate(value), "dddd d MMMM yyyy")
        case Moment(at=None, day=day):
            return day_words(day, reading)
        case Moment(at=at) if at is not None:
            local = at.astimezone(reading.zone)
            return f"{day_words(PartialDate.from_day(local.date()), reading)}, {local:%H:%M}"
        case _:
            return ""


def value_words(value: Value, reading: Reading) -> str:
    """A value as it is read out: days in words, everything else as it is written."""
    return day_words(value, reading) or value_text(value, zone=reading.zone)


def _day_text(day: PartialDate, reading: Reading) -> str:
    if day.month is None:
        return f"{day.year:04d}"
    if day.day is None:
        return f"{day.month:02d}.{day.year:04d}"
    if reading.day_first:
        return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}"


def _qdate(day: PartialDate) -> QDate:
    first = day.first_day
    return QDate(first.year, first.month, first.day)
