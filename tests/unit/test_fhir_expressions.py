"""What a check of a form says of its expressions."""

from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from intake_app.domain.fhir.expressions import SDC
from intake_app.domain.fhir.form import check_form, read_form
from intake_app.domain.form.answers import Answers, Place, given
from intake_app.domain.visit.calculating import Calculator
from tests.helpers.builders import NOON
from tests.helpers.expression_forms import (
    ADA,
    BODY,
    BORN,
    LANGUAGE,
    answer_to,
    calculated,
    expression,
    variable,
)
from tests.helpers.fhir_builders import condition_json, form_json, item_json
from tests.helpers.own_process import said_by


def errors(*items: dict[str, Any], **form: Any) -> list[tuple[str, str]]:
    check = check_form(form_json(*items, **form), LANGUAGE)
    return [(each.link_id, each.message) for each in check.errors]


def unsupported(*items: dict[str, Any], **form: Any) -> list[tuple[str, str]]:
    check = check_form(form_json(*items, **form), LANGUAGE)
    assert check.ok, check.errors
    return [(each.link_id, each.feature) for each in check.unsupported]


def launch(name: str) -> dict[str, Any]:
    return {
        "url": f"{SDC}launchContext",
        "extension": [{"url": "name", "valueCoding": {"code": name}}],
    }


def test_expressions_that_are_understood_are_not_named() -> None:
    assert unsupported(*BODY) == []
    assert unsupported(calculated("x", "%n + 1"), extension=[variable("n", "1")]) == []
    assert unsupported(*BODY, extension=[launch("patient")]) == []


def test_a_calculated_question_is_there_to_be_read() -> None:
    form = check_form(form_json(*BODY), LANGUAGE).questionnaire

    assert form is not None
    assert form.by_link_id["bmi"].read_only
    assert not form.by_link_id["weight"].read_only


@pytest.mark.parametrize("language", ["text/cql", "application/x-fhir-query", ""])
def test_another_language_is_named(language: str) -> None:
    item = item_json("x", extension=[expression("calculatedExpression", "Age()", language)])

    said = f"“{language}”" if language else "no language"
    assert unsupported(item) == [("x", f"calculatedExpression in {said}")]


@pytest.mark.parametrize("text", ["1 +", "(1", "'open", "a b", "1 ~~ 2", "#", "((((" * 2_000])
def test_what_is_not_fhirpath_is_an_error(text: str) -> None:
    found = errors(calculated("x", text))

    assert found
    assert all(link_id == "x" for link_id, _ in found)
    assert "cannot be read" in found[0][1]


def test_what_an_expression_names_and_nobody_declares_is_named() -> None:
    assert unsupported(calculated("x", "%unheard + '%text'.length()", "integer")) == [
        ("x", "calculatedExpression with %unheard, for which there is no value")
    ]
    assert unsupported(calculated("x", "1.unheardOf()", "integer")) == [
        ("x", "calculatedExpression with the function unheardOf()")
    ]
    assert unsupported(*BODY, extension=[launch("user")]) == [("", "launchContext user")]


def test_the_patient_may_have_another_name_in_a_form() -> None:
    named = {**launch("LaunchPatient"), "extension": [*launch("LaunchPatient")["extension"]]}
    named["extension"].append({"url": "type", "valueCode": "Patient"})
    born = item_json(
        "born", "date", extension=[expression("initialExpression", "%LaunchPatient.birthDate")]
    )
    form = form_json(born, extension=[named])
    assert unsupported(born, extension=[named]) == []
    begun = Calculator(read_form(form, LANGUAGE), LANGUAGE).initial(Answers(), ADA, NOON)
    assert begun.get(Place("born")) == given(BORN)


def test_an_initial_expression_where_it_has_no_meaning_is_named() -> None:
    begins = [expression("initialExpression", "'x'")]
    rows = item_json("q", repeats=True, extension=begins, item=[item_json("why")])
    group = item_json("g", "group", extension=begins, item=[item_json("a")])
    assert unsupported(rows, group) == [
        ("q", "initialExpression on a question whose answers have rows"),
        ("g", "initialExpression on group"),
    ]


def test_a_loop_of_calculations_is_an_error() -> None:
    three = [
        calculated("a", f"{answer_to('b')} + 1"),
        calculated("b", f"{answer_to('c')} + 1"),
        calculated("c", f"{answer_to('a')} + 1"),
    ]

    ((_, message),) = errors(*three)

    assert message.startswith("It is worked out from itself: ")
    assert message.count("→") == 3
    assert errors(calculated("a", f"{answer_to('a')} + 1"))[0][0] == "a"


def test_a_loop_through_a_condition_is_one_too() -> None:
    hidden = expression("enableWhenExpression", f"{answer_to('total')} > 1")

    assert errors(
        item_json("n", "integer", extension=[hidden]), calculated("total", answer_to("n"))
    )


def test_codes_that_read_like_linkids_make_no_loop() -> None:
    assert errors(item_json("b"), calculated("a", f"iif({answer_to('b')} = 'a', 1, 2)")) == []


def test_a_condition_is_given_once() -> None:
    twice = item_json(
        "b",
        extension=[expression("enableWhenExpression", "true")],
        enableWhen=[condition_json("a", "exists", answerBoolean=True)],
    )

    assert "only one may be there" in errors(item_json("a"), twice)[0][1]


@pytest.mark.parametrize("kind", ["group", "display"])
def test_only_a_question_is_calculated(kind: str) -> None:
    inner = {"item": [item_json("y")]} if kind == "group" else {}

    assert "only a question can" in errors(calculated("x", "1", kind, **inner))[0][1]


ODD = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5) | st.just("text/fhirpath"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["language", "expression", "name", "url", "valueExpression"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@examples(odd=ODD, text=st.text(max_size=30))
def test_no_expression_whatever_it_holds_stops_the_check(odd: object, text: str) -> None:
    items = [
        item_json("a", extension=[{"url": f"{SDC}calculatedExpression", "valueExpression": odd}]),
        calculated("b", text),
        item_json("c", extension=[{"url": f"{SDC}launchContext", "extension": odd}]),
    ]

    check_form(form_json(*items, extension=[variable("v", text)]), LANGUAGE)


def test_a_form_without_expressions_does_not_load_the_language() -> None:
    code = (
        "import sys, json; from intake_app.bootstrap import start; "
        "assert start(['form', 'check', sys.argv[1]]) == 0; "
        "assert not [m for m in sys.modules if m.startswith(('fhirpathpy', 'antlr4'))]"
    )
    form = "resources/questionnaires/hair-consultation.json"

    said_by(code, form)
