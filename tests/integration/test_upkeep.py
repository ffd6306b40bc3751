"""Backups that are proved, restored and thinned; records that are salvaged from damage."""

import os
import random
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from intake_app.domain.errors import RecordsBusy, RecordsDamaged, RecordsNewer
from intake_app.domain.protection_errors import RecordsOpenElsewhere
from intake_app.domain.upkeep_errors import BackupRefused, BackupStopped
from intake_app.services.audit import Deed, Kind
from intake_app.services.upkeep import Unlike, to_the_end
from intake_app.storage import file_lock, folder_parts
from intake_app.storage.backups.backup_schedule import kept_backups, on_time
from intake_app.storage.connection import connect
from intake_app.storage.damage.verify import glance, verify
from intake_app.storage.data_folder import BACKUPS_FOLDER, RECORDS_FILE, records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.folder_parts import HEAD_FILE, finish_restore
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.key_files import KEYS_FILE
from intake_app.storage.records import open_records
from tests.helpers.protected import protect, protection_of, sign_in, with_plain_text
from tests.helpers.record_builders import AWKWARD_NAME, NOON, register
from tests.helpers.upkeep import ANNA, back_up, fill, raw, rows, upkeep_of, without_triggers

TABLES = (
    "patient",
    "consultation",
    "consultation_version",
    "document",
    "attachment",
    "form_version",
)
RESTORED = Deed(ANNA, Kind.RECORDS_RESTORED)
SALVAGED = Deed(ANNA, Kind.RECORDS_SALVAGED)

Filled = tuple[Path, DataKey | None]


@pytest.fixture(params=["plain", "protected"])
def filled(request: pytest.FixtureRequest, data_folder: Path) -> Filled:
    """Records in use, not protected and protected."""
    key = None
    if request.param == "protected":
        keys, _ = protect(data_folder)
        key = keys.key
    fill(data_folder, 12, key)
    return data_folder, key


def everything(folder: Path, key: DataKey | None) -> dict[str, set[tuple[object, ...]]]:
    return {table: rows(folder, table, key) for table in TABLES}


def add_patient(folder: Path, key: DataKey | None = None) -> None:
    records = open_records(folder, key)
    with records.writing() as uow:
        register(uow)
        uow.commit()
    records.close()


def test_a_backup_is_one_private_file_with_everything(filled: Filled, tmp_path: Path) -> None:
    folder, key = filled
    backup = back_up(folder, tmp_path / "all.intake-backup", key)

    with zipfile.ZipFile(backup) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
    assert names >= {RECORDS_FILE, HEAD_FILE, "manifest.json"}
    assert (KEYS_FILE in names) is (key is not None)
    assert backup.stat().st_mode & 0o777 == 0o600
    assert not list((folder / BACKUPS_FOLDER).glob("*partial*"))


def test_no_name_can_be_read_in_the_backup_of_protected_records(
    data_folder: Path, tmp_path: Path
) -> None:
    keys, _ = protect(data_folder)
    fill(data_folder, 3, keys.key)

    assert b"Example" not in back_up(data_folder, tmp_path / "b", keys.key).read_bytes()


def test_a_restored_backup_is_what_was_backed_up(filled: Filled, tmp_path: Path) -> None:
    folder, key = filled
    before = everything(folder, key)
    backup = back_up(folder, tmp_path / "all", key)
    add_patient(folder, key)

    restored = upkeep_of(folder, key).restore(backup, RESTORED)

    assert everything(folder, key) == before
    assert restored.unlike is None
    assert restored.replaced is not None
    assert len(rows(restored.replaced, "patient", key)) == 13
    open_records(folder, key).close()
    kinds = [row[4] for row in sorted(rows(folder, "audit", key), key=lambda row: str(row[1]))]
    assert kinds.count("records.restored") == 1
    assert verify(folder, key).ok


