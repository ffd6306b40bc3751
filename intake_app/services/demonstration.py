"""Fill an empty data folder with a made-up clinic, for trying the program."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta, tzinfo

from intake_app.domain.clinic import Clinic
from intake_app.domain.dates import PartialDate
from intake_app.domain.errors import StateRefused
from intake_app.domain.form.answers import Place, given
from intake_app.domain.form.questionnaire import Item, ItemType, Questionnaire
from intake_app.domain.form.typed_text import moment_on
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.patients.patient import PatientDetails, PatientId
from intake_app.domain.values import AnswerState, Coding, Value
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.drafting import AddRow, Edit, SetAnswer, TypeText
from intake_app.services.access import Actor, Role
from intake_app.services.consultations import ConsultationView
from intake_app.services.ports import Clock, IssuedDocument
from intake_app.services.suite import Services

_RELATIVE = re.compile(r"([+-]\d+)(?: (\d\d):(\d\d))?")


class RecordsNotEmpty(StateRefused):
    code = "records-not-empty"
    sentence = "These records are in use already. Choose an empty folder for the demonstration."


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptedAnswer:
    """An answer of the made-up visit; dates such as ``+7 14:30`` count from today."""

    question: str
    text: str
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The made-up clinic as data: resources/demonstration/clinic.toml."""

    clinic: Clinic
    given_names: tuple[str, ...]
    family_names: tuple[str, ...]
    patient: PatientDetails
    answers: tuple[ScriptedAnswer, ...]
    required_boolean: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """What was made."""

    patient_id: PatientId
    consultation_id: ConsultationId
    document: IssuedDocument


def demonstrate(
    services: Services, script: Script, clock: Clock, *, patients: int = 12
) -> Demonstration:
    """Make the clinic, its patients, one completed consultation and its handout.

    Args:
        services: Use cases over empty records.
        script: The made-up clinic.
        clock: The time; all dates count from its today.
        patients: How many patients to register, the visited one included.

    Raises:
        RecordsNotEmpty: The records have a clinic already.
    """
    if services.clinic.is_set_up():
        raise RecordsNotEmpty
    actor = Actor(script.clinic.practitioners[0], Role.PRACTITIONER)
    clinic = services.clinic.save(actor, script.clinic)
    today = clock.now().astimezone(clinic.zone).date()
    for number in range(1, patients):
        services.patients.register(actor, _made_up_person(script, number))
    patient = services.patients.register(actor, script.patient)
    view = services.consultations.start(actor, patient.id)
    edits = _edits(view.questionnaire, script, today, clinic.zone)
    view = services.consultations.save(actor, view.consultation.id, edits)
    view = services.consultations.save(actor, view.consultation.id, _rest(view, script))
    view = services.consultations.complete(actor, view.consultation.id)
    document = services.handouts.issue(actor, view.consultation.id, HandoutOptions())
    return Demonstration(
        patient_id=patient.id, consultation_id=view.consultation.id, document=document
    )


def _made_up_person(script: Script, number: int) -> PatientDetails:
    """Different for each number until every pair of names has been used."""
    givens, families = script.given_names, script.family_names
    first = givens[number % len(givens)]
    last = families[(number + number // len(givens)) % len(families)]
    return PatientDetails(
        name=f"{first} {last}",
        birth_date=PartialDate(1940 + number * 7 % 65, 1 + number % 12, 1 + number * 3 % 28),
        phones=(f"07700 {900000 + number % 100000}",),
    )


def _edits(questionnaire: Questionnaire, script: Script, today: date, zone: tzinfo) -> list[Edit]:
    edits: list[Edit] = []
    rows: dict[str, int] = {}
    for scripted in script.answers:
        item = questionnaire.by_link_id[scripted.question]
        if scripted.row is not None:
            group = questionnaire.row_groups_above[scripted.question][-1]
            while rows.get(group, 0) <= scripted.row:
                edits.append(AddRow(Place(group)))
                rows[group] = rows.get(group, 0) + 1
        place = Place(scripted.question, () if scripted.row is None else (scripted.row,))
        edits.append(_edit(place, item, scripted.text, today, zone))
    return edits


def _edit(place: Place, item: Item, text: str, today: date, zone: tzinfo) -> Edit:
    match = _RELATIVE.fullmatch(text)
    if match is not None and item.type in (ItemType.DATE, ItemType.DATE_TIME):
        day = today + timedelta(days=int(match[1]))
        value: Value = PartialDate.from_day(day)
        if match[2] is not None:
            value = moment_on(day, time(int(match[2]), int(match[3])), zone)
        return SetAnswer(place, given(value))
    codes: Mapping[str, Value] = {
        option.value.code: option.value
        for option in item.options
        if isinstance(option.value, Coding)
    }
    if text in codes:
        return SetAnswer(place, given(codes[text]))
    return TypeText(place, text)


def _rest(view: ConsultationView, script: Script) -> list[Edit]:
    """The required yes-or-no questions that the script does not name."""
    answers = view.consultation.record.answers
    return [
        TypeText(spot.place, script.required_boolean)
        for spot in view.assessment.missing
        if spot.item.type is ItemType.BOOLEAN
        and answers.state(spot.place) is AnswerState.NOT_ASKED
    ]
