"""Made-up visits that make a rule or a line hold, worked out from its own condition."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

from intake_app.domain.clinic import Clinic
from intake_app.domain.dates import PartialDate
from intake_app.domain.fhir.form import read_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.form.answers import UNKNOWN, Answer, Answers, Place, given
from intake_app.domain.form.conditions import (
    All,
    AnyOf,
    Condition,
    Derived,
    Operator,
    StateIs,
    Test,
)
from intake_app.domain.form.questionnaire import Item, ItemType, Questionnaire
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.patients.patient import Patient
from intake_app.domain.values import AnswerState, Coding, Moment, Value
from intake_app.domain.visit.beginning import VisitKind
from intake_app.domain.visit.carried import carried
from intake_app.domain.visit.consultation import ConsultationId, Record, Version
from intake_app.domain.visit.following_up import EarlierVisit
from intake_app.domain.visit.hair_form import DIAGNOSIS, KIND, SALT_PARTS
from intake_app.domain.visit.personal import personal
from intake_app.services.ports import Content
from tests.helpers.builders import code, day, patient

VISIT = "2026-11-21"
DIAGNOSES = (
    "pattern-loss",
    "telogen-effluvium",
    "alopecia-areata",
    "scarring-suspected",
    "traction",
    "other",
    "unclear",
    "",
)
CLINIC = Clinic(
    name="Hilltop Hair Clinic",
    address="1 Example Street",
    phone="01632 960 000",
    phone_hours="Monday to Friday, 9:00 to 17:00",
    night_phone="01632 960 111",
    emergency_number="112",
    interest="We sell this treatment and earn money from each session.",
    independent_places="your family doctor, or a patient charity for hair loss.",
    report_route="Tell us, or the medicines authority of your country.",
    made_up=True,
)


def at(iso: str, hour: int) -> Moment:
    """A day with a time, at the clinic."""
    return Moment(day(iso), datetime.fromisoformat(iso).replace(hour=hour, tzinfo=UTC))


_DERIVED: Mapping[str, Mapping[str, Value]] = {
    "salt": dict.fromkeys(SALT_PARTS.values(), Decimal(60)),
    "expired_products": {"plan.products.expiry": day("2026-10")},
    "pull_percent": {"examination.pull.pulled": 50, "examination.pull.shed": 10},
}
_NO_ANSWER = (Operator.EXISTS, False)
"""Holds, like whatever is negated, as long as nothing is answered."""
OUTCOMES: Mapping[str, Mapping[str, Value]] = {
    "think": {
        "visit.kind": code("first"),
        "plan.decision": code("think"),
        "plan.think_until": day("2026-12-05"),
        "plan.next_visit": Moment(day("2026-12-12")),
    },
    "decline": {
        "visit.kind": code("first"),
        "plan.decision": code("decline"),
        "care.next_colouring": day("2026-12-03"),
    },
    "refer": {
        "visit.kind": code("first"),
        "plan.decision": code("refer"),
        "plan.refer_to": "Skin clinic, Example Hospital",
    },
    "refer after sessions": {"visit.kind": code("follow-up"), "plan.decision": code("refer")},
    "go ahead": {
        "visit.kind": code("first"),
        "plan.decision": code("go-ahead"),
        "plan.first_session": at("2026-11-24", 14),
        "care.last_colouring": day("2026-11-19"),
    },
    "on the day": {
        "visit.kind": code("treatment-session"),
        "plan.decision": code("go-ahead"),
        "plan.first_session": at("2026-11-21", 9),
        "plan.next_visit": at("2026-12-12", 10),
        "care.last_colouring": day("2026-11-18"),
        "care.next_colouring": day("2026-12-10"),
    },
    "days after": {
        "visit.kind": code("follow-up"),
        "plan.decision": code("go-ahead"),
        "plan.first_session": at("2026-11-17", 14),
        "care.next_colouring": day("2026-11-23"),
    },
    "injected, then think": {
        "visit.kind": code("treatment-session"),
        "plan.decision": code("think"),
        "plan.session.points": 40,
    },
}
"""How a visit may end, and where the session may lie from its day."""
CHILD = "2012-05-01"
ADULT = "1988-04-17"


def the_form(content: Content) -> Questionnaire:
    return _form_of(content.form.definition)


@cache
def _form_of(definition: str) -> Questionnaire:
    return read_form(from_json_text(definition))


def visit(
    content: Content,
    *,
    diagnosis: str = "",
    condition: Condition | None = None,
    language: str = "en",
) -> HandoutInput:
    """A completed visit in which a condition holds, and a diagnosis is recorded."""
    form = the_form(content)
    wanted = dict(_wanted(condition, form)) if condition else {}
    wanted.setdefault("visit.date", given(day(VISIT)))
    if diagnosis:
        wanted.setdefault(DIAGNOSIS, given(code(diagnosis)))
    answers = Answers()
    for link_id, answer in wanted.items():
        rows = form.row_groups_above[link_id]
        answers = answers.with_answer(Place(link_id, (0,) * len(rows)), answer)
        for depth, group in enumerate(rows):
            answers = answers.with_row_count(Place(group, (0,) * depth), 1)
    born = CHILD if condition and _asks_for_a_child(condition) else ADULT
    return input_of(content, form, answers, patient(born=born), language)


def input_of(
    content: Content,
    form: Questionnaire,
    answers: Answers,
    person: Patient,
    language: str = "en",
) -> HandoutInput:
    at = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    return HandoutInput(
        patient=person,
        version=Version(number=1, record=Record(answers=answers), by="Dr Example", at=at),
        questionnaire=form,
        clinic=CLINIC,
        windows=content.windows,
        evidence=content.evidence,
        texts=content.texts[language],
        content_version=content.version,
        personal=personal(form, answers, person.birth_date, content.rules, content.personal_lines),
    )


def ending(made: HandoutInput, outcome: str) -> HandoutInput:
    """The same visit with one of ``OUTCOMES``."""
    answers = made.answers
    for link_id, value in OUTCOMES[outcome].items():
        answers = answers.with_answer(Place(link_id), given(value))
    record = replace(made.version.record, answers=answers)
    return replace(made, version=replace(made.version, record=record))


def carried_over(told: HandoutInput, on: str = "2026-09-29") -> HandoutInput:
    """The same at a treatment session: diagnosis, hopes and plans were said on an earlier day."""
    said = told.version.record.answers
    earlier = EarlierVisit(
        id=ConsultationId("an earlier visit"),
        day=day(on),
        questionnaire=told.questionnaire,
        record=told.version.record,
    )
    plans = [plan for window in told.windows for plan in window.plans]
    before = carried(Answers(), told.visit_day, [earlier], plans)
    own = said.only({*said.at, *said.row_counts} - set(before.into(Answers()).at))
    own = own.with_answer(Place(KIND), given(code(VisitKind.TREATMENT_SESSION)))
    record = replace(told.version.record, answers=own)
    return replace(told, version=replace(told.version, record=record), carried=before)


def every_visit(content: Content, language: str = "en") -> Iterator[tuple[str, HandoutInput]]:
    """Visits for each diagnosis, with a session after it, each ending, rule and line."""
    for outcome in OUTCOMES:
        made = visit(content, diagnosis="pattern-loss", language=language)
        yield f"outcome {outcome}", ending(made, outcome)
    for diagnosis in DIAGNOSES:
        first = visit(content, diagnosis=diagnosis, language=language)
        yield diagnosis or "none", first
        yield f"session {diagnosis or 'none'}", carried_over(first)
    for rule in content.rules:
        yield (
            f"rule {rule.id}",
            visit(content, diagnosis="pattern-loss", condition=rule.condition, language=language),
        )
    for line in content.personal_lines:
        yield (
            f"line {line.id}",
            visit(content, diagnosis="pattern-loss", condition=line.condition, language=language),
        )


def _asks_for_a_child(condition: Condition) -> bool:
    match condition:
        case Derived("age_at_visit"):
            return True
        case All(conditions) | AnyOf(conditions):
            return any(_asks_for_a_child(each) for each in conditions)
    return False


def _wanted(condition: Condition, form: Questionnaire) -> Iterator[tuple[str, Answer]]:
    """Answers that make it hold, with those that make their questions be asked."""
    if isinstance(condition, All):
        for each in condition.conditions:
            yield from _wanted(each, form)
    elif isinstance(condition, AnyOf):
        yield from _wanted(condition.conditions[0], form)
    else:
        for link_id, answer in _leaf(condition, form):
            yield from _asked(link_id, answer, form)


def _leaf(condition: Condition, form: Questionnaire) -> list[tuple[str, Answer]]:
    match condition:
        case Derived(name):
            return [(link_id, given(value)) for link_id, value in _DERIVED.get(name, {}).items()]
        case StateIs(question, AnswerState.UNKNOWN):
            return [(question, UNKNOWN)]
        case Test(question) if (condition.operator, condition.answer) != _NO_ANSWER:
            return [(question, given(_value(form.by_link_id[question], condition)))]
    return []


def _asked(link_id: str, answer: Answer, form: Questionnaire) -> Iterator[tuple[str, Answer]]:
    for item in form.items:
        if any(inner.link_id == link_id for inner in item.walk()):
            for above in item.walk():
                holds_it = any(inner.link_id == link_id for inner in above.walk())
                if holds_it and above.enable_when is not None:
                    yield from _wanted(above.enable_when, form)
    yield link_id, answer


def _value(item: Item, test: Test) -> Value:
    if test.operator is Operator.EXISTS:
        return _anything(item)
    offered = [each.value for each in item.options if isinstance(each.value, Coding)]
    if test.operator is Operator.NOT_EQUAL:
        return next(each for each in offered if each.code != test.answer)
    return next((each for each in offered if each.code == test.answer), test.answer)


def _anything(item: Item) -> Value:
    if item.type is ItemType.DATE:
        return day(VISIT)
    if item.type is ItemType.DATE_TIME:
        return Moment(PartialDate(2026, 11, 28))
    return item.options[0].value if item.options else "something"
