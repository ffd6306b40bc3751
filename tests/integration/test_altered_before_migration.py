"""What somebody altered before the tables change is named afterwards too, and locks nobody out."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from intake_app.domain.patients.patient import PatientId
from intake_app.domain.upkeep_errors import MigrationStopped
from intake_app.services.upkeep import Change, Damaged
from intake_app.storage.audit.seals import seal_everything, unlike_their_seal
from intake_app.storage.backups_before import path_before
from intake_app.storage.connection import Connection, connect
from intake_app.storage.damage.verify import check_pages, verify
from intake_app.storage.data_folder import BACKUPS_FOLDER, records_file
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.migrate import bring_up_to_date
from intake_app.storage.records import open_records
from intake_app.storage.revision import HEAD, REVISIONS, stored_revision
from tests.helpers.older_records import as_of
from tests.helpers.record_builders import NOON
from tests.helpers.upkeep import fill

WITH_SEALS = [revision for revision in REVISIONS[:-1] if revision >= "0010"]
ALTERED = {
    Change.CHANGED: "UPDATE patient SET name = 'Eve' WHERE seq = 2",
    Change.REMOVED: "DELETE FROM document WHERE document_id = 'DOC00001'",
    Change.ADDED: "INSERT INTO clinic_setting VALUES (1, '{}', 'Eve', '2026-11-21')",
}
PLACES = {
    Change.CHANGED: "patient 2",
    Change.REMOVED: "document DOC00001",
    Change.ADDED: "clinic_setting 1",
}


def older(tmp_path: Path, revision: str) -> Path:
    fill(tmp_path / "newest", 3)
    as_of(revision, tmp_path / "newest", tmp_path / "older")
    return tmp_path / "older"


def tamper(folder: Path, *statements: str) -> None:
    """As somebody does who knows what refuses it."""
    connection = connect(records_file(folder))
    connection.execute("PRAGMA foreign_keys = OFF")
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'keep%'"
    ).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, sql in guards:
        connection.execute(str(sql))
    connection.close()


def found_in(folder: Path) -> tuple[Damaged, ...]:
    verdict = verify(folder, None)
    assert verdict.first_bad is None
    assert check_pages(folder, None, lambda _done: True).damaged == verdict.damaged
    return verdict.damaged


def backups_before(folder: Path) -> list[Path]:
    return sorted((folder / BACKUPS_FOLDER).glob("before-*"))


@pytest.mark.parametrize("revision", WITH_SEALS)
@pytest.mark.parametrize("change", list(Change))
def test_what_was_altered_before_is_named_afterwards_and_nobody_is_locked_out(
    tmp_path: Path, revision: str, change: Change
) -> None:
    folder = older(tmp_path, revision)
    tamper(folder, ALTERED[change])

    open_records(folder).close()

    assert stored_revision(folder) == HEAD
    (named,) = found_in(folder)
    assert (named.place, named.change) == (PLACES[change], change)


def test_the_entry_that_is_named_is_the_one_from_before(tmp_path: Path) -> None:
    folder = older(tmp_path, "0012")
    tamper(folder, ALTERED[Change.CHANGED])
    at = NOON + timedelta(days=40)

    open_records(folder, now=lambda: at).close()

    (named,) = found_in(folder)
    assert (named.record_number, named.day) == ("P000002", NOON.date().isoformat())


def test_what_was_altered_stays_named_through_one_change_of_the_tables_after_the_other(
    tmp_path: Path,
) -> None:
    fill(tmp_path, 3)
    tamper(tmp_path, *ALTERED.values())
    before = found_in(tmp_path)
    assert {each.place for each in before} == set(PLACES.values())

    connection = connect(records_file(tmp_path))
    for _ in range(3):
        altered = {each.place: each for each in unlike_their_seal(connection)}
        connection.execute("BEGIN IMMEDIATE")
        seal_everything(connection, NOON + timedelta(days=1), altered=altered)
        connection.execute("COMMIT")
    connection.close()

    assert found_in(tmp_path) == before


def test_what_is_put_right_again_is_named_no_more(tmp_path: Path) -> None:
    folder = older(tmp_path, "0014")
    language = value(folder, "SELECT language FROM patient WHERE seq = 2")
    tamper(folder, "UPDATE patient SET language = 'xx' WHERE seq = 2")
    open_records(folder).close()
    assert found_in(folder)

    tamper(folder, f"UPDATE patient SET language = '{language}' WHERE seq = 2")

    assert found_in(folder) == ()


def value(folder: Path, question: str) -> object:
    connection = connect(records_file(folder))
    row = connection.execute(question).fetchone()
    connection.close()
    return row[0] if row else None


def test_what_somebody_has_looked_at_and_saved_anew_is_named_no_more(tmp_path: Path) -> None:
    folder = older(tmp_path, "0013")
    tamper(folder, ALTERED[Change.CHANGED])
    records = open_records(folder)
    assert found_in(folder)
    named = PatientId(str(value(folder, "SELECT id FROM patient WHERE seq = 2")))
    with records.writing() as uow:
        uow.patients.update(uow.patients.get(named), at=NOON + timedelta(days=1))
        uow.commit()
    records.close()

    assert found_in(folder) == ()


def test_comparing_can_be_stopped_like_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = older(tmp_path, "0014")
    compared: list[Connection] = []

    def then_stop(connection: Connection, *, reach: object) -> list[object]:
        assert callable(reach)
        compared.append(connection)
        reach(0.5)
        return []

    monkeypatch.setattr("intake_app.storage.migrate.unlike_their_seal", then_stop)

    with pytest.raises(MigrationStopped):
        open_records(folder, progress=lambda _done: not compared)

    assert stored_revision(folder) == "0014"
    assert backups_before(folder) == []


def test_migrations_that_were_killed_leave_one_backup_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    folder = older(tmp_path, "0014")
    with monkeypatch.context() as killed:
        killed.setattr("intake_app.storage.migrate.unlike_their_seal", die)
        for at in (NOON + timedelta(seconds=second) for second in range(4)):
            with pytest.raises(Killed):
                bring_up_to_date(folder, partial(datetime.fromisoformat, at.isoformat()))
    assert len(backups_before(folder)) == 1

    bring_up_to_date(folder, lambda: NOON + timedelta(minutes=1))

    assert backups_before(folder) == [path_before(folder, HEAD, NOON + timedelta(minutes=1))]
    assert FolderUpkeep(folder).verify().ok


def test_a_backup_of_another_state_is_not_taken_for_an_attempt(tmp_path: Path) -> None:
    folder = older(tmp_path, "0014")
    shown = path_before(folder, HEAD, NOON)
    open_records(folder, now=lambda: NOON).close()
    kept = shown.read_bytes()
    (tmp_path / "again").mkdir()
    fill(tmp_path / "another", 2)
    as_of("0014", tmp_path / "another", tmp_path / "again" / "older")
    later = tmp_path / "again" / "older"
    (later / BACKUPS_FOLDER).mkdir()
    (later / BACKUPS_FOLDER / shown.name).write_bytes(kept)

    open_records(later, now=lambda: NOON + timedelta(days=1)).close()

    assert len(backups_before(later)) == 2
