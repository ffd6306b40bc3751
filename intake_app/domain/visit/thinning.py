"""Which backups stay: many of the last hours of work, few of last year."""

from collections.abc import Callable, Iterable
from datetime import datetime

_Part = Callable[[datetime], tuple[int, ...]]

_RULES: tuple[tuple[int, _Part], ...] = (
    (24, lambda at: (*at.timetuple()[:3], at.hour)),
    (14, lambda at: at.timetuple()[:3]),
    (8, lambda at: at.isocalendar()[:2]),
    (24, lambda at: (at.year, at.month)),
)
"""Of the last 24 hours, 14 days, 8 weeks and 24 months in which there is one."""


def staying(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """The newest of each of the last hours, days, weeks and months that have one.

    They are counted, and no age is reckoned: a clock that is years ahead makes nothing old,
    and nothing goes while nobody works. What seems to come from the future stays too, and
    counts for nothing.
    """
    newest_first = sorted(times, reverse=True)
    kept = {at for at in newest_first if at > now}
    for most, part in _RULES:
        newest: dict[tuple[int, ...], datetime] = {}
        for at in newest_first:
            if at <= now:
                newest.setdefault(part(at), at)
        kept.update(list(newest.values())[:most])
    return kept
