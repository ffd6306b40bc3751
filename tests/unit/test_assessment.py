"""What stands in a record: asked, wrong, missing, found; and whether it can be completed."""

from decimal import Decimal

import pytest

from intake_app.domain.dates import PartialDate
from intake_app.domain.errors import AnswersMissing, ConsultationClosed, FindingsOpen
from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.conditions import Derived, Operator, Test
from intake_app.domain.form.questionnaire import Limits, Questionnaire
from intake_app.domain.values import AnswerState
from intake_app.domain.visit.assessment import Assessment, assess
from intake_app.domain.visit.completing import completed, question_text
from intake_app.domain.visit.consultation import Consultation, ConsultationState, Record
from intake_app.domain.visit.screening import Override, Rule, Severity
from tests.helpers.builders import (
    NOON,
    READING,
    answered,
    between,
    choice,
    code,
    day,
    draft,
    form,
    group,
    moment,
    question,
    rows,
    rule,
)

TOLD = Test("told", Operator.EQUAL, True)
FORM = form(
    group(
        "first",
        question("told", "boolean", required=True),
        question("what", required=True, enable_when=TOLD),
        question("count", "integer", limits=between(0, 5)),
    ),
    group("second", question("name", required=True, always_answered=True), question("note")),
)
OVERRIDE = Override(reason="Seen", name="Dr Example", at=NOON)


def look(
    questionnaire: Questionnaire,
    answers: Answers | None = None,
    *,
    unfinished: dict[str, str] | None = None,
    rules: tuple[Rule, ...] = (),
    born: PartialDate | None = None,
    overrides: dict[str, Override] | None = None,
) -> tuple[Assessment, Consultation]:
    record = Record(answers=answers or Answers(), overrides=overrides or {})
    texts = {Place.parse(text): typed for text, typed in (unfinished or {}).items()}
    consultation = draft(questionnaire).with_record(record, texts)
    assessment = assess(questionnaire, consultation, rules=rules, birth_date=born, reading=READING)
    return assessment, consultation


def missing(assessment: Assessment) -> list[str]:
    return [str(spot.place) for spot in assessment.missing]


def test_required_questions_without_an_answer_are_missing() -> None:
    assessment, _ = look(FORM)
    assert missing(assessment) == ["told", "name"]
    assert [str(place) for place in assessment.in_the_way] == ["told", "name"]


def test_what_is_only_there_to_be_read_is_never_missing() -> None:
    shown = form(group("g", question("id", required=True, read_only=True), question("q")))
    assert missing(look(shown)[0]) == []


def test_a_question_that_is_not_asked_is_never_missing() -> None:
    assert missing(look(FORM, answered({"told": True, "name": "x"}))[0]) == ["what"]
    assert missing(look(FORM, answered({"told": False, "name": "x"}))[0]) == []


def test_unknown_answers_a_required_question_but_not_an_administrative_one() -> None:
    unknown = AnswerState.UNKNOWN
    assessment, _ = look(FORM, answered({"told": unknown, "name": unknown}))
    assert missing(assessment) == []
    assert assessment.problems == {Place("name"): "This question must be answered."}
    assert assessment.in_the_way == (Place("name"),)


def test_what_cannot_stand_is_in_the_way_with_its_reason() -> None:
    answers = answered({"told": False, "name": "x", "count": 9})
    assessment, _ = look(FORM, answers, unfinished={"note": "fine", "count": "9x"})
    assert "digits only" in assessment.problems[Place("count")]
    assert Place("note") in assessment.problems
    assert assessment.in_the_way == (Place("count"), Place("note"))
    assert look(FORM, answers)[0].problems == {Place("count"): "It must be 5 or less."}


def test_unfinished_text_of_a_required_question_is_a_problem_not_a_gap() -> None:
    assessment, _ = look(FORM, answered({"name": "x"}), unfinished={"told": "perhaps"})
    assert missing(assessment) == []
    assert assessment.in_the_way == (Place("told"),)


