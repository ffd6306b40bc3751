"""Days and times in the words of one language, weekday and month written out."""

from datetime import date, datetime, time

from intake_app.domain.dates import PartialDate
from intake_app.domain.handout.texts import HandoutTexts


class DateWords:
    """Says days in the language of the texts."""

    def __init__(self, texts: HandoutTexts) -> None:
        self._texts = texts

    def day(self, day: date, *, with_year: bool = True) -> str:
        """With its weekday, e.g. "Saturday 28 November 2026"."""
        key = "dates.long" if with_year else "dates.short"
        return self._say(key, day, self._texts.lists["dates.weekdays"])

    def short_day(self, day: date) -> str:
        """Without the year, e.g. "Sat 28 November"."""
        return self._say("dates.short", day, self._texts.lists["dates.weekdays_short"])

    def weekday(self, day: date) -> str:
        return self._texts.lists["dates.weekdays_short"][day.weekday()]

    def clock(self, at: time) -> str:
        # Without isolates, as everywhere here: parts of one day or time are no strangers.
        phrase = self._texts.phrases["dates.time"]
        return phrase.format(hour=f"{at.hour:02d}", minute=f"{at.minute:02d}")

    def moment(self, at: datetime, *, with_year: bool = True) -> str:
        day = self.day(at.date(), with_year=with_year)
        phrase = self._texts.phrases["dates.moment"]
        return phrase.format(date=day, time=self.clock(at.time()))

    def partial(self, known: PartialDate) -> str:
        """As exact as it is known: the day with its weekday, the month or the year."""
        return self.day(known.first_day) if known.is_full else self.written(known)

    def written(self, known: PartialDate | date) -> str:
        """The same for a day that nobody keeps free, so that its weekday tells them nothing."""
        if isinstance(known, date):
            return self._say("dates.plain", known)
        if known.is_full:
            return self._say("dates.plain", known.first_day)
        if known.month is None:
            return self._texts.phrases["dates.year"].format(year=known.year)
        phrase = self._texts.phrases["dates.month"]
        return phrase.format(month=self._month(known.month), year=known.year)

    def _say(self, key: str, day: date, weekdays: tuple[str, ...] = ()) -> str:
        return self._texts.phrases[key].format(
            weekday=weekdays[day.weekday()] if weekdays else "",
            day=day.day,
            month=self._month(day.month),
            year=day.year,
        )

    def _month(self, month: int) -> str:
        return self._texts.lists["dates.months"][month - 1]
