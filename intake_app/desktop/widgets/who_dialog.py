"""Several people answer to what was typed: which of them is meant?"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.models.lines import Line
from intake_app.desktop.widgets.line_table import LineTable

_LINES = 6
_WIDTH = 640


class WhoDialog(QDialog):
    """Name, date of birth, record number and telephone of each; Enter takes the chosen one."""

    def __init__(self, lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_tr("Which patient?"))
        heads = (_tr("Name"), _tr("Born"), _tr("Record"), _tr("Telephone"))
        self.table = LineTable(_tr("Patients"), heads, wide=0, room_for=_LINES)
        self.table.show_lines(lines)
        self.choose_button = QPushButton(_tr("This one"))
        self.choose_button.setProperty("role", "primary")
        box = QDialogButtonBox()
        box.addButton(self.choose_button, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(QDialogButtonBox.StandardButton.Cancel)
        title = QLabel(_tr("Several patients answer to that"))
        title.setProperty("role", "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for widget in (title, self.table, box):
            column.addWidget(widget)
        self.setMinimumWidth(_WIDTH)
        self.table.setFocus()
        self.table.line_opened.connect(lambda _id: self.accept())
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)

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
