"""What is asked now, where, and what conditions see from there."""

from decimal import Decimal

from hypothesis import given as for_all

from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.conditions import (
    All,
    AnyOf,
    Condition,
    Derived,
    Not,
    Operator,
    StateIs,
    Test,
    holds,
)
from intake_app.domain.form.live_form import LiveForm
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.values import AnswerState
from intake_app.domain.visit.consultation import Record
from tests.helpers.builders import answered, choice, code, form, group, question, rows
from tests.helpers.form_strategies import forms_with_records


def if_is(link_id: str, value: bool | str = True) -> Condition:
    return Test(link_id, Operator.EQUAL, value)


def asked(questionnaire: Questionnaire, answers: Answers) -> list[str]:
    return [str(spot.place) for spot in LiveForm(questionnaire, answers).spots()]


def test_everything_is_asked_in_reading_order() -> None:
    questionnaire = form(group("a", question("b"), group("c", question("d"))), question("e"))
    assert asked(questionnaire, Answers()) == ["a", "b", "c", "d", "e"]
    questions = LiveForm(questionnaire, Answers()).questions()
    assert [spot.item.link_id for spot in questions] == ["b", "d", "e"]


def test_a_question_is_asked_when_its_condition_holds() -> None:
    questionnaire = form(
        question("told", "boolean"), question("what", enable_when=if_is("told")), question("last")
    )
    assert asked(questionnaire, answered({"told": True})) == ["told", "what", "last"]
    assert asked(questionnaire, answered({"told": False})) == ["told", "last"]
    assert asked(questionnaire, answered({"told": AnswerState.UNKNOWN})) == ["told", "last"]
    assert asked(questionnaire, Answers()) == ["told", "last"]


def test_what_stands_in_a_group_that_is_not_asked_is_not_asked() -> None:
    questionnaire = form(
        question("told", "boolean"), group("g", question("inner"), enable_when=if_is("told"))
    )
    assert asked(questionnaire, answered({"told": False, "inner": "x"})) == ["told"]
    live = LiveForm(questionnaire, answered({"told": False, "inner": "x"}))
    assert not live.is_enabled(Place("inner"))
    assert live.enabled_answers() == answered({"told": False})


def test_an_answer_to_a_question_not_asked_counts_for_nothing() -> None:
    questionnaire = form(
        question("a", "boolean"),
        question("b", "boolean", enable_when=if_is("a")),
        question("c", enable_when=if_is("b")),
    )
    old = answered({"a": False, "b": True, "c": "old"})
    assert asked(questionnaire, old) == ["a"]
    assert asked(questionnaire, old.with_answer(Place("a"), None)) == ["a"]
    facts = LiveForm(questionnaire, old).facts_at(None)
    assert facts.values("b") == []
    assert facts.states("b") == {AnswerState.NOT_ASKED}


def test_a_state_can_decide() -> None:
    questionnaire = form(
        question("a"), question("why", enable_when=StateIs("a", AnswerState.DECLINED))
    )
    assert asked(questionnaire, answered({"a": AnswerState.DECLINED})) == ["a", "why"]
    assert asked(questionnaire, answered({"a": AnswerState.UNKNOWN})) == ["a"]


def test_a_row_group_is_there_once_and_then_once_per_row() -> None:
    questionnaire = form(rows("g", question("what"), rows("in", question("dose"))))
    answers = answered({}, {"g": 2, "in[1]": 1})
    assert asked(questionnaire, answers) == [
        "g",
        "g[0]",
        "what[0]",
        "in[0]",
        "g[1]",
        "what[1]",
        "in[1]",
        "in[1][0]",
        "dose[1][0]",
    ]


