"""Opening the records: private, with every promise in force, or refused in one sentence."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.clinic import Clinic
from intake_app.domain.dates import PartialDate
from intake_app.domain.errors import (
    RecordsBusy,
    RecordsDamaged,
    RecordsFull,
    RecordsNewer,
    RecordsReadOnly,
    RecordsRefused,
)
from intake_app.domain.patients.patient import PatientDetails
from intake_app.storage import connection as opening
from intake_app.storage.chosen_folder import ENVIRONMENT_NAME, chosen_folder
from intake_app.storage.connection import connect, refuse_old_sqlite
from intake_app.storage.data_folder import RECORDS_FILE
from intake_app.storage.engine import open_engine
from intake_app.storage.folder_parts import HEAD_FILE, HEAD_LOCK
from intake_app.storage.records import Records, open_records
from intake_app.storage.search.lookup import open_lookup
from tests.helpers.own_process import said_by
from tests.helpers.record_builders import AWKWARD_NAME, NOON, register

NOBODY = 65534
NOT_A_DATABASE = "Dear diary, this is no database. " * 200
on_posix = pytest.mark.skipif(os.name != "posix", reason="rights are a matter of POSIX")


@pytest.fixture
def as_nobody(tmp_path: Path, data_folder: Path) -> Iterator[None]:
    """Give up the rights of root, to whom no folder is read-only."""
    if os.geteuid() != 0:
        yield
        return
    for path in (tmp_path, data_folder, *data_folder.iterdir()):
        os.chown(path, NOBODY, NOBODY)
    for folder in tmp_path.parents:
        if not folder.stat().st_mode & stat.S_IXGRP:  # the group stays root's
            folder.chmod(folder.stat().st_mode | stat.S_IXGRP)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but the shared memory, which is no part of the records."""
    files = (path for path in folder.iterdir() if not path.name.endswith("-shm"))
    return {path.name: path.read_bytes() for path in files}


@on_posix
def test_folder_file_journal_and_shared_memory_are_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        records = open_records(tmp_path / "new" / "clinic")
        with records.writing() as uow:
            register(uow)
            uow.commit()
        files = sorted((tmp_path / "new" / "clinic").iterdir())
    finally:
        os.umask(before)

    assert [path.name for path in files] == [
        HEAD_FILE,
        HEAD_LOCK,
        *(f"{RECORDS_FILE}{suffix}" for suffix in ("", "-shm", "-wal")),
    ]
    assert {rights(path) for path in files} == {0o600}
    assert rights(files[0].parent) == 0o700
    records.close()


@on_posix
def test_an_empty_folder_becomes_private_and_one_in_use_keeps_its_rights(tmp_path: Path) -> None:
    empty, in_use = tmp_path / "empty", tmp_path / "in use"
    for folder in (empty, in_use):
        folder.mkdir()
        folder.chmod(0o755)
    (in_use / "letter.txt").write_text("mine")

    for folder in (empty, in_use):
        open_records(folder).close()

    assert rights(empty) == 0o700
    assert rights(in_use) == 0o755
    assert rights(in_use / RECORDS_FILE) == 0o600


@on_posix
def test_a_record_file_that_others_could_read_becomes_private(data_folder: Path) -> None:
    (data_folder / RECORDS_FILE).chmod(0o644)

    open_records(data_folder).close()

    assert rights(data_folder / RECORDS_FILE) == 0o600


PROMISES = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,
    "cipher_log_level": "NONE",
}


@pytest.mark.parametrize(("pragma", "value"), PROMISES.items())
def test_every_connection_keeps_every_promise(
    data_folder: Path, pragma: str, value: object
) -> None:
    engine = open_engine(data_folder / RECORDS_FILE)
    raw = connect(data_folder / RECORDS_FILE)
    with engine.connect() as first, engine.connect() as second:
        found = [each.scalar(text(f"PRAGMA {pragma}")) for each in (first, second)]
    found.append((raw.execute(f"PRAGMA {pragma}").fetchone() or ("",))[0])
    raw.close()
    engine.dispose()

    assert found == [value] * 3


def test_an_sqlite_with_known_errors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordsRefused, match=r"SQLite 3\.51\.1 is installed, and 3\.51\.3"):
        refuse_old_sqlite(tmp_path / RECORDS_FILE, (3, 51, 1))

    refuse_old_sqlite(tmp_path / RECORDS_FILE)


