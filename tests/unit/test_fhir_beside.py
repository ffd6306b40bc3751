"""Displays inside a question that belong to it: help, prompt, unit, the ends of a scale."""

from typing import Any

import pytest

from intake_app.domain.fhir.form import check_form
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.values import Coding
from tests.helpers.fhir_builders import condition_json, extension, form_json, item_json


def beside(control: str, text: str, **more: Any) -> dict[str, Any]:
    coding = {"coding": [{"code": control}]}
    shown = extension("questionnaire-itemControl", valueCodeableConcept=coding)
    return {**item_json(f"q.{control}", "display", extension=[shown]), "text": text, **more}


def read(kind: str, *inside: dict[str, Any], **more: Any) -> tuple[Item, list[str]]:
    form = form_json(item_json("z"), item_json("q", kind, item=list(inside), **more))
    check = check_form(form)
    assert check.questionnaire is not None, check.errors
    return check.questionnaire.by_link_id["q"], [each.feature for each in check.unsupported]


def test_what_helps_to_answer_becomes_part_of_the_question() -> None:
    item, named = read(
        "integer",
        beside("help", "Ask gently."),
        beside("flyover", "Most say three."),
        beside("prompt", "a whole number"),
        beside("unit", "cm"),
        beside("lower", "None"),
        beside("upper", "Worst"),
    )
    assert item.help == "Ask gently.\nMost say three."
    assert item.entry_format == "a whole number"
    assert item.units == (Coding("", "cm"),)
    assert item.ends == ("None", "Worst")
    assert item.items == ()
    assert named == []


def test_what_the_form_says_in_an_extension_goes_before_a_display() -> None:
    unit = extension("questionnaire-unit", valueCoding={"code": "kg"})
    wanted = extension("entryFormat", valueString="0.0")
    shown = (beside("unit", "pounds"), beside("prompt", "how heavy"))
    item, _named = read("decimal", *shown, extension=[unit, wanted])
    assert (item.units, item.entry_format) == ((Coding("kg", ""),), "0.0")


@pytest.mark.parametrize(
    ("kind", "inside"),
    [
        ("string", beside("unit", "cm")),
        ("boolean", beside("prompt", "yes or no")),
        ("string", beside("inline", "Read this.")),
        ("integer", beside("unit", "cm", enableWhen=[condition_json("z", answerString="x")])),
    ],
)
def test_what_does_not_go_with_the_question_stays_words_to_read(
    kind: str, inside: dict[str, Any]
) -> None:
    item, _named = read(kind, inside)
    assert [child.text for child in item.items] == [inside["text"]]


def test_such_a_control_on_a_question_is_named() -> None:
    coding = {"coding": [{"code": "lower"}]}
    shown = extension("questionnaire-itemControl", valueCodeableConcept=coding)
    _item, named = read("string", extension=[shown])
    assert named == ["itemControl lower on string"]
