"""What a clinic's own form lacks of that which screening and handout work from."""

import json
from collections.abc import Callable
from decimal import Decimal

import pytest

from intake_app.domain.fhir.form import read_form
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
from intake_app.domain.form.form_changes import form_changes
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.values import AnswerState
from intake_app.domain.visit.form_fit import checkable_part, fit
from intake_app.services.ports import Content
from tests.helpers.builders import choice, form, group, question

HERE = Test("here", Operator.EQUAL, True)
GONE = Test("gone", Operator.EQUAL, True)
FORM = form(question("here", "boolean"), choice("drink", "tea"), question("count", "integer"))


def without(content: Content, drop: Callable[[str], bool]) -> Questionnaire:
    """The program's own form without some of its items."""

    def kept(items: list[dict[str, object]]) -> list[dict[str, object]]:
        found = []
        for item in items:
            if drop(str(item["linkId"])):
                continue
            inner = item.get("item")
            copy = {name: value for name, value in item.items() if name != "enableWhen"}
            if isinstance(inner, list):
                copy["item"] = kept(inner)
                if not copy["item"]:
                    continue
            found.append(copy)
        return found

    definition = json.loads(content.form.definition)
    return read_form({**definition, "item": kept(definition["item"])})


def test_the_programs_own_form_lacks_nothing(content: Content) -> None:
    found = fit(read_form(content.form.definition), content.rules, content.windows)

    assert (found.no_handout_without, found.empty_parts) == ((), ())
    assert (found.silent_rules, found.partial_rules) == ((), ())


def test_a_form_about_something_else_checks_no_rule_and_makes_no_handout(
    content: Content,
) -> None:
    found = fit(FORM, content.rules, content.windows)

    assert len(found.silent_rules) == len(content.rules)
    assert "plan.first_session" in found.no_handout_without
    assert "safety.pregnancy" in found.no_handout_without
    assert "what the patient hopes for" in dict(found.empty_parts)


def test_what_may_stop_the_treatment_must_be_asked_and_the_rest_may_be_left_out(
    content: Content,
) -> None:
    no_pregnancy = without(content, lambda link_id: link_id == "safety.pregnancy")
    no_hopes = without(content, lambda link_id: link_id.startswith("expectations"))

    lacks_pregnancy = fit(no_pregnancy, content.rules, content.windows)
    lacks_hopes = fit(no_hopes, content.rules, content.windows)

    assert "safety.pregnancy" in lacks_pregnancy.no_handout_without
    assert "pregnant" in [rule.id for rule in lacks_pregnancy.silent_rules]
    assert lacks_hopes.no_handout_without == ()
    empty = {name for name, _ in lacks_hopes.empty_parts}
    assert empty == {"what the patient hopes for", "the patient's own dates"}


def test_the_same_linkid_of_another_type_does_not_count(content: Content) -> None:
    definition = json.loads(content.form.definition)
    text = json.dumps(definition)
    assert '"linkId": "plan.first_session"' in text
    for section in definition["item"]:
        for item in section["item"]:
            if item["linkId"] == "plan.first_session":
                item["type"] = "string"
                item.pop("extension", None)

    found = fit(read_form(definition), content.rules, content.windows)

    assert "plan.first_session" in found.no_handout_without


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        (HERE, HERE),
        (GONE, None),
        (All((HERE, GONE)), None),
        (AnyOf((HERE, GONE)), AnyOf((HERE,))),
        (AnyOf((GONE, GONE)), None),
        (Not(GONE), None),
        (Not(All((HERE, GONE))), Not(All((HERE,)))),
        (Not(AnyOf((HERE, GONE))), None),
        (Not(Not(AnyOf((HERE, GONE)))), Not(Not(AnyOf((HERE,))))),
        (StateIs("gone", AnswerState.NOT_ASKED), None),
        (Test("gone", Operator.EXISTS, False), None),
        (Test("here", Operator.EXISTS, False), Test("here", Operator.EXISTS, False)),
        (Test("here", Operator.NOT_EQUAL, "no"), None),
        (Test("drink", Operator.NOT_EQUAL, "coffee"), None),
        (Test("drink", Operator.EQUAL, "tea"), Test("drink", Operator.EQUAL, "tea")),
        (Test("count", Operator.LESS, 3), Test("count", Operator.LESS, 3)),
        (Derived("age_at_visit", Operator.LESS, Decimal(18)), None),
    ],
)
def test_what_is_not_asked_is_neither_true_nor_false(
    condition: Condition, left: Condition | None
) -> None:
    assert checkable_part(condition, FORM) == left


def test_changes_are_named_by_linkid_and_a_group_is_not_changed_by_what_is_in_it() -> None:
    before = form(group("g", question("a"), question("b"), question("c")))
    after = form(group("g", question("a"), question("b", text="New words"), question("d")))

    found = form_changes(before, after)

    assert (found.added, found.removed, found.changed) == (("d",), ("c",), ("b",))
    assert form_changes(before, before).none
