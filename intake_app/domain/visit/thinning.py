"""Which backups stay: many of the last day, few of last year."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

_Part = Callable[[datetime], tuple[int, ...]]

_RULES: tuple[tuple[timedelta, _Part], ...] = (
    (timedelta(days=1), lambda at: (*at.timetuple()[:3], at.hour)),
    (timedelta(days=14), lambda at: at.timetuple()[:3]),
    (timedelta(weeks=8), lambda at: at.isocalendar()[:2]),
    (timedelta(days=731), lambda at: (at.year, at.month)),
)
"""Of each hour for a day, each day for two weeks, each week for eight, each month for two
years."""


def staying(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """The newest of each hour, day, week and month, while that is young enough.

    The newest of all stays however old it is, and so does what seems to come from the future:
    a clock that was wrong for a day must not cost a backup.
    """
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:1]) | {at for at in newest_first if at > now}
    for age, part in _RULES:
        seen: set[tuple[int, ...]] = set()
        for at in newest_first:
            if timedelta(0) <= now - at < age and part(at) not in seen:
                seen.add(part(at))
                kept.add(at)
    return kept
