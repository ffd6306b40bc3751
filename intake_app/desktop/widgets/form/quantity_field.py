"""An amount with a unit that is chosen."""

from PySide6.QtWidgets import QLabel, QWidget

from intake_app.desktop.widgets.drop_down import DropDown
from intake_app.desktop.widgets.form.field_text import typed_form
from intake_app.desktop.widgets.form.text_field import LineField
from intake_app.domain.form.answers import Answer
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.values import Coding


class QuantityField(LineField):
    """A number and, where the form offers several, its unit from a list.

    Without any unit in the form, the unit is typed behind the number.
    """

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(item, reading, parent)
        self.units = DropDown()
        self.units.setAccessibleName(self.tr("Unit"))
        if len(item.units) == 1:
            only = QLabel(_unit_text(item.units[0]))
            only.setProperty("role", "muted")
            self.row.insertWidget(1, only)
        elif item.units:
            self.units.addItems([_unit_text(unit) for unit in item.units])
            self.row.insertWidget(1, self.units)
        else:
            self.line.show_hint(item.entry_format or self.tr("number and unit"))

        self.line.textEdited.disconnect(self.typed)
        self.line.textEdited.connect(self._tell)
        self.units.activated.connect(self._tell)

    @property
    def inputs(self) -> list[QWidget]:
        return [self.line, self.units] if len(self.item.units) > 1 else [self.line]

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        text = typed_form(answer, unfinished, self.reading)
        for index, unit in enumerate(self.item.units):
            words = _unit_text(unit)
            if text.endswith(f" {words}"):
                self.units.setCurrentIndex(index)
                text = text.removesuffix(f" {words}")
                break
        self.line.show_text(text)

    def forbid_changes(self) -> None:
        super().forbid_changes()
        self.units.setEnabled(False)

    def _tell(self) -> None:
        number = self.line.text()
        unit = self.units.currentText() if len(self.item.units) > 1 else ""
        self.typed.emit(f"{number} {unit}" if number.strip() and unit else number)


def _unit_text(unit: Coding) -> str:
    return unit.display or unit.code
