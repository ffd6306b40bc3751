"""What one person likes on this computer: colours, the window's place, who worked last."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

SCHEMES = ("system", "light", "dark")


class Preferences:
    """Kept in desktop.ini beside the records; nothing is written before there is a folder."""

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder
        self._settings = QSettings(str(data_folder / "desktop.ini"), QSettings.Format.IniFormat)

    @property
    def scheme(self) -> str:
        value = self._settings.value("scheme")
        return value if isinstance(value, str) and value in SCHEMES else "system"

    @property
    def working_as(self) -> str:
        value = self._settings.value("working_as")
        return value if isinstance(value, str) else ""

    @property
    def geometry(self) -> QByteArray | None:
        value = self._settings.value("geometry")
        return value if isinstance(value, QByteArray) else None

    def remember(self, name: str, value: str | QByteArray) -> None:
        """Keep a preference; a folder that cannot be written just does not remember it."""
        if not self._folder.is_dir():
            return
        self._settings.setValue(name, value)
        self._settings.sync()
