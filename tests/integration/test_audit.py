"""The audit: what is noted, by whom, and what shows when somebody tampers with it."""

import json
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.errors import RecordsFull
from intake_app.domain.patients.patient import PatientDetails
from intake_app.services import audit
from intake_app.services.audit import Deed, Kind
from intake_app.services.suite import Services
from intake_app.storage.audit.chain import COLUMNS, Entry, hash_of
from intake_app.storage.damage.verify import verify
from intake_app.storage.folder_parts import HEAD_FILE
from intake_app.storage.records import Records, open_records
from tests.helpers.record_builders import AWKWARD_NAME
from tests.helpers.upkeep import ANNA, RITA, fill, raw, rows, without_triggers


def kinds(folder: Path) -> list[str]:
    connection = raw(folder)
    found = connection.execute("SELECT kind FROM audit ORDER BY sequence").fetchall()
    connection.close()
    return [str(kind) for (kind,) in found]


def add_entries(folder: Path, count: int) -> None:
    records = open_records(folder)
    for number in range(count):
        with records.writing() as uow:
            uow.audit.note(Deed(ANNA, Kind.PATIENT_READ, str(number)))
            uow.commit()
    records.close()


def tamper(folder: Path, *statements: str) -> None:
    connection = raw(folder)
    without_triggers(connection)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.fixture
def in_use(data_folder: Path) -> Path:
    fill(data_folder, 5)
    return data_folder


def test_records_begin_with_an_entry_and_a_head(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    open_records(folder).close()

    assert kinds(folder) == ["records.begun"]
    assert (folder / HEAD_FILE).stat().st_mode & 0o777 == 0o600
    assert verify(folder, None).ok


def test_everything_that_is_done_has_an_entry(services: Services, data_folder: Path) -> None:
    patient = services.patients.register(ANNA, PatientDetails(name=AWKWARD_NAME))
    services.patients.correct(RITA, patient, PatientDetails(name="Ada Example"))
    services.patients.get(RITA, patient.id)
    view = services.consultations.start(ANNA, patient.id)
    services.consultations.open(ANNA, view.consultation.id)
    services.consultations.discard(ANNA, view.consultation.id)

    assert kinds(data_folder)[1:] == [
        "patient.registered",
        "patient.corrected",
        "patient.read",
        "consultation.started",
        "consultation.read",
        "consultation.discarded",
    ]
    assert verify(data_folder, None).ok


def test_an_entry_names_who_and_which_and_no_patient(
    services: Services, data_folder: Path
) -> None:
    patient = services.patients.register(RITA, PatientDetails(name=AWKWARD_NAME))

    ((*_, entry),) = (sorted(rows(data_folder, "audit"), key=lambda row: int(str(row[0]))),)
    assert (RITA.name, "reception", patient.id) == (entry[2], entry[3], entry[5])
    assert AWKWARD_NAME not in json.dumps([list(row) for row in rows(data_folder, "audit")])


def test_a_sitting_leaves_one_entry_however_much_is_typed(
    services: Services, data_folder: Path
) -> None:
    patient = services.patients.register(ANNA, PatientDetails(name="Ada Example"))
    view = services.consultations.start(ANNA, patient.id)
    for _ in range(5):
        services.consultations.save(ANNA, view.consultation.id, [])
    services.consultations.save(RITA, view.consultation.id, [])

    assert kinds(data_folder).count("consultation.written") == 2


def test_what_is_not_committed_is_not_noted(records: Records, data_folder: Path) -> None:
    deed = Deed(ANNA, Kind.PATIENT_READ, "somebody")
    with records.writing() as uow:
        uow.audit.note_sitting(deed)
    assert kinds(data_folder) == ["records.begun"]

    with records.writing() as uow:
        uow.audit.note_sitting(deed)
        uow.commit()
    assert kinds(data_folder) == ["records.begun", "patient.read"]


def test_what_cannot_be_noted_is_read_and_noted_later(records: Records, data_folder: Path) -> None:
    class Full:
        """A disk without room, for as long as a test says so."""

        is_full = True

        def __call__(self) -> audit.NotingWork:
            if self.is_full:
                raise RecordsFull(path=data_folder)
            return records.writing()

    disk = Full()
    notes = audit.ReadingNotes(disk)
    notes.read(ANNA, Kind.PATIENT_READ, "first")
    disk.is_full = False
    notes.read(ANNA, Kind.PATIENT_READ, "second")

    read = {row[5] for row in rows(data_folder, "audit") if row[4] == "patient.read"}
    assert read == {"first", "second"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'nobody' WHERE sequence = 2",
        "DELETE FROM audit WHERE sequence = 6",
        "INSERT INTO audit SELECT 9, at, actor, role, kind, '', hash, 'x', '' FROM audit LIMIT 1",
        "INSERT INTO audit SELECT 7, at, actor, role, kind, '', previous, 'x', '' FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE sequence = 2",
    ],
)
def test_the_tables_refuse_anything_but_the_next_entry(in_use: Path, statement: str) -> None:
    connection = raw(in_use)
    for recursive in ("ON", "OFF"):
        connection.execute(f"PRAGMA recursive_triggers = {recursive}")
        with pytest.raises(sqlcipher.IntegrityError, match="audit is only ever added to"):
            connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("column", ["at", "actor", "role", "kind", "record_id", "hash"])
