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

from intake_app.domain.consultation import Record
from intake_app.services.audit import Deed, Kind
from intake_app.services.upkeep import to_the_end
from intake_app.storage.data_key import DataKey
from intake_app.storage.folder_upkeep import FolderUpkeep
from intake_app.storage.records import Records, open_records
from tests.helpers.record_builders import NOON, draft, register, stored_form
from tests.helpers.upkeep import ANNA

Acknowledge = Callable[[str], None]


def key_of(text: str) -> DataKey | None:
    return DataKey(bytes.fromhex(text)) if text else None


def main(folder: Path, key: DataKey | None, seed: int, acknowledge: Acknowledge) -> None:
    records, chance = open_records(folder, key), random.Random(seed)
    upkeep = FolderUpkeep(folder, key)
    while True:
        _visit(records, acknowledge)
        if chance.random() < 0.25:
            upkeep.back_up_on_time(to_the_end)


def _visit(records: Records, acknowledge: Acknowledge) -> None:
    """Register, start, save, complete: four transactions, each acknowledged once it returned."""
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
    with records.writing() as uow:
        stored = uow.consultations.get(consultation.id)
        uow.consultations.update(stored.complete(Record(), by=ANNA.name, at=NOON))
        uow.audit.note(Deed(ANNA, Kind.CONSULTATION_COMPLETED, consultation.id))
        uow.commit()
    acknowledge(f"consultation_version {consultation.id}")


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
