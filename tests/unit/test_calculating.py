"""Expressions of a form: what they give, what they cost, and what happens when they fail."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from intake_app.domain.dates import PartialDate, parse_iso
from intake_app.domain.fhir.form import read_form
from intake_app.domain.form.answers import Answers, Place, given
from intake_app.domain.form.expressions import Scope
from intake_app.domain.values import Coding, Quantity, Value
from intake_app.domain.visit.calculating import Calculated, Calculator
from tests.helpers.builders import NOON
from tests.helpers.expression_forms import (
    ADA,
    BODY,
    LANGUAGE,
    answer_to,
    calculated,
    calculator,
    expression,
    scored,
    variable,
)
from tests.helpers.fhir_builders import extension, form_json, item_json


def answers(values: Mapping[str, Value], rows: Mapping[str, int] | None = None) -> Answers:
    found = Answers()
    for group, count in (rows or {}).items():
        found = found.with_row_count(Place.parse(group), count)
    for place, value in values.items():
        found = found.with_answer(Place.parse(place), given(value))
    return found


def work_out(form: Calculator, values: Mapping[str, Value], **rows: int) -> Calculated:
    return form.work_out(answers(values, rows), ADA, NOON)


def value(found: Calculated | Answers, place: str) -> Value | None:
    there = found.answers if isinstance(found, Calculated) else found
    answer = there.get(Place.parse(place))
    return answer.values[0] if answer is not None else None


def choice(code: str) -> Coding:
    return Coding(code, code, "urn:s")


class Counting:
    """The language, with what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def fault(self, text: str) -> str:
        return LANGUAGE.fault(text)

    def unknown_functions(self, text: str) -> Sequence[str]:
        return LANGUAGE.unknown_functions(text)

    def evaluate(self, text: str, scope: Scope) -> Sequence[tuple[str, object]]:
        self.asked.append(text)
        return LANGUAGE.evaluate(text, scope)


def test_a_body_mass_index_follows_weight_and_height() -> None:
    form = calculator(*BODY)

    found = work_out(form, {"weight": Decimal("90"), "height": Decimal("1.75")})

    assert value(found, "bmi") == Decimal("29.4")
    assert value(work_out(form, {"weight": Decimal("90")}), "bmi") is None


def test_a_score_adds_the_numbers_of_the_choices() -> None:
    form = calculator(
        scored("q1", never=0, often=3),
        scored("q2", never=0, often=3),
        calculated(
            "score",
            "%resource.item.where(linkId='q1' or linkId='q2').answer.value.ordinal().sum()",
            "integer",
        ),
        calculated("weight", f"{answer_to('q1')}.weight()", "integer"),
    )

    found = work_out(form, {"q1": choice("often"), "q2": choice("often")})

    assert value(found, "score") == 6
    assert value(found, "weight") == 3


def test_the_age_comes_from_the_patients_date_of_birth_when_the_form_is_begun() -> None:
    years = "today().toString().substring(0, 4).toInteger()"
    born = "%patient.birthDate.toString().substring(0, 4).toInteger()"
    form = calculator(
        item_json("age", "integer", extension=[expression("initialExpression", f"{years}-{born}")])
    )

    assert value(form.initial(Answers(), ADA, NOON), "age") == 36
    stays = form.initial(answers({"age": 12}), ADA, NOON)
    assert value(stays, "age") == 12
    assert not form.has_work


def test_a_question_is_asked_when_its_expression_is_true() -> None:
    form = calculator(
        *BODY,
        item_json(
            "diet", extension=[expression("enableWhenExpression", f"{answer_to('bmi')} > 25")]
        ),
    )

    heavy = work_out(form, {"weight": Decimal("90"), "height": Decimal("1.75")})
    light = work_out(form, {"weight": Decimal("60"), "height": Decimal("1.75")})

    assert dict(heavy.asked) == {Place("diet"): True}
    assert dict(light.asked) == {Place("diet"): False}
    assert dict(work_out(form, {}).asked) == {Place("diet"): False}


def test_a_chain_of_three_follows_to_its_end_in_whichever_order_it_stands() -> None:
    form = calculator(
        calculated("third", f"{answer_to('second')} + 1", "integer"),
        calculated("second", f"{answer_to('first')} * 2", "integer"),
        calculated("first", f"{answer_to('n')} + 10", "integer"),
        item_json("n", "integer"),
    )

    found = work_out(form, {"n": 1})

    assert [value(found, each) for each in ("first", "second", "third")] == [11, 22, 23]
    again = form.work_out(found.answers.with_answer(Place("n"), None), ADA, NOON)
    assert value(again, "third") is None


