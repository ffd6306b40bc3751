"""Loads all there is of the desktop, in the GUI thread, while typing goes on.

PySide makes a class of Qt when it is first asked for. Asked for in a worker thread while the
window paints, the process crashes (docs/decisions/0081).
"""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from PySide6.QtCore import QObject, QTimer

_ROOM = "intake_app.desktop"
_SMALLEST_FIRST = ("models", "widgets", "pages", "presenters")
"""What a room is built of comes before it, so that no single module takes long."""


class ScreenLoading(QObject):
    """Loads one module for each turn of the event loop, then calls ``then``.

    Without ``then`` when it is deleted before.
    """

    def __init__(self, then: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._then = then
        self._to_load = (name for name in _modules() if name not in sys.modules)

    def go_on(self) -> None:
        name = next(self._to_load, None)
        if name is None:
            self.deleteLater()
            self._then()
        else:
            import_module(name)
            QTimer.singleShot(0, self, self.go_on)


def _modules() -> Iterator[str]:
    for room in _SMALLEST_FIRST:
        folder = str(Path(__file__).with_name(room))
        yield from (f"{_ROOM}.{room}.{each.name}" for each in iter_modules([folder]))
    yield f"{_ROOM}.screens"
