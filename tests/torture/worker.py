"""A program at work on a data folder, to be killed: it says on standard output what is saved.

Run as ``python -m tests.torture.worker FOLDER KEY SEED [ACKNOWLEDGEMENTS]``; KEY is empty or
64 hexadecimal digits. Each line it prints is the id of a row that is on the disk by then; with
ACKNOWLEDGEMENTS it writes them into that file instead, past every buffer.
"""

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.consultation import Record
from intake_app.services.audit import Deed, Kind
from intake_app.services.duplicates import DuplicateService
from intake_app.services.upkeep import to_the_end
from intake_app.storage.data_key import DataKey
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.records import Records, open_records
from tests.helpers.record_builders import NOON, draft, register, stored_form
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.upkeep import ANNA
from tests.helpers.writing_processes import COUNTER

Acknowledge = Callable[[str], None]


def key_of(text: str) -> DataKey | None:
    return DataKey(bytes.fromhex(text)) if text else None


def main(folder: Path, key: DataKey | None, seed: int, acknowledge: Acknowledge) -> None:
    records, chance = open_records(folder, key), random.Random(seed)
    upkeep = FolderUpkeep(folder, key)
    duplicates = DuplicateService(records.reading, records.writing, StoppedClock(NOON))
    while True:
        patients = [_visit(records, acknowledge, typed=chance.randrange(8)) for _ in range(2)]
        _merge(duplicates, patients[0], patients[1], acknowledge, undo=chance.random() < 0.5)
        if chance.random() < 0.25:
            upkeep.back_up_on_time(to_the_end)


def _merge(
    duplicates: DuplicateService,
    kept: PatientId,
    other: PatientId,
    acknowledge: Acknowledge,
    *,
    undo: bool,
) -> None:
    """Merge; or merge the other way round and undo it. Each step is one transaction."""
    if undo:
        duplicates.merge(ANNA, other, kept)
        duplicates.unmerge(ANNA, kept)
    duplicates.merge(ANNA, kept, other)
    acknowledge(f"patient_pair {other}")


def _visit(records: Records, acknowledge: Acknowledge, *, typed: int) -> PatientId:
    """Register, start, type, complete: a transaction each, acknowledged once it returned."""
    with records.writing() as uow:
        uow.forms.add(stored_form())
        patient = register(uow)
        uow.audit.note(Deed(ANNA, Kind.PATIENT_REGISTERED, patient.id))
        uow.commit()
    acknowledge(f"patient {patient.id}")
    consultation = draft(patient.id)
    with records.writing() as uow:
        uow.consultations.add(consultation)
        uow.audit.note(Deed(ANNA, Kind.CONSULTATION_STARTED, consultation.id))
        uow.commit()
    acknowledge(f"consultation {consultation.id}")
    for count in range(1, typed + 1):
        with records.writing() as uow:
            stored = uow.consultations.get(consultation.id)
            uow.consultations.update(stored.with_record(Record(), {COUNTER: str(count)}))
            uow.audit.note_sitting(Deed(ANNA, Kind.CONSULTATION_WRITTEN, consultation.id))
            uow.commit()
        acknowledge(f"answer {consultation.id} {count}")
    with records.writing() as uow:
        stored = uow.consultations.get(consultation.id)
        uow.consultations.update(stored.complete(Record(), by=ANNA.name, at=NOON))
        uow.audit.note(Deed(ANNA, Kind.CONSULTATION_COMPLETED, consultation.id))
        uow.commit()
    acknowledge(f"consultation_version {consultation.id}")
    return patient.id


def _to_standard_output(row: str) -> None:
    os.write(1, f"{row}\n".encode())


def _to_file(path: Path) -> Acknowledge:
    file, at = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), [0]

    def acknowledge(row: str) -> None:
        at[0] += os.pwrite(file, f"{row}\n".encode(), at[0])

    return acknowledge


if __name__ == "__main__":
    where, key_text, number, *log = sys.argv[1:]
    acknowledging = _to_file(Path(log[0])) if log else _to_standard_output
    main(Path(where), key_of(key_text), int(number), acknowledging)
