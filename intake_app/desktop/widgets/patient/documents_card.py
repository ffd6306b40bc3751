"""The list of a patient's handouts."""

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.widgets.empty_state import EmptyState
from intake_app.desktop.widgets.line_table import LineTable
from intake_app.desktop.widgets.lines_card import LinesCard

_LINES = 3


def documents_card() -> LinesCard:
    """A card without lines yet."""
    heads = (_tr("Document"), _tr("Issued"), _tr("By"), _tr("Pages"), _tr("State"))
    empty = EmptyState("document", waits=True)
    empty.say(_tr("No handout yet"), _tr("A handout is issued when it is printed or saved."))
    title = _tr("Documents")
    table = LineTable(title, heads, wide=4, spare=(2, 3), room_for=_LINES)
    card = LinesCard(title, table, empty)
    card.offer({"show": _tr("Open as &issued")})
    return card


def _tr(text: str) -> str:
    return QCoreApplication.translate("DocumentsCard", text)
