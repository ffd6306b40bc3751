"""Processes that write to one data folder: killed in the middle, or two at once.

Run as a program, because it forks: ``python writing_processes.py killed|together|heads FOLDER``.
It prints one line for each thing that went wrong, and nothing otherwise.
"""

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from intake_app.domain.form.answers import Place
from intake_app.domain.visit.consultation import ConsultationId, Record
from intake_app.services.audit import Deed, Kind
from intake_app.storage.audit.head import AuditHead
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.records import Records, open_records
from tests.helpers.record_builders import register, store_draft
from tests.helpers.upkeep import ANNA

KILLS = 10
MOST_ACKNOWLEDGED = 12
SAVES = 40
NOTES = 80
COUNTER = Place("pulled")


def child(work: Callable[[], None]) -> int:
    """Start a process that does ``work`` and leaves without the parent's clean-up."""
    process = os.fork()
    if process:
        return process
    work()
    os._exit(0)


def register_forever(folder: Path, acknowledge: int) -> None:
    records = open_records(folder)
    while True:
        with records.writing() as uow:
            register(uow)
            uow.commit()
        os.write(acknowledge, b".")


def complaints_about_kills(folder: Path) -> Iterator[str]:
    """No patient that was acknowledged is lost; at most one more is there; the file is whole."""
    chance = random.Random(20261121)
    before = 0
    for kill in range(KILLS):
        listen, acknowledge = os.pipe()
        writer = child(lambda: register_forever(folder, acknowledge))  # noqa: B023 - forked at once
        os.close(acknowledge)
        heard = 0
        for _ in range(chance.randint(1, MOST_ACKNOWLEDGED)):
            heard += len(os.read(listen, 1))
        os.kill(writer, signal.SIGKILL)
        while more := os.read(listen, 100):
            heard += len(more)
        os.waitpid(writer, 0)
        os.close(listen)
        connection = connect(records_file(folder))
        (stored,) = connection.execute("SELECT count(*) FROM patient").fetchone() or (0,)
        (verdict,) = connection.execute("PRAGMA integrity_check").fetchone() or ("",)
        connection.close()
        if verdict != "ok":
            yield f"kill {kill}: {verdict}"
        if not 0 <= int(str(stored)) - before - heard <= 1:
            yield f"kill {kill}: {heard} acknowledged, {int(str(stored)) - before} stored"
        before = int(str(stored))


def count_up(folder: Path, consultation_id: ConsultationId) -> None:
    records = open_records(folder)
    for _ in range(SAVES):
        with records.writing() as uow:
            consultation = uow.consultations.get(consultation_id)
            count = int(consultation.unfinished.get(COUNTER, "0"))
            changed = consultation.with_record(Record(), {COUNTER: str(count + 1)})
            uow.consultations.update(changed)
            uow.commit()
    records.close()


def complaints_about_company(folder: Path) -> Iterator[str]:
    """Two processes read, change and save the same row; nobody is refused or overwritten."""
    records = open_records(folder)
    with records.writing() as uow:
        consultation = store_draft(uow)
        uow.commit()
    records.close()
    writers = [child(lambda: count_up(folder, consultation.id)) for _ in range(2)]
    for writer in writers:
        _, status = os.waitpid(writer, 0)
        if status:
            yield f"a writer ended with {os.waitstatus_to_exitcode(status)}"
    with_result: Records = open_records(folder)
    with with_result.reading() as uow:
        count = uow.consultations.get(consultation.id).unfinished[COUNTER]
    with_result.close()
    if count != str(2 * SAVES):
        yield f"{2 * SAVES} saves, {count} counted"


def note_and_look(folder: Path, name: str, say: int) -> None:
    """Save, and look whether the head outside knows of what was just acknowledged."""
    records = open_records(folder)
    head = AuditHead(folder)
    connection = connect(records_file(folder))
    for number in range(NOTES):
        with records.writing() as uow:
            uow.audit.note(Deed(ANNA, Kind.PATIENT_READ, f"{name}{number}"))
            uow.commit()
        known = head.read()
        (own,) = connection.execute(
            "SELECT sequence FROM audit WHERE record_id = ?", (f"{name}{number}",)
        ).fetchone() or (0,)
        if known is None or known.sequence < int(str(own)):
            os.write(say, f"{name}{number} was saved, and the head did not know of it\n".encode())
    connection.close()
    records.close()


def complaints_about_heads(folder: Path) -> Iterator[str]:
    """Two programs save as fast as they can; the head never goes back and never lags."""
    open_records(folder).close()
    listen, say = os.pipe()
    writers = [child(lambda: note_and_look(folder, name, say)) for name in "ab"]  # noqa: B023 - forked at once
    os.close(say)
    os.set_blocking(listen, False)
    head, newest, running = AuditHead(folder), 0, set(writers)
    while running:
        known = head.read()
        if known is None or known.sequence < newest:
            yield f"the head went back from {newest} to {known}"
            break
        newest = known.sequence
        running -= {writer for writer in running if os.waitpid(writer, os.WNOHANG)[0]}
    for writer in running:
        os.waitpid(writer, 0)
    said = b""
    while more := _heard(listen):
        said += more
    yield from said.decode().splitlines()
    if newest < 2 * NOTES:
        yield f"only {newest} entries"


def _heard(listen: int) -> bytes:
    """Nobody writes any more."""
    try:
        return os.read(listen, 1000)
    except BlockingIOError:
        return b""


TESTS = {
    "killed": complaints_about_kills,
    "together": complaints_about_company,
    "heads": complaints_about_heads,
}

if __name__ == "__main__":
    test = TESTS[sys.argv[1]]
    for complaint in test(Path(sys.argv[2])):
        print(complaint)
