"""One saved answer, beside a bare durable commit on the same disk.

    python -m benchmarks.save [--saves N] [--folder DIR] [--protected]

The program: load a draft in which every question that is asked has its answer, change one,
store, commit ("saved"); then work out anew what the screen shows ("shown"). The peer: one small
UPDATE, committed, through the same driver with the same promises. Both in turn, so that a slow
moment of the disk meets both. What the program adds is work of the processor: beside a disk that
really flushes (1 ms and more) it is less than the flush, beside one that does not it is all.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from intake_app.bootstrap.expressions import FhirPathWhenNeeded
from intake_app.bootstrap.live_records import PhotographsWhenNeeded
from intake_app.content.loading import load_content
from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Answers, Place, given
from intake_app.domain.form.live_form import LiveForm
from intake_app.domain.form.questionnaire import Item, ItemType, Questionnaire
from intake_app.domain.form.typed_text import moment_on
from intake_app.domain.patients.patient import PatientDetails
from intake_app.domain.values import Coding, Value
from intake_app.domain.visit.consultation import Record
from intake_app.domain.visit.drafting import PutBack, TypeText
from intake_app.services.access import Actor, Role
from intake_app.services.attachments import FileKeeper
from intake_app.services.consultation_view import ConsultationViewer
from intake_app.services.consultations import ConsultationService
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.records import Records, open_records
from intake_app.storage.unit_of_work import SqlUnitOfWork

_ACTOR = Actor("Dr Example", Role.PRACTITIONER)
_ROWS = 2
_WARM_UP = 20
_TODAY = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class StoppedClock:
    def now(self) -> datetime:
        return _TODAY


class Program:
    """Saves one answer at a time, and knows when the last one was on the disk."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.committed_at = 0.0
        clock, content = StoppedClock(), load_content()
        self._service = ConsultationService(
            records.reading,
            self._writing,
            clock,
            ConsultationViewer(clock, content, FhirPathWhenNeeded()),
            FileKeeper(PhotographsWhenNeeded(), clock),
        )
        with records.writing() as uow:
            patient = uow.patients.add(PatientDetails(name="Ada Example"), at=clock.now())
            uow.commit()
        view = self._service.start(_ACTOR, patient.id)
        self._consultation_id = view.consultation.id
        self.answers = _answers_to_what_is_asked(view.questionnaire)
        self._service.save(
            _ACTOR, self._consultation_id, [PutBack(Record(answers=self.answers), {})]
        )

    def save(self, turn: int) -> None:
        edit = TypeText(Place("visit.reason"), f"Turn {turn}")
        self._service.save(_ACTOR, self._consultation_id, [edit])

    def _writing(self) -> SqlUnitOfWork:
        uow = self._records.writing()
        commit = uow.commit

        def note_when() -> None:
            commit()
            self.committed_at = time.perf_counter()

        setattr(uow, "commit", note_when)  # noqa: B010 - a method is replaced, on purpose
        return uow


def main() -> None:
    options = _options()
    times: dict[str, list[float]] = {"saved": [], "shown": [], "bare commit": []}
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        key = DataKey.new() if options.protected else None
        records = open_records(Path(folder) / "clinic", key)
        program, peer = Program(records), _peer(Path(folder) / "peer", key)
        for turn in range(options.saves + _WARM_UP):
            began = time.perf_counter()
            program.save(turn)
            times["saved"].append(program.committed_at - began)
            times["shown"].append(time.perf_counter() - began)
            began = time.perf_counter()
            peer(turn)
            times["bare commit"].append(time.perf_counter() - began)
        records.close()
    print(f"{options.saves} saves of one answer among {len(program.answers.at)}, milliseconds")
    middles = {}
    for name, taken in times.items():
        measured = [1000 * seconds for seconds in taken[_WARM_UP:]]
        middles[name] = statistics.median(measured)
        worst = statistics.quantiles(measured, n=100)[98]
        print(f"{name:12} median {middles[name]:6.2f}   p99 {worst:6.2f}")
    bare, saved = middles["bare commit"], middles["saved"]
    print(f"ratio        {saved / bare:.2f}   (goal: at most 2; reached where a bare commit takes")
    print(f"             {saved - bare:.2f} ms or more)")


def _peer(folder: Path, key: DataKey | None) -> Callable[[int], object]:
    open_records(folder, key).close()
    connection = connect(records_file(folder), key)
    connection.execute("CREATE TABLE peer (id INTEGER PRIMARY KEY, answer TEXT)")
    connection.execute("INSERT INTO peer VALUES (1, '')")

    def save(turn: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE peer SET answer = ? WHERE id = 1", (f"Turn {turn}",))
        connection.execute("COMMIT")

    return save


def _answers_to_what_is_asked(questionnaire: Questionnaire) -> Answers:
    answers = Answers()
    for link_id, item in questionnaire.by_link_id.items():
        groups = questionnaire.row_groups_above[link_id]
        if item.is_row_group and not groups:
            answers = answers.with_row_count(Place(link_id), _ROWS)
        elif item.is_question and len(groups) < 2 and item.type is not ItemType.ATTACHMENT:
            for row in range(_ROWS if groups else 1):
                place = Place(link_id, (row,) if groups else ())
                answers = answers.with_answer(place, given(_value(item)))
    return LiveForm(questionnaire, answers).enabled_answers()


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
    return values.get(item.type, "A sentence, as people write it into a form.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--saves", type=int, default=400)
    parser.add_argument("--folder", type=Path, help="on the disk to measure")
    parser.add_argument("--protected", action="store_true", help="of encrypted records")
    return parser.parse_args()


if __name__ == "__main__":
    main()
