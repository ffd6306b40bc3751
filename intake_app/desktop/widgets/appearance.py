"""How the whole program looks: style, colours, fonts; light, dark or as the system is."""

from pathlib import Path

from PySide6.QtCore import QDir, QObject, Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from intake_app.desktop.theme import TEXT_POINTS, Scheme, palette, style_sheet

ARGUMENTS = ("intake-app", "-style", "Fusion")
"""What the application is begun with. ``setStyle`` would hand the style over, whose class takes
5 ms to make and is not needed for the first paint."""

UI_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")


class Appearance(QObject):
    """Applies a scheme to the application; follows the system where that was chosen."""

    def __init__(self, application: QApplication, resources: Path) -> None:
        super().__init__(application)
        self._application = application
        self._resources = resources
        self._choice = "system"
        QDir.setSearchPaths("icons", [str(resources / "icons")])
        QDir.setSearchPaths("pictures", [str(resources / "pictures")])
        self._load_fonts(UI_FONTS)
        font = QFont("Noto Sans")
        font.setPointSizeF(TEXT_POINTS["body"])
        application.setFont(font)
        application.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def scheme(self) -> Scheme:
        """What is shown now."""
        if self._choice != "system":
            return Scheme(self._choice)
        dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return Scheme.DARK if dark else Scheme.LIGHT

    def choose(self, choice: str) -> None:
        """Light, dark, or system."""
        self._choice = choice
        self._apply()

    def load_other_scripts(self) -> None:
        """The fonts for names in other scripts; not needed for the first paint."""
        fonts = sorted((self._resources / "fonts").glob("*.ttf"))
        self._load_fonts([font.name for font in fonts if font.name not in UI_FONTS])

    def _load_fonts(self, names: "tuple[str, ...] | list[str]") -> None:
        for name in names:
            QFontDatabase.addApplicationFont(str(self._resources / "fonts" / name))

    def _follow(self) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        scheme = self.scheme
        self._application.setPalette(palette(scheme))
        self._application.setStyleSheet(style_sheet(self._resources / "styles", scheme))
