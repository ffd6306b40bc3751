"""The clinic's aftercare times: shown, set, and set back."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.asked_time import AskedTime
from intake_app.desktop.models.lines import Line
from intake_app.desktop.shown import shown_date
from intake_app.domain.visit.aftercare import Direction, Span, SpanUnit, Window
from intake_app.domain.visit.clinic_windows import LONGEST, NO_TIME
from intake_app.services.access import Act, may
from intake_app.services.clinic_content import WindowInForce


class TimesView(Protocol):
    time_set: SignalInstance
    starting_value_wanted: SignalInstance
    time_taken_away: SignalInstance

    def show_times(self, lines: Sequence[Line], times: Mapping[str, AskedTime]) -> None: ...
    def show_message(self, message: Message | None) -> None: ...


class TimesPresenter(QObject):
    """Each change is put in force at once, under the name of who made it."""

    def __init__(self, page: TimesView, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        page.time_set.connect(
            lambda window, number, unit: self._change(window, Span(number, SpanUnit(unit)))
        )
        page.starting_value_wanted.connect(lambda window: self._change(window, None))
        page.time_taken_away.connect(lambda window: self._change(window, NO_TIME))
        self._windows: tuple[WindowInForce, ...] = ()
        desk.tasks.run(desk.services.clinic_content.windows, done=self._show, failed=self._refused)

    def _change(self, window_id: str, span: Span | None) -> None:
        service, actor = self._desk.services.clinic_content, self._desk.actor()

        def work() -> tuple[WindowInForce, ...]:
            service.change_window(actor, window_id, span)
            return service.windows()

        self._desk.tasks.write(work, done=self._was_changed, failed=self._refused)

    def _was_changed(self, windows: tuple[WindowInForce, ...]) -> None:
        self._show(windows)
        if any(each.now.set_to is None for each in windows):
            return  # that nothing can be printed is said already
        text = self.tr(
            "Set. New handouts go by it; have the text of the handout approved again "
            "(menu Clinic, Text of the handout)."
        )
        self._page.show_message(Message(level=Level.GOOD, text=text))

    def _missing(self, windows: tuple[WindowInForce, ...]) -> Message | None:
        without = [each.now.what for each in windows if each.now.set_to is None]
        if not without:
            return None
        text = self.tr("No handout can be printed: there is no time for {what}. Set one.")
        named = ", ".join(f"“{each}”" for each in without)
        return Message(level=Level.STOP, text=text.format(what=named))

    def _show(self, windows: tuple[WindowInForce, ...]) -> None:
        self._windows = windows
        self.show_rights()
        self._page.show_message(self._missing(windows))

    def show_rights(self) -> None:
        """Offer what whoever acts now may do with the times."""
        allowed = may(self._desk.actor(), Act.CHANGE_WINDOWS)
        self._page.show_times(
            [self._line(each, allowed=allowed) for each in self._windows],
            {each.now.id: self._asked(each.now) for each in self._windows},
        )

    def _line(self, window: WindowInForce, *, allowed: bool) -> Line:
        now = window.now
        can = {"set"} if allowed else set()
        if allowed and now != window.starting:
            can.add("starting")
        if allowed and now.set_to is not None:
            can.add("none")
        cells = (now.what, self._how_long(now), self._set_by(now), self._words(now.before))
        return Line(id=now.id, cells=cells, can=frozenset(can))

    def _asked(self, window: Window) -> AskedTime:
        span = window.set_to or Span(1, window.unit)
        words = {SpanUnit.HOURS: self.tr("hours"), SpanUnit.DAYS: self.tr("days")}
        return AskedTime(
            what=window.what,
            detail=" ".join(
                part
                for part in (f"{window.what}.", window.why, window.spread, self._whose(window))
                if part
            ),
            value=span.value,
            unit=span.unit.value,
            units=[(unit.value, words[unit], LONGEST[unit]) for unit in SpanUnit],
        )

    def _set_by(self, window: Window) -> str:
        date = shown_date(window.set_on)
        return self.tr("{name}, {date}").format(name=window.author, date=date)

    def _whose(self, window: Window) -> str:
        """Who set it, and what was so before: the same as in the table, which may lack room."""
        words = self.tr("Set by: {name}.").format(name=self._set_by(window))
        if window.before is None:
            return words
        before = self.tr("Before that: {time}.").format(time=self._words(window.before))
        return f"{words} {before}"

    def _how_long(self, window: Window) -> str:
        if window.set_to is None:
            return self.tr("no time: nothing can be printed")
        words = (
            self.tr("{time} before the session")
            if window.direction is Direction.BEFORE
            else self.tr("{time} after the session")
        )
        return words.format(time=self._words(window.set_to))

    def _words(self, span: Span | None) -> str:
        if span is None:
            return ""
        hours = span.unit is SpanUnit.HOURS
        words = self.tr("{number} hours") if hours else self.tr("{number} days")
        return words.format(number=span.value)

    def _refused(self, error: Exception) -> None:
        self._page.show_message(Message(level=Level.STOP, text=sentence(error)))
