"""The clinic's own words in the other languages of the handout: one language at a time."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from intake_app.desktop.shown import isolated, one_line
from intake_app.desktop.widgets.clinic.clinic_words import FieldWords, words_fields
from intake_app.desktop.widgets.field_box import FieldBox
from intake_app.desktop.widgets.language_choice import LanguageChoice
from intake_app.desktop.widgets.plain_inputs import Choice, FewLines
from intake_app.domain.language import Language

OWN_LANGUAGE = "own_language"
_LONGEST_HINT = 90


class ClinicWordsCard(QFrame):
    """What is typed stays while another language is looked at.

    Its texts are named by language and setting: ``es.interest``.

    Signals:
        edited: Something was typed or chosen.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.own_language = LanguageChoice()
        self.language = Choice(())
        self.inputs: Mapping[str, FewLines] = {each.name: FewLines(2) for each in words_fields()}
        self._boxes: dict[str, FieldBox] = {}
        self._offered: Sequence[Language] = ()
        self._typed: dict[str, str] = {}
        self._lay_out()
        self.own_language.changed.connect(self._offer)
        self.own_language.changed.connect(self.edited)
        self.language.changed.connect(self._show_language)
        for name, field in self.inputs.items():
            field.changed.connect(lambda name=name: self._take(name))

    def show_languages(self, offered: Sequence[Language]) -> None:
        """The languages of the handout."""
        self._offered = offered
        self._offer()

    def show_own(self, texts: Mapping[str, str]) -> None:
        """Say below each field what is printed while it is empty."""
        for name, box in self._boxes.items():
            said = one_line(texts.get(name, ""), _LONGEST_HINT)
            words = self.tr("While this is empty, the paper says: {text}").format(text=said)
            box.show_hint(words if said else "")

    def texts(self) -> dict[str, str]:
        return {OWN_LANGUAGE: self.own_language.text(), **self._typed}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        self._typed = {name: text for name, text in texts.items() if "." in name}
        if OWN_LANGUAGE in texts:
            self.own_language.show_text(texts[OWN_LANGUAGE])
        self._offer()

    def _take(self, name: str) -> None:
        key = f"{self.language.text()}.{name}"
        if self._typed.get(key, "") == self.inputs[name].text():
            return  # it was shown, not typed
        self._typed[key] = self.inputs[name].text()
        self._name_languages()
        self.edited.emit()

    def _offer(self) -> None:
        """All languages but the one that the words above are in."""
        own, now = self.own_language.text(), self.language.text()
        self.language.clear()
        for each in self._offered:
            if each.code != own:
                self.language.addItem("", each.code)
        self._name_languages()
        self.language.show_text(now)
        self._show_language()

    def _name_languages(self) -> None:
        """How far each translation goes stands beside its name."""
        called = {each.code: isolated(each.name) for each in self._offered}
        for place in range(self.language.count()):
            code = str(self.language.itemData(place))
            done = sum(bool(self._typed.get(f"{code}.{name}", "").strip()) for name in self.inputs)
            words = self.tr("{language}: {done} of {all} translated")
            said = words.format(language=called[code], done=done, all=len(self.inputs))
            self.language.setItemText(place, said)

    def _show_language(self) -> None:
        code = self.language.text()
        mirrored = {each.code for each in self._offered if each.right_to_left}
        for name, field in self.inputs.items():
            field.begin_lines(at_the_right=code in mirrored)
            field.show_text(self._typed.get(f"{code}.{name}", ""))
            field.setEnabled(self.language.count() > 0)

    def _lay_out(self) -> None:
        head = QLabel(self.tr("In other languages"))
        head.setProperty("role", "heading")
        lead = QLabel(
            self.tr(
                "A handout in another language takes these words from here. What is not "
                "translated is printed as you wrote it above, and the paper says so. Have them "
                "written by somebody who speaks the language."
            )
        )
        lead.setProperty("role", "muted")
        lead.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        column.addWidget(head)
        column.addWidget(lead)
        column.addWidget(FieldBox(self.tr("The words above are in"), self.own_language))
        column.addWidget(FieldBox(self.tr("Translation into"), self.language))
        for each in words_fields():
            self._boxes[each.name] = self._box(each)
            column.addWidget(self._boxes[each.name])

    def _box(self, words: FieldWords) -> FieldBox:
        return FieldBox(words.label, self.inputs[words.name])
