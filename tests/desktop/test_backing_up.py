"""Backups on time, while the window is open."""

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from intake_app.desktop.backing_up import BackingUp
from intake_app.desktop.tasks import Tasks
from intake_app.services.suite import Services
from intake_app.storage.backups.backup_schedule import on_time
from tests.desktop.conftest import DOCTOR


def test_a_backup_that_is_due_is_made_and_the_next_look_makes_none(
    qtbot: QtBot, services: Services, data_folder: Path
) -> None:
    tasks, parent = Tasks(), QObject()
    backing_up = BackingUp(lambda: services.upkeep, tasks, parent)

    for _ in range(2):
        with qtbot.waitSignal(tasks.idle_reached):
            backing_up.look()

    assert len(on_time(data_folder)) == 1


def test_a_backup_that_is_refused_is_tried_again(
    qtbot: QtBot, services: Services, data_folder: Path
) -> None:
    tasks, parent = Tasks(), QObject()
    backing_up = BackingUp(lambda: services.upkeep, tasks, parent)
    (data_folder / "backups").write_text("in the way")

    with qtbot.waitSignal(tasks.idle_reached):
        backing_up.look()
    assert "backups" in backing_up.last_missed
    (data_folder / "backups").unlink()
    with qtbot.waitSignal(tasks.idle_reached):
        backing_up.look()

    assert len(on_time(data_folder)) == 1
    assert backing_up.last_missed == ""


def test_one_that_is_asked_for_follows_the_one_that_is_under_way(
    qtbot: QtBot, services: Services, data_folder: Path
) -> None:
    tasks, parent = Tasks(), QObject()
    backing_up = BackingUp(lambda: services.upkeep, tasks, parent)

    with qtbot.waitSignal(backing_up.ended, timeout=10_000):
        backing_up.look()
        backing_up.back_up(DOCTOR)

    names = sorted(kept.path.name[:8] for kept in services.upkeep.backups())
    assert names == ["by-hand-", "on-time-"]
