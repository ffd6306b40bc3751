"""The program flags; a person decides and gives a reason."""

import pytest

from intake_app.domain.errors import ValueRefused
from intake_app.domain.form.conditions import Operator, Test
from intake_app.domain.form.live_form import LiveForm
from intake_app.domain.visit.screening import Finding, Override, Severity, find, open_findings
from tests.helpers.builders import NOON, answered, form, question, rule

FORM = form(question("a", "boolean"), question("b", "boolean"))
A, B = (Test(name, Operator.EQUAL, True) for name in "ab")
RULES = (
    rule("note", A, Severity.NOTE),
    rule("ask", A, Severity.ASK),
    rule("stop-b", B),
    rule("stop-1", A),
    rule("stop-2", A),
)
OVERRIDE = Override(reason="Seen", name="Dr Example", at=NOON)


def findings(**overrides: Override) -> tuple[Finding, ...]:
    named = {name.replace("_", "-"): each for name, each in overrides.items()}
    return find(RULES, LiveForm(FORM, answered({"a": True})).facts_at(None), named)


def test_the_rules_that_hold_come_stops_first_in_their_own_order() -> None:
    assert [each.rule.id for each in findings()] == ["stop-1", "stop-2", "ask", "note"]


def test_a_note_is_never_open_and_a_reason_closes_the_others() -> None:
    assert [each.rule.id for each in open_findings(findings())] == ["stop-1", "stop-2", "ask"]
    closed = findings(stop_1=OVERRIDE, ask=OVERRIDE, elsewhere=OVERRIDE)
    assert [each.rule.id for each in open_findings(closed)] == ["stop-2"]
    assert closed[0].override == OVERRIDE


@pytest.mark.parametrize(("reason", "name"), [("", "Dr Example"), (" \n", "x"), ("Seen", " ")])
def test_a_reason_and_a_name_are_both_needed(reason: str, name: str) -> None:
    with pytest.raises(ValueRefused, match="write it out"):
        Override(reason=reason, name=name, at=NOON)
