"""One saved answer, beside a bare durable commit on the same disk.

    python -m benchmarks.save [--saves N] [--folder DIR]

The program: load the draft (every question answered), change one answer, store, commit, work
out anew what the screen shows. The peer: one small UPDATE, committed, through the same driver
with the same promises. Both in turn, so that a slow moment of the disk meets both.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from intake_app.content.library import load_content
from intake_app.domain.answers import Answers, Place, given
from intake_app.domain.consultation import ConsultationId
from intake_app.domain.dates import PartialDate
from intake_app.domain.drafting import PutBack, TypeText
from intake_app.domain.patient import PatientDetails
from intake_app.domain.questionnaire import Item, ItemType, Questionnaire
from intake_app.domain.typed_text import moment_on
from intake_app.domain.values import Coding, Value
from intake_app.services.access import Actor, Role
from intake_app.services.consultations import ConsultationService
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.records import Records, open_records

_ACTOR = Actor("Dr Example", Role.PRACTITIONER)
_ROWS = 2
_TODAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class StoppedClock:
    def now(self) -> datetime:
        return _TODAY


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        records = open_records(Path(folder) / "clinic")
        program, size = _program(records)
        peer = _peer(Path(folder) / "peer")
        ours, theirs = [], []
        for turn in range(options.saves + 20):
            for action, times in ((program, ours), (peer, theirs)):
                began = time.perf_counter()
                action(turn)
                times.append(1000 * (time.perf_counter() - began))
        records.close()
    print(f"{options.saves} saves of one answer among {size}, milliseconds")
    for name, times in (("program", ours[20:]), ("bare commit", theirs[20:])):
        middle, worst = statistics.median(times), statistics.quantiles(times, n=100)[98]
        print(f"{name:12} median {middle:6.2f}   p99 {worst:6.2f}")
    ratio = statistics.median(ours[20:]) / statistics.median(theirs[20:])
    print(f"ratio        {ratio:.2f}   (goal: at most 2)")


def _program(records: Records) -> tuple[Callable[[int], object], int]:
    """A save of one answer in a consultation where all are given, and how many that are."""
    content = load_content()
    service = ConsultationService(records.reading, records.writing, StoppedClock(), content)
    with records.writing() as uow:
        patient = uow.patients.add(PatientDetails(name="Ada Example"), at=_TODAY)
        uow.commit()
    view = service.start(_ACTOR, patient.id)
    answers = _every_answer(view.questionnaire)
    record = view.consultation.record.__class__(answers=answers)
    consultation_id: ConsultationId = view.consultation.id
    service.save(_ACTOR, consultation_id, [PutBack(record, {})])
    question = next(place for place in answers.at if place.link_id == "visit.reason")
    return (
        lambda turn: service.save(_ACTOR, consultation_id, [TypeText(question, f"Turn {turn}")]),
        len(answers.at),
    )


def _peer(folder: Path) -> Callable[[int], object]:
    open_records(folder).close()
    connection = connect(records_file(folder))
    connection.execute("CREATE TABLE peer (id INTEGER PRIMARY KEY, answer TEXT)")
    connection.execute("INSERT INTO peer VALUES (1, '')")

    def save(turn: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE peer SET answer = ? WHERE id = 1", (f"Turn {turn}",))
        connection.execute("COMMIT")

    return save


def _every_answer(questionnaire: Questionnaire) -> Answers:
    answers = Answers()
    for link_id, item in questionnaire.by_link_id.items():
        groups = questionnaire.row_groups_above[link_id]
        if item.is_row_group and not groups:
            answers = answers.with_row_count(Place(link_id), _ROWS)
        elif item.is_question and len(groups) < 2:
            for row in range(_ROWS if groups else 1):
                place = Place(link_id, (row,) if groups else ())
                answers = answers.with_answer(place, given(_value(item)))
    return answers


def _value(item: Item) -> Value:
    if item.options:
        return item.options[0].value
    day = _TODAY.date()
    values: dict[ItemType, Value] = {
        ItemType.BOOLEAN: False,
        ItemType.INTEGER: 3,
        ItemType.DECIMAL: 3,
        ItemType.DATE: PartialDate.from_day(day),
        ItemType.DATE_TIME: moment_on(day, _TODAY.time(), UTC),
        ItemType.CHOICE: Coding("none", "None"),
    }
    return values.get(item.type, "A sentence or two, as people write them into a form. " * 2)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--saves", type=int, default=400)
    parser.add_argument("--folder", type=Path, help="on the disk to measure")
    return parser.parse_args()


if __name__ == "__main__":
    main()
