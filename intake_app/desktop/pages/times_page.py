"""The clinic's aftercare times: how long to wait with what, and who said so."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from intake_app.desktop.messages import Message
from intake_app.desktop.models.asked_time import AskedTime
from intake_app.desktop.models.lines import Line
from intake_app.desktop.widgets.decision import Decision, Question
from intake_app.desktop.widgets.empty_state import EmptyState
from intake_app.desktop.widgets.handout.time_dialog import TimeDialog
from intake_app.desktop.widgets.line_table import LineTable
from intake_app.desktop.widgets.lines_card import LinesCard
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page, column
from intake_app.desktop.widgets.wrapping_label import WrappingLabel

_FEWEST_LINES = 6


class TimesPage(Page):
    """One line for each aftercare window.

    Signals:
        time_set: A window was given a time (its id, the number, the unit's code).
        starting_value_wanted: A window is to be as the program came (its id).
        time_taken_away: A window is to have no time (its id).
    """

    time_set = Signal(str, int, str)
    starting_value_wanted = Signal(str)
    time_taken_away = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._times: Mapping[str, AskedTime] = {}
        self.notice = Notice()
        self.detail = WrappingLabel("muted")
        title = self.tr("Aftercare times")
        heads = (self.tr("What"), self.tr("How long"), self.tr("Set by"), self.tr("Before that"))
        self.table = LineTable(title, heads, spare=(2, 3), room_for=_FEWEST_LINES)
        self.table.wrap_lines()
        empty = EmptyState("document")
        empty.say(self.tr("Reading the aftercare times…"), "")
        self.times = LinesCard(self.tr("What to wait with"), self.table, empty)
        self.times.offer(
            {
                "set": self.tr("Chan&ge the time…"),
                "starting": self.tr("&Back to the starting value"),
                "none": self.tr("Take the time &away…"),
            },
            grave="none",
        )
        self._lay_out(title)
        self.times.act_chosen.connect(self._act)
        self.table.line_changed.connect(self._show_detail)

    def focus_start(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_times(self, lines: Sequence[Line], times: Mapping[str, AskedTime]) -> None:
        """Show these lines; ``times`` says what to ask when one of them is to be changed."""
        self._times = times
        self.times.show_lines(lines)
        self._show_detail()

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def _show_detail(self) -> None:
        line = self.table.current_line()
        self.detail.setText(self._times[line.id].detail if line is not None else "")

    def _act(self, act: str, id_: str) -> None:
        if act == "starting":
            self.starting_value_wanted.emit(id_)
            return
        if act == "none":
            self._ask_to_take_away(id_)
            return
        TimeDialog.ask(
            self,
            self._times[id_],
            then=lambda number, unit: self.time_set.emit(id_, number, unit),
        )

    def _ask_to_take_away(self, id_: str) -> None:
        question = Question(
            text=self.tr("Take the time away for “{what}”?").format(what=self._times[id_].what),
            detail=self.tr(
                "No handout can be printed until somebody sets a time again: a paper without it "
                "would leave a patient without an answer."
            ),
            accept=self.tr("Take away"),
            grave=True,
        )
        Decision.ask(self, question, then=lambda _reason: self.time_taken_away.emit(id_))

    def _lay_out(self, title: str) -> None:
        heading = QLabel(title)
        heading.setProperty("role", "title")
        hint = WrappingLabel(
            "muted",
            self.tr(
                "No study stands behind any of these times: they are rules of your clinic, and "
                "the handout says so. A time that you change is printed with your name, the day "
                "and what it was before."
            ),
        )
        outer, inner = column(980)
        for widget in (heading, hint, self.notice):
            inner.addWidget(widget)
        inner.addWidget(self.times, 1)
        inner.addWidget(self.detail)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(outer)
