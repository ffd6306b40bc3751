"""Several people answer to what was typed: which of them is meant?"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from intake_app.desktop.models.lines import Line
from intake_app.desktop.widgets.dialog_frame import DialogFrame
from intake_app.desktop.widgets.line_table import LineTable

_LINES = 6
_WIDTH = 640


class WhoDialog(DialogFrame):
    """Name, date of birth, record number and telephone of each; Enter takes the chosen one."""

    def __init__(self, lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(_tr("Which patient?"), parent, width=_WIDTH)
        heads = (_tr("Name"), _tr("Born"), _tr("Record"), _tr("Telephone"))
        self.table = LineTable(_tr("Patients"), heads, wide=0, room_for=_LINES)
        self.table.show_lines(lines)
        self.choose_button = self.add_accept(_tr("This one"))
        self.add_cancel()
        self.add_words(_tr("Several patients answer to that"), "heading")
        self.body.addWidget(self.table)
        self.table.setFocus()
        self.table.line_opened.connect(lambda _id: self.accept())

    @classmethod
    def ask(cls, parent: QWidget, lines: Sequence[Line], *, then: Callable[[str], None]) -> None:
        """Open it; ``then`` gets the id of the line that was chosen."""
        dialog = cls(lines, parent)

        def take() -> None:
            line = dialog.table.current_line()
            if line is not None:
                then(line.id)

        dialog.accepted.connect(take)
        dialog.open()


def _tr(text: str) -> str:
    return QCoreApplication.translate("WhoDialog", text)
