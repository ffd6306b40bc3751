"""Yes or no; neither until somebody has said so."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from intake_app.desktop.widgets.form.options_field import OptionsField
from intake_app.domain.form.questionnaire import Item, Option
from intake_app.domain.form.typed_text import Reading


class BooleanField(OptionsField):
    """Two radio buttons; the first letter of each word picks it too."""

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        yes = QCoreApplication.translate("BooleanField", "Yes")
        no = QCoreApplication.translate("BooleanField", "No")
        captioned = [(yes, Option(value=True)), (no, Option(value=False))]
        super().__init__(item, reading, captioned, parent)
        self._letters = [yes[:1].casefold(), no[:1].casefold()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().casefold()
        if letter and letter in self._letters and not event.modifiers():
            button = self.buttons[self._letters.index(letter)]
            button.setFocus()
            button.click()
            return
        super().keyPressEvent(event)