def test_what_is_not_asked_does_not_count_and_what_depends_on_it_goes() -> None:
    hidden = [expression("enableWhenExpression", f"{answer_to('on')} = true")]
    form = calculator(
        item_json("on", "boolean"),
        item_json("n", "integer", extension=hidden),
        calculated("double", f"{answer_to('n')} * 2", "integer"),
    )

    assert value(work_out(form, {"on": True, "n": 4}), "double") == 8
    off = work_out(form, {"on": False, "n": 4})
    assert value(off, "double") is None
    assert value(off, "n") == 4


def test_each_row_is_worked_out_from_its_own_answers_and_all_rows_together() -> None:
    rows = item_json(
        "r",
        "group",
        repeats=True,
        extension=[variable("n", "%context.item.where(linkId='n').answer.value")],
        item=[item_json("n", "integer"), calculated("square", "%n * %n", "integer")],
    )
    total = "%resource.item.where(linkId='r').item.where(linkId='square').answer.value.sum()"
    form = calculator(rows, calculated("total", total, "integer"))

    found = work_out(form, {"n[0]": 3, "n[1]": 4}, r=2)

    assert [value(found, f"square[{row}]") for row in (0, 1)] == [9, 16]
    assert value(found, "total") == 25


def test_a_variable_on_a_group_that_does_not_repeat_reaches_into_it_by_a_bare_path() -> None:
    def inside(link_id: str) -> str:
        return f"item.where(linkId='{link_id}').answer.value"

    body = item_json(
        "body",
        "group",
        extension=[variable("cm", inside("height")), variable("kg", inside("weight"))],
        item=[
            item_json("height", "decimal"),
            item_json("weight", "decimal"),
            calculated("bmi", "(%kg / ((%cm / 100).power(2))).round(1)"),
        ],
    )
    form = calculator(body)

    found = work_out(form, {"height": Decimal(175), "weight": Decimal(90)})

    assert value(found, "bmi") == Decimal("29.4")
    assert not work_out(form, {}).problems


def test_what_is_known_of_the_patient_can_be_filled_in() -> None:
    reached = replace(ADA.details, phones=("01632 960000",), email="ada@example.org")
    phone = "%patient.telecom.where(system = 'phone').value.first()"
    form = calculator(item_json("phone", extension=[expression("initialExpression", phone)]))

    begun = form.initial(Answers(), replace(ADA, details=reached), NOON)

    assert value(begun, "phone") == "01632 960000"
    assert value(form.initial(Answers(), ADA, NOON), "phone") is None


def test_only_what_looks_at_a_changed_answer_is_worked_out_again() -> None:
    counting = Counting()
    questions = [item_json(f"q{n}", "integer") for n in range(20)]
    sums = [calculated(f"s{n}", f"{answer_to(f'q{n}')} + 1", "integer") for n in range(20)]
    form = Calculator(read_form(form_json(*questions, *sums), LANGUAGE), counting)
    before = answers({f"q{n}": n for n in range(20)})
    first = form.work_out(before, ADA, NOON)
    counting.asked.clear()

    after = form.work_out(first.answers.with_answer(Place("q7"), given(70)), ADA, NOON)

    assert counting.asked == [f"{answer_to('q7')} + 1"]
    assert value(after, "s7") == 71
    counting.asked.clear()
    assert form.work_out(first.answers, ADA, NOON).answers == first.answers  # an undo
    assert counting.asked == []


def test_an_expression_that_looks_everywhere_leaves_its_own_result_out() -> None:
    form = calculator(
        item_json("a", "integer"),
        item_json("b", "integer"),
        calculated("all", "%resource.item.answer.value.sum()", "integer"),
    )

    found = work_out(form, {"a": 1, "b": 2})

    assert value(found, "all") == 3
    assert value(form.work_out(found.answers, ADA, NOON), "all") == 3


def test_results_that_never_settle_stay_open_and_are_said() -> None:
    form = calculator(
        item_json("n", "integer"),
        calculated("a", "%resource.item.answer.value.sum() + 1", "integer"),
        calculated("b", "%resource.item.answer.value.sum() + 1", "integer"),
    )

    found = work_out(form, {"n": 1})

    assert value(found, "a") is None
    assert "never comes to an end" in found.problems[Place("a")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("'x' + 1", "integer"),
        ("'words'", "integer"),
        ("1.5", "integer"),
        ("1 | 2", "integer"),
        ("%nowhere", "integer"),
        ("%resource", "string"),
        ("true", "string"),
        ("'2026-02-31'", "date"),
        ("'b'", "choice"),
        ("2147483648", "integer"),
    ],
)
def test_a_failing_expression_leaves_its_question_open_and_says_so(text: str, kind: str) -> None:
    more: dict[str, Any] = {}
    if kind == "choice":
        more["answerOption"] = [{"valueCoding": {"system": "urn:s", "code": "a"}}]
    form = calculator(calculated("x", text, kind, **more), item_json("n", "integer"))

    found = work_out(form, {"n": 1})

    assert value(found, "x") is None
    assert found.problems[Place("x")].startswith("The form's calculatedExpression fails: ")


