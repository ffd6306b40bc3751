"""Which file is meant: the system's dialogs for a backup to write, and one to read."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QDate, Qt
from PySide6.QtWidgets import QWidget

from intake_app.desktop.widgets.file_dialog import FileDialog

SUFFIX = "intake-backup"


def ask_for_new_backup(parent: QWidget, then: Callable[[str], None]) -> None:
    """Ask where to put one; it asks before replacing a file."""
    title = QCoreApplication.translate("Records", "Back up elsewhere")
    dialog = _dialog(parent, title)
    dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX)
    today = QDate.currentDate().toString(Qt.DateFormat.ISODate)
    dialog.selectFile(f"records-{today}.{SUFFIX}")
    dialog.fileSelected.connect(then)
    dialog.open()


def ask_for_backup(parent: QWidget, then: Callable[[str], None]) -> None:
    """Ask which one to restore."""
    title = QCoreApplication.translate("Records", "Restore from a file")
    dialog = _dialog(parent, title)
    dialog.setFileMode(FileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(then)
    dialog.open()


def _dialog(parent: QWidget, title: str) -> FileDialog:
    kinds = QCoreApplication.translate("Records", "Backups (*.{suffix});;All files (*)")
    return FileDialog(parent, title, kinds.format(suffix=SUFFIX))
