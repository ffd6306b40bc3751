"""An amendment is shown as what it changed, question by question."""

from datetime import UTC, datetime

from intake_app.domain.fhir.form import read_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.form.answers import UNKNOWN, Answers, Place, given
from intake_app.domain.visit.amendments import version_history
from intake_app.domain.visit.consultation import Record, Version
from intake_app.domain.visit.screening import Override
from tests.helpers.record_builders import stored_form

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FORM = read_form(from_json_text(stored_form().definition))
REASON, TOLD, WHAT = Place("visit.reason"), Place("told"), Place("treatments.what", (1,))


def version(number: int, answers: Answers, *overrides: str) -> Version:
    given_reasons = {
        rule: Override(reason=f"because {rule}", name="Dr", at=NOON) for rule in overrides
    }
    record = Record(answers=answers, overrides=given_reasons)
    return Version(number=number, record=record, by="Dr", at=NOON, reason="typing error")


def test_only_what_is_otherwise_is_named_in_the_order_of_the_form() -> None:
    first = Answers({REASON: given("hair"), TOLD: given(True)})
    second = Answers({WHAT: given("minoxidil"), REASON: given("hair loss"), TOLD: given(True)})
    third = second.with_answer(REASON, UNKNOWN)

    history = version_history(FORM, (version(1, first), version(2, second), version(3, third)))

    assert history[0].differences == ()
    assert [(each.place, each.before, each.after) for each in history[1].differences] == [
        (REASON, given("hair"), given("hair loss")),
        (WHAT, None, given("minoxidil")),
    ]
    assert [(each.before, each.after) for each in history[2].differences] == [
        (given("hair loss"), UNKNOWN)
    ]


def test_a_reason_given_or_taken_back_is_a_difference_too() -> None:
    history = version_history(FORM, (version(1, Answers(), "S01"), version(2, Answers(), "S02")))

    assert [(each.rule_id, each.before, each.after) for each in history[1].reasons] == [
        ("S01", "because S01", ""),
        ("S02", "", "because S02"),
    ]
