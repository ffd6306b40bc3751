"""The lookup is compared with the patients, and made anew from them."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from intake_app.domain.upkeep_errors import CheckStopped, MigrationStopped
from intake_app.services.access import Actor, Role
from intake_app.services.audit import Kind
from intake_app.services.damage_words import damage_sentence
from intake_app.services.lookup_upkeep import LookupUpkeepService
from intake_app.services.upkeep import THE_SEARCH, Progress
from intake_app.storage.damage.verify import verify
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.lookup_upkeep import LookupOfFolder
from intake_app.storage.search.search import Lookup
from tests.helpers.older_records import as_of
from tests.helpers.protected import protect
from tests.helpers.record_builders import NOON
from tests.helpers.upkeep import ANNA, fill, raw, rows

BLOCKS = "SELECT CAST(block AS BLOB) FROM search_term_data"
SPOILED = (
    "DELETE FROM search_term WHERE rowid = -1",
    "UPDATE search_word SET patients = patients + 1 WHERE word = 'example'",
    "DELETE FROM search_misspelling WHERE spelling = 'exampl'",
    "UPDATE search_term_docsize SET sz = x'63' WHERE id = -1",
    "DELETE FROM search_word_part WHERE rowid = 1",
    "DROP TRIGGER search_patient_added",
    "DROP INDEX search_patient_name",
    "DROP TABLE search_term",
)


@pytest.fixture(params=["plain", "protected"])
def clinic(request: pytest.FixtureRequest, data_folder: Path) -> tuple[Path, DataKey | None]:
    key = protect(data_folder)[0].key if request.param == "protected" else None
    fill(data_folder, 3, key)
    return data_folder, key


def lookup_of(folder: Path, key: DataKey | None) -> LookupUpkeepService:
    return LookupUpkeepService(LookupOfFolder(folder, key, now=lambda: NOON))


def found(folder: Path, key: DataKey | None, text: str) -> int:
    connection = raw(folder, key)
    try:
        return len(Lookup(connection).find(text, limit=20))
    finally:
        connection.close()


def test_a_lookup_that_triggers_have_kept_is_in_step(
    clinic: tuple[Path, DataKey | None],
) -> None:
    folder, key = clinic
    before = rows(folder, "audit", key)

    assert lookup_of(folder, key).is_in_step(ANNA)
    assert rows(folder, "audit", key) == before, "looking changes nothing"
    assert verify(folder, key).ok


@pytest.mark.parametrize("spoil", SPOILED)
def test_one_that_is_not_is_noticed_and_made_anew(data_folder: Path, spoil: str) -> None:
    fill(data_folder, 3)
    connection = raw(data_folder)
    connection.execute(spoil)
    connection.close()
    lookup = lookup_of(data_folder, None)

    assert not lookup.is_in_step(ANNA)
    assert not lookup.is_in_step(ANNA), "looking mends nothing"
    assert not lookup.make_anew(ANNA)

    assert lookup.is_in_step(ANNA)
    assert found(data_folder, None, "zoë example") == 3
    assert verify(data_folder, None).ok


@pytest.mark.parametrize("spoil", SPOILED[1:5])
def test_a_check_of_open_records_finds_it_too(data_folder: Path, spoil: str) -> None:
    fill(data_folder, 3)
    connection = raw(data_folder)
    connection.execute(spoil)
    connection.close()

    (damaged,) = verify(data_folder, None).damaged

    assert damaged.place == THE_SEARCH
    assert "lookup --rebuild" in damage_sentence(damaged)


def test_a_bit_that_flips_in_the_list_of_a_beginning_is_found(data_folder: Path) -> None:
    """SQLite itself does not look at it, and somebody would not be found any more."""
    fill(data_folder, 40)
    connection = raw(data_folder)
    rows_there = connection.execute(BLOCKS).fetchall()
    blocks = [block for (block,) in rows_there if isinstance(block, bytes)]
    connection.close()
    # The first patient, and each following one as the distance from the one before.
    listed = re.compile(rb"4exam\xff{8}.\x01{8}|\x04exam\xff{8}.\x01{8}", re.DOTALL)
    block, found_at = next(
        (block, found.end() - 2) for block in blocks if (found := listed.search(block))
    )
    flipped = bytearray(block)
    flipped[found_at] ^= 32
    content = records_file(data_folder).read_bytes()
    records_file(data_folder).write_bytes(content.replace(block, flipped))

    verdict = verify(data_folder, None)

    assert verdict.pages_ok
    assert [damaged.place for damaged in verdict.damaged] == [THE_SEARCH]


def test_making_it_anew_is_told_by_the_audit_and_folded_names_stay_sealed(
    clinic: tuple[Path, DataKey | None],
) -> None:
    folder, key = clinic
    connection = raw(folder, key)
    connection.execute("UPDATE patient SET name_folded = 'mallory' WHERE seq = 1")
    connection.close()
    assert not verify(folder, key).ok

    assert not lookup_of(folder, key).make_anew(ANNA)

    assert found(folder, key, "mallory") == 0
    assert Kind.LOOKUP_MADE_ANEW in {row[4] for row in rows(folder, "audit", key)}
    assert verify(folder, key).ok


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE patient SET name = 'Mallory Example' WHERE seq = 1",
        "UPDATE patient SET name = 'Mallory Example', name_folded = 'mallory' WHERE seq = 1",
        "UPDATE patient SET phones = '[\"0900 666\"]', phone_digits = '' WHERE seq = 1",
    ],
)
def test_what_another_hand_changed_is_found_after_making_it_anew_too(
    clinic: tuple[Path, DataKey | None], change: str
) -> None:
    folder, key = clinic
    connection = raw(folder, key)
    connection.execute(change)
    connection.close()
    named = [one.place for one in verify(folder, key).damaged]

    lookup_of(folder, key).make_anew(ANNA)

    assert len(named) == 1
    assert [one.place for one in verify(folder, key).damaged] == named


def test_who_may_not_look_after_the_records_may_not_do_this_either(data_folder: Path) -> None:
    fill(data_folder, 1)
    rita = Actor("Rita Example", Role.RECEPTION)

    with pytest.raises(Exception, match="reception"):
        lookup_of(data_folder, None).is_in_step(rita)
    with pytest.raises(Exception, match="reception"):
        lookup_of(data_folder, None).make_anew(rita)


def test_it_is_told_how_far_it_is_and_can_be_stopped_at_any_moment(data_folder: Path) -> None:
    fill(data_folder, 3)
    as_of("0014", data_folder, data_folder.with_name("older"))
    older, told = data_folder.with_name("older"), list[float]()
    lookup = lookup_of(older, None)

    def stopping_at(turn: int) -> Progress:
        told.clear()

        def progress(done: float) -> bool:
            told.append(done)
            return len(told) <= turn

        return progress

    for turn in (0, 5):
        with pytest.raises(MigrationStopped):
            lookup.make_anew(ANNA, stopping_at(turn))
    assert lookup.make_anew(ANNA, stopping_at(1_000_000))
    assert all(before <= after for before, after in pairwise(told))
    assert told[0] < 0.1
    assert told[-1] == 1.0

    before = rows(older, "audit", None)
    for turn in (0, 1, 2):
        with pytest.raises(CheckStopped):
            lookup.make_anew(ANNA, stopping_at(turn))
    assert rows(older, "audit", None) == before
    assert lookup.is_in_step(ANNA, stopping_at(1_000_000))
    assert (told[0], told[-1]) == (0.0, 1.0)
