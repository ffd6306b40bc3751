"""The look through every page: what it finds, and that it stops when nobody wants it."""

import random
from itertools import pairwise
from pathlib import Path

import pytest

from intake_app.domain.upkeep_errors import BackupStopped, CheckStopped
from intake_app.services.upkeep import to_the_end
from intake_app.storage.connection import connect_for_a_look
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.pages import PAGE, pages_are_whole
from intake_app.storage.records import open_records
from tests.helpers.upkeep import fill, raw, upkeep_of

KEY = DataKey(b"made up " * 4)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some thousand pages, without a journal."""
    folder = tmp_path_factory.mktemp("large") / "clinic"
    open_records(folder, KEY).close()
    connection = raw(folder, KEY)
    connection.execute("CREATE TABLE filling (id INTEGER PRIMARY KEY, content BLOB)")
    connection.execute("INSERT INTO filling (content) VALUES (randomblob(4000000))")
    connection.close()
    return folder


def looked_at(folder: Path) -> tuple[bool, bool]:
    """What this program finds, and what SQLCipher itself does."""
    connection = connect_for_a_look(records_file(folder), KEY)
    found = pages_are_whole(connection, KEY)
    theirs = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    connection.close()
    return found, not theirs


def test_each_flipped_bit_and_each_torn_end_is_found_as_sqlcipher_finds_it(tmp_path: Path) -> None:
    fill(tmp_path, 3, KEY)
    whole, chance = records_file(tmp_path).read_bytes(), random.Random(7)
    assert looked_at(tmp_path) == (True, True)
    for _ in range(20):
        damaged = bytearray(whole)
        damaged[chance.randrange(PAGE, len(damaged))] ^= 1 << chance.randrange(8)
        records_file(tmp_path).write_bytes(damaged)
        assert looked_at(tmp_path) == (False, False)
    for torn in (whole + b"more", whole[:-100]):
        records_file(tmp_path).write_bytes(torn)
        connection = connect_for_a_look(records_file(tmp_path), KEY)
        assert not pages_are_whole(connection, KEY)
        connection.close()
    records_file(tmp_path).write_bytes(whole)
    assert looked_at(tmp_path) == (True, True)


def test_pages_that_wait_in_the_journal_and_those_of_a_writer_are_good(tmp_path: Path) -> None:
    records = open_records(tmp_path, KEY)
    fill(tmp_path, 2, KEY)

    assert looked_at(tmp_path) == (True, True)
    records.close()


def test_a_check_is_stopped_between_any_two_handfuls_of_pages(large: Path) -> None:
    asked: list[float] = []

    def four_times(done: float) -> bool:
        asked.append(done)
        return len(asked) < 4

    with pytest.raises(CheckStopped):
        upkeep_of(large, KEY).check_pages(four_times)

    assert len(asked) == 4, "it was not asked again once it was told to stop"
    assert 0 < asked[2] < asked[3] < 0.5, "in the middle of the pages"


def test_a_check_says_how_far_it_is_all_the_way(large: Path) -> None:
    said: list[float] = []

    def watch(done: float) -> bool:
        said.append(done)
        return True

    upkeep_of(large, KEY).verify(watch)

    assert said == sorted(said)
    assert max(later - earlier for earlier, later in pairwise(said) if later <= 0.5) < 0.2


def test_a_backup_that_is_stopped_waits_for_no_check(large: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupStopped):
        upkeep_of(large, KEY).back_up(tmp_path / "never", lambda _done: False)

    assert list(tmp_path.iterdir()) == []
    assert upkeep_of(large, KEY).back_up(tmp_path / "now", to_the_end).path.exists()
