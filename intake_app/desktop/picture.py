"""A picture of the window, for whoever has no display to open it on."""

from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from intake_app.desktop.app import Desktop
from intake_app.desktop.opening import Opening
from intake_app.domain.errors import FileNotWritable

PATIENCE = 30_000
"""Milliseconds to wait for the records at most; the picture is then taken as things stand."""


def draw_window(opening: Opening, picture: Path) -> None:
    """Open the desktop over some records and write what it shows first to a PNG file.

    Raises:
        FileNotWritable: The picture cannot be written there.
    """
    # Without a display the platform grumbles about window managers; nobody can act on that.
    qInstallMessageHandler(lambda *_message: None)
    application = QApplication(["intake-app"])
    desktop = Desktop(application, opening)
    loop = QEventLoop()
    shown = desktop.page.list.model().modelReset

    def look() -> None:
        if desktop.page.current_row() is not None:
            QTimer.singleShot(0, loop.quit)

    def follow() -> None:
        if desktop.session is not None:
            desktop.session.ready.connect(lambda: shown.connect(look))

    desktop.window.first_painted.connect(follow)
    QTimer.singleShot(PATIENCE, loop.quit)
    desktop.window.show()
    loop.exec()
    application.processEvents()
    written = desktop.window.grab().save(str(picture), "PNG")
    desktop.window.close()
    application.processEvents()
    if not written:
        raise FileNotWritable(path=picture, reason="the picture could not be stored")
