"""Which language somebody speaks: chosen by name, kept as its code; other words are kept too."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

_NOT_SPOKEN = {QLocale.Language.AnyLanguage, QLocale.Language.C}


class LanguageChoice(QComboBox):
    """An editable list of the languages that have a two- or three-letter code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItem("", "")
        for name, code in sorted(_languages().items()):
            self.addItem(name, code)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.setMaxVisibleItems(12)

    def code(self) -> str:
        """The chosen language's code, or what was typed when it is none of the list."""
        typed = self.currentText().strip()
        place = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(place)) if place >= 0 else typed

    def show_code(self, code: str) -> None:
        place = self.findData(code)
        if place >= 0:
            self.setCurrentIndex(place)
        else:
            self.setEditText(code)


def _languages() -> dict[str, str]:
    spoken = (language for language in QLocale.Language if language not in _NOT_SPOKEN)
    named = {
        QLocale.languageToString(language): QLocale.languageToCode(language) for language in spoken
    }
    return {name: code for name, code in named.items() if 2 <= len(code) <= 3}
