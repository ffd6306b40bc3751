"""What must not be loaded before the window is painted, and by whom it is loaded after."""

import pytest

from tests.helpers.own_process import said_by

HEAVY = {"sqlalchemy", "alembic", "reportlab", "pypdfium2", "numpy", "PIL", "sqlcipher3", "regex"}
PROGRAM = """
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtWidgets import QApplication
from intake_app.desktop.app import Desktop
from intake_app.desktop.widgets.appearance import ARGUMENTS
from intake_app.desktop.opening import Opening

application = QApplication(list(ARGUMENTS))
opening = Opening(
    resources=Path("resources"),
    data_folder=Path("nowhere"),
    version="0",
    now=lambda: datetime.now(UTC),
    open_lookup=lambda: None,
    open_services=lambda: None,
    open_upkeep=lambda: None,
    warm=lambda: None,
    make_demonstration=None,
    close=lambda: None,
    entrance=None,
)
desktop = Desktop(application, opening)
desktop.window.first_painted.disconnect()
desktop.window.first_painted.connect(lambda: (print(*sys.modules, flush=True), os._exit(0)))
desktop.window.show()
application.exec()
"""

WHO_LOADS = """
import os
import sys
import tempfile
import threading
from pathlib import Path

def watch(event, given):
    if event == "import" and threading.current_thread() is not threading.main_thread():
        print(given[0], flush=True)

sys.addaudithook(watch)
from PySide6.QtWidgets import QApplication
from intake_app.bootstrap.desktop import opening
from intake_app.desktop.app import Desktop
from intake_app.desktop.widgets.appearance import ARGUMENTS

application = QApplication(list(ARGUMENTS))
with tempfile.TemporaryDirectory() as folder:
    desktop = Desktop(application, opening(Path(folder), None))
    desktop.window.show()
    while "intake_app.pdf.renderer" not in sys.modules:
        application.processEvents()
    desktop.window.close()
    while desktop.session is not None:
        application.processEvents()
print("intake_app.desktop.screens" in sys.modules, flush=True)
os._exit(0)
"""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The modules that are loaded when the window is painted."""
    return set(said_by(PROGRAM).split())


def test_nothing_heavy_is_loaded_before_the_first_paint(loaded: set[str]) -> None:
    packages = {name.partition(".")[0] for name in loaded}

    assert "PySide6" in packages
    assert not HEAVY & packages


def test_nothing_heavy_is_loaded_to_know_where_the_records_are() -> None:
    script = """
import sys
from intake_app.bootstrap.places import data_folder

data_folder(None)
print(*sys.modules)
"""
    assert not HEAVY & {name.partition(".")[0] for name in said_by(script).split()}


def test_the_first_search_does_not_wait_for_the_form() -> None:
    script = "import sys, intake_app.desktop.session; print(*sys.modules)"
    assert "intake_app.domain.form.questionnaire" not in said_by(script).split()


def test_the_services_are_not_loaded_before_the_first_paint(loaded: set[str]) -> None:
    ours = {name for name in loaded if name.startswith("intake_app.")}

    assert not {name for name in ours if not name.startswith("intake_app.desktop")}


def test_only_the_gui_thread_asks_for_classes_of_qt() -> None:
    *by_workers, screens_are_loaded = said_by(WHO_LOADS).split()

    assert screens_are_loaded == "True"
    assert "sqlalchemy" in by_workers
    assert not [name for name in by_workers if name.startswith(("PySide6", "intake_app.desktop"))]
