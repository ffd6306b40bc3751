"""PySide6 6.12.0 takes references that are not its own; see docs/decisions."""

import sys

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_the_binding_does_not_eat_references(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)

    for _ in range(500):
        widget.update()
        widget.setAccessibleName("x")

    assert sys.getrefcount(None) > before - 250
