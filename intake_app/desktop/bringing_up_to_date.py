"""Records of an older version of the program are brought up to date: how far it is, and Stop."""

from PySide6.QtCore import QObject, Qt

from intake_app.desktop.main_window import MainWindow
from intake_app.desktop.pages.find_page import FindPage
from intake_app.desktop.stages import Stages


class BringingUpToDate(QObject):
    """Shown while the records are opened; mostly nothing is to be done, and nothing is shown."""

    def __init__(self, window: MainWindow, page: FindPage, stages: Stages) -> None:
        super().__init__(stages)
        self._window = window
        self._page = page
        page.stop_wanted.connect(stages.stop)
        stages.progressed.connect(self._show, Qt.ConnectionType.QueuedConnection)
        stages.ready.connect(page.hide_progress)
        stages.refused.connect(page.hide_progress)

    def _show(self, done: float) -> None:
        if not self._page.is_showing_progress:
            self._window.show_state(self.tr("Bringing the records up to date…"))
            self._page.show_nothing(
                self.tr("The records are being brought up to date"),
                self.tr(
                    "This is done once after a new version of the program is installed. A backup "
                    "is made first. If it is stopped, or the window is closed, the records stay "
                    "as they were."
                ),
            )
        self._page.show_progress(done)
