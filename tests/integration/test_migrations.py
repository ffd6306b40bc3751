"""Migrations: all the way or not at all, with a backup, and the tables are what the code says."""

import errno
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect
from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.errors import RecordsDamaged, RecordsFull
from intake_app.services.audit import Deed, Kind
from intake_app.storage.backup_file import SUFFIX
from intake_app.storage.backups import backup
from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_folder import BACKUPS_FOLDER, RECORDS_FILE, begin_records
from intake_app.storage.engine import open_engine
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.migrate import MIGRATIONS, Steps, bring_up_to_date
from intake_app.storage.records import Records, open_records
from intake_app.storage.revision import HEAD, REVISIONS, stored_revision
from intake_app.storage.search.index import SEARCH_PREFIX
from intake_app.storage.search.lookup import open_lookup
from intake_app.storage.tables import Base
from tests.helpers.older_records import as_of
from tests.helpers.protected import protect, sign_in, with_plain_text
from tests.helpers.record_builders import AWKWARD_NAME, register, store_completed
from tests.helpers.upkeep import ANNA, fill
from tests.torture.checking import same_rows, tables_of

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NEXT = f"{int(HEAD) + 1:04d}"
BACKUP = f"before-{NEXT}-20261121T120000Z.intake-backup"

NEXT_STEP = """
import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("patient") as patient:
        patient.add_column(sa.Column("nickname", sa.Text, nullable=False, server_default="none"))
        patient.alter_column("language", new_column_name="mother_tongue")
    {then}
"""


@pytest.fixture
def in_use(data_folder: Path, records: Records) -> Path:
    """Records with a patient and a consultation in them, at the present revision."""
    with records.writing() as uow:
        store_completed(uow)
        uow.commit()
    records.close()
    return data_folder


@pytest.fixture
def reader(in_use: Path) -> Iterator[Connection]:
    connection = connect(in_use / RECORDS_FILE)
    yield connection
    connection.close()


def with_next_step(folder: Path, *, then: str = "") -> Path:
    steps = folder / "steps"
    shutil.copytree(MIGRATIONS, steps)
    (steps / "versions" / f"r{NEXT}_next.py").write_text(
        NEXT_STEP.format(then=then, next=NEXT, head=HEAD)
    )
    return steps


def take_next_step(folder: Path, steps: Path) -> None:
    bring_up_to_date(folder, lambda: NOON, steps=Steps(steps, NEXT))


def schema(connection: Connection) -> list[tuple[object, ...]]:
    return connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()


def is_ours(_thing: object, name: str | None, *_: object) -> bool:
    return name is None or not name.startswith(SEARCH_PREFIX)


def test_the_program_knows_every_step_and_works_with_the_last() -> None:
    script = ScriptDirectory(str(MIGRATIONS))

    steps = [step.revision for step in script.walk_revisions()]

    assert steps == list(reversed(REVISIONS))
    assert script.get_current_head() == HEAD


def test_the_tables_are_what_the_code_says(data_folder: Path) -> None:
    engine = open_engine(data_folder / RECORDS_FILE)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": is_ours}
        )
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()

    assert differences == []


def test_the_checks_on_the_tables_are_what_the_code_says(data_folder: Path) -> None:
    engine = open_engine(data_folder / RECORDS_FILE)
    declared = create_engine("sqlite://", module=sqlcipher)
    Base.metadata.create_all(declared)
    for table in Base.metadata.tables:
        expected = inspect(declared).get_check_constraints(table)
        found = inspect(engine).get_check_constraints(table)
        assert sorted(map(str, found)) == sorted(map(str, expected))
    engine.dispose()
    declared.dispose()


def test_records_begin_with_every_table_and_no_backup(tmp_path: Path) -> None:
    open_records(tmp_path / "clinic").close()

    assert stored_revision(tmp_path / "clinic") == HEAD
    assert not (tmp_path / "clinic" / BACKUPS_FOLDER).exists()


def test_an_empty_file_left_by_a_killed_start_is_taken_for_a_beginning(tmp_path: Path) -> None:
    begin_records(tmp_path)
    assert stored_revision(tmp_path) == ""

    open_records(tmp_path).close()

    assert stored_revision(tmp_path) == HEAD