@on_posix
@pytest.mark.usefixtures("as_nobody")
def test_a_read_only_folder_is_refused(data_folder: Path) -> None:
    data_folder.chmod(0o500)
    try:
        with pytest.raises(RecordsReadOnly, match=f"data folder {data_folder} cannot be written"):
            open_records(data_folder)
    finally:
        data_folder.chmod(0o700)


@on_posix
@pytest.mark.usefixtures("as_nobody")
def test_a_read_only_file_is_refused(data_folder: Path) -> None:
    (data_folder / RECORDS_FILE).chmod(0o400)

    with pytest.raises(RecordsReadOnly, match="cannot be written"):
        open_records(data_folder)


@on_posix
@pytest.mark.usefixtures("as_nobody")
def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)

    with pytest.raises(RecordsReadOnly, match="cannot be written"):
        open_records(tmp_path / "locked" / "clinic")


@pytest.mark.parametrize("inside", [".", "clinic"])
def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "file").write_text("a letter")

    for open_them in (open_records, open_lookup):
        with pytest.raises(RecordsRefused, match="it is not a folder"):
            open_them(tmp_path / "file" / inside)

    assert (tmp_path / "file").read_text() == "a letter"


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / RECORDS_FILE).write_text(NOT_A_DATABASE)

    for open_them in (open_records, open_lookup):
        with pytest.raises(RecordsDamaged, match=RECORDS_FILE):
            open_them(tmp_path)

    assert contents(tmp_path) == {RECORDS_FILE: NOT_A_DATABASE.encode()}


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = sqlcipher.connect(str(tmp_path / RECORDS_FILE), isolation_level=None)
    other.execute("CREATE TABLE song (title TEXT)")
    other.close()
    before = contents(tmp_path)

    with pytest.raises(RecordsDamaged):
        open_records(tmp_path)

    assert contents(tmp_path) == before


@pytest.mark.parametrize("journal_mode", ["WAL", "DELETE"])
def test_a_newer_database_is_refused_and_not_a_byte_of_it_changes(
    data_folder: Path, journal_mode: str
) -> None:
    newer = sqlcipher.connect(str(data_folder / RECORDS_FILE), isolation_level=None)
    newer.execute(f"PRAGMA journal_mode = {journal_mode}")
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    before = contents(data_folder)

    for open_them in (open_records, open_lookup):
        with pytest.raises(RecordsNewer, match="newer version of this program"):
            open_them(data_folder)

    assert contents(data_folder) == before


def test_a_newer_database_that_is_in_use_keeps_its_journal(data_folder: Path) -> None:
    newer = sqlcipher.connect(str(data_folder / RECORDS_FILE), isolation_level=None)
    newer.execute("PRAGMA journal_mode = WAL")
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    before = contents(data_folder)
    assert before[f"{RECORDS_FILE}-wal"]

    with pytest.raises(RecordsNewer):
        open_records(data_folder)

    assert contents(data_folder) == before
    newer.close()


def test_damaged_pages_are_a_refusal_and_not_a_crash(data_folder: Path) -> None:
    file = data_folder / RECORDS_FILE
    pages = file.read_bytes()
    file.write_bytes(pages[:4096] + b"\x5a" * (len(pages) - 4096))

    with pytest.raises(RecordsDamaged):
        open_records(data_folder)


def test_a_journal_without_its_file_is_kept_and_refused(data_folder: Path) -> None:
    open_file = connect(data_folder / RECORDS_FILE)
    open_file.execute("UPDATE alembic_version SET version_num = version_num")
    lost = data_folder.parent / "lost"
    lost.mkdir()
    journal = lost / f"{RECORDS_FILE}-wal"
    shutil.copy(data_folder / f"{RECORDS_FILE}-wal", journal)
    open_file.close()
    before = journal.read_bytes()

    with pytest.raises(RecordsDamaged):
        open_records(lost)

    assert before
    assert contents(lost) == {journal.name: before}


def test_a_file_that_went_away_while_open_is_refused(data_folder: Path, records: Records) -> None:
    with records.reading() as uow:
        uow.consultations.open_drafts()
    records.close()
    shutil.rmtree(data_folder)

    with records.reading() as uow, pytest.raises(RecordsRefused, match="moved or replaced"):
        uow.consultations.open_drafts()


