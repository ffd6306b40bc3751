"""The fields that say who somebody is."""

from collections.abc import Mapping
from dataclasses import fields

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QVBoxLayout

from intake_app.desktop.models.typed_patient import TypedPatient
from intake_app.desktop.widgets.field_box import FieldBox
from intake_app.desktop.widgets.language_choice import LanguageChoice
from intake_app.desktop.widgets.plain_inputs import Choice, FewLines, OneLine, OneOfMany

Input = OneLine | FewLines | Choice | OneOfMany
LATIN = ("birth_date", "phones", "email")
"""Fields that are read from left to right in every language."""


class PatientForm(QFrame):
    """One card; required fields carry a star.

    Signals:
        edited: Something was typed or chosen.
        entered: Enter was pressed, and did nothing else.
    """

    edited = Signal()
    birth_left = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.inputs: Mapping[str, Input] = {
            "name": OneLine(),
            "birth_date": OneLine(),
            "sex": Choice(self._sexes()),
            "phones": FewLines(2),
            "language": LanguageChoice(),
            "email": OneLine(),
            "romanised_name": OneLine(),
            "guardian": OneLine(),
        }
        self.birth_unknown = QCheckBox(self.tr("Date of birth not &known"))
        self._boxes = {
            name: FieldBox(label, self.inputs[name], hint)
            for name, (label, hint) in self._words().items()
        }
        self._lay_out()
        for name, field in self.inputs.items():
            field.changed.connect(self.edited)
            if name in LATIN:
                field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            if isinstance(field, OneOfMany):
                field.entered.connect(self.entered)
        self.birth_unknown.toggled.connect(self.inputs["birth_date"].setDisabled)
        self.birth_unknown.toggled.connect(self.edited)
        birth = self.inputs["birth_date"]
        if isinstance(birth, OneLine):
            birth.editingFinished.connect(self.birth_left)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, which lines, closed lists and boxes to tick have no use for."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def typed(self) -> TypedPatient:
        texts = {name: field.text() for name, field in self.inputs.items()}
        return TypedPatient(birth_unknown=self.birth_unknown.isChecked(), **texts)

    def show_typed(self, typed: TypedPatient) -> None:
        for each in fields(typed):
            if each.name in self.inputs:
                self.inputs[each.name].show_text(getattr(typed, each.name))
        self.birth_unknown.setChecked(typed.birth_unknown)

    def show_error(self, name: str, text: str) -> None:
        """Say what is wrong in its place, and go there."""
        self._boxes[name].show_error(text)
        self.inputs[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def warn(self, name: str, text: str) -> None:
        """Say what is wrong in its place; the keyboard stays where it went."""
        self._boxes[name].show_error(text)

    def show_hint(self, name: str, text: str) -> None:
        self._boxes[name].show_hint(text)

    def clear_errors(self) -> None:
        for box in self._boxes.values():
            box.show_error("")

    def error_of(self, name: str) -> str:
        return self._boxes[name].error

    def _sexes(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Not known"), "unknown"),
            (self.tr("Female"), "female"),
            (self.tr("Male"), "male"),
            (self.tr("Other"), "other"),
        )

    def _words(self) -> dict[str, tuple[str, str]]:
        return {
            "name": (self.tr("N&ame *"), self.tr("Exactly as it is written")),
            "birth_date": (self.tr("Date of &birth *"), " "),
            "sex": (self.tr("Se&x"), ""),
            "phones": (self.tr("&Telephones"), self.tr("One on each line")),
            "language": (self.tr("&Language"), self.tr("Spoken best")),
            "email": (self.tr("&E-mail"), ""),
            "romanised_name": (
                self.tr("Name in Latin lette&rs"),
                self.tr("As it sounds, for finding it by ear"),
            ),
            "guardian": (self.tr("&Guardian"), self.tr("Who answers for a child or a ward")),
        }

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 20, 24, 24)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(16)
        birth = QVBoxLayout()
        birth.setSpacing(2)
        birth.addWidget(self._boxes["birth_date"])
        birth.addWidget(self.birth_unknown)
        grid.addWidget(self._boxes["name"], 0, 0, 1, 2)
        grid.addLayout(birth, 1, 0)
        pairs = (("", "sex"), ("phones", "language"), ("email", "romanised_name"))
        for row, pair in enumerate(pairs, start=1):
            for column, name in enumerate(pair):
                if name:
                    box = self._boxes[name]
                    grid.addWidget(box, row, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._boxes["guardian"], 4, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
