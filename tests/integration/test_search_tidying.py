"""The parts that single registrations leave are brought together on time."""

from pathlib import Path

import pytest

from intake_app.domain.upkeep_errors import BackupStopped
from intake_app.services.upkeep import to_the_end
from intake_app.storage.connection import Connection
from intake_app.storage.search.index import FULL_TEXT
from intake_app.storage.search.tidying import tidy
from tests.helpers.register import Register
from tests.helpers.upkeep import upkeep_of

_SINGLY = 60


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Each registered in a transaction of its own."""
    register = Register(tmp_path)
    for count in range(_SINGLY):
        register.add(f"Anna Berg{count}", born="1985-03-12", phones=(f"0170 9{count:06d}",))
    return register


def _parts(connection: Connection) -> int:
    counts = [
        connection.execute(f"SELECT count(DISTINCT segid) FROM {table}_idx").fetchall()[0][0]
        for table in FULL_TEXT
    ]
    return max(int(str(count)) for count in counts)


def test_few_parts_are_left_and_everybody_is_still_found(register: Register) -> None:
    before = _parts(register.connection)

    tidy(register.records, None, lambda: True)

    assert _parts(register.connection) <= 2 < before
    for number in (1, _SINGLY // 2, _SINGLY):
        assert register.found(f"anna berg{number - 1}")[0] == number
        assert register.found(f"9{number - 1:06d}")[0] == number


def test_parts_of_many_sizes_become_one(register: Register) -> None:
    """Those of one size alone are brought together by SQLite, and leave as many as sizes."""
    for size in (400, 100, 20, 4):
        tidy(register.records, None, lambda: True)
        register.connection.execute("BEGIN")
        for count in range(size):
            register.add(f"Berta Zorn{size}x{count}", phones=(f"030 {size:03d}{count:04d}",))
        register.connection.execute("COMMIT")
    for count in range(8):
        register.add(f"Carla Mohn{count}")

    tidy(register.records, None, lambda: True)
    tidy(register.records, None, lambda: True)

    assert _parts(register.connection) == 1
    assert len(register.found("mohn")) == 8
    assert register.found("zorn400x7")[0] == _SINGLY + 8


def test_somebody_erased_is_not_found_again(register: Register) -> None:
    register.remove(7)

    tidy(register.records, None, lambda: True)

    assert register.found("berg6")[0] != 7
    assert 7 not in register.found("9000006")


def test_tidying_again_changes_nothing(register: Register) -> None:
    tidy(register.records, None, lambda: True)
    version = register.connection.execute("PRAGMA data_version").fetchall()

    tidy(register.records, None, lambda: True)

    assert register.connection.execute("PRAGMA data_version").fetchall() == version


def test_it_stops_when_it_is_told_to(register: Register) -> None:
    answers = iter([False])
    before = _parts(register.connection)

    tidy(register.records, None, lambda: next(answers))

    assert list(answers) == []
    assert _parts(register.connection) == before


def test_it_is_done_before_the_backup_on_time_and_not_when_that_is_stopped(
    register: Register,
) -> None:
    upkeep = upkeep_of(register.records.parent)
    before = _parts(register.connection)

    with pytest.raises(BackupStopped):
        upkeep.back_up_on_time(lambda done: False)
    stopped = _parts(register.connection)
    upkeep.back_up_on_time(to_the_end)

    assert stopped == before
    assert _parts(register.connection) <= 2