def test_a_condition_that_fails_hides_nothing() -> None:
    form = calculator(
        item_json("x", extension=[expression("enableWhenExpression", "'words'")]),
    )

    found = work_out(form, {})

    assert dict(found.asked) == {Place("x"): True}
    assert "enableWhenExpression fails" in found.problems[Place("x")]


@pytest.mark.parametrize(
    ("text", "kind", "more", "expected"),
    [
        ("1 / 3", "decimal", {}, Decimal("0.333333")),
        (
            "2 / 3",
            "decimal",
            {"extension": [extension("maxDecimalPlaces", valueInteger=2)]},
            Decimal("0.67"),
        ),
        ("4 / 2", "integer", {}, 2),
        ("@2026-02-03", "date", {}, parse_iso("2026-02-03")),
        ("today()", "date", {}, PartialDate.from_day(NOON.date())),
        ("'a' & 'b'", "string", {}, "ab"),
        ("1 = 1", "boolean", {}, True),
        ("5 'kg'", "quantity", {}, Quantity(Decimal(5), "kg", "", "kg")),
        (
            "2 + 3",
            "quantity",
            {
                "extension": [
                    extension("questionnaire-unit", valueCoding={"code": "kg", "system": "urn:u"})
                ]
            },
            Quantity(Decimal(5), "kg", "urn:u", "kg"),
        ),
        (
            "'a'",
            "choice",
            {"answerOption": [{"valueCoding": {"system": "urn:s", "code": "a", "display": "A"}}]},
            Coding("a", "A", "urn:s"),
        ),
    ],
)
def test_a_result_becomes_the_answer_that_its_question_takes(
    text: str, kind: str, more: dict[str, Any], expected: Value
) -> None:
    found = work_out(calculator(calculated("x", text, kind, **more)), {})

    assert value(found, "x") == expected
    assert not found.problems


def test_the_time_is_the_clinics_not_the_computers() -> None:
    form = calculator(calculated("day", "today()", "date"))
    earlier = NOON.replace(year=2001)

    assert value(form.work_out(Answers(), ADA, earlier), "day") == parse_iso("2001-11-21")


def test_another_patient_has_another_result() -> None:
    form = calculator(calculated("born", "%patient.birthDate", "date"))
    other = replace(ADA, details=replace(ADA.details, birth_date=parse_iso("2000-12-24")))

    assert value(form.work_out(Answers(), ADA, NOON), "born") == parse_iso("1990-01-31")
    assert value(form.work_out(Answers(), other, NOON), "born") == parse_iso("2000-12-24")


@examples(
    edits=st.lists(
        st.tuples(st.sampled_from(["n", "m"]), st.none() | st.integers(-5, 5)), max_size=6
    )
)
def test_remembering_gives_what_working_out_anew_gives(
    edits: list[tuple[str, int | None]],
) -> None:
    items = (
        item_json("n", "integer"),
        item_json(
            "m",
            "integer",
            extension=[expression("enableWhenExpression", f"{answer_to('n')} > 0")],
        ),
        calculated("sum", f"{answer_to('n')} + {answer_to('m')}", "integer"),
        calculated("free", "%resource.item.answer.value.sum()", "integer"),
    )
    remembering, now = calculator(*items), Answers()
    for link_id, number in edits:
        answer = None if number is None else given(number)
        now = remembering.work_out(now.with_answer(Place(link_id), answer), ADA, NOON).answers

    typed = now.only([Place("n"), Place("m")])

    anew = calculator(*items).work_out(typed, ADA, NOON)
    assert remembering.work_out(now, ADA, NOON) == anew


def test_an_expression_that_never_ends_is_given_up_and_said() -> None:
    form = calculator(
        item_json("known", "integer"),
        calculated("endless", "(1).repeat($this + 1)", "integer"),
        calculated("after", f"{answer_to('known')} + 1", "integer"),
    )

    found = work_out(form, {"known": 1})

    assert value(found, "endless") is None
    assert "too long" in found.problems[Place("endless")]
    assert value(found, "after") == 2
