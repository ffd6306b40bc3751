"""What a clinic's own form asks of that which screening and handout work from.

A rule about a question that the form does not ask is neither true nor false: it is not known.
Such a rule never speaks, and whoever loads the form is told so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.conditions import (
    All,
    AnyOf,
    Condition,
    Derived,
    Not,
    Operator,
    StateIs,
    Test,
    leaves,
)
from intake_app.domain.form.questionnaire import Item, ItemType, Questionnaire
from intake_app.domain.values import Coding, Moment, Value
from intake_app.domain.visit import hair_form
from intake_app.domain.visit.aftercare import Window
from intake_app.domain.visit.personal import PersonalLine
from intake_app.domain.visit.screening import SEVERITY_ORDER, Rule, Severity

_DAYS = frozenset({ItemType.DATE, ItemType.DATE_TIME})
_CHOICES = frozenset({ItemType.CHOICE, ItemType.OPEN_CHOICE})
_NUMBERS = frozenset({ItemType.DECIMAL, ItemType.INTEGER, ItemType.QUANTITY})
_WORDS = frozenset({ItemType.STRING, ItemType.TEXT}) | _CHOICES

_DERIVED_FROM = {
    "age_at_visit": (hair_form.VISIT_DATE,),
    "salt": tuple(hair_form.SALT_PARTS.values()),
    "pull_percent": (hair_form.PULLED, hair_form.SHED),
    "expired_products": (hair_form.EXPIRY,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the handout, and the questions that it is written from."""

    name: str
    questions: tuple[tuple[str, frozenset[ItemType]], ...]


HANDOUT_PARTS = (
    Part(name="the day of the visit", questions=((hair_form.VISIT_DATE, _DAYS),)),
    Part(name="who treats", questions=((hair_form.PRACTITIONER, _WORDS),)),
    Part(name="the kind of hair loss", questions=((hair_form.DIAGNOSIS, _CHOICES),)),
    Part(
        name="the next appointments",
        questions=((hair_form.NEXT_VISIT, _DAYS), (hair_form.RESULTS_LOOK, _DAYS)),
    ),
    Part(
        name="what is injected",
        questions=(
            ("plan.products.name", _WORDS),
            ("plan.products.dose", _WORDS),
            ("plan.products.batch", _WORDS),
            ("plan.products.expiry", _DAYS),
        ),
    ),
    Part(
        name="what the patient hopes for",
        questions=(
            ("expectations.goal", _WORDS),
            (hair_form.OUTCOME, _CHOICES),
            ("expectations.size", _NUMBERS),
            ("expectations.by_when", _DAYS),
            ("expectations.not_worth", _WORDS),
        ),
    ),
    Part(name="the note for the patient", questions=((hair_form.PRINTED_NOTE, _WORDS),)),
)
"""What stays empty where the form does not ask; nothing else on the paper depends on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What a form lacks.

    Attributes:
        no_handout_without: Questions without which no handout is made at all.
        empty_parts: Parts of the handout that stay empty, with the questions they lack.
        silent_rules: Screening rules that cannot be checked, stops first.
        partial_rules: Rules that can be checked in part only.
    """

    no_handout_without: tuple[str, ...]
    empty_parts: tuple[tuple[str, tuple[str, ...]], ...]
    silent_rules: tuple[Rule, ...]
    partial_rules: tuple[Rule, ...]


def fit(form: Questionnaire, rules: Sequence[Rule], windows: Iterable[Window]) -> Fit:
    """Hold a form against everything that is worked out from its answers."""
    plans = tuple((plan.start, _DAYS) for window in windows for plan in window.plans)
    own_dates = Part(name="the patient's own dates", questions=tuple(dict.fromkeys(plans)))
    lacking = [(part.name, _lacking(form, part)) for part in (*HANDOUT_PARTS, own_dates)]
    ordered = sorted(rules, key=lambda rule: SEVERITY_ORDER.index(rule.severity))
    parts = [(rule, checkable_part(rule.condition, form)) for rule in ordered]
    return Fit(
        no_handout_without=no_handout_without(form, rules),
        empty_parts=tuple((name, missing) for name, missing in lacking if missing),
        silent_rules=tuple(rule for rule, part in parts if part is None),
        partial_rules=tuple(
            rule for rule, part in parts if part is not None and part != rule.condition
        ),
    )


