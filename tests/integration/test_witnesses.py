"""Whoever writes the audit anew, chain and head, is contradicted by every backup, and by paper."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from intake_app.domain.upkeep_errors import BackupRefused
from intake_app.services.audit import Deed, Kind
from intake_app.services.damage_words import contradiction_sentence
from intake_app.services.upkeep import Verdict, to_the_end
from intake_app.storage.audit.chain import Entry, entry_in, hash_of, head_of
from intake_app.storage.audit.head import head_text
from intake_app.storage.backup_file import SUFFIX
from intake_app.storage.data_folder import BACKUPS_FOLDER, RECORDS_FILE
from intake_app.storage.data_key import DataKey
from intake_app.storage.folder_parts import HEAD_FILE
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.records import open_records
from tests.helpers.record_builders import NOON, register
from tests.helpers.upkeep import ANNA, fill, raw, without_triggers

KEYS = pytest.mark.parametrize("key", [None, DataKey(b"k" * 32)], ids=["open", "protected"])
EVENING = NOON + timedelta(hours=8)


def upkeep(folder: Path, key: DataKey | None = None) -> FolderUpkeep:
    return FolderUpkeep(folder, key, now=lambda: EVENING)


def back_up(folder: Path, name: str, key: DataKey | None = None) -> Path:
    made = FolderUpkeep(folder, key, now=lambda: NOON)
    return made.back_up(folder / BACKUPS_FOLDER / f"{name}{SUFFIX}", to_the_end).path


def work_on(folder: Path, key: DataKey | None = None) -> None:
    records = open_records(folder, key, now=lambda: EVENING)
    with records.writing() as uow:
        patient = register(uow, "Registered later")
        uow.audit.note(Deed(ANNA, Kind.PATIENT_REGISTERED, patient.id))
        uow.commit()
    records.close()


def write_anew(folder: Path, key: DataKey | None = None) -> None:
    """Let somebody else have done all of it, chain and head, as whoever holds the key can."""
    connection = raw(folder, key)
    guards = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'"
    ).fetchall()
    without_triggers(connection)
    entries = connection.execute("SELECT * FROM audit ORDER BY sequence").fetchall()
    last: Entry | None = None
    for entry in map(entry_in, entries):
        bare = replace(entry, actor="Mallory", previous=last.hash if last else "")
        last = replace(bare, hash=hash_of(bare))
        connection.execute(
            "UPDATE audit SET actor = ?, previous = ?, hash = ? WHERE sequence = ?",
            (last.actor, last.previous, last.hash, last.sequence),
        )
    for (sql,) in guards:
        connection.execute(str(sql))
    connection.close()
    assert last is not None
    (folder / HEAD_FILE).write_bytes(head_text(head_of(last)))


def contradicting(verdict: Verdict) -> list[str]:
    return [each.source for each in verdict.contradictions]


@KEYS
def test_a_backup_contradicts_an_audit_that_was_written_anew(
    tmp_path: Path, key: DataKey | None
) -> None:
    fill(tmp_path / "clinic", 3, key)
    kept = back_up(tmp_path / "clinic", "kept", key)
    work_on(tmp_path / "clinic", key)
    assert upkeep(tmp_path / "clinic", key).verify().ok

    write_anew(tmp_path / "clinic", key)

    verdict = upkeep(tmp_path / "clinic", key).verify()
    assert (verdict.first_bad, verdict.head_ok, verdict.damaged) == (None, True, ())
    assert contradicting(verdict) == [kept.name]
    assert not verdict.ok
    assert f"{kept.name} of 2026" in contradiction_sentence(verdict.contradictions[0])


def test_a_backup_from_elsewhere_and_a_mark_on_paper_contradict_it_too(tmp_path: Path) -> None:
    clinic = tmp_path / "clinic"
    fill(clinic, 3)
    elsewhere = str(back_up(clinic, "kept").rename(tmp_path / "elsewhere"))
    paper = upkeep(clinic).verify().mark
    work_on(clinic)
    assert upkeep(clinic).verify(against=(elsewhere, paper, paper.upper())).ok

    write_anew(clinic)

    assert upkeep(clinic).verify().ok  # nothing at hand knows better
    verdict = upkeep(clinic).verify(against=(elsewhere, paper))
    assert contradicting(verdict) == ["elsewhere", paper]


@pytest.mark.parametrize("named", ["nowhere", "12", "12-abcd", "12-0000-0000-0000-000g"])
def test_what_is_neither_a_backup_nor_a_mark_is_refused(tmp_path: Path, named: str) -> None:
    fill(tmp_path / "clinic", 1)

    with pytest.raises(BackupRefused):
        upkeep(tmp_path / "clinic").verify(against=(named,))


def test_an_older_copy_that_is_put_in_place_by_hand_is_contradicted(tmp_path: Path) -> None:
    clinic, older = tmp_path / "clinic", tmp_path / "older"
    fill(clinic, 3)
    shutil.copytree(clinic, older)
    work_on(clinic)
    newer = back_up(clinic, "newer")

    for name in (RECORDS_FILE, HEAD_FILE):
        shutil.copy(older / name, clinic / name)

    verdict = upkeep(clinic).verify()
    assert contradicting(verdict) == [newer.name]
    assert verdict.contradictions[0].sequence > verdict.entries


def test_what_a_restore_leaves_behind_contradicts_nothing(tmp_path: Path) -> None:
    clinic = tmp_path / "clinic"
    fill(clinic, 3)
    first = back_up(clinic, "first")
    work_on(clinic)
    work_on(clinic)
    back_up(clinic, "second")

    upkeep(clinic).restore(first, Deed(ANNA, Kind.RECORDS_RESTORED))
    assert upkeep(clinic).verify().ok, "also before anybody has opened them"
    work_on(clinic)

    assert upkeep(clinic).verify().ok
    write_anew(clinic)
    assert contradicting(upkeep(clinic).verify()) == [first.name]


def test_what_was_salvaged_contradicts_nothing_and_is_not_contradicted(tmp_path: Path) -> None:
    clinic = tmp_path / "clinic"
    fill(clinic, 3)
    back_up(clinic, "kept")
    _, salvaged = upkeep(clinic).salvage_as_backup(Deed(ANNA, Kind.RECORDS_SALVAGED))
    work_on(clinic)

    assert upkeep(clinic).verify().ok
    upkeep(clinic).restore(salvaged.path, Deed(ANNA, Kind.RECORDS_RESTORED))
    work_on(clinic)
    assert upkeep(clinic).verify().ok


def test_a_backup_from_elsewhere_is_read_to_its_last_byte(tmp_path: Path) -> None:
    clinic = tmp_path / "clinic"
    fill(clinic, 3)
    elsewhere = back_up(clinic, "kept").rename(tmp_path / "kept.intake-backup")
    assert upkeep(clinic).verify(against=[str(elsewhere)]).ok
    content = bytearray(elsewhere.read_bytes())
    content[len(content) // 2] ^= 1
    elsewhere.write_bytes(content)

    with pytest.raises(BackupRefused, match="cannot be used as a backup"):
        upkeep(clinic).verify(against=[str(elsewhere)])
