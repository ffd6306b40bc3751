"""One change to a draft after another, and undoing them."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.errors import ConsultationClosed, ResponseRefused
from intake_app.domain.fhir_json import from_json_text, to_json_text
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Answers, Place, given
from intake_app.domain.form.questionnaire import Limits
from intake_app.domain.form.typed_text import LINE_BREAK
from intake_app.domain.visit.consultation import Consultation, Record
from intake_app.domain.visit.drafting import (
    AddRow,
    Edit,
    PutBack,
    RemoveRow,
    SetAnswer,
    SetOverride,
    TypeText,
    edited,
    why_unfinished,
)
from intake_app.domain.visit.fhir_response import response_from_json, response_to_json
from intake_app.domain.visit.screening import Override
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
    question,
    rows,
)

FORM = form(
    group("g", question("name"), question("count", "integer", limits=between(0, 10))),
    question("when", "date"),
    question("names", repeats=True),
    choice("pick", "yes", "no"),
    rows("drugs", question("drug"), rows("doses", question("dose", "decimal"))),
    rows("few", question("one"), limits=Limits(max_occurs=2)),
    question("pain", repeats=True, items=(question("where"), rows("seen", question("by")))),
)
OVERRIDE = Override(reason="Seen", name="Dr Example", at=NOON)


def after(*edits: Edit, start: Consultation | None = None) -> Consultation:
    consultation = start or draft(FORM)
    for edit in edits:
        consultation = edited(consultation, edit, FORM, READING)
    return consultation


def place(text: str) -> Place:
    return Place.parse(text)


def typed(link: str, text: str) -> TypeText:
    return TypeText(place(link), text)


def test_an_answer_is_chosen_marked_and_taken_back() -> None:
    assert after(SetAnswer(place("pick"), given(code("yes")))).record.answers == answered(
        {"pick": code("yes")}
    )
    for state in (UNKNOWN, DECLINED):
        assert after(SetAnswer(place("pick"), state)).record.answers.get(place("pick")) == state
    assert (
        after(SetAnswer(place("pick"), UNKNOWN), SetAnswer(place("pick"), None)).record == Record()
    )


def test_where_it_was_written_last_is_known() -> None:
    assert after().left_at is None
    assert after(typed("count", "5"), typed("when", "31.2.")).left_at == place("when")
    assert after(AddRow(place("drugs")), AddRow(place("drugs"))).left_at == place("drugs[1]")
    added = after(AddRow(place("drugs")), typed("count", "5"))
    assert after(RemoveRow(place("drugs"), 0), start=added).left_at == place("drugs")
    assert after(PutBack(Record(), {}), start=added).left_at == place("count")


def test_typed_text_becomes_a_value_as_soon_as_it_is_one() -> None:
    consultation = after(typed("when", "31.2."))
    assert consultation.unfinished == {place("when"): "31.2."}
    assert consultation.record.answers == Answers()
    consultation = after(typed("when", "31.1.2026"), start=consultation)
    assert consultation.unfinished == {}
    assert consultation.record.answers == answered({"when": day("2026-01-31")})


def test_typing_something_wrong_takes_back_the_value_that_stood_there() -> None:
    consultation = after(typed("count", "5"), typed("count", "5x"))
    assert consultation.record.answers == Answers()
    assert consultation.unfinished == {place("count"): "5x"}


def test_a_value_beyond_its_limits_stays_text() -> None:
    consultation = after(typed("count", "11"))
    assert consultation.unfinished == {place("count"): "11"}
    assert why_unfinished(FORM.by_link_id["count"], "11", READING) == "It must be 10 or less."


def test_blank_text_takes_the_answer_and_the_unfinished_text_back() -> None:
    assert after(typed("name", "x"), typed("name", "  ")).record == Record()
    assert after(typed("count", "x"), typed("count", "")).unfinished == {}


def test_choosing_unknown_clears_unfinished_text() -> None:
    consultation = after(typed("when", "31.2."), SetAnswer(place("when"), UNKNOWN))
    assert consultation.unfinished == {}
    assert consultation.record.answers == answered({"when": UNKNOWN.state})


def test_each_line_of_a_repeating_question_is_an_answer() -> None:
    consultation = after(typed("names", LINE_BREAK.join(["Zoë", "", "Łukasz"])))
    assert consultation.record.answers == answered({"names": ("Zoë", "Łukasz")})


def test_why_unfinished_always_says_something() -> None:
    when = FORM.by_link_id["when"]
    assert "31.2." in why_unfinished(when, "31.2.", READING)
    assert why_unfinished(when, "31.1.2026", READING) == "This was not taken over. Type it again."


def test_rows_are_added_filled_and_taken_out() -> None:
    consultation = after(
        AddRow(place("drugs")),
        AddRow(place("drugs")),
        typed("drug[0]", "iron"),
        typed("drug[1]", "zinc"),
        AddRow(place("doses[1]")),
        typed("dose[1][0]", "2.5"),
        typed("dose[0][0]", "x"),
    )
    assert consultation.record.answers == answered(
        {"drug[0]": "iron", "drug[1]": "zinc", "dose[1][0]": Decimal("2.5")},
        {"drugs": 2, "doses[0]": 1, "doses[1]": 1},
    )
    assert consultation.unfinished == {place("dose[0][0]"): "x"}
    shorter = after(RemoveRow(place("drugs"), 0), start=consultation)
    assert shorter.record.answers == answered(
        {"drug[0]": "zinc", "dose[0][0]": Decimal("2.5")}, {"drugs": 1, "doses[0]": 1}
    )
    assert shorter.unfinished == {}


def test_unfinished_text_moves_up_with_its_row() -> None:
    consultation = after(
        AddRow(place("drugs")),
        AddRow(place("drugs")),
        typed("dose[1][0]", "x"),
        typed("when", "31.2."),
        RemoveRow(place("drugs"), 0),
    )
    assert consultation.unfinished == {place("dose[0][0]"): "x", place("when"): "31.2."}


def test_unfinished_text_moves_up_inside_its_own_outer_row_only() -> None:
    consultation = after(
        typed("dose[0][1]", "x"),
        typed("dose[1][0]", "gone"),
        typed("dose[1][1]", "y"),
        RemoveRow(place("doses[1]"), 0),
    )
    assert consultation.unfinished == {place("dose[0][1]"): "x", place("dose[1][0]"): "y"}


@pytest.mark.parametrize("row", [-1, 1])
def test_taking_out_a_row_that_is_not_there_changes_nothing(row: int) -> None:
    before = after(AddRow(place("drugs")), typed("drug[0]", "iron"), typed("dose[0][0]", "x"))
    assert after(RemoveRow(place("drugs"), row), start=before) == before


def test_an_answer_in_a_row_that_is_not_there_brings_the_row_with_it() -> None:
    consultation = after(SetAnswer(place("drug[2]"), given("iron")))
    assert consultation.record.answers.rows(place("drugs")) == 3


def test_an_override_is_given_and_taken_back() -> None:
    consultation = after(SetOverride("rule", OVERRIDE))
    assert consultation.record.overrides == {"rule": OVERRIDE}
    assert after(SetOverride("rule", None), start=consultation).record == Record()
    assert after(SetOverride("other", None)).record == Record()


def test_what_was_before_can_be_put_back() -> None:
    before = after(typed("name", "x"), typed("when", "31.2."))
    changed = after(typed("name", "y"), typed("when", ""), start=before)
    restored = after(PutBack(before.record, before.unfinished), start=changed)
    assert restored.record == before.record
    assert restored.unfinished == before.unfinished
    assert restored.revision == changed.revision + 1


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (typed("nowhere", "x"), "no question “nowhere”"),
        (typed("g", "x"), "“g” is not a question"),
        (typed("name[0]", "x"), "no such row for “name”"),
        (typed("drug", "x"), "no such row for “drug”"),
        (SetAnswer(place("nowhere"), None), "no question “nowhere”"),
        (SetAnswer(place("count"), given("x")), "“count”: An answer of the type integer"),
        (SetAnswer(place("name"), given("a", "b")), "Only one answer"),
        (SetAnswer(place("name"), given("\x00")), "cannot be stored"),
        (SetAnswer(place("pick"), given(code("perhaps"))), "not one of the choices"),
        (AddRow(place("g")), "“g” has at most 0 rows"),
        (AddRow(place("nowhere")), "no question “nowhere”"),
        (AddRow(place("doses")), "no such row"),
        (RemoveRow(place("nowhere"), 0), "no question “nowhere”"),
        (SetAnswer(place("one[2]"), given("x")), "“few” has at most 2 rows"),
    ],
)
def test_an_edit_that_does_not_fit_the_form_is_refused(edit: Edit, said: str) -> None:
    with pytest.raises(ResponseRefused) as refused:
        after(edit)
    assert said in str(refused.value)


def test_no_more_rows_than_there_may_be() -> None:
    full = after(AddRow(place("few")), AddRow(place("few")))
    with pytest.raises(ResponseRefused, match="at most 2 rows"):
        after(AddRow(place("few")), start=full)


def test_a_completed_consultation_is_not_edited() -> None:
    closed = draft(FORM).complete(Record(), by="Dr Example", at=NOON)
    for edit in (typed("name", "x"), SetOverride("r", None), PutBack(Record(), {})):
        with pytest.raises(ConsultationClosed):
            after(edit, start=closed)


PLACES = st.sampled_from(
    [
        place(each)
        for each in (
            "name",
            "count",
            "when",
            "names",
            "pick",
            "drug[0]",
            "dose[1][0]",
            "pain[0]",
            "pain[1]",
            "where[1]",
            "by[0][1]",
        )
    ]
)
TEXTS = st.one_of(st.text(max_size=5), st.sampled_from(["5", "31.1.2026", "yes", "2.5", "\x00"]))
EDITS: st.SearchStrategy[Any] = st.one_of(
    st.builds(TypeText, PLACES, TEXTS),
    st.builds(SetAnswer, PLACES, st.sampled_from([None, UNKNOWN, DECLINED])),
    st.builds(SetAnswer, PLACES, st.builds(given, TEXTS)),
    st.builds(
        AddRow,
        st.sampled_from(
            [place("drugs"), place("doses[1]"), place("few"), place("pain"), place("seen[1]")]
        ),
    ),
    st.builds(
        RemoveRow,
        st.sampled_from([place("drugs"), place("doses[0]"), place("pain"), place("seen[0]")]),
        st.integers(0, 2),
    ),
    st.builds(SetOverride, st.just("rule"), st.sampled_from([None, OVERRIDE])),
)


@for_all(st.lists(EDITS, max_size=12))
def test_whatever_is_edited_can_be_stored_and_read_back(edits: list[Edit]) -> None:
    consultation = draft(FORM)
    for edit in edits:
        try:
            consultation = edited(consultation, edit, FORM, READING)
        except ResponseRefused:
            continue
    text = to_json_text(response_to_json(FORM, consultation.record))
    assert response_from_json(FORM, from_json_text(text)) == consultation.record
    for where in (*consultation.record.answers.at, *consultation.unfinished):
        for depth, above in enumerate(FORM.rows_around_answer(where.link_id)):
            counted = consultation.record.answers.rows(Place(above, where.rows[:depth]))
            assert where.rows[depth] < counted
