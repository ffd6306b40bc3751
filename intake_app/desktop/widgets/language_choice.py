"""Which language somebody speaks: chosen by name, kept as its code; other words are kept too."""

from PySide6.QtCore import QLocale, Qt

from intake_app.desktop.widgets.plain_inputs import OneOfMany

_NOT_SPOKEN = {QLocale.Language.AnyLanguage, QLocale.Language.C}


class LanguageChoice(OneOfMany):
    """Its text is a code of two or three letters, or what was typed when it is none."""

    def __init__(self) -> None:
        self._code_of = _languages()
        super().__init__(["", *sorted(self._code_of)])

    def text(self) -> str:
        typed = super().text()
        place = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        return self._code_of.get(self.itemText(place), typed)

    def show_text(self, text: str) -> None:
        name = next((name for name, code in self._code_of.items() if code == text), text)
        super().show_text(name)


def _languages() -> dict[str, str]:
    spoken = (language for language in QLocale.Language if language not in _NOT_SPOKEN)
    named = {
        QLocale.languageToString(language): QLocale.languageToCode(language) for language in spoken
    }
    return {name: code for name, code in named.items() if 2 <= len(code) <= 3}
