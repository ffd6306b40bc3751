"""Verify, back up, restore and salvage as a person types it."""

import json
from pathlib import Path

import pytest

from tests.helpers.command_line import answered, intake, refused
from tests.helpers.upkeep import fill, raw, without_triggers


@pytest.fixture
def clinic(data_folder: Path) -> Path:
    fill(data_folder, 3)
    return data_folder


def names(folder: Path) -> set[str]:
    found = answered("--data-dir", str(folder), "patients", "find", "example")
    return {row["name"] for row in found}


def test_a_backup_is_verified_made_and_restored(clinic: Path, tmp_path: Path) -> None:
    there = ("--data-dir", str(clinic))
    before = names(clinic)
    verified = answered(*there, "records", "verify")
    mark = verified.pop("mark")
    assert answered(*there, "records", "verify", "--against", mark)["ok"]
    assert "cannot be used" in refused(*there, "records", "verify", "--against", "4-0000")
    assert verified == {
        "contradictions": [],
        "ok": True,
        "entries": 4,
        "first_bad": None,
        "head_ok": True,
        "pages_ok": True,
        "damaged": [],
        "named": [],
    }
    backup = str(tmp_path / "all.intake-backup")
    answered(*there, "records", "backup", "--out", backup)
    assert "exists already" in refused(*there, "records", "backup", "--out", backup)
    answered(*there, "patients", "add", "--name", "New Example", "--birth-date", "1990")

    assert "--yes" in refused(*there, "records", "restore", backup)
    assert names(clinic) == before | {"New Example"}
    restored = answered(*there, "records", "restore", backup, "--yes")

    assert names(clinic) == before
    assert names(Path(restored["replaced"])) == before | {"New Example"}
    kinds = raw(clinic).execute("SELECT kind FROM audit").fetchall()
    assert {("records.backed-up",), ("records.restored",)} <= set(kinds)


def test_a_new_machine_needs_the_file_alone(clinic: Path, tmp_path: Path) -> None:
    backup = str(tmp_path / "all")
    answered("--data-dir", str(clinic), "records", "backup", "--out", backup)
    elsewhere = tmp_path / "elsewhere"

    answered("--data-dir", str(elsewhere), "records", "restore", backup, "--yes")

    assert names(elsewhere) == names(clinic)


def test_the_first_entry_that_was_tampered_with_is_named(clinic: Path) -> None:
    connection = raw(clinic)
    without_triggers(connection)
    connection.execute("UPDATE audit SET actor = 'Nobody' WHERE sequence = 3")
    connection.close()

    done = intake("--data-dir", str(clinic), "records", "verify", "--json")

    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert found["ok"] is False
    assert found["first_bad"] == {
        "sequence": 3,
        "day": "2026-11-21",
        "kind": "patient.registered",
    }


def test_damaged_records_are_salvaged_beside(clinic: Path, tmp_path: Path) -> None:
    before = names(clinic)
    records = clinic / "records.sqlite3"
    content = records.read_bytes()
    records.write_bytes(bytes(4096) + content[4096:])
    verdict = intake("--data-dir", str(clinic), "records", "verify", "--json")
    assert json.loads(verdict.stdout)["pages_ok"] is False
    out = tmp_path / "salvaged"

    found = answered("--data-dir", str(clinic), "records", "salvage", "--out", str(out))

    assert found["rows"]["patient"] == 3
    assert names(out) == before


def test_where_there_are_no_records_nothing_is_begun(tmp_path: Path) -> None:
    nothing = ("--data-dir", str(tmp_path / "nothing"))

    assert "none yet" in refused(*nothing, "records", "verify")
    assert "none yet" in refused(*nothing, "records", "backup", "--out", str(tmp_path / "b"))
    assert not (tmp_path / "nothing").exists()


def test_the_lookup_is_verified_and_made_anew(clinic: Path) -> None:
    there = ("--data-dir", str(clinic))
    assert answered(*there, "records", "lookup") == {"in_step": True, "rebuilt": False}
    connection = raw(clinic)
    connection.execute("DELETE FROM search_term")
    connection.close()

    told = intake(*there, "records", "lookup")
    assert told.returncode == 1
    assert "--rebuild" in told.stdout
    assert answered(*there, "records", "lookup", "--rebuild") == {
        "in_step": False,
        "rebuilt": True,
    }
    assert answered(*there, "records", "lookup") == {"in_step": True, "rebuilt": False}