def test_a_restore_says_that_the_records_are_open_now_or_anothers(
    data_folder: Path, tmp_path: Path
) -> None:
    fill(data_folder, 1)
    plain = back_up(data_folder, tmp_path / "plain")
    key = protect(data_folder)[0].key
    another = tmp_path / "another"
    protect(another)
    fill(another, 1, sign_in(another).key)
    others = back_up(another, tmp_path / "others", sign_in(another).key)
    own = back_up(data_folder, tmp_path / "own", key)

    said = [
        upkeep_of(data_folder, each_key).restore(backup, RESTORED).unlike
        for backup, each_key in ((own, key), (others, key), (plain, None), (own, None))
    ]

    assert said == [None, Unlike.OTHER, Unlike.OPEN, None]


def test_on_a_new_machine_the_recovery_code_suffices(data_folder: Path, tmp_path: Path) -> None:
    keys, code = protect(data_folder)
    fill(data_folder, 3, keys.key)
    backup = back_up(data_folder, tmp_path / "all", keys.key)
    before = everything(data_folder, keys.key)
    elsewhere = tmp_path / "elsewhere"

    upkeep_of(elsewhere).restore(backup, RESTORED)

    opened = protection_of(elsewhere).unlock_with_code(code)
    assert everything(elsewhere, opened.key) == before
    assert sign_in(elsewhere).key.octets == keys.key.octets


def test_a_backup_is_made_beside_somebody_who_writes(filled: Filled, tmp_path: Path) -> None:
    folder, key = filled
    before = everything(folder, key)
    records = open_records(folder, key)

    def meanwhile(_done: float) -> bool:
        with records.writing() as uow:
            register(uow)
            uow.commit()
        return True

    backup = upkeep_of(folder, key).back_up(tmp_path / "all", meanwhile)
    records.close()

    assert len(rows(folder, "patient", key)) > 12
    upkeep_of(tmp_path / "restored").restore(backup.path, RESTORED)
    assert everything(tmp_path / "restored", key) == before


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_stopped_backup_leaves_nothing(data_folder: Path, tmp_path: Path, steps: int) -> None:
    fill(data_folder, 3)
    seen: list[float] = []

    def stop(done: float) -> bool:
        seen.append(done)
        return len(seen) < steps

    (tmp_path / "out").mkdir()
    with pytest.raises(BackupStopped):
        upkeep_of(data_folder).back_up(tmp_path / "out" / "all", stop)

    assert list((tmp_path / "out").iterdir()) == []
    assert sorted(seen) == seen


def test_damaged_records_make_no_backup(data_folder: Path, tmp_path: Path) -> None:
    keys, _ = protect(data_folder)
    fill(data_folder, 3, keys.key)
    flip(records_file(data_folder), random.Random(1))

    with pytest.raises(RecordsDamaged):
        back_up(data_folder, tmp_path / "all", keys.key)

    assert not (tmp_path / "all").exists()


