"""Short ways to made-up forms, answers, patients and windows for tests."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from intake_app.domain.dates import PartialDate, parse_iso
from intake_app.domain.form.answers import Answer, Answers, Place, given
from intake_app.domain.form.conditions import Condition
from intake_app.domain.form.questionnaire import (
    FormRef,
    Item,
    ItemType,
    Limits,
    Option,
    Questionnaire,
)
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId, record_number
from intake_app.domain.values import AnswerState, Coding, Moment, Value
from intake_app.domain.visit.aftercare import Direction, PlanQuestion, SpanUnit, Window
from intake_app.domain.visit.consultation import Consultation, ConsultationId, Record
from intake_app.domain.visit.screening import Rule, Severity

AWKWARD_NAME = "Zoë O'Brien-Łukasz <b>&co</b> Şükrü"
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
READING = Reading(today=TODAY, zone=BERLIN, day_first=True)
CODES = "urn:intake-app:codes"


def day(text: str) -> PartialDate:
    """A day, month or year in ISO form."""
    return parse_iso(text)


def moment(text: str, zone: ZoneInfo = BERLIN) -> Moment:
    """A time like ``2026-11-28 10:00`` on the clocks of a zone."""
    at = datetime.fromisoformat(text).replace(tzinfo=zone)
    return Moment(PartialDate.from_day(at.date()), at)


def code(name: str) -> Coding:
    return Coding(name, name.capitalize(), CODES)


# Forms


def question(link_id: str, kind: str = "string", **properties: Any) -> Item:
    """A question; ``kind`` is the FHIR name of its type."""
    return Item(link_id=link_id, type=ItemType(kind), **{"text": f"Q {link_id}", **properties})


def choice(link_id: str, *codes: str, kind: str = "choice", **properties: Any) -> Item:
    options = tuple(Option(value=code(each)) for each in codes)
    return question(link_id, kind, **{"options": options, **properties})


def group(link_id: str, *items: Item, **properties: Any) -> Item:
    return question(link_id, "group", items=items, **properties)


def rows(link_id: str, *items: Item, **properties: Any) -> Item:
    """A group that a person adds rows to."""
    return group(link_id, *items, repeats=True, **properties)


def between(low: Value | None = None, high: Value | None = None) -> Limits:
    return Limits(minimum=low, maximum=high)


def form(*items: Item, version: str = "1") -> Questionnaire:
    return Questionnaire(
        ref=FormRef("urn:test:form", version), title="A made-up form", items=items
    )


# Answers


def answered(
    values: Mapping[str, object] | None = None, row_counts: Mapping[str, int] | None = None
) -> Answers:
    """Answers by the text form of their places; a tuple gives several, a state gives none."""
    answers = Answers()
    for text, value in (values or {}).items():
        answers = answers.with_answer(Place.parse(text), answer(value))
    for text, count in (row_counts or {}).items():
        answers = answers.with_row_count(Place.parse(text), count)
    return answers


def answer(value: object) -> Answer:
    if isinstance(value, AnswerState):
        return Answer(state=value)
    values: Sequence[Any] = value if isinstance(value, tuple) else (value,)
    return given(*values)


# People and visits


def patient(name: str = AWKWARD_NAME, *, born: str = "1988-04-17") -> Patient:
    return Patient(
        id=PatientId("5f6c1f6e-0000-4000-8000-000000000001"),
        record_number=record_number(1),
        details=PatientDetails(name=name, birth_date=day(born) if born else None),
        registered_at=NOON,
    )


def draft(questionnaire: Questionnaire, answers: Answers | None = None) -> Consultation:
    return Consultation(
        id=ConsultationId("5f6c1f6e-0000-4000-8000-000000000002"),
        patient_id=patient().id,
        form=questionnaire.ref,
        started_at=NOON,
        started_by="Dr Example",
        working=Record(answers=answers or Answers()),
    )


# Content


def rule(rule_id: str, condition: Condition, severity: Severity = Severity.STOP) -> Rule:
    return Rule(
        id=rule_id,
        severity=severity,
        sentence=f"Look at {rule_id}.",
        condition=condition,
        sources=("001-01",),
    )


def window(
    value: int | None = 24,
    unit: str = "hours",
    *,
    direction: str = "after",
    topic: str = "washing",
    plans: tuple[PlanQuestion, ...] = (),
) -> Window:
    return Window(
        id=f"{topic}-{direction}-{value}",
        topic=topic,
        direction=Direction(direction),
        value=value,
        unit=SpanUnit(unit),
        mandatory=True,
        what="Wash or wet your hair",
        strip="washing",
        why="Clinic habit; no study.",
        basis="clinic policy, not evidence",
        author="starting value of the program",
        set_on=TODAY,
        sources=(),
        spread="",
        plans=plans,
    )
