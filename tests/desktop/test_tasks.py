"""Work in other threads, of which several may end in any order."""

from collections.abc import Iterator
from functools import partial
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intake_app.desktop.tasks import Tasks
from intake_app.domain.errors import IntakeError, StateRefused


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    assert qapp is QApplication.instance()
    made = Tasks()
    yield made
    made.close()


def test_of_one_kind_only_what_was_asked_for_last_is_delivered(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[str] = []
    refused: list[Exception] = []
    go_on = Event()

    def late(answer: str | IntakeError) -> str:
        go_on.wait(30)
        if isinstance(answer, IntakeError):
            raise answer
        return answer

    tasks.run(lambda: late("older"), done=told.append, failed=refused.append, newest_of="kind")
    tasks.run(lambda: late(StateRefused()), done=told.append, failed=refused.append, newest_of="k")
    for kind in ("k", "kind", ""):
        tasks.run(partial(str, kind), done=told.append, failed=refused.append, newest_of=kind)
    go_on.set()
    qtbot.waitUntil(lambda: tasks.is_idle)

    assert sorted(told) == ["", "k", "kind"]
    assert refused == []


def test_what_belongs_to_no_kind_is_all_delivered(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[int] = []
    for number in range(5):
        tasks.run(partial(int, number), done=told.append, failed=lambda _: None)
    qtbot.waitUntil(lambda: tasks.is_idle)

    assert sorted(told) == [0, 1, 2, 3, 4]
