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
        self.about = WrappingLabel("muted", most_lines=2)
        self._facts = [_Fact(self.tr("Born")), _Fact(self.tr("Age")), _Fact(self.tr("Record"))]

        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self._name)
        who.addWidget(self.about)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 10, 24, 10)
        self._row.setSpacing(32)
        self._row.addLayout(who, 1)
        for fact in self._facts:
            self._row.addWidget(fact, 0, Qt.AlignmentFlag.AlignTop)

    def show_patient(self, heading: PatientHeading, *, about: str = "") -> None:
        """Say who it is, and ``about`` what is in hand where that could surprise."""
        self._name.setText(heading.name)
        more = " · ".join(part for part in (about, heading.more) if part)
        self.about.setText(more)
        self.about.setVisible(bool(more))
        values = (heading.born, heading.age, heading.record_number)
        for fact, value in zip(self._facts, values, strict=True):
            fact.value.setText(value)
        self.setAccessibleName(
            self.tr("Patient {name}, born {born}, age {age}, record {number}").format(
                name=heading.name,
                born=heading.born,
                age=heading.age,
                number=heading.record_number,
            )
        )

    def shorten(self, *, short: bool) -> None:
        """Take as few lines as say who it is, where the window is low."""
        self._row.setContentsMargins(24, 4 if short else 10, 24, 4 if short else 10)
        self._row.setSpacing(16 if short else 32)
        for fact in self._facts:
            fact.title.setVisible(not short)
        role = "place" if short else "heading"
        if self._name.property("role") != role:
            self._name.setProperty("role", role)
            self.style().unpolish(self._name)
            self.style().polish(self._name)
            self._name.updateGeometry()


def _plain(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class _Fact(QWidget):
    """A value under its title."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(title)
        self.title.setProperty("role", "small")
        self.value = _plain("fact")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.value)
