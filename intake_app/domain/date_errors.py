"""Why something typed is not a day, where more can be said than that it is not."""

from intake_app.domain.errors import DateNotUnderstood


class DateWithoutYear(DateNotUnderstood):
    code = "date-without-year"
    sentence = "{text} is not a date yet: the year is missing. Write it like {like}."


class DayNotInMonth(DateNotUnderstood):
    code = "day-not-in-month"
    sentence = "{text} is not a date: {month} has no day {day}."


class MonthNotInYear(DateNotUnderstood):
    code = "month-not-in-year"
    sentence = "{text} is not a date: there is no month {month}. Write it like {like}."
