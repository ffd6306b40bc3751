"""The clinic's own aftercare windows: who set them, when, and what was in force before."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from intake_app.domain.errors import NotFound, ValueRefused
from intake_app.domain.visit.aftercare import Span, SpanUnit, Window

NO_TIME = Span(0, SpanUnit.HOURS)
"""What a window is set to that the clinic has no time for: nothing is printed until it has."""

LONGEST = {SpanUnit.HOURS: 2160, SpanUnit.DAYS: 90}
"""Beyond three months no aftercare advice was found; a longer one is a slip of the hand."""


class WindowNotFound(NotFound):
    code = "window-not-found"
    sentence = "There is no aftercare window “{id}”. Choose one of {known}."


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowChange:
    """What the clinic set a window to.

    Attributes:
        span: None is "back to the starting value of the program"; ``NO_TIME`` takes it away.
        before: The time that was in force last, also where none was any more; None if never one.
    """

    window_id: str
    span: Span | None
    before: Span | None
    by: str
    at: datetime


def in_force(
    windows: Iterable[Window], changes: Iterable[WindowChange], zone: tzinfo
) -> tuple[Window, ...]:
    """The windows as the clinic has them.

    Args:
        windows: Those that come with the program.
        changes: The clinic's, oldest first; one of a window that is no more is passed over.
        zone: The clinic's zone, in which the day of a change is told.
    """
    latest = {change.window_id: change for change in changes}
    return tuple(
        _changed(window, change, zone)
        if (change := latest.get(window.id)) is not None and change.span is not None
        else window
        for window in windows
    )


def window_called(windows: Iterable[Window], window_id: str) -> Window:
    """The window of this id.

    Raises:
        WindowNotFound: There is none; the sentence names those that there are.
    """
    known = {window.id: window for window in windows}
    if window_id not in known:
        raise WindowNotFound(id=window_id, known=", ".join(sorted(known)))
    return known[window_id]


def checked_span(window: Window, span: Span) -> Span:
    """Return ``span``, or refuse one that cannot be meant.

    Raises:
        ValueRefused: Less than one, or beyond ``LONGEST``.
    """
    if span == NO_TIME:
        return span
    longest = LONGEST[span.unit]
    if not 1 <= span.value <= longest:
        raise ValueRefused(
            name=f"The time for “{window.what}”",
            value=f"{span.value} {span.unit.value}",
            reason=f"give a whole number of {span.unit.value} from 1 to {longest}",
        )
    return span


def _changed(window: Window, change: WindowChange, zone: tzinfo) -> Window:
    span = change.span if change.span != NO_TIME else None
    return replace(
        window,
        value=span.value if span else None,
        unit=span.unit if span else window.unit,
        author=change.by,
        set_on=change.at.astimezone(zone).date(),
        before=change.before,
    )
