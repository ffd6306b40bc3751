"""The list of a patient's visits, with all about the chosen one below it."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal

from intake_app.desktop.models.lines import Line
from intake_app.desktop.models.visit_detail import VisitDetail
from intake_app.desktop.widgets.empty_state import EmptyState
from intake_app.desktop.widgets.line_table import LineTable
from intake_app.desktop.widgets.lines_card import LinesCard
from intake_app.desktop.widgets.visit.visit_detail import VisitDetailView
from intake_app.domain.form.typed_text import Reading

_LINES = 5
"""In sight at once; a patient who came more often is scrolled through."""


class VisitsCard(LinesCard):
    """Visits here, and those that were moved elsewhere.

    Signals:
        patient_wanted: Under whom the chosen one stands now (patient id).
    """

    patient_wanted = Signal(str)

    def __init__(self) -> None:
        heads = (_tr("Visit"), _tr("Kind"), _tr("State"), _tr("By"), _tr("Last step"))
        empty = EmptyState("pencil", waits=True)
        empty.say(_tr("No consultation yet"), _tr("Begin one with Alt+N."))
        title = _tr("Consultations")
        table = LineTable(title, heads, wide=1, spare=(3, 4), room_for=_LINES)
        super().__init__(title, table, empty)
        self.detail = VisitDetailView()
        self.below.addWidget(self.detail)
        self._details: dict[str, VisitDetail] = {}
        self._reading: Reading | None = None
        self.offer(
            {
                "continue": _tr("C&ontinue"),
                "open": _tr("&Open"),
                "follow": _tr("&Find that patient"),
                "handout": _tr("Hando&ut"),
                "amend": _tr("&Amend"),
                "move": _tr("Move to anothe&r…"),
                "void": _tr("Mar&k as void…"),
                "reinstate": _tr("Take the voiding &back…"),
                "discard": _tr("Di&scard draft"),
            },
            grave="discard",
        )
        table.line_changed.connect(self._show_detail)
        self.act_chosen.connect(self._follow)

    def show_details(self, details: Sequence[VisitDetail], reading: Reading) -> None:
        """What there is to say of each of the lines that are shown."""
        self._details = {each.consultation_id: each for each in details}
        self._reading = reading
        self._show_detail()

    def _show_detail(self) -> None:
        line: Line | None = self.table.current_line()
        detail = self._details.get(line.id) if line is not None else None
        self.detail.show_detail(detail, self._reading)

    def _follow(self, act: str, id_: str) -> None:
        if act == "follow" and id_ in self._details:
            self.patient_wanted.emit(self._details[id_].moved_to_id)


def _tr(text: str) -> str:
    return QCoreApplication.translate("VisitsCard", text)
