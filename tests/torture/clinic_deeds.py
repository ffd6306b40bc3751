"""What people do in a clinic that has several steps, or touches several tables, to be cut short.

Each is done through the services to a copy of the same protected records. Afterwards the tables
have grown by what its first steps add, each of them wholly or not at all; all of them, once it
was acknowledged. That every row agrees with the audit is looked at by verifying.
"""

import json
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import accumulate
from pathlib import Path

from intake_app.bootstrap import LiveRecords
from intake_app.content.loading import load_content
from intake_app.domain.clinic import Clinic
from intake_app.domain.errors import RecordsRefused
from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.patients.patient import PatientDetails, PatientId
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.drafting import AddRow, SetAnswer
from intake_app.services.access import Actor, Role
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import records_file
from tests.helpers.builders import AWKWARD_NAME, day
from tests.helpers.earlier_visits import answer_of, completed_visit
from tests.helpers.fhir_builders import form_json, item_json
from tests.helpers.killed_key_changes import calls_of, in_a_child, killed_after, killed_at_call
from tests.helpers.pictures import made_up_head, photograph
from tests.helpers.protected import protect, sign_in, with_plain_text
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.visits import CLINIC
from tests.torture.checking import Tables, is_whole, tables_of

DOCTOR = Actor("Dr Ana Example", Role.PRACTITIONER)
MANAGER = Actor("Anna Example", Role.MANAGER)
_REASON = "Recorded for somebody else."
_FORM = json.dumps(form_json(item_json("visit.reason", "text")))
_CHANGING = ("consultation", "unsealed_row")
"""Tables whose rows a deed may change, and not only add to."""

