"""One sitting of ``benchmarks.finding``: the program, typed into; prints its figures, then ends.

python -m benchmarks.finding_probe DATA_DIR WISHES
"""

import json
import os
import random
import statistics
import sys
import threading
import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest

from benchmarks.lookup_records import KEY
from benchmarks.made_up_people import made_up_people
from intake_app.__main__ import main
from intake_app.desktop.main_window import MainWindow
from intake_app.desktop.widgets.patient.found_list import FoundList
from intake_app.desktop.widgets.patient.search_field import SearchField
from intake_app.services.upkeep import to_the_end
from intake_app.storage.data_folder import records_file
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.search.folding import fold
from intake_app.storage.search.lookup import RecordsLookup

_BETWEEN_LETTERS, _TICK, _UNTIL_STILL, _UNTIL_LOADED = 25, 1, 400, 5000
_MOST_PEOPLE = 200

Found = TypeVar("Found")


class Typist(QObject):
    """Types into the search field, ticks, and ends the program when everything is typed."""

    def __init__(self, window: MainWindow, folder: Path, wishes: dict[str, int]) -> None:
        super().__init__(window)
        self._folder, self._wishes = folder, wishes
        self._now = time.thread_time if wishes["processor"] else time.perf_counter
        if not _there(window.findChild(SearchField)).isVisible():
            raise LookupError("the page for finding is not on the screen")
        self._field = _there(window.findChild(SearchField))
        self._list = _there(window.findChild(FoundList))
        self._texts = _texts(wishes["keys"])
        self._ticks: list[float] = []
        self._shown: list[float] = []
        self._last_letter = self._last_list = 0.0
        self._stale = 0
        self._expected = RecordsLookup(records_file(folder), KEY)
        self._list.model().modelReset.connect(self._listed)
        self._clock = QTimer(self, interval=_TICK, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(lambda: self._ticks.append(self._now()))
        if wishes["upkeep"]:
            upkeep = FolderUpkeep(folder, KEY, now=lambda: datetime.now(UTC))
            beside = threading.Thread(target=upkeep.back_up_on_time, args=[to_the_end])
            beside.daemon = True
            beside.start()
        self._clock.start()
        self._next_text()

    def _next_text(self) -> None:
        if not self._texts:
            self._end()
        self._text = self._texts.pop()
        self._field.clear()
        self._type(0)

    def _type(self, place: int) -> None:
        QTest.keyClicks(self._field, self._text[place])
        self._last_letter = time.perf_counter()
        if place + 1 < len(self._text):
            QTimer.singleShot(_BETWEEN_LETTERS, self, lambda: self._type(place + 1))
        else:
            QTimer.singleShot(_UNTIL_STILL, self, self._compare)

    def _listed(self) -> None:
        self._last_list = time.perf_counter()

    def _compare(self) -> None:
        """The list must be that of the last letter; the comparing itself does not count."""
        self._clock.stop()
        self._shown.append(1000 * max(0.0, self._last_list - self._last_letter))
        expected = [match.name for match in self._expected.find(self._field.text())]
        model = self._list.model()
        listed = " ".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))
        self._stale += any(name not in listed for name in expected[:1])
        self._ticks.append(float("nan"))
        self._clock.start()
        self._next_text()

    def _end(self) -> None:
        gaps = sorted(
            1000 * (after - before)
            for before, after in pairwise(self._ticks)
            if after == after and before == before
        )
        figures = {
            "gap_p99": gaps[int(0.99 * len(gaps))],
            "gap_max": gaps[-1],
            "shown_p50": statistics.median(self._shown),
            "shown_max": max(self._shown),
            "stale": self._stale,
        }
        print(json.dumps(figures), flush=True)
        os._exit(0)


def _texts(letters: int) -> list[str]:
    """Names until there are so many letters; every other one with two letters swapped."""
    chance, texts = random.Random(1), []
    people = [one for one in made_up_people(_MOST_PEOPLE) if one.script == "latin"]
    while sum(map(len, texts)) < letters:
        text = fold(chance.choice(people).name)
        if len(texts) % 2:
            place = chance.randrange(1, len(text) - 2)
            text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        texts.append(text)
    return texts


def _there(found: Found | None) -> Found:
    if found is None:
        raise LookupError("the window has no such part")
    return found


def watch(folder: Path, wishes: dict[str, int]) -> None:
    """Begin to type five seconds after the window is painted, when everything is loaded."""
    paint = MainWindow.paintEvent

    def painted(window: MainWindow, event: QPaintEvent) -> None:
        if not window.objectName():
            window.setObjectName("typed into")
            QTimer.singleShot(_UNTIL_LOADED, window, lambda: Typist(window, folder, wishes))
        paint(window, event)

    MainWindow.paintEvent = painted  # type: ignore[method-assign]


if __name__ == "__main__":
    FOLDER, WISHES = Path(sys.argv[1]), json.loads(sys.argv[2])
    watch(FOLDER, WISHES)
    main(["--data-dir", str(FOLDER)])