def test_answers_to_what_is_not_asked_are_left_out_and_never_in_the_way() -> None:
    answers = answered({"told": False, "name": "x", "what": "old"})
    assessment, _ = look(FORM, answers, unfinished={"gone": "?"})
    assert assessment.left_out == (Place("gone"), Place("what"))
    assert assessment.in_the_way == ()


def test_a_hidden_answer_is_not_left_out() -> None:
    questionnaire = form(question("secret", hidden=True, required=True), question("a"))
    assessment, _ = look(questionnaire, answered({"secret": "x"}))
    assert assessment.left_out == ()
    assert missing(look(questionnaire)[0]) == []


def test_progress_counts_each_section() -> None:
    answers = answered({"told": True, "count": 9})
    first, second = look(FORM, answers)[0].progress
    assert (first.link_id, first.asked, first.answered, first.missing) == ("first", 3, 2, 2)
    assert (second.link_id, second.asked, second.answered, second.missing) == ("second", 2, 0, 1)


def test_a_question_that_wants_several_answers_is_missing_until_they_are_there() -> None:
    questionnaire = form(question("names", repeats=True, limits=Limits(min_occurs=2)))
    assert missing(look(questionnaire)[0]) == ["names"]
    assert missing(look(questionnaire, answered({"names": "a"}))[0]) == ["names"]
    assert missing(look(questionnaire, answered({"names": ("a", "b")}))[0]) == []
    assert missing(look(questionnaire, answered({"names": AnswerState.DECLINED}))[0]) == []


def test_a_required_group_of_rows_needs_its_rows() -> None:
    questionnaire = form(rows("g", question("a"), limits=Limits(min_occurs=2)))
    assert missing(look(questionnaire)[0]) == ["g"]
    assert missing(look(questionnaire, answered({}, {"g": 1}))[0]) == ["g"]
    assert missing(look(questionnaire, answered({}, {"g": 2}))[0]) == []
    assert missing(look(form(rows("g", question("a"), required=True)))[0]) == ["g"]


def test_a_required_question_in_a_row_is_missing_row_by_row() -> None:
    questionnaire = form(rows("g", question("a", required=True)))
    assert missing(look(questionnaire)[0]) == []
    assessment, _ = look(questionnaire, answered({"a[1]": "x"}, {"g": 3}))
    assert missing(assessment) == ["a[0]", "a[2]"]


def test_a_required_group_needs_one_answer_of_its_own_row_that_is_asked() -> None:
    questionnaire = form(
        question("told", "boolean"),
        rows("g", group("inner", question("a"), question("b", enable_when=TOLD), required=True)),
    )
    one_row = answered({"a[1]": "x"}, {"g": 2})
    assert missing(look(questionnaire, one_row)[0]) == ["inner[0]"]
    hidden_only = answered({"told": False, "b[0]": "x"}, {"g": 1})
    assert missing(look(questionnaire, hidden_only)[0]) == ["inner[0]"]
    assert missing(look(questionnaire, hidden_only.with_answer(Place("told"), None))[0]) == [
        "inner[0]"
    ]


def test_rules_are_tried_on_what_is_asked_and_with_derived_values() -> None:
    rules = (
        rule("told", TOLD, Severity.NOTE),
        rule("what", Test("what", Operator.EXISTS, True), Severity.ASK),
        rule("young", Derived("age_at_visit", Operator.LESS, Decimal(18))),
        rule("soon", Derived("days_to_session.colour", Operator.LESS, Decimal(7))),
    )
    questionnaire = form(
        question("told", "boolean"),
        question("what", enable_when=TOLD),
        question("visit.date", "date"),
        question("plan.first_session", "dateTime"),
        question("colour", "date"),
    )
    answers = answered(
        {
            "told": False,
            "what": "old",
            "visit.date": day("2026-11-21"),
            "plan.first_session": moment("2026-11-28 10:00"),
            "colour": day("2026-11-22"),
        }
    )
    assessment, _ = look(questionnaire, answers, rules=rules, born=day("2010-01-01"))
    assert [finding.rule.id for finding in assessment.findings] == ["young", "soon"]
    grown, _ = look(questionnaire, answers, rules=rules, born=day("1980"))
    assert [finding.rule.id for finding in grown.findings] == ["soon"]