def test_a_condition_inside_a_row_sees_its_own_row_and_what_stands_outside() -> None:
    questionnaire = form(
        rows(
            "g",
            question("drug", "boolean"),
            question("name", enable_when=if_is("drug")),
            rows("in", question("deep", enable_when=All((if_is("drug"), if_is("out"))))),
        ),
        question("out", "boolean"),
    )
    answers = answered(
        {"drug[0]": True, "drug[1]": False, "out": True}, {"g": 2, "in[0]": 1, "in[1]": 1}
    )
    places = asked(questionnaire, answers)
    assert "name[0]" in places
    assert "name[1]" not in places
    assert "deep[0][0]" in places
    assert "deep[1][0]" not in places


def test_from_outside_any_row_matches() -> None:
    questionnaire = form(
        rows("g", question("drug", "boolean")),
        question("note", enable_when=if_is("drug")),
        rows("h", question("other", enable_when=if_is("drug"))),
    )
    answers = answered({"drug[0]": False, "drug[1]": True}, {"g": 2, "h": 1})
    assert {"note", "other[0]"} <= set(asked(questionnaire, answers))
    facts = LiveForm(questionnaire, answers).facts_at(None)
    assert facts.values("drug") == [False, True]


def test_a_choice_is_compared_by_its_code() -> None:
    questionnaire = form(
        choice("decision", "go-ahead", "think"),
        question("when", "dateTime", enable_when=if_is("decision", "go-ahead")),
    )
    assert "when" in asked(questionnaire, answered({"decision": code("go-ahead")}))
    assert "when" not in asked(questionnaire, answered({"decision": code("think")}))


def test_hidden_items_are_not_shown_but_their_answers_count() -> None:
    questionnaire = form(
        question("secret", "boolean", hidden=True),
        question("seen", enable_when=if_is("secret")),
        group("g", question("inside"), hidden=True),
    )
    answers = answered({"secret": True})
    assert asked(questionnaire, answers) == ["seen"]
    assert LiveForm(questionnaire, answers).enabled_answers() == answers


def test_rules_see_what_was_worked_out_from_the_answers() -> None:
    young = Derived("age_at_visit", Operator.LESS, Decimal(18))
    live = LiveForm(form(question("a")), Answers())
    for age, is_young in ((17, True), (18, False)):
        assert holds(young, live.facts_at(None, {"age_at_visit": Decimal(age)})) is is_young
    assert not holds(young, live.facts_at(None))


def test_a_place_that_the_form_does_not_have_is_not_asked() -> None:
    live = LiveForm(form(question("a")), answered({"gone": "x"}))
    assert not live.is_enabled(Place("gone"))
    assert live.facts_at(None).values("gone") == []


def test_rows_of_a_group_that_is_not_asked_are_left_out_too() -> None:
    questionnaire = form(
        question("told", "boolean"), rows("g", question("what"), enable_when=if_is("told"))
    )
    answers = answered({"told": False, "what[0]": "x"}, {"g": 1})
    assert LiveForm(questionnaire, answers).enabled_answers() == answered({"told": False})


def test_a_chain_of_a_thousand_conditions_is_followed_to_its_end() -> None:
    links = [question("q0", "boolean")] + [
        question(f"q{n}", "boolean", enable_when=if_is(f"q{n - 1}")) for n in range(1, 1000)
    ]
    questionnaire = form(*reversed(links))
    answers = answered({f"q{n}": True for n in range(1000)})
    assert len(asked(questionnaire, answers)) == 1000
    assert asked(questionnaire, answers.with_answer(Place("q0"), None)) == ["q0"]


def test_a_loop_that_should_have_been_refused_does_not_hang() -> None:
    questionnaire = form(
        question("a", "boolean", enable_when=if_is("b")),
        question("b", "boolean", enable_when=AnyOf((if_is("a"), Not(if_is("a"))))),
    )
    asked(questionnaire, answered({"a": True, "b": True}))


@for_all(forms_with_records())
def test_without_conditions_every_answer_counts(made: tuple[Questionnaire, Record]) -> None:
    questionnaire, record = made
    live = LiveForm(questionnaire, record.answers)
    assert live.enabled_answers() == record.answers
    assert {spot.place for spot in live.questions()} >= set(record.answers.at)
    assert holds(All(()), live.facts_at(None))