def checkable_rules(form: Questionnaire, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules as far as this form asks what they are about."""
    parts = ((rule, checkable_part(rule.condition, form)) for rule in rules)
    return tuple(replace(rule, condition=part) for rule, part in parts if part is not None)


def checkable_lines(
    form: Questionnaire, lines: Iterable[PersonalLine]
) -> tuple[PersonalLine, ...]:
    """The same for what is told to some patients only."""
    parts = ((line, checkable_part(line.condition, form)) for line in lines)
    return tuple(replace(line, condition=part) for line, part in parts if part is not None)


def no_handout_without(form: Questionnaire, rules: Iterable[Rule]) -> tuple[str, ...]:
    """What a handout cannot be made without and this form does not ask.

    The paper gives dates that count from the first session, and says what the patient's answers
    change: a form that does not ask what may stop the treatment gives nothing to say that from.
    """
    lacking: dict[str, None] = {}
    decided = Test(hair_form.DECISION, Operator.EQUAL, hair_form.GO_AHEAD)
    if not _is_asked(decided, form):
        lacking[hair_form.DECISION] = None
    if not _has(form, hair_form.FIRST_SESSION, frozenset({ItemType.DATE_TIME})):
        lacking[hair_form.FIRST_SESSION] = None
    for rule in rules:
        if rule.severity is Severity.STOP and checkable_part(rule.condition, form) is None:
            lacking |= dict.fromkeys(_not_asked(rule.condition, form))
    return tuple(lacking)


def checkable_part(
    condition: Condition, form: Questionnaire, *, negated: bool = False
) -> Condition | None:
    """What is left of a condition when questions that the form does not ask are not known.

    None when it can never be known to be true (under ``negated``: false).
    """
    match condition:
        case All(conditions) | AnyOf(conditions):
            parts = [checkable_part(each, form, negated=negated) for each in conditions]
            known = tuple(part for part in parts if part is not None)
            needs_every = isinstance(condition, All) != negated
            if not known or (needs_every and len(known) < len(parts)):
                return None
            return type(condition)(known)
        case Not(inner):
            part = checkable_part(inner, form, negated=not negated)
            return None if part is None else Not(part)
        case _:
            return condition if _is_asked(condition, form) else None


def _is_asked(leaf: Test | StateIs | Derived, form: Questionnaire) -> bool:
    if isinstance(leaf, Derived):
        return all(form.find(each) is not None for each in _questions_behind(leaf.name))
    question = form.find(leaf.question)
    if question is None or not question.is_question:
        return False
    return isinstance(leaf, StateIs) or _may_be_answered(question, leaf)


def _may_be_answered(question: Item, test: Test) -> bool:
    if test.operator is Operator.EXISTS:
        return True
    if question.type in _CHOICES:
        codes = {each.value.code for each in question.options if isinstance(each.value, Coding)}
        answer = test.answer.code if isinstance(test.answer, Coding) else test.answer
        return answer in codes
    return question.type in _types_of(test.answer)


def _types_of(answer: Value) -> frozenset[ItemType]:
    match answer:
        case bool():
            return frozenset({ItemType.BOOLEAN})
        case int() | Decimal():
            return _NUMBERS
        case PartialDate() | Moment():
            return _DAYS
        case str():
            return frozenset({ItemType.STRING, ItemType.TEXT})
        case _:
            return frozenset(ItemType)


def _not_asked(condition: Condition, form: Questionnaire) -> list[str]:
    found: list[str] = []
    for leaf in leaves(condition):
        if _is_asked(leaf, form):
            continue
        found += _questions_behind(leaf.name) if isinstance(leaf, Derived) else [leaf.question]
    return found


def _questions_behind(derived: str) -> tuple[str, ...]:
    if derived.startswith(hair_form.DAYS_TO_SESSION):
        return (derived.removeprefix(hair_form.DAYS_TO_SESSION), hair_form.FIRST_SESSION)
    return _DERIVED_FROM.get(derived, ())


def _lacking(form: Questionnaire, part: Part) -> tuple[str, ...]:
    return tuple(link_id for link_id, types in part.questions if not _has(form, link_id, types))


def _has(form: Questionnaire, link_id: str, types: frozenset[ItemType]) -> bool:
    question = form.find(link_id)
    return question is not None and question.type in types
