"""A form of another release of FHIR is named in one sentence, and read where it is the same."""

from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.fhir.form import check_form
from intake_app.domain.form.conditions import AnyOf, Operator, Test
from intake_app.domain.form.questionnaire import Item, ItemType
from intake_app.domain.values import Coding
from tests.helpers.fhir_builders import coded, form_json, item_json


def items_of(*items: dict[str, Any]) -> dict[str, Item]:
    form = check_form(form_json(*items)).questionnaire
    assert form is not None
    return dict(form.by_link_id)


def said_of_the_form(*items: dict[str, Any], **form: Any) -> list[str]:
    check = check_form(form_json(*items, **form))
    assert check.ok, check.errors
    return [each.feature for each in check.unsupported if not each.link_id]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (item_json("a", "coding", answerOption=[coded("x")]), "R5, not R4 (the item “a” has the"),
        (item_json("a", answerConstraint="optionsOnly"), "the property answerConstraint"),
        (item_json("a", disabledDisplay="hidden"), "the property disabledDisplay"),
        (item_json("a", "choice", option=[coded("x")]), "STU3, not R4 (the item “a” has the"),
        (item_json("a", initialString="x"), "the property initialString"),
        (item_json("a", enableWhen=[{"question": "z", "hasAnswer": True}]), "hasAnswer"),
    ],
)
def test_what_shows_the_release_is_said_in_one_sentence(item: dict[str, Any], said: str) -> None:
    (sentence,) = said_of_the_form(item, item_json("z"))
    assert said in sentence


def test_a_form_of_r4_says_nothing_of_a_release() -> None:
    assert said_of_the_form(item_json("a", "choice", answerOption=[coded("x")])) == []


def test_a_form_of_dstu2_is_refused_in_one_sentence() -> None:
    form = {"resourceType": "Questionnaire", "status": "published", "group": {"linkId": "x"}}
    check = check_form(form)
    assert [each.message for each in check.errors] == [
        "This is a form of FHIR DSTU2, not R4: its questions stand in “group”."
    ]


@pytest.mark.parametrize(
    ("constraint", "kind"),
    [
        ({}, ItemType.CHOICE),
        ({"answerConstraint": "optionsOnly"}, ItemType.CHOICE),
        ({"answerConstraint": "optionsOrString"}, ItemType.OPEN_CHOICE),
        ({"answerConstraint": "optionsOrType"}, ItemType.OPEN_CHOICE),
    ],
)
def test_a_coding_of_r5_is_a_choice_of_r4(constraint: dict[str, str], kind: ItemType) -> None:
    inside = item_json("a", "coding", answerOption=[coded("x")], **constraint)
    read = items_of(item_json("g", "group", item=[inside]))["a"]
    assert read.type is kind
    assert [option.text for option in read.options] == ["X"]


def test_options_of_a_text_or_a_number_of_r5_are_choices_too() -> None:
    words = item_json("a", answerConstraint="optionsOrString", answerOption=[{"valueString": "x"}])
    numbers = item_json("b", "integer", answerOption=[{"valueInteger": 3}])
    read = items_of(words, numbers)
    assert (read["a"].type, read["b"].type) == (ItemType.OPEN_CHOICE, ItemType.CHOICE)


def test_what_r5_says_and_r4_cannot_is_named_by_its_link_id() -> None:
    loose = item_json("a", "coding", answerConstraint="optionsOrType", answerOption=[coded("x")])
    shown = item_json("b", disabledDisplay="protected")
    found = check_form(form_json(loose, shown)).unsupported
    named = [(each.link_id, each.feature.split(":")[0]) for each in found if each.link_id]
    assert named == [("a", "answerConstraint optionsOrType"), ("b", "disabledDisplay protected")]


def test_options_initial_answers_and_conditions_of_stu3_are_read() -> None:
    values = {
        "resourceType": "ValueSet",
        "id": "v",
        "compose": {"include": [{"system": "urn:s", "concept": [{"code": "c"}]}]},
    }
    asked = [
        {"question": "a", "hasAnswer": True},
        {"question": "b", "answerCoding": {"system": "urn:s", "code": "c"}},
    ]
    form = check_form(
        form_json(
            item_json("a", "choice", option=[coded("x")]),
            item_json("b", "choice", options={"reference": "#v"}),
            item_json("c", "integer", initialInteger=5, enableWhen=asked),
            contained=[values],
        )
    ).questionnaire
    assert form is not None
    read = form.by_link_id
    assert [option.text for option in read["a"].options] == ["X"]
    assert [option.value for option in read["b"].options] == [Coding("c", "", "urn:s")]
    assert read["c"].initial == (5,)
    assert read["c"].enable_when == AnyOf(
        (
            Test("a", Operator.EXISTS, answer=True),
            Test("b", Operator.EQUAL, Coding("c", "", "urn:s")),
        )
    )


@pytest.mark.parametrize(
    "odd", [7, None, [], "x", {"item": 7}, {"linkId": 7, "type": "coding"}, {"type": {}}]
)
def test_nothing_that_an_item_may_be_stops_the_reading(odd: object) -> None:
    shown = [item_json("a", "coding"), {**item_json("b", option=odd, enableWhen=odd), "type": odd}]
    assert check_form(form_json(*shown, odd)) is not None  # type: ignore[arg-type]


@st.composite
def choices(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Items of R4 of which each may be asked only after an earlier one."""
    found: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["choice", "open-choice", "integer", "string"]))
        item = item_json(f"q{number}", kind, repeats=draw(st.booleans()))
        if "choice" in kind:
            item["answerOption"] = [coded(word) for word in ("a", "b", "c")]
        elif draw(st.booleans()):
            value = {"valueInteger": 5} if kind == "integer" else {"valueString": "five"}
            item["initial"] = [value]
        asked = [_asked_after(draw, each) for each in found if draw(st.booleans())]
        if asked:
            item |= {"enableWhen": asked, "enableBehavior": draw(st.sampled_from(["any", "all"]))}
        found.append(item)
    return found


def _asked_after(draw: st.DrawFn, item: dict[str, Any]) -> dict[str, Any]:
    asked: dict[str, Any] = {"question": item["linkId"], "operator": "exists"}
    if "answerOption" in item and draw(st.booleans()):
        return asked | {"operator": "=", "answerCoding": coded("a")["valueCoding"]}
    return asked | {"answerBoolean": draw(st.booleans())}


def _as_r5(item: dict[str, Any]) -> dict[str, Any]:
    constraints = {"choice": "optionsOnly", "open-choice": "optionsOrString"}
    if item["type"] not in constraints:
        return {**item, "disabledDisplay": "hidden"}
    return {**item, "type": "coding", "answerConstraint": constraints[item["type"]]}


def _as_stu3(item: dict[str, Any]) -> dict[str, Any]:
    names = {"answerOption": "option"}
    said = {names.get(name, name): value for name, value in item.items() if name != "initial"}
    for initial in item.get("initial", ()):
        said |= {name.replace("value", "initial"): value for name, value in initial.items()}
    if "enableWhen" in item:
        said["enableWhen"] = [_condition_as_stu3(each) for each in item["enableWhen"]]
    return said


def _condition_as_stu3(condition: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in condition.items() if name != "operator"}
    if condition["operator"] == "exists":
        kept["hasAnswer"] = kept.pop("answerBoolean")
    return kept


@for_all(choices())
def test_the_same_form_in_another_release_is_the_same_form(asked: list[dict[str, Any]]) -> None:
    wanted = items_of(*asked)
    assert items_of(*map(_as_r5, asked)) == wanted
    assert items_of(*map(_as_stu3, asked)) == wanted
