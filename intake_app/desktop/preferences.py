"""What one person likes on this computer: colours, the window's place, who worked last."""

import os
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

SCHEMES = ("system", "light", "dark")


def let_dialogs_remember_nothing() -> None:
    """Qt's dialogs for files write the folders that were visited into a file of the account.

    A folder may be named after a patient. What is asked for with a place that cannot be
    written is neither kept nor missed.
    """
    nowhere = QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull
    QSettings.setPath(*nowhere)


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