def test_a_changed_entry_is_named(in_use: Path, column: str) -> None:
    tamper(in_use, f"UPDATE audit SET {column} = '2020-02-02' WHERE sequence = 4")

    verdict = verify(in_use, None)

    assert verdict.first_bad is not None
    assert verdict.first_bad.sequence == 4
    assert not verdict.ok


def test_a_removed_entry_is_named(in_use: Path) -> None:
    tamper(in_use, "DELETE FROM audit WHERE sequence = 3")

    bad = verify(in_use, None).first_bad

    assert bad is not None
    assert (bad.sequence, bad.kind) == (3, "missing")


def test_an_entry_rewritten_with_its_hash_is_named(in_use: Path) -> None:
    connection = raw(in_use)
    row = connection.execute(f"SELECT {COLUMNS} FROM audit WHERE sequence = 4").fetchone()
    assert row is not None
    forged = Entry(4, str(row[1]), "nobody", *map(str, row[3:]))
    connection.close()
    tamper(
        in_use, f"UPDATE audit SET actor = 'nobody', hash = '{hash_of(forged)}' WHERE sequence = 4"
    )

    bad = verify(in_use, None).first_bad

    assert bad is not None
    assert bad.sequence == 4
    assert forged.actor == "nobody"


@pytest.mark.parametrize("cut", [1, 2, 5])
def test_a_cut_tail_is_noticed_and_stays_noticed(in_use: Path, cut: int) -> None:
    tamper(in_use, f"DELETE FROM audit WHERE sequence > {6 - cut}")

    bad = verify(in_use, None).first_bad
    assert bad is not None
    assert bad.sequence == 7 - cut

    add_entries(in_use, 8)
    assert not verify(in_use, None).ok


def test_a_head_that_was_taken_away_is_missed(in_use: Path) -> None:
    (in_use / HEAD_FILE).unlink()
    open_records(in_use).close()

    verdict = verify(in_use, None)

    assert (verdict.head_ok, verdict.ok) == (False, False)


def test_a_head_that_a_kill_left_behind_catches_up(in_use: Path) -> None:
    late = (in_use / HEAD_FILE).read_bytes()
    add_entries(in_use, 1)
    ahead = (in_use / HEAD_FILE).read_bytes()
    (in_use / HEAD_FILE).write_bytes(late)
    assert verify(in_use, None).ok

    open_records(in_use).close()

    assert (in_use / HEAD_FILE).read_bytes() == ahead != late
