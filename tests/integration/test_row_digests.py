"""Unprotected records: whatever the disk or somebody changes in a row is noticed and named."""

from pathlib import Path

import pytest

from intake_app.domain.patients.patient import PatientId
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.records import Records, open_records
from tests.helpers.protected import protect
from tests.helpers.record_builders import NOON, register, store_completed
from tests.helpers.upkeep import fill, raw, without_triggers


def damaged(folder: Path) -> tuple[str, ...]:
    return FolderUpkeep(folder).verify().damaged


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE patient SET birth_date = '1980-01-02' WHERE seq = 1",
        "UPDATE consultation SET started_by = 'Somebody else'",
        "DELETE FROM patient_pair",
        "DELETE FROM row_digest WHERE place LIKE 'patient %'",
    ],
)
def test_a_row_that_the_program_did_not_write_is_named(tmp_path: Path, change: str) -> None:
    fill(tmp_path, 2)
    connection = raw(tmp_path)
    patients = [
        PatientId(str(row[0])) for row in connection.execute("SELECT id FROM patient").fetchall()
    ]
    connection.close()
    records = open_records(tmp_path)
    with records.writing() as uow:
        uow.duplicates.keep_apart((patients[0], patients[1]), by="Dr", at=NOON)
        uow.commit()
    records.close()
    assert damaged(tmp_path) == ()

    connection = raw(tmp_path)
    without_triggers(connection)
    connection.execute(change)
    connection.close()

    assert damaged(tmp_path)


def test_rows_that_come_change_and_go_keep_their_digests(
    data_folder: Path, records: Records
) -> None:
    with records.writing() as uow:
        patient = register(uow)
        draft = store_completed(uow)
        uow.commit()
    with records.writing() as uow:
        uow.patients.update(patient, at=NOON)
        uow.commit()
    with records.writing() as uow:
        register(uow)  # and never committed

    assert damaged(data_folder) == ()
    assert draft.versions


def test_protected_records_keep_none(tmp_path: Path) -> None:
    keys, _ = protect(tmp_path)
    fill(tmp_path, 2, keys.key)

    connection = raw(tmp_path, keys.key)
    assert connection.execute("SELECT count(*) FROM row_digest").fetchone() == (0,)
    connection.close()
