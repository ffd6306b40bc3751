"""Whatever somebody, or a disk, makes of the files in the folder: named or refused in words."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from intake_app.domain.errors import IntakeError, RecordsDamaged
from intake_app.domain.upkeep_errors import BackupRefused
from intake_app.services.audit import Deed, Kind
from intake_app.storage.audit.chain import entry_in, hash_of
from intake_app.storage.damage.verify import verify
from intake_app.storage.data_folder import RECORDS_FILE, records_file
from intake_app.storage.folder_parts import HEAD_FILE, SETTINGS_FILE
from intake_app.storage.key_files import KEYS_FILE, NEW_KEYS_FILE, is_protected
from intake_app.storage.keys.attempts import ATTEMPTS_FILE
from intake_app.storage.records import open_records
from tests.helpers.protected import protect, sign_in
from tests.helpers.upkeep import ANNA, back_up, fill, raw, rows, upkeep_of, without_triggers

RESTORED = Deed(ANNA, Kind.RECORDS_RESTORED)
TIMES = 12
GARBAGE = (
    *(b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000),
    b'{"sequence": true, "hash": "x", "day": "", "kind": ""}',
    b'{"sequence": 1e400, "hash": "x", "day": "", "kind": ""}',
    b'{"sequence": 99999999999999999999999, "hash": "x", "day": "", "kind": ""}',
    b'{"wrong": 1e999, "last": "2026-01-01T00:00:00+00:00"}',
    b'{"wrong": 99999999999999999999, "last": "2026-01-01T00:00:00+00:00"}',
    b'{"records": [], "vault": 7, "version": 1, "slots": "", "seal": {}}',
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "clinic"
    folder.mkdir()
    fill(folder, 3, protect(folder)[0].key)
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Callable[[], Path]:
    """Makes fresh copies that may be spoilt."""
    made = iter(range(1000))
    return lambda: copytree(whole, tmp_path / f"copy-{next(made)}")


def came_of(folder: Path) -> str:
    """Opened like any other morning, and checked; anything but a refusal is raised."""
    try:
        key = sign_in(folder).key if is_protected(folder) else None
        open_records(folder, key).close()
        return "fine" if upkeep_of(folder, key).verify().ok else "named"
    except IntakeError as refused:
        return refused.code


def flipped(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def torn(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


@pytest.mark.parametrize("name", [RECORDS_FILE, KEYS_FILE, HEAD_FILE])
@pytest.mark.parametrize("way", [flipped, torn])
def test_a_file_that_is_not_what_it_was_is_noticed(
    copy: Callable[[], Path], name: str, way: Callable[[bytes, random.Random], bytes]
) -> None:
    chance, found = random.Random(11), Counter[str]()
    for _ in range(TIMES):
        folder = copy()
        (folder / name).write_bytes(way((folder / name).read_bytes(), chance))
        found[came_of(folder)] += 1

    # In the head there are blanks and names of fields, which say nothing.
    assert found["fine"] == 0 or name == HEAD_FILE
    assert found["fine"] < TIMES // 2


@pytest.mark.parametrize(
    "name", [KEYS_FILE, NEW_KEYS_FILE, HEAD_FILE, ATTEMPTS_FILE, SETTINGS_FILE]
)
def test_whatever_stands_in_a_small_file_nobody_sees_a_traceback(
    copy: Callable[[], Path], name: str
) -> None:
    harmless = (ATTEMPTS_FILE, NEW_KEYS_FILE, SETTINGS_FILE)
    for content in GARBAGE:
        folder = copy()
        (folder / name).write_bytes(content)

        assert (came_of(folder) == "fine") is (name in harmless), content[:60]


@pytest.mark.parametrize("field", ["day", "kind", "hash"])
def test_a_head_that_says_something_else_is_noticed(copy: Callable[[], Path], field: str) -> None:
    folder = copy()
    head = (folder / HEAD_FILE).read_text()
    (folder / HEAD_FILE).write_text(head.replace(f'"{field}": "', f'"{field}": "x'))

    assert came_of(folder) == "named"


def test_a_chain_that_was_written_anew_from_some_entry_on_does_not_fit_its_head(
    copy: Callable[[], Path],
) -> None:
    folder = copy()
    key = sign_in(folder).key
    connection = raw(folder, key)
    without_triggers(connection)
    told = [entry_in(row) for row in connection.execute("SELECT * FROM audit").fetchall()]
    last = told[0]
    for entry in told[1:]:
        forged = replace(entry, actor="Eve", previous=last.hash)
        last = replace(forged, hash=hash_of(forged))
        connection.execute(
            "UPDATE audit SET actor = ?, previous = ?, hash = ? WHERE sequence = ?",
            (last.actor, last.previous, last.hash, last.sequence),
        )
    connection.close()

    bad = upkeep_of(folder, key).verify().first_bad

    assert bad is not None
    assert bad.sequence == last.sequence
    assert came_of(folder) == "named", "and the next start does not take it for its own"


@pytest.mark.parametrize("way", [flipped, torn])
def test_a_backup_that_is_not_what_it_was_replaces_nothing(
    copy: Callable[[], Path],
    whole: Path,
    tmp_path: Path,
    way: Callable[[bytes, random.Random], bytes],
) -> None:
    chance, key = random.Random(3), sign_in(whole).key
    content = back_up(copy(), tmp_path / "good", key).read_bytes()
    folder = copy()
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    refused = 0
    for _ in range(TIMES):
        (tmp_path / "bad").write_bytes(way(content, chance))
        try:
            upkeep_of(folder, key).restore(tmp_path / "bad", RESTORED)
        except BackupRefused:
            refused += 1
            assert {path: path.read_bytes() for path in before} == before

    assert refused >= TIMES - 1, "a bit of the archive's own that says nothing"


def test_a_folder_behind_a_link_is_like_any_other(copy: Callable[[], Path], whole: Path) -> None:
    folder, key = copy(), sign_in(whole).key
    link = folder.with_name("link")
    link.symlink_to(folder, target_is_directory=True)
    backup = back_up(link, folder.with_name("backup"), key)

    sign_in(link).renew_key()
    assert came_of(link) == came_of(folder) == "fine"
    upkeep_of(link, sign_in(link).key).restore(backup, RESTORED)

    assert came_of(folder) == "fine"
    assert rows(folder, "patient", sign_in(folder).key) == rows(whole, "patient", key)


def test_a_backup_of_other_records_takes_their_place_with_its_own_keys(
    copy: Callable[[], Path], tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    others = protect(other)[0].key
    fill(other, 1, others)
    folder = copy()
    backup = back_up(other, tmp_path / "backup", others)

    restored = upkeep_of(folder, sign_in(folder).key).restore(backup, RESTORED)

    assert came_of(folder) == "fine"
    assert len(rows(folder, "patient", sign_in(folder).key)) == 1
    assert restored.replaced is not None
    assert came_of(restored.replaced) == "fine", "what was there can be taken up again"


def test_a_letter_that_is_none_in_what_sqlite_complains_of_is_damage_in_one_sentence(
    data_folder: Path,
) -> None:
    """The driver cannot even say what SQLite says of it."""
    fill(data_folder, 2)
    records = records_file(data_folder)
    name = b"search_patient_name"
    spoiled = records.read_bytes().replace(b"CREATE INDEX " + name, b"CREATF INDEX " + name)
    records.write_bytes(spoiled.replace(name, name[:-1] + b"\xe9"))

    with pytest.raises(RecordsDamaged):
        open_records(data_folder)
    assert not verify(data_folder, None).ok


@pytest.mark.parametrize(
    "table",
    [
        "CREATE TABLE stranger (name TEXT PRIMARY KEY) WITHOUT ROWID",
        "CREATE VIRTUAL TABLE stranger USING fts5(name)",
        "CREATE VIEW stranger AS SELECT name FROM patient",
        'CREATE TABLE "stran""ger \'; --" (name)',
    ],
)
def test_a_table_that_somebody_adds_keeps_nobody_out_and_is_named(
    data_folder: Path, table: str
) -> None:
    fill(data_folder, 2)
    connection = raw(data_folder)
    connection.execute(table)
    connection.close()

    open_records(data_folder).close()

    assert any("stran" in damaged.place for damaged in verify(data_folder, None).damaged)


def test_what_cannot_be_read_hides_nothing_of_the_rest(data_folder: Path) -> None:
    """A check that fails half-way must not say that everything is as it was written."""
    fill(data_folder, 2)
    connection = raw(data_folder)
    connection.execute("UPDATE patient SET language = 'xx' WHERE seq = 1")
    connection.execute("CREATE TABLE evil (a)")
    connection.execute("INSERT INTO evil VALUES ('{')")
    connection.execute("ALTER TABLE evil ADD COLUMN b AS (json_extract(a, '$'))")
    connection.close()

    verdict = verify(data_folder, None)

    assert not verdict.ok
    assert not verdict.pages_ok