Growth = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, and the rows that each of its transactions adds, one after the other."""

    do: Callable[[Services], object]
    steps: Sequence[Growth]

    @property
    def stages(self) -> list[Counter[str]]:
        """By how much the tables may have grown, from nothing to all of it."""
        return [Counter(), *accumulate(map(Counter, self.steps))]


@cache
def _content() -> Content:
    return load_content()


@contextmanager
def at_work(folder: Path) -> Iterator[Services]:
    live = LiveRecords(folder, _content, StoppedClock(), sign_in=sign_in)
    try:
        yield live.services()
    finally:
        live.close()


def begin(folder: Path) -> None:
    """Protected records with two patients, a completed visit, and one that is being written."""
    folder.mkdir(parents=True)
    protect(folder)
    with at_work(folder) as services:
        services.clinic.save(MANAGER, CLINIC)
        zoe, other = (
            services.patients.register(
                DOCTOR, PatientDetails(name=f"{AWKWARD_NAME} {each}", birth_date=day("1988-04-17"))
            )
            for each in "ab"
        )
        completed_visit(services, DOCTOR, zoe.id, {"history.smoking": "now"})
        services.consultations.start(DOCTOR, other.id)


def _patients(services: Services) -> list[PatientId]:
    """The first has the completed visit, the other the draft."""
    found = sorted(services.patients.find(DOCTOR, "Lukasz"), key=lambda one: one.record_number)
    return [one.id for one in found]


def _completed(services: Services) -> ConsultationId:
    first, _ = _patients(services)
    return services.consultations.of_patient(DOCTOR, first)[0].id


def _void(services: Services) -> object:
    return services.corrections.void(DOCTOR, _completed(services), _REASON)


def _move(services: Services) -> object:
    visit, to = _completed(services), _patients(services)[1]
    return services.corrections.move(DOCTOR, visit, to, _REASON)


def _photograph(services: Services) -> object:
    (draft,) = services.consultations.open_drafts(DOCTOR)
    view = services.consultations.open(DOCTOR, draft.id)
    taken = services.attachments.photograph(DOCTOR, photograph(picture=made_up_head()))
    kind = "examination.photographs"
    edits = (
        SetAnswer(Place("agreement.photos_record"), given(True)),
        SetAnswer(Place(kind), answer_of(view.questionnaire, kind, "taken")),
        AddRow(Place("examination.photos")),
        SetAnswer(Place("examination.photos.image", (0,)), given(taken)),
    )
    return services.consultations.save(DOCTOR, draft.id, edits)


def _approve(services: Services) -> object:
    digest = services.clinic_content.text("en").digest
    return services.clinic_content.approve(DOCTOR, "en", digest)


def _load_form(services: Services) -> object:
    return services.forms.load(MANAGER, _FORM)


def _amend(services: Services) -> object:
    visit = _completed(services)
    services.consultations.begin_amendment(DOCTOR, visit, "A slip of the pen.")
    answer = SetAnswer(Place("visit.reason"), given("Thinning for a year."))
    services.consultations.save(DOCTOR, visit, (answer,))
    return services.consultations.complete(DOCTOR, visit)


def _hand_out(services: Services) -> object:
    issued = services.handouts.issue(DOCTOR, _completed(services), HandoutOptions())
    return services.handouts.mark_given(DOCTOR, issued.document_id)


def _set_up(services: Services) -> object:
    return services.clinic.save(MANAGER, Clinic(name="Another name"))


DEEDS: Mapping[str, Deed] = {
    "voiding": Deed(_void, ({"consultation_correction": 1},)),
    "moving a consultation": Deed(_move, ({"consultation_correction": 1},)),
    "adding a photograph": Deed(_photograph, ({"attachment": 1},)),
    "approving a text": Deed(_approve, ({"content_approval": 1},)),
    "loading a form": Deed(_load_form, ({"form_version": 1, "form_choice": 1},)),
    "amending": Deed(_amend, ({"consultation_version": 1},)),
    "handing out": Deed(_hand_out, ({"document": 1}, {"document_giving": 1})),
    "changing the clinic": Deed(_set_up, ({"clinic_setting": 1},)),
}


def kill_clinic_deeds(folder: Path, kills: int, seed: int) -> Counter[str]:
    tally, chance = Counter[str](), random.Random(seed)
    begin(folder / "base")
    for number, (name, deed) in enumerate(DEEDS.items()):
        share = kills // len(DEEDS) + (number < kills % len(DEEDS))
        if share:
            tally += _killed(folder, deed, share, chance)
            tally[f"killed while {name}"] += share
            print(f"   {dict(tally)}", flush=True)
    return tally


def _killed(folder: Path, deed: Deed, kills: int, chance: random.Random) -> Counter[str]:
    base, trial, tally = folder / "base", folder / "trial", Counter[str]()
    before = tables_of(base, sign_in(base).key)
    shutil.copytree(base, trial)
    with at_work(trial) as services:
        calls = calls_of(partial(deed.do, services))
    for number in range(kills):
        shutil.rmtree(trial)
        shutil.copytree(base, trial)
        at = partial(killed_at_call, chance.randint(1, calls))
        way = partial(killed_after, chance.uniform(0.001, 0.05)) if number % 4 == 0 else at
        acknowledged = in_a_child(partial(_do_and_be_killed, trial, deed, way)) == 0
        tally["kills"] += 1
        tally["ended before the kill"] += acknowledged
        tally += look(trial, deed, before, acknowledged=acknowledged)
    shutil.rmtree(trial)
    return tally


def _do_and_be_killed(
    folder: Path, deed: Deed, way: Callable[[Callable[[], object]], Callable[[], None]]
) -> None:
    """Only the deed itself is cut short: not the start, and not the end of the program."""
    services = LiveRecords(folder, _content, StoppedClock(), sign_in=sign_in).services()
    way(partial(deed.do, services))()


def look(folder: Path, deed: Deed, before: Tables, *, acknowledged: bool) -> Counter[str]:
    """What must be true afterwards; then the deed is done once more, by a program of its own."""
    tally, key = Counter[str](), sign_in(folder).key
    try:
        with at_work(folder):
            pass
        grown, kept = _grown(before, tables_of(folder, key))
        stages = deed.stages
        tally["BAD half a transaction"] += grown not in stages
        tally["BAD acknowledged deeds lost"] += acknowledged and grown != stages[-1]
        tally["BAD rows lost"] += not kept
        tally["BAD records not whole"] += not is_whole(folder, key)
        tally["BAD plain text beside protected records"] += bool(with_plain_text(folder))
        if grown == Counter() and _is_free(folder):
            with at_work(folder) as services:
                deed.do(services)
            tally["BAD records not whole"] += not is_whole(folder, key)
    except RecordsRefused as refusal:
        print(f"   {refusal}", flush=True)
        tally["BAD refused afterwards"] += 1
    return tally


def _grown(before: Tables, after: Tables) -> tuple[Counter[str], bool]:
    grown = Counter({name: len(after[name][1]) - len(rows) for name, (_, rows) in before.items()})
    kept = all(
        rows <= after[name][1] for name, (_, rows) in before.items() if name not in _CHANGING
    )
    for name in _CHANGING:
        del grown[name]
    return +grown, kept


def _is_free(folder: Path) -> bool:
    """Whether no amendment was begun: that one is gone on with, not begun again."""
    connection = connect(records_file(folder), sign_in(folder).key)
    found = connection.execute("SELECT 1 FROM consultation WHERE amendment IS NOT NULL").fetchone()
    connection.close()
    return found is None