# Completing


def close(
    questionnaire: Questionnaire, assessment: Assessment, consultation: Consultation
) -> Consultation:
    return completed(consultation, questionnaire, assessment, by="Dr Example", at=NOON)


def test_a_consultation_without_gaps_is_completed_without_what_is_not_asked() -> None:
    answers = answered({"told": False, "name": "x", "what": "old"})
    closed = close(FORM, *look(FORM, answers, overrides={"gone": OVERRIDE}))
    assert closed.state is ConsultationState.COMPLETED
    assert closed.completed.record == Record(answers=answered({"told": False, "name": "x"}))
    assert (closed.completed.by, closed.completed.at) == ("Dr Example", NOON)


def test_rows_that_are_not_asked_do_not_stay_behind_empty() -> None:
    questionnaire = form(
        question("told", "boolean"),
        rows("g", question("a"), enable_when=TOLD),
        rows("h", question("b")),
    )
    answers = answered({"told": False, "a[0]": "x"}, {"g": 2, "h": 1})
    closed = close(questionnaire, *look(questionnaire, answers))
    assert closed.completed.record.answers == answered({"told": False}, {"h": 1})


def test_gaps_are_named_in_the_words_of_the_form() -> None:
    with pytest.raises(AnswersMissing) as refused:
        close(FORM, *look(FORM, unfinished={"count": "x"}))
    assert refused.value.link_ids == ("told", "count", "name")
    assert "3 required or unfinished answers" in str(refused.value)
    assert "Q told; Q count; Q name" in str(refused.value)


def test_a_question_without_words_is_named_by_its_place() -> None:
    assert question_text(form(question("a", text="")), Place("a")) == "a"
    assert question_text(form(question("a")), Place("gone", (1,))) == "gone[1]"


@pytest.mark.parametrize("severity", [Severity.STOP, Severity.ASK])
def test_going_ahead_past_a_finding_needs_a_reason(severity: Severity) -> None:
    questionnaire = form(choice("plan.decision", "go-ahead", "think"), question("told", "boolean"))
    rules = (rule("told", TOLD, severity), rule("note", TOLD, Severity.NOTE))
    go = answered({"plan.decision": code("go-ahead"), "told": True})
    with pytest.raises(FindingsOpen) as refused:
        close(questionnaire, *look(questionnaire, go, rules=rules))
    assert refused.value.rule_ids == ("told",)
    reasons = {"told": OVERRIDE, "other": OVERRIDE}
    closed = close(questionnaire, *look(questionnaire, go, rules=rules, overrides=reasons))
    assert closed.completed.record.overrides == {"told": OVERRIDE}
    think = answered({"plan.decision": code("think"), "told": True})
    assert close(questionnaire, *look(questionnaire, think, rules=rules)).versions


def test_what_is_completed_is_not_completed_again_whatever_its_gaps() -> None:
    assessment, consultation = look(FORM)
    closed = consultation.complete(Record(), by="Dr Example", at=NOON)
    with pytest.raises(ConsultationClosed):
        close(FORM, assessment, closed)


def test_an_amendment_is_completed_as_the_next_version() -> None:
    answers = answered({"told": False, "name": "x"})
    first = close(FORM, *look(FORM, answers))
    amended = first.begin_amendment(reason="A slip", by="Dr Example", at=NOON)
    assessment = assess(FORM, amended, rules=(), birth_date=None, reading=READING)
    second = close(FORM, assessment, amended)
    assert [version.number for version in second.versions] == [1, 2]
    assert second.completed.reason == "A slip"
