"""How long to wait: a number and its unit."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from intake_app.desktop.models.asked_time import AskedTime
from intake_app.desktop.widgets.wrapping_label import WrappingLabel


class TimeDialog(QDialog):
    """Asks for a whole number of hours or days; Enter sets it, Escape leaves it as it was."""

    def __init__(self, asked: AskedTime, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Set the time"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
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
        what = WrappingLabel("heading")
        what.setText(asked.what)
        detail = WrappingLabel("muted")
        detail.setText(asked.detail)
        label = QLabel(self.tr("&Wait for"))
        label.setBuddy(self.number)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.number)
        row.addWidget(self.unit)
        row.addStretch(1)
        box = QDialogButtonBox()
        accept = box.addButton(self.tr("Set"), QDialogButtonBox.ButtonRole.AcceptRole)
        accept.setProperty("role", "primary")
        box.addButton(QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(what)
        layout.addWidget(detail)
        layout.addLayout(row)
        layout.addSpacing(8)
        layout.addWidget(box)
        self.setMinimumWidth(480)
        accept.setDefault(True)
        self.number.setFocus()
