"""Who this is, on top of every screen about a patient, so that nobody is mistaken."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intake_app.desktop.shown import PatientHeading
from intake_app.desktop.widgets.wrapping_label import WrappingLabel


class PatientBanner(QFrame):
    """Name, date of birth, age and record number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._name = WrappingLabel("heading", most_lines=3)
        self._more = WrappingLabel("muted", most_lines=2)
        self._facts = [_fact(self.tr("Born")), _fact(self.tr("Age")), _fact(self.tr("Record"))]

        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self._name)
        who.addWidget(self._more)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(32)
        row.addLayout(who, 1)
        for box, _value in self._facts:
            row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)

    def show_patient(self, heading: PatientHeading) -> None:
        self._name.setText(heading.name)
        self._more.setText(heading.more)
        self._more.setVisible(bool(heading.more))
        values = (heading.born, heading.age, heading.record_number)
        for (_box, label), value in zip(self._facts, values, strict=True):
            label.setText(value)
        self.setAccessibleName(
            self.tr("Patient {name}, born {born}, age {age}, record {number}").format(
                name=heading.name,
                born=heading.born,
                age=heading.age,
                number=heading.record_number,
            )
        )


def _plain(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _fact(title: str) -> tuple[QWidget, QLabel]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    head = QLabel(title)
    head.setProperty("role", "small")
    value = _plain("fact")
    column.addWidget(head)
    column.addWidget(value)
    return box, value
