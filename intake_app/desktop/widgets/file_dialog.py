"""The system's dialog for files, as every screen asks for one."""

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class FileDialog(QFileDialog):
    """Begins with the documents of this account; once it is closed it is gone.

    Without a folder Qt begins where the program was started, which may be its own sources: no
    place for a patient's photograph or a backup.
    """

    def __init__(self, parent: QWidget, title: str, kinds: str = "") -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        super().__init__(parent, title, QStandardPaths.writableLocation(documents), kinds)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
