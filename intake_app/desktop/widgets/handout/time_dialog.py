"""How long to wait: a number and its unit."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from intake_app.desktop.models.asked_time import AskedTime
from intake_app.desktop.widgets.dialog_frame import DialogFrame


class TimeDialog(DialogFrame):
    """Asks for a whole number of hours or days; Enter sets it, Escape leaves it as it was."""

    def __init__(self, asked: AskedTime, parent: QWidget) -> None:
        super().__init__(_tr("Set the time"), parent)
        self._largest = {code: largest for code, _words, largest in asked.units}
        self.number = QSpinBox()
        self.number.setMinimum(1)
        self.unit = QComboBox()
        for code, words, _largest in asked.units:
            self.unit.addItem(words, code)
        self.unit.setAccessibleName(self.tr("Unit"))
        self.unit.setCurrentIndex(self.unit.findData(asked.unit))
        self._limit()
        self.number.setValue(asked.value)
        self.number.selectAll()
        self.unit.currentIndexChanged.connect(self._limit)
        self._lay_out(asked)

    @classmethod
    def ask(cls, parent: QWidget, asked: AskedTime, *, then: Callable[[int, str], None]) -> None:
        """Open the question; ``then`` gets the number and the unit's code."""
        dialog = cls(asked, parent)
        dialog.accepted.connect(
            lambda: then(dialog.number.value(), str(dialog.unit.currentData()))
        )
        dialog.open()

    def _limit(self) -> None:
        self.number.setMaximum(self._largest[str(self.unit.currentData())])

    def _lay_out(self, asked: AskedTime) -> None:
        self.add_words(asked.what, "heading")
        self.add_words(asked.detail, "muted")
        label = QLabel(self.tr("&Wait for"))
        label.setBuddy(self.number)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.number)
        row.addWidget(self.unit)
        row.addStretch(1)
        self.body.addLayout(row)
        self.add_accept(self.tr("Set")).setDefault(True)
        self.add_cancel()
        self.number.setFocus()


def _tr(text: str) -> str:
    return QCoreApplication.translate("TimeDialog", text)