def flip(path: Path, chance: random.Random, *, beyond: int = 4096) -> None:
    """One bit, anywhere behind the first page."""
    content = bytearray(path.read_bytes())
    content[chance.randrange(beyond, len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def one_bit(path: Path) -> None:
    flip(path, random.Random(7), beyond=1000)


def something_else(path: Path) -> None:
    path.write_text("a shopping list")


def another_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(RECORDS_FILE, b"")


def with_a_way_out(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../elsewhere", b"")


def in_the_directory(backup: Path, *, at: int, bits: int) -> None:
    """Flip bits of what the archive says, at its end, of each part."""
    content = bytearray(backup.read_bytes())
    part = content.index(b"PK\x01\x02")
    while part >= 0:
        content[part + at] ^= bits
        part = content.find(b"PK\x01\x02", part + 1)
    backup.write_bytes(content)


def said_to_be_encrypted(backup: Path) -> None:
    in_the_directory(backup, at=8, bits=1)


def said_to_be_packed(backup: Path) -> None:
    in_the_directory(backup, at=10, bits=8)


@pytest.mark.parametrize("damage", [said_to_be_encrypted, said_to_be_packed])
def test_a_flipped_bit_in_what_an_archive_says_of_its_parts_is_shown_as_unreadable(
    data_folder: Path, damage: Callable[[Path], None]
) -> None:
    fill(data_folder, 1)
    path = upkeep_of(data_folder).place_for_backup()
    damage(back_up(data_folder, path))

    (kept,) = upkeep_of(data_folder).backups()

    assert (kept.path, kept.made_at) == (path, None)


@pytest.mark.parametrize(
    "damage",
    [
        *(cut_short, one_bit, something_else, another_zip, with_a_way_out, Path.unlink),
        *(said_to_be_encrypted, said_to_be_packed),
    ],
)
def test_a_backup_that_is_not_as_it_was_is_not_restored(
    data_folder: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    fill(data_folder, 3)
    before = everything(data_folder, None)
    backup = back_up(data_folder, tmp_path / "all")
    damage(backup)

    with pytest.raises(BackupRefused, match="Nothing was changed"):
        upkeep_of(data_folder).restore(backup, RESTORED)

    assert everything(data_folder, None) == before
    assert not list(data_folder.glob("replaced-*"))


def test_a_backup_of_a_newer_program_is_refused(data_folder: Path, tmp_path: Path) -> None:
    fill(data_folder, 1)
    backup = back_up(data_folder, tmp_path / "all")
    newer = tmp_path / "newer"
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(newer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'"revision": "', b'"revision": "9'))

    with pytest.raises(RecordsNewer):
        upkeep_of(data_folder).restore(newer, RESTORED)


def test_nothing_is_restored_while_somebody_works(filled: Filled, tmp_path: Path) -> None:
    folder, key = filled
    backup = back_up(folder, tmp_path / "all", key)
    other = connect(records_file(folder), key)
    other.execute("SELECT count(*) FROM patient").fetchone()

    with pytest.raises(RecordsOpenElsewhere):
        upkeep_of(folder, key).restore(backup, RESTORED)

    other.close()
    assert not list(folder.glob("restore.decided"))
    upkeep_of(folder, key).restore(backup, RESTORED)


class Killed(BaseException):
    """What stands in for kill -9 between two steps."""


@pytest.mark.parametrize("salvaging", [False, True])
def test_what_a_killed_backup_left_goes_with_the_next(
    data_folder: Path, *, salvaging: bool
) -> None:
    """Each is named after its moment, so that nobody would write over it."""
    fill(data_folder, 1)
    upkeep = upkeep_of(data_folder)
    first = upkeep.place_for_backup()
    first.parent.mkdir()
    first.with_name(f".{first.name}.partial").write_bytes(b"half of a backup")

    if salvaging:
        made = upkeep.salvage_as_backup(SALVAGED, to_the_end)[1].path
    else:
        made = upkeep.back_up(first.with_name("another.intake-backup"), to_the_end).path

    assert {path.name for path in first.parent.iterdir()} == {made.name, "backup.lock"}


@pytest.mark.parametrize("left", ["restore.preparing", "salvage.work"])
def test_protecting_leaves_no_half_of_a_restore_or_a_salvage(data_folder: Path, left: str) -> None:
    """Both write into a folder of their own first, and may be killed there."""
    fill(data_folder, 2)
    (data_folder / left).mkdir()
    shutil.copy(data_folder / RECORDS_FILE, data_folder / left / RECORDS_FILE)

    protect(data_folder)

    assert with_plain_text(data_folder) == []
    assert not (data_folder / left).exists()


def test_no_backup_of_open_records_is_finished_after_they_were_protected(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs at once: what one has copied in plain would stay beside the other's."""
    monkeypatch.setattr(file_lock, "PATIENCE_SECONDS", 0.05)
    fill(data_folder, 2)
    refused = []

    def protect_meanwhile(_done: float) -> bool:
        if not (data_folder / KEYS_FILE).exists():
            try:
                protect(data_folder)
            except (RecordsBusy, RecordsOpenElsewhere) as refusal:
                refused.append(refusal)
        return True

    upkeep = upkeep_of(data_folder)
    upkeep.back_up(upkeep.place_for_backup(), protect_meanwhile)
    assert refused
    protect(data_folder)

    assert with_plain_text(data_folder) == []


@pytest.mark.parametrize("step", range(9))
def test_a_restore_that_is_killed_is_finished_or_forgotten(
    filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    folder, key = filled
    before = everything(folder, key)
    backup = back_up(folder, tmp_path / "all", key)
    add_patient(folder, key)
    after = everything(folder, key)
    done: list[Path] = []

    def replace(self: Path, target: Path) -> Path:
        if len(done) == step:
            raise Killed
        done.append(target)
        os.replace(self, target)  # noqa: PTH105 - the method itself is replaced here
        return target

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with suppress(Killed):
            upkeep_of(folder, key).restore(backup, RESTORED)
    decided = (folder / folder_parts.DECIDED).exists() or len(list(folder.glob("replaced-*"))) > 0
    finish_restore(folder)

    assert everything(folder, key) == (before if decided else after)
    assert not list(folder.glob("restore.[dp]*")) or not decided
    open_records(folder, key).close()
    assert verify(folder, key).ok


def test_backups_on_time_are_made_when_something_changed_and_thinned(data_folder: Path) -> None:
    fill(data_folder, 1)
    at = [NOON]
    upkeep = FolderUpkeep(data_folder, now=lambda: at[0])

    made = 0
    for hour in range(72):
        at[0] = NOON + timedelta(hours=hour)
        os.utime(records_file(data_folder), (at[0].timestamp(), at[0].timestamp()))
        if upkeep.is_due():
            upkeep.back_up_on_time(to_the_end)
            made += 1
    assert made == 72
    assert 24 <= len(on_time(data_folder)) <= 28

    at[0] += timedelta(hours=5)
    os.utime(records_file(data_folder), (NOON.timestamp(), NOON.timestamp()))
    assert not upkeep.is_due()


@pytest.mark.parametrize("how_many", [1, 4])
def test_what_a_damaged_file_still_says_is_salvaged(
    filled: Filled, tmp_path: Path, how_many: int
) -> None:
    folder, key = filled
    fill_more(folder, 300, key)
    connect(records_file(folder), key).close()
    before = everything(folder, key)
    chance = random.Random(20261121)
    content = bytearray(records_file(folder).read_bytes())
    pages = len(content) // 4096
    for page in chance.sample(range(1, pages), max(how_many * pages // 100, how_many)):
        content[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
    records_file(folder).write_bytes(content)
    damaged = records_file(folder).read_bytes()

    salvaged = upkeep_of(folder, key).salvage(tmp_path / "out", SALVAGED)

    assert records_file(folder).read_bytes() == damaged
    assert salvaged.proved is (key is not None or not salvaged.doubtful)
    found = everything(tmp_path / "out", key)
    for table in TABLES:
        assert found[table] <= before[table], "nothing that was not there"
    whole = sum(map(len, before.values()))
    assert sum(map(len, found.values())) >= (1 - how_many / 20) * whole
    open_records(tmp_path / "out", key).close()


def fill_more(folder: Path, patients: int, key: DataKey | None) -> None:
    records = open_records(folder, key)
    for number in range(patients // 50):
        with records.writing() as uow:
            for each in range(50):
                register(uow, f"{AWKWARD_NAME} {number} {each}")
            uow.commit()
    records.close()


def test_without_its_first_page_a_plain_file_is_salvaged_all_the_same(
    data_folder: Path, tmp_path: Path
) -> None:
    fill(data_folder, 12)
    before = everything(data_folder, None)
    content = bytearray(records_file(data_folder).read_bytes())
    content[:4096] = bytes(4096)
    records_file(data_folder).write_bytes(content)

    upkeep_of(data_folder).salvage(tmp_path / "out", SALVAGED)

    assert everything(tmp_path / "out", None) == before


def test_what_stands_in_the_journal_alone_is_salvaged(filled: Filled, tmp_path: Path) -> None:
    folder, key = filled
    records = open_records(folder, key)
    with records.writing() as uow:
        register(uow, "Only In The Journal")
        uow.commit()
    left = tmp_path / "left"
    shutil.copytree(folder, left)
    before = everything(folder, key)
    records.close()

    upkeep_of(left, key).salvage(tmp_path / "out", SALVAGED)

    assert everything(tmp_path / "out", key) == before


def test_of_a_whole_file_no_page_is_missed(filled: Filled, tmp_path: Path) -> None:
    folder, key = filled
    salvaged = upkeep_of(folder, key).salvage(tmp_path / "out", SALVAGED)

    assert (salvaged.bad_pages, salvaged.doubtful) == ((), ())
    assert everything(tmp_path / "out", key) == everything(folder, key)
    assert verify(tmp_path / "out", key).ok


def test_what_a_restore_and_the_clock_left_is_protected_with_the_records(
    data_folder: Path, tmp_path: Path
) -> None:
    fill(data_folder, 3)
    before = everything(data_folder, None)
    backup = upkeep_of(data_folder).back_up_on_time(to_the_end).path
    aside = upkeep_of(data_folder).restore(backup, RESTORED).replaced
    assert aside is not None

    keys, _ = protect(data_folder)

    for file in data_folder.rglob("*"):
        assert file.is_dir() or b"Example-" not in file.read_bytes(), file
    assert everything(aside, keys.key) == before
    upkeep_of(tmp_path / "elsewhere").restore(backup, RESTORED)
    assert everything(tmp_path / "elsewhere", sign_in(tmp_path / "elsewhere").key) == before


def test_verifying_unprotected_records_ends_with_a_verdict_whatever_flipped(
    data_folder: Path,
) -> None:
    fill(data_folder, 12)
    connect(records_file(data_folder)).close()
    whole = records_file(data_folder).read_bytes()
    chance = random.Random(5)

    found = 0
    for _ in range(40):
        flip(records_file(data_folder), chance, beyond=0)
        found += not verify(data_folder, None).ok
        records_file(data_folder).write_bytes(whole)
    assert found > 0
    assert verify(data_folder, None).ok


def test_a_flipped_bit_in_protected_records_is_never_silent(data_folder: Path) -> None:
    keys, _ = protect(data_folder)
    fill(data_folder, 12, keys.key)
    connect(records_file(data_folder), keys.key).close()
    whole = records_file(data_folder).read_bytes()
    chance = random.Random(5)

    for _ in range(20):
        flip(records_file(data_folder), chance)
        assert not verify(data_folder, keys.key).pages_ok
        records_file(data_folder).write_bytes(whole)
    assert verify(data_folder, keys.key).ok


def test_the_folder_of_backups_is_listed_newest_first_with_what_cannot_be_read(
    filled: Filled,
) -> None:
    folder, key = filled
    later = FolderUpkeep(folder, key, now=lambda: NOON + timedelta(days=1))
    first = upkeep_of(folder, key).back_up_on_time(to_the_end)
    asked = later.back_up(later.place_for_backup(), to_the_end)
    again = later.back_up(later.place_for_backup(), to_the_end)
    strange = folder / BACKUPS_FOLDER / "strange.intake-backup"
    strange.write_bytes(b"PK")

    found = later.backups()

    assert len({asked.path, again.path}) == 2, "one that is asked for replaces none"
    found = [kept for kept in found if not kept.path.name.startswith("before-")]
    assert [kept.path for kept in found] == [asked.path, again.path, first.path, strange]
    assert [kept.made_at for kept in found[1:]] == [again.made_at, first.made_at, None]
    assert found[0].size == asked.size
    assert kept_backups(folder / "nowhere") == ()


@pytest.mark.parametrize(
    ("tampering", "named"),
    [
        ("UPDATE audit SET actor = 'Eve' WHERE sequence = {last}", 0),
        ("DELETE FROM audit WHERE sequence = {last}", 0),
        ("DELETE FROM audit WHERE sequence = {last} - 3", -3),
    ],
)
def test_a_glance_finds_what_was_done_to_the_newest_entries(
    filled: Filled, tampering: str, named: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, key = filled
    monkeypatch.setattr("intake_app.storage.damage.verify._GLANCED_AT", 4)
    assert glance(folder, key).ok
    assert glance(folder, key).entries == 4
    connection = raw(folder, key)
    ((last,),) = connection.execute("SELECT max(sequence) FROM audit").fetchall()
    without_triggers(connection)
    connection.execute(tampering.format(last=last))
    connection.close()

    bad = glance(folder, key).first_bad

    assert bad is not None
    assert bad.sequence == int(str(last)) + named
    assert bad == verify(folder, key).first_bad


def test_a_glance_misses_the_head_of_the_audit(filled: Filled) -> None:
    folder, key = filled
    (folder / HEAD_FILE).unlink()

    assert not glance(folder, key).head_ok
