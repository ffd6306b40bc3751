"""What must not be loaded before the window is painted."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"sqlalchemy", "alembic", "reportlab", "pypdfium2", "numpy", "PIL", "sqlcipher3", "regex"}
PROGRAM = """
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from PySide6.QtWidgets import QApplication
from intake_app.desktop.app import Desktop
from intake_app.desktop.opening import Opening

application = QApplication([])
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


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The modules that are loaded when the window is painted."""
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(answer.stdout.split())


def test_nothing_heavy_is_loaded_before_the_first_paint(loaded: set[str]) -> None:
    packages = {name.partition(".")[0] for name in loaded}

    assert "PySide6" in packages
    assert not HEAVY & packages


def test_the_services_are_not_loaded_before_the_first_paint(loaded: set[str]) -> None:
    ours = {name for name in loaded if name.startswith("intake_app.")}

    assert not {name for name in ours if not name.startswith("intake_app.desktop")}
