"""A picture of the window, for machines without a screen."""

import os
from pathlib import Path

from PySide6.QtCore import QEventLoop, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from intake_app.desktop.app import Desktop
from intake_app.desktop.opening import Opening
from intake_app.desktop.widgets.appearance import ARGUMENTS
from intake_app.domain.errors import FileNotWritable


def draw_window(opening: Opening, picture: Path) -> None:
    """Open the records in a window that nobody sees, and write what it shows as a PNG.

    Raises:
        FileNotWritable: The picture cannot be written there.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # A platform without a screen grumbles about window managers; nobody can act on that.
    heard = qInstallMessageHandler(lambda *_message: None)
    try:
        _draw(opening, picture)
    finally:
        qInstallMessageHandler(heard)


def _draw(opening: Opening, picture: Path) -> None:
    application = QApplication.instance() or QApplication(list(ARGUMENTS))
    if not isinstance(application, QApplication):
        raise TypeError("a program without windows is running")
    desktop = Desktop(application, opening)
    loop = QEventLoop()
    desktop.settled.connect(loop.quit)
    desktop.window.show()
    loop.exec()
    is_written = desktop.window.grab().save(str(picture), "PNG")
    desktop.window.close()
    while desktop.session is not None:
        application.processEvents()
    if not is_written:
        raise FileNotWritable(path=picture, reason="the picture could not be saved")
