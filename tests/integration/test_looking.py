"""Looking at records without changing them, while another program begins or ends to save."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from intake_app.domain.errors import RecordsDamaged
from intake_app.services.upkeep import Progress, Verdict
from intake_app.storage.connection import Connection, connect, looked_into
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.records import open_records
from tests.helpers.record_builders import register
from tests.helpers.upkeep import fill

MANY = 150
"""Patients; so many that all of the file is written anew."""


@pytest.fixture(params=["open", "protected"])
def key(request: pytest.FixtureRequest) -> DataKey | None:
    return DataKey(b"k" * 32) if request.param == "protected" else None


@pytest.fixture
def clinic(tmp_path: Path, key: DataKey | None) -> Path:
    fill(tmp_path / "clinic", 20, key)
    return tmp_path / "clinic"


def save_much(folder: Path, key: DataKey | None) -> None:
    """What another program does from its start to its end; everything is in the file then."""
    records = open_records(folder, key)
    with records.writing() as uow:
        for number in range(MANY):
            register(uow, f"Zoë {number} Example-Łukasz")
        uow.commit()
    records.close()


def beside(folder: Path, key: DataKey | None, when: float) -> Progress:
    """Goes on, and lets another program save once so much is done."""
    saved: list[float] = []

    def progress(done: float) -> bool:
        if done >= when and not saved:
            saved.append(done)
            save_much(folder, key)
        return True

    return progress


@pytest.mark.parametrize("when", [0.0, 0.5, 0.7])
@pytest.mark.parametrize("check", [FolderUpkeep.verify, FolderUpkeep.check_pages])
def test_a_program_that_begins_to_save_is_no_damage(
    clinic: Path,
    key: DataKey | None,
    check: Callable[[FolderUpkeep, Progress], Verdict],
    when: float,
) -> None:
    verdict = check(FolderUpkeep(clinic, key), beside(clinic, key, when))

    assert verdict.ok


def count(connection: Connection) -> int:
    row = connection.execute("SELECT count(*) FROM patient").fetchone()
    return int(str(row[0])) if row else 0


def test_what_was_seen_while_somebody_began_to_save_is_looked_at_again(
    clinic: Path, key: DataKey | None
) -> None:
    looks: list[int] = []

    def look(connection: Connection) -> int:
        looks.append(count(connection))
        if len(looks) == 1:
            save_much(clinic, key)
        return looks[-1]

    assert looked_into(records_file(clinic), key, look) == 20 + MANY
    assert looks == [20, 20 + MANY]


def test_a_program_that_ends_meanwhile_is_no_damage(clinic: Path, key: DataKey | None) -> None:
    other = connect(records_file(clinic), key)
    looks: list[int] = []

    def look(connection: Connection) -> int:
        if not looks:
            connection.close()
            other.execute("UPDATE patient SET email = 'zoe@example.org'")
            other.close()
            looks.append(0)
            raise RecordsDamaged(path=records_file(clinic))
        return count(connection)

    assert count(other) == 20
    assert looked_into(records_file(clinic), key, look) == 20


def test_what_is_damaged_is_not_looked_at_for_ever(clinic: Path, key: DataKey | None) -> None:
    looks: list[int] = []

    def look(connection: Connection) -> int:
        looks.append(count(connection))
        raise RecordsDamaged(path=records_file(clinic))

    with pytest.raises(RecordsDamaged):
        looked_into(records_file(clinic), key, look)

    assert looks == [20]


SAVING = """
import sys
from pathlib import Path
from intake_app.storage.records import open_records
from tests.helpers.record_builders import register

while True:
    records = open_records(Path(sys.argv[1]))
    for _ in range(5):
        with records.writing() as uow:
            register(uow)
            uow.commit()
    records.close()
    print("saved", flush=True)
"""


def test_of_a_program_that_opens_saves_and_closes_all_the_time_no_look_is_alarmed(
    data_folder: Path,
) -> None:
    fill(data_folder, 20)
    command = [sys.executable, "-c", SAVING, str(data_folder)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        verdicts = [FolderUpkeep(data_folder).verify() for _ in range(12)]
        other.kill()

    assert [verdict for verdict in verdicts if not verdict.ok] == []
