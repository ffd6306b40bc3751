"""Records with something of everything in them, and what a test does to them."""

import hashlib
from datetime import timedelta
from pathlib import Path

from intake_app.domain.visit.consultation import Record
from intake_app.services.access import Actor, Role
from intake_app.services.audit import Deed, Kind
from intake_app.services.upkeep import to_the_end
from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.records import open_records
from tests.helpers.record_builders import NOON, document, draft, register, stored_form

ANNA = Actor("Anna Example", Role.MANAGER)
RITA = Actor("Rita Example", Role.RECEPTION)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = NOON

    def now(self) -> object:
        return self.at

    def pass_(self, **how_long: float) -> None:
        self.at += timedelta(**how_long)


def fill(folder: Path, patients: int, key: DataKey | None = None) -> None:
    """Patients, each with a completed consultation, a file and a document."""
    records = open_records(folder, key, now=lambda: NOON)
    with records.writing() as uow:
        uow.forms.add(stored_form())
        for number in range(patients):
            patient = register(uow, f"Zoë Example-Łukasz {number}")
            consultation = draft(patient.id)
            uow.consultations.add(consultation)
            content = b"made-up file %d" % number * 300
            name = hashlib.sha256(content).hexdigest()
            uow.attachments.add(consultation.id, name, content, at=NOON)
            consultation = consultation.complete(Record(), by="Dr Example", at=NOON)
            uow.consultations.update(consultation)
            uow.documents.add(document(consultation, f"DOC{number:05}"))
            uow.audit.note(Deed(ANNA, Kind.PATIENT_REGISTERED, patient.id))
        uow.commit()
    records.close()


def upkeep_of(folder: Path, key: DataKey | None = None) -> FolderUpkeep:
    return FolderUpkeep(folder, key, now=lambda: NOON)


def back_up(folder: Path, target: Path, key: DataKey | None = None) -> Path:
    return upkeep_of(folder, key).back_up(target, to_the_end).path


def raw(folder: Path, key: DataKey | None = None) -> Connection:
    return connect(records_file(folder), key)


def rows(folder: Path, table: str, key: DataKey | None = None) -> set[tuple[object, ...]]:
    connection = raw(folder, key)
    try:
        return set(connection.execute(f"SELECT * FROM {table}").fetchall())
    finally:
        connection.close()


def without_triggers(connection: Connection) -> None:
    """What somebody does who means to tamper."""
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
