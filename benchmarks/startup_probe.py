"""One start, timed by itself: prints the milliseconds since BENCH_STARTED, then ends.

python -m benchmarks.startup_probe bare
python -m benchmarks.startup_probe program DATA_DIR

BENCH_STARTED is the parent's monotonic clock in nanoseconds at the moment of starting. Painted
means that the window's first painting is over and the event loop turns again.
"""

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

SEARCHED = "a"


def say(what: str) -> None:
    now = (time.monotonic_ns() - int(os.environ["BENCH_STARTED"])) / 1e6
    print(f"{what} {now:.1f}", flush=True)


def bare() -> None:
    """A main window with one label: what PySide6 itself costs."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    class Bare(QMainWindow):
        def paintEvent(self, event: "QPaintEvent") -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, self, done)

    def done() -> None:
        say("painted")
        os._exit(0)

    application = QApplication([])
    window = Bare()
    window.setCentralWidget(QLabel("Hair Consultation Intake"))
    window.show()
    application.exec()


def program(folder: str) -> None:
    """The program, started as a person starts it; a letter is typed as soon as it is painted."""
    from intake_app.__main__ import main

    watch()
    main(["--data-dir", folder])


def watch() -> None:
    """Have the window tell when it is painted, and when it shows what was searched."""
    from PySide6.QtCore import QTimer

    from intake_app.desktop.main_window import MainWindow

    paint = MainWindow.paintEvent

    def painted(window: MainWindow, event: "QPaintEvent") -> None:
        if not window.objectName():
            window.setObjectName("timed")
            QTimer.singleShot(0, window, lambda: say("painted"))
            QTimer.singleShot(0, window, lambda: type_in(window))
        paint(window, event)

    MainWindow.paintEvent = painted  # type: ignore[method-assign]


def type_in(window: object) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest

    from intake_app.desktop.main_window import MainWindow
    from intake_app.desktop.widgets.patient.found_list import FoundList
    from intake_app.desktop.widgets.patient.search_field import SearchField

    if not isinstance(window, MainWindow):
        raise TypeError(window)
    QTest.keyClicks(window.findChild(SearchField), SEARCHED)
    found = window.findChild(FoundList)
    if found is None:
        raise LookupError("there is no list to find in")

    def shown() -> None:
        if found.model().rowCount():
            found.viewport().repaint()
            say("found")
            QTimer.singleShot(0, window, lambda: os._exit(0))

    found.model().modelReset.connect(shown)


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        program(sys.argv[2])
