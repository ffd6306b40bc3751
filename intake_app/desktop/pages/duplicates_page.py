"""Patients who may have been registered twice: pair by pair, with the reasons."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.messages import Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.models.shown_pairs import ShownPair, ShownSide
from intake_app.desktop.widgets.decision import Decision, Question
from intake_app.desktop.widgets.empty_state import EmptyState
from intake_app.desktop.widgets.line_table import LineTable
from intake_app.desktop.widgets.lines_card import LinesCard
from intake_app.desktop.widgets.notice import Notice
from intake_app.desktop.widgets.page import Page
from intake_app.desktop.widgets.patient.pair_card import PairCard

_FEWEST_LINES = 4
_ACTS = frozenset({"first", "second", "apart", "later"})


class DuplicatesPage(Page):
    """The list above, the current pair side by side below.

    Signals:
        merge_confirmed: They are one person (id of the one to keep, id of the other).
        apart_chosen: They are two (the pair's id).
        later_chosen: Not decided now (the pair's id).
        action_chosen: A button of the notice (its id).
    """

    merge_confirmed = Signal(str, str)
    apart_chosen = Signal(str)
    later_chosen = Signal(str)
    action_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: dict[str, ShownPair] = {}
        self.notice = Notice()
        self.empty = EmptyState("check")
        heads = (self.tr("Likely"), self.tr("One"), self.tr("Other"), self.tr("Why"))
        self.table = LineTable(
            self.tr("Likely duplicates"), heads, wide=(1, 2, 3), spare=(3,), room_for=_FEWEST_LINES
        )
        self.pairs = LinesCard(self.tr("Likely duplicates"), self.table, self.empty)
        self.pairs.offer(
            {
                "first": self.tr("&Merge"),
                "second": self.tr("M&erge"),
                "apart": self.tr("&Not the same person"),
                "later": self.tr("&Later"),
            }
        )
        self.side_by_side = PairCard()
        body = QVBoxLayout(self)
        body.setContentsMargins(32, 20, 32, 24)
        body.setSpacing(16)
        body.addWidget(self.notice)
        body.addWidget(self.pairs, 3)
        body.addWidget(self.side_by_side, 2)
        self.table.line_changed.connect(self._show_current)
        self.pairs.act_chosen.connect(self._act)
        self.notice.action_chosen.connect(self.action_chosen)

    def button(self, act: str) -> QPushButton:
        return self.pairs.button(act)

    def focus_start(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_pairs(self, pairs: Sequence[ShownPair]) -> None:
        """Show these, the likeliest first."""
        self._pairs = {pair.id: pair for pair in pairs}
        self.pairs.show_lines(
            [
                Line(
                    id=pair.id,
                    cells=(pair.score, _who(pair.one), _who(pair.other), pair.reasons),
                    can=_ACTS,
                )
                for pair in pairs
            ]
        )
        self.focus_start()

    def show_empty(self, title: str, text: str) -> None:
        """What stands in the place of the list when there is nothing in it."""
        self.empty.say(title, text)

    def show_message(self, message: Message | None) -> None:
        self.notice.show_message(message)

    def _show_current(self) -> None:
        line = self.table.current_line()
        pair = self._pairs.get(line.id) if line is not None else None
        self.side_by_side.show_pair(pair)
        if pair is not None:
            one, other = pair.one.record_number, pair.other.record_number
            self.button("first").setText(self.tr("&Merge, keep {number}").format(number=one))
            self.button("second").setText(self.tr("M&erge, keep {number}").format(number=other))

    def _act(self, act: str, id_: str) -> None:
        pair = self._pairs[id_]
        if act == "first":
            self._ask_to_merge(pair.one, pair.other)
        elif act == "second":
            self._ask_to_merge(pair.other, pair.one)
        elif act == "apart":
            self.apart_chosen.emit(id_)
        else:
            self.later_chosen.emit(id_)

    def _ask_to_merge(self, kept: ShownSide, other: ShownSide) -> None:
        question = Question(
            text=self.tr("Are these one person?"),
            detail=self.tr(
                "{kept} is kept. The consultations and documents of {other} are shown there too, "
                "and are not changed. {other} is still found by name and number. This can be "
                "undone at any time."
            ).format(kept=_who(kept), other=_who(other)),
            accept=self.tr("Merge"),
        )
        Decision.ask(
            self,
            question,
            then=lambda _reason: self.merge_confirmed.emit(kept.patient_id, other.patient_id),
        )


def _who(side: ShownSide) -> str:
    return f"{side.record_number}  {side.name}"
