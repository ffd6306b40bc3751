"""Write docs/screening-rules.md from the screening rules, so that both say the same.

Usage: python tools/make_screening_page.py
"""

from collections.abc import Sequence
from pathlib import Path

from intake_app.content.loading import load_content
from intake_app.domain.fhir.form import read_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.form.conditions import (
    All,
    AnyOf,
    Condition,
    Derived,
    Not,
    Operator,
    StateIs,
    Test,
)
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.values import AnswerState, Coding, Value
from intake_app.domain.visit.screening import Rule, Severity
from intake_app.services.ports import Content

PAGE = Path(__file__).resolve().parent.parent / "docs" / "screening-rules.md"

ABOVE = """# Screening rules

Written by `tools/make_screening_page.py` from `resources/rules/screening.toml`; a test keeps this
page in step. Change the rules, then run the tool.

The program points out and never decides. *Stop*: treatment should not go ahead. *Ask*: the
clinician decides. *Note*: keep in mind. Going past a stop or an ask needs a reason and a name;
both are kept in the record and shown at the next visit. Most sources are lists that clinics
publish; no guideline with an agreed list was found. A source like 002-21 is a claim in
`resources/evidence/claims.csv`.
"""

_SEVERITIES = {Severity.STOP: "Stop", Severity.ASK: "Ask", Severity.NOTE: "Note"}
_DERIVED = {
    "age_at_visit": "the age at the visit",
    "salt": "the SALT score",
    "pull_percent": "the share of pulled hairs that came out, in percent,",
    "expired_products": "the number of products out of date",
}
_RELATIONS = {
    Operator.EQUAL: "is",
    Operator.NOT_EQUAL: "is answered, but not with",
    Operator.GREATER: "is over",
    Operator.LESS: "is under",
    Operator.AT_LEAST: "is at least",
    Operator.AT_MOST: "is at most",
}


def page(content: Content) -> str:
    """The whole page."""
    form = read_form(from_json_text(content.form.definition))
    parts = [ABOVE]
    for severity, title in _SEVERITIES.items():
        rules = [rule for rule in content.rules if rule.severity is severity]
        parts.append(f"\n## {title} ({len(rules)})\n")
        parts += [_rule(rule, form) for rule in rules]
    return "\n".join(parts)


def condition_words(condition: Condition, form: Questionnaire) -> str:
    """When a rule holds, in the words of the form."""
    match condition:
        case All(conditions):
            return _joined(conditions, "and", form)
        case AnyOf(conditions):
            return _joined(conditions, "or", form)
        case Not(inner):
            return f"not ({condition_words(inner, form)})"
        case StateIs(question, state):
            return f"{_question(question, form)} {_state(state)}"
        case Derived(name, operator, answer):
            return f"{_DERIVED.get(name, name)} {_RELATIONS[operator]} {answer}"
        case Test(question, Operator.EXISTS, answer):
            return f"{_question(question, form)} {'is' if answer else 'is not'} answered"
        case Test(question, operator, answer):
            said = _value(answer, question, form)
            return f"{_question(question, form)} {_RELATIONS[operator]} {said}"


def _rule(rule: Rule, form: Questionnaire) -> str:
    sources = "; ".join(f"<{each}>" if "://" in each else each for each in rule.sources)
    return (
        f"### {rule.id}\n\n"
        f"- Says: {rule.sentence}\n"
        f"- When: {condition_words(rule.condition, form)}\n"
        f"- Source: {sources}\n"
    )


def _joined(conditions: Sequence[Condition], word: str, form: Questionnaire) -> str:
    parts = []
    for each in conditions:
        words = condition_words(each, form)
        parts.append(f"({words})" if isinstance(each, All | AnyOf) else words)
    return f" {word} ".join(parts)


def _state(state: AnswerState) -> str:
    return "has not been asked" if state is AnswerState.NOT_ASKED else f"is {state.value}"


def _question(link_id: str, form: Questionnaire) -> str:
    item = form.find(link_id)
    words = item.text if item is not None and item.text else link_id
    return f"“{words}”"


def _value(answer: Value, link_id: str, form: Questionnaire) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    item = form.find(link_id)
    for option in item.options if item is not None else ():
        if isinstance(option.value, Coding) and option.value.code == answer:
            return f"“{option.text}”"
    return str(answer)


if __name__ == "__main__":
    PAGE.write_text(page(load_content()), encoding="utf-8")
