"""Answers and where they stand."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.form.answers import DECLINED, UNKNOWN, Answer, Answers, Place, given
from intake_app.domain.values import AnswerState
from tests.helpers.builders import answered

LINK_IDS = st.text("ab.-[]0٣ é\n", max_size=8)
PLACES = st.builds(Place, LINK_IDS, st.lists(st.integers(0, 12), max_size=3).map(tuple))


@for_all(PLACES)
def test_the_text_of_a_place_reads_back_whatever_its_link_id(place: Place) -> None:
    assert Place.parse(str(place)) == place


@for_all(PLACES, PLACES)
def test_no_two_places_have_one_text(one: Place, other: Place) -> None:
    assert (str(one) == str(other)) is (one == other)


def test_a_place_is_written_with_its_rows_behind_it() -> None:
    assert str(Place("history.dose")) == "history.dose"
    assert str(Place("history.dose", (1, 0))) == "history.dose[1][0]"
    assert str(Place("dose[1]", (0,))) == "dose[1][][0]"


def test_an_answer_has_values_exactly_when_it_is_given() -> None:
    with pytest.raises(ValueError, match="exactly when it is given"):
        Answer()
    with pytest.raises(ValueError, match="exactly when it is given"):
        Answer(("x",), AnswerState.UNKNOWN)
    with pytest.raises(ValueError, match="not asked has no answer"):
        Answer(state=AnswerState.NOT_ASKED)


def test_what_has_no_answer_is_not_asked() -> None:
    answers = answered({"a": "x", "b": AnswerState.UNKNOWN, "c": AnswerState.DECLINED})
    states = [answers.state(Place(name)) for name in "abcd"]
    assert states == [
        AnswerState.GIVEN,
        AnswerState.UNKNOWN,
        AnswerState.DECLINED,
        AnswerState.NOT_ASKED,
    ]


def test_an_answer_is_set_replaced_and_taken_back_without_touching_the_old_answers() -> None:
    first = Answers().with_answer(Place("a"), given("x"))
    second = first.with_answer(Place("a"), UNKNOWN)
    assert first.get(Place("a")) == given("x")
    assert second.get(Place("a")) == UNKNOWN
    assert second.with_answer(Place("a"), None) == Answers()
    assert Answers().with_answer(Place("a"), None) == Answers()


def test_the_answers_of_a_question_come_in_row_order() -> None:
    answers = answered({"a[2]": "z", "a[0]": "x", "b": "-", "a[10]": "zz"})
    assert [answer.values[0] for _, answer in answers.anywhere("a")] == ["x", "z", "zz"]


def test_rows_are_counted_and_a_count_of_none_is_no_entry() -> None:
    answers = Answers().with_row_count(Place("g"), 2)
    assert answers.rows(Place("g")) == 2
    assert answers.rows(Place("h")) == 0
    assert answers.with_row_count(Place("g"), 0) == Answers()
    assert Answers().with_row_count(Place("g"), 0) == Answers()


def test_taking_out_a_row_moves_up_the_rows_behind_it() -> None:
    answers = answered(
        {"what[0]": "a", "what[1]": "b", "what[2]": "c", "other[1]": "stays", "what[1][]": "odd"},
        {"g": 3},
    )
    inside = frozenset({"g", "what"})
    after = answers.without_row(Place("g"), 1, inside=inside)
    assert (
        after.at
        == answered({"what[0]": "a", "what[1]": "c", "other[1]": "stays", "what[1][]": "odd"}).at
    )
    assert after.rows(Place("g")) == 2


def test_taking_out_the_last_row_leaves_no_trace_of_the_group() -> None:
    answers = answered({"what[0]": "a"}, {"g": 1})
    assert answers.without_row(Place("g"), 0, inside=frozenset({"g", "what"})) == Answers()


def test_rows_inside_a_row_go_and_move_with_it() -> None:
    answers = answered(
        {"dose[0][0]": "a", "dose[1][0]": "b", "dose[1][1]": "c"},
        {"g": 2, "inner[0]": 1, "inner[1]": 2},
    )
    inside = frozenset({"g", "inner", "dose"})
    assert answers.without_row(Place("g"), 0, inside=inside) == answered(
        {"dose[0][0]": "b", "dose[0][1]": "c"}, {"g": 1, "inner[0]": 2}
    )
    inner = answers.without_row(Place("inner", (1,)), 0, inside=frozenset({"inner", "dose"}))
    assert inner == answered(
        {"dose[0][0]": "a", "dose[1][0]": "c"}, {"g": 2, "inner[0]": 1, "inner[1]": 1}
    )


@pytest.mark.parametrize("row", [-1, 1, 99])
def test_a_row_that_is_not_there_cannot_be_taken_out(row: int) -> None:
    answers = answered({"what[0]": "a"}, {"g": 1})
    assert answers.without_row(Place("g"), row, inside=frozenset({"g", "what"})) == answers


def test_only_what_is_kept_stays_rows_among_it() -> None:
    answers = answered({"a": "x", "b": "y"}, {"g": 1, "h": 2})
    assert answers.only([Place("a"), Place("h"), Place("zz")]) == answered({"a": "x"}, {"h": 2})


def test_unknown_and_declined_are_two_things() -> None:
    assert UNKNOWN != DECLINED
