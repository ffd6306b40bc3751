"""Backups on time, while the window is open."""

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from intake_app.desktop.backing_up import BackingUp
from intake_app.desktop.tasks import Tasks
from intake_app.services.suite import Services
from intake_app.storage.backup_schedule import on_time


def test_a_backup_that_is_due_is_made_and_the_next_look_makes_none(
    qtbot: QtBot, services: Services, data_folder: Path
) -> None:
    tasks, parent = Tasks(), QObject()
    backing_up = BackingUp(services.upkeep, tasks, parent)

    for _ in range(2):
        with qtbot.waitSignal(tasks.idle_reached):
            backing_up.look()

    assert len(on_time(data_folder)) == 1


def test_a_backup_that_is_refused_is_tried_again(
    qtbot: QtBot, services: Services, data_folder: Path
) -> None:
    tasks, parent = Tasks(), QObject()
    backing_up = BackingUp(services.upkeep, tasks, parent)
    (data_folder / "backups").write_text("in the way")

    with qtbot.waitSignal(tasks.idle_reached):
        backing_up.look()
    (data_folder / "backups").unlink()
    with qtbot.waitSignal(tasks.idle_reached):
        backing_up.look()

    assert len(on_time(data_folder)) == 1
