"""The clinic's settings as fields, in cards by what they are for."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from intake_app.desktop.widgets.clinic.clinic_words import CardWords, clinic_cards
from intake_app.desktop.widgets.clinic.clinic_words_card import ClinicWordsCard
from intake_app.desktop.widgets.field_box import FieldBox
from intake_app.desktop.widgets.plain_inputs import Choice, FewLines, OneLine, OneOfMany

Input = OneLine | FewLines | Choice | OneOfMany


class ClinicForm(QWidget):
    """All fields by the names that the settings have.

    Signals:
        edited: Something was typed or chosen.
    """

    edited = Signal()

    def __init__(self, zones: Sequence[str], *, in_languages: bool) -> None:
        super().__init__()
        day_orders = (
            (self.tr("3/4/2026 is 3 April"), "day"),
            (self.tr("3/4/2026 is 4 March"), "month"),
        )
        self.inputs: Mapping[str, Input] = {
            "name": OneLine(),
            "address": FewLines(2),
            "practitioners": FewLines(3),
            "phone": OneLine(),
            "phone_hours": OneLine(),
            "night_phone": OneLine(),
            "emergency_number": OneLine(),
            "support_line": OneLine(),
            "interest": FewLines(3),
            "independent_places": FewLines(3),
            "report_route": FewLines(2),
            "time_zone": OneOfMany(zones),
            "day_order": Choice(day_orders),
        }
        self._boxes: dict[str, FieldBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        *cards, last = clinic_cards()
        for words in cards:
            column.addWidget(self._card(words))
        self.words = ClinicWordsCard()
        column.addWidget(self.words)
        self.words.setHidden(not in_languages)
        column.addWidget(self._card(last))
        for field in self.inputs.values():
            field.changed.connect(self.edited)
        self.words.edited.connect(self.edited)
        self.edited.connect(lambda: self.words.show_own(self._own_texts()))

    def texts(self) -> dict[str, str]:
        return {**self._own_texts(), **self.words.texts()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        for name, field in self.inputs.items():
            if name in texts:
                field.show_text(texts[name])
        self.words.show_texts(texts)
        self.words.show_own(self._own_texts())

    def show_error(self, name: str, text: str) -> None:
        self._boxes[name].show_error(text)
        self.inputs[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_errors(self) -> None:
        for box in self._boxes.values():
            box.show_error("")

    def _own_texts(self) -> dict[str, str]:
        return {name: field.text() for name, field in self.inputs.items()}

    def _card(self, words: CardWords) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        head = QLabel(words.title)
        head.setProperty("role", "heading")
        lead = QLabel(words.sentence)
        lead.setProperty("role", "muted")
        lead.setWordWrap(True)
        column.addWidget(head)
        column.addWidget(lead)
        for each in words.fields:
            self._boxes[each.name] = FieldBox(each.label, self.inputs[each.name], each.hint)
            column.addWidget(self._boxes[each.name])
        return card