def test_two_programs_that_start_at_once_begin_the_records_once(tmp_path: Path) -> None:
    failures: list[BaseException] = []
    at_once = threading.Barrier(2)

    def start() -> None:
        try:
            at_once.wait()
            opened = open_records(tmp_path / "clinic")
            with opened.writing() as uow:
                register(uow)
                uow.commit()
            opened.close()
        except BaseException as failure:  # noqa: BLE001 - shown below, whatever it is
            failures.append(failure)

    programs = [threading.Thread(target=start) for _ in range(2)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()

    assert failures == []
    opened = open_records(tmp_path / "clinic")
    with opened.writing() as uow:
        assert register(uow).record_number == "P000003"
    opened.close()


def test_records_that_another_program_has_brought_up_to_date_are_left_alone(
    in_use: Path, reader: Connection
) -> None:
    before = schema(reader)

    bring_up_to_date(in_use, lambda: NOON)

    assert schema(reader) == before
    assert not (in_use / BACKUPS_FOLDER).exists()


def test_the_next_step_keeps_every_row_and_the_search(in_use: Path, tmp_path: Path) -> None:
    take_next_step(in_use, with_next_step(tmp_path))

    connection = connect(in_use / RECORDS_FILE)
    rows = connection.execute("SELECT name, nickname, mother_tongue FROM patient").fetchall()
    revision = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    found = connection.execute(
        "SELECT count(*) FROM search_term WHERE search_term MATCH 'lukasz'"
    ).fetchone()
    connection.execute("UPDATE patient SET name_folded = 'ada'")
    found_after = connection.execute(
        "SELECT count(*) FROM search_term WHERE search_term MATCH 'ada'"
    ).fetchone()
    connection.close()

    assert rows == [(AWKWARD_NAME, "none", "")]
    assert revision == [(NEXT,)]
    assert found == found_after == (1,)


def test_before_the_next_step_everything_is_backed_up(in_use: Path, tmp_path: Path) -> None:
    take_next_step(in_use, with_next_step(tmp_path))

    made = in_use / BACKUPS_FOLDER / BACKUP
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700
    restored = tmp_path / "restored"
    FolderUpkeep(restored).restore(made, Deed(ANNA, Kind.RECORDS_RESTORED))
    assert stored_revision(restored) == HEAD
    lookup = open_lookup(restored)
    assert lookup is not None
    assert [match.name for match in lookup.find("lukasz")] == [AWKWARD_NAME]
    lookup.close()


def test_the_backup_of_protected_records_is_protected_and_complete(
    in_use: Path, tmp_path: Path
) -> None:
    keys, _ = protect(in_use)
    steps = with_next_step(tmp_path)

    bring_up_to_date(in_use, lambda: NOON, key=keys.key, steps=Steps(steps, NEXT))

    assert with_plain_text(in_use) == []
    restored = tmp_path / "restored"
    made = in_use / BACKUPS_FOLDER / BACKUP
    FolderUpkeep(restored).restore(made, Deed(ANNA, Kind.RECORDS_RESTORED))
    lookup = open_lookup(restored, sign_in(restored).key)
    assert lookup is not None
    assert [match.name for match in lookup.find("lukasz")] == [AWKWARD_NAME]
    lookup.close()


def test_a_step_that_fails_half_way_leaves_nothing(
    in_use: Path, reader: Connection, tmp_path: Path
) -> None:
    before = schema(reader)
    steps = with_next_step(tmp_path, then="raise ZeroDivisionError")

    with pytest.raises(ZeroDivisionError):
        take_next_step(in_use, steps)

    assert schema(reader) == before
    assert reader.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    open_records(in_use).close()
    assert not (in_use / BACKUPS_FOLDER / BACKUP).exists(), "it would pile up at every start"


def test_a_step_that_does_not_fit_the_tables_is_refused_in_one_sentence(
    in_use: Path, reader: Connection, tmp_path: Path
) -> None:
    before = schema(reader)
    steps = with_next_step(tmp_path, then="op.execute('CREATE TABLE patient (id)')")

    with pytest.raises(RecordsDamaged):
        take_next_step(in_use, steps)

    assert schema(reader) == before
    assert [path.name for path in (in_use / BACKUPS_FOLDER).iterdir()] == ["backup.lock"]


def test_a_step_that_leaves_a_row_without_its_patient_is_undone(
    in_use: Path, reader: Connection, tmp_path: Path
) -> None:
    before = schema(reader)
    steps = with_next_step(tmp_path, then="op.execute('DELETE FROM patient')")

    with pytest.raises(RecordsDamaged):
        take_next_step(in_use, steps)

    assert schema(reader) == before
    assert reader.execute("SELECT count(*) FROM patient").fetchone() == (1,)


def test_without_room_for_the_backup_no_step_is_taken(
    in_use: Path, reader: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(backup, "write_archive", full)
    before = schema(reader)

    with pytest.raises(RecordsFull):
        take_next_step(in_use, with_next_step(tmp_path))

    assert schema(reader) == before
    assert [path.name for path in (in_use / BACKUPS_FOLDER).iterdir()] == ["backup.lock"]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("form_version", "definition = '{}'"),
        ("consultation_version", "reason = 'better'"),
        ("document", "content = x'00'"),
        ("document", "document_id = 'OTHER'"),
        ("document", "pages = 1, superseded_by = 'X'"),
        ("clinic_setting", "settings = '{}'"),
    ],
)
def test_what_was_written_down_is_never_changed(in_use: Path, table: str, change: str) -> None:
    connection = with_one_of_everything(in_use)
    for statement in (
        f"UPDATE {table} SET {change}",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with pytest.raises(sqlcipher.IntegrityError, match=f"{table} is never changed"):
            connection.execute(statement)
    connection.execute("PRAGMA recursive_triggers = OFF")
    with pytest.raises(sqlcipher.IntegrityError, match=f"{table} is never changed"):
        connection.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    connection.close()


def test_of_a_document_only_its_successor_may_be_noted(in_use: Path) -> None:
    connection = with_one_of_everything(in_use)

    connection.execute("UPDATE document SET superseded_by = 'NEXT'")

    assert connection.execute("SELECT superseded_by FROM document").fetchone() == ("NEXT",)
    connection.close()


@pytest.mark.parametrize("column", ["working", "unfinished", "amendment"])
def test_broken_json_is_refused_by_the_table(reader: Connection, column: str) -> None:
    with pytest.raises(sqlcipher.IntegrityError, match="CHECK constraint failed"):
        reader.execute(f"UPDATE consultation SET {column} = '{{'")


def with_one_of_everything(folder: Path) -> Connection:
    connection = connect(folder / RECORDS_FILE)
    connection.execute(
        "INSERT INTO document SELECT 'ABC', consultation_id, number, 'standard', 'en', 'A4',"
        " '1', '', 4, recorded_at, '', '[]', '', x'25' FROM consultation_version"
    )
    connection.execute("INSERT INTO clinic_setting VALUES (1, '{}', '', '2026-11-21')")
    return connection


def test_older_records_are_sealed_as_they_are_found(tmp_path: Path) -> None:
    fill(tmp_path / "newest", 2)
    older = tmp_path / "older"
    as_of("0009", tmp_path / "newest", older)
    open_records(older).close()

    connection = connect(older / RECORDS_FILE)
    connection.execute("UPDATE patient SET birth_date = '1980-01-02' WHERE seq = 2")
    connection.close()

    (named,) = FolderUpkeep(older).verify().damaged
    assert (named.place, named.record_number) == ("patient 2", "P000002")
    assert named.kind == "patient.registered"


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_records_of_every_release_are_brought_up_to_date_with_all_that_is_in_them(
    tmp_path: Path, revision: str
) -> None:
    fill(tmp_path / "newest", 3)
    older = tmp_path / "older"
    as_of(revision, tmp_path / "newest", older)
    before = tables_of(older, None)
    before.pop("row_digest", None)  # what took its place stands in the audit

    open_records(older).close()

    assert stored_revision(older) == HEAD
    assert same_rows(tables_of(older, None), before)
    assert len(before["patient"][1]) == len(before["consultation_version"][1]) == 3
    assert FolderUpkeep(older).verify().ok
    lookup = open_lookup(older)
    assert lookup is not None
    assert len(lookup.find("lukasz")) == 3
    lookup.close()
    assert [path.suffix for path in (older / BACKUPS_FOLDER).glob("before-*")] == [SUFFIX]