def test_records_that_another_program_holds_are_busy(
    data_folder: Path, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    other = connect(data_folder / RECORDS_FILE)
    other.execute("BEGIN IMMEDIATE")

    with records.writing() as uow, pytest.raises(RecordsBusy, match="Try again in a moment"):
        register(uow)
    with pytest.raises(RecordsBusy):
        open_records(data_folder)
    with records.reading() as uow:
        assert uow.consultations.open_drafts() == []

    other.close()


def test_a_full_disk_loses_the_last_change_and_nothing_else(
    data_folder: Path, records: Records
) -> None:
    with records.writing() as uow:
        kept = register(uow)
        uow.commit()
    with records.writing() as uow:
        pages = uow.patients._session.connection().exec_driver_sql("PRAGMA page_count").scalar()
        uow.patients._session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    full = f"disk that holds {data_folder} is full"

    with records.writing() as uow, pytest.raises(RecordsFull, match=full):
        uow.patients.add(PatientDetails(name="Ada", email="x" * 10_000_000), at=NOON)

    with records.reading() as uow:
        assert uow.patients.get(kept.id) == kept
    other = connect(data_folder / RECORDS_FILE)
    assert other.execute("SELECT count(*) FROM patient").fetchone() == (1,)
    assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    other.close()


def test_an_error_of_the_database_names_no_patient(records: Records) -> None:
    with records.writing() as uow:
        patient = register(uow)
        uow.commit()

    with records.writing() as uow:
        second = register(uow)
        twice = "UPDATE patient SET id = :id WHERE id = :other AND name = :name"
        with pytest.raises(Exception, match="UNIQUE constraint failed") as failure:
            uow.patients._session.execute(
                text(twice), {"id": patient.id, "other": second.id, "name": AWKWARD_NAME}
            )

    assert "Łukasz" not in str(failure.value)
    assert patient.id not in str(failure.value)


def test_the_lookup_waits_for_records_that_are_not_there_yet(tmp_path: Path) -> None:
    assert open_lookup(tmp_path / "nothing") is None
    assert not (tmp_path / "nothing").exists()


def test_the_lookup_opens_without_sqlalchemy(data_folder: Path) -> None:
    opened = open_records(data_folder)
    with opened.writing() as uow:
        register(uow)
        uow.commit()
    opened.close()
    question = (
        "import sys; from pathlib import Path;"
        "from intake_app.storage.search.lookup import open_lookup;"
        "lookup = open_lookup(Path(sys.argv[1]));"
        "print(len(lookup.find('lukasz')), len(lookup.recent()));"
        "print('sqlalchemy' in sys.modules or 'alembic' in sys.modules)"
    )

    assert said_by(question, str(data_folder)).split() == ["1", "1", "False"]


@pytest.mark.parametrize(("day_first", "found"), [(True, ["3 April"]), (False, ["4 March"])])
def test_the_lookup_reads_dates_as_the_clinic_writes_them(
    data_folder: Path, records: Records, day_first: bool, found: list[str]
) -> None:
    with records.writing() as uow:
        for name, born in (("4 March", (1988, 3, 4)), ("3 April", (1988, 4, 3))):
            details = PatientDetails(name=name, birth_date=PartialDate(*born))
            uow.patients.add(details, at=NOON)
        uow.clinic.save(Clinic(day_first=day_first), by="The manager", at=NOON)
        uow.commit()

    lookup = open_lookup(data_folder)
    assert lookup is not None
    assert [match.name for match in lookup.find("3/4/1988")][:1] == found
    lookup.close()


def test_opening_records_that_are_up_to_date_loads_no_alembic(data_folder: Path) -> None:
    question = (
        "import sys; from pathlib import Path;"
        "from intake_app.storage.records import open_records;"
        "open_records(Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )

    assert said_by(question, str(data_folder)).split() == ["False"]


def test_the_data_folder_is_the_one_given_or_named_or_the_usual_one(tmp_path: Path) -> None:
    named = {ENVIRONMENT_NAME: str(tmp_path / "named")}

    assert chosen_folder(tmp_path / "given", named) == tmp_path / "given"
    assert chosen_folder(None, named) == tmp_path / "named"
    assert chosen_folder(None, {ENVIRONMENT_NAME: ""}) == chosen_folder(None, {})
    assert chosen_folder(None, {}).is_absolute()
    assert chosen_folder(Path("here"), {}) == Path.cwd() / "here"
