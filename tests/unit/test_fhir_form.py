"""Questionnaires become forms; what is wrong or cannot be shown is said by linkId."""

import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.errors import FormRefused
from intake_app.domain.fhir.form import check_form, read_form
from intake_app.domain.fhir.form_check import FormCheck
from intake_app.domain.fhir_json import from_json_text, to_json_text
from intake_app.domain.form.conditions import All, AnyOf, Operator, Test
from intake_app.domain.form.questionnaire import FormRef, Item, ItemType, Option
from intake_app.domain.values import Coding, Moment
from tests.helpers.builders import code, day
from tests.helpers.fhir_builders import coded, condition_json, extension, form_json, item_json

SHIPPED = from_json_text(
    (
        Path(__file__).parents[2] / "resources" / "questionnaires" / "hair-consultation.json"
    ).read_bytes()
)


def errors(check: FormCheck) -> list[tuple[str, str]]:
    return [(error.link_id, error.message) for error in check.errors]


def unsupported(check: FormCheck) -> list[tuple[str, str]]:
    return [(each.link_id, each.feature) for each in check.unsupported]


def read_item(item: dict[str, Any], *others: dict[str, Any], **properties: Any) -> Item:
    read = read_form(form_json(item, *others, **properties)).find(item["linkId"])
    assert read is not None
    return read


def choice_json(link_id: str, *codes: str, **properties: Any) -> dict[str, Any]:
    options = [coded(each) for each in codes]
    return item_json(link_id, "choice", answerOption=options, **properties)


# What is read


def test_the_shipped_form_has_no_errors() -> None:
    check = check_form(SHIPPED)
    assert errors(check) == []
    assert check.ok
    assert check.items > 45


def test_items_keep_their_order_their_nesting_and_their_words() -> None:
    inner = item_json("b", "boolean", prefix="1.", required=True, readOnly=True, repeats=False)
    check = check_form(form_json(item_json("a", "group", item=[inner]), item_json("c", "text")))
    assert check.items == 3
    form = check.questionnaire
    assert form is not None
    assert form.ref == FormRef("urn:test:form", "1")
    assert form.title == "A made-up form"
    assert list(form.by_link_id) == ["a", "b", "c"]
    read = form.by_link_id["b"]
    assert (read.text, read.prefix, read.required, read.read_only) == ("Q b", "1.", True, True)


@pytest.mark.parametrize("kind", [each.value for each in ItemType if each is not ItemType.CHOICE])
def test_every_item_type_is_read(kind: str) -> None:
    item = item_json("a", kind, **({"item": [item_json("b")]} if kind == "group" else {}))
    assert read_item(item).type.value == kind


def test_options_and_their_extensions_are_read() -> None:
    none = {
        **coded("none"),
        "extension": [
            extension("questionnaire-optionExclusive", valueBoolean=True),
            extension("ordinalValue", valueDecimal=Decimal("0.5")),
        ],
    }
    some = coded("some")
    some["valueCoding"]["extension"] = [extension("ordinalValue", valueDecimal=2)]
    chosen = {**coded("much"), "initialSelected": True}
    item = read_item(item_json("a", "choice", answerOption=[none, some, chosen]))
    assert item.options == (
        Option(value=code("none"), exclusive=True, ordinal=Decimal("0.5")),
        Option(value=code("some"), ordinal=Decimal(2)),
        Option(value=code("much"), selected=True),
    )
    assert item.initial == (code("much"),)


def test_options_may_be_words_numbers_and_days() -> None:
    options = [{"valueString": "x"}, {"valueInteger": 3}, {"valueDate": "2026-11"}]
    item = read_item(item_json("a", "choice", answerOption=options))
    assert [option.value for option in item.options] == ["x", 3, day("2026-11")]


def test_a_contained_value_set_gives_the_options() -> None:
    concepts = [{"code": "I", "display": "Type I"}, {"code": "II"}]
    value_set = {
        "resourceType": "ValueSet",
        "id": "skin",
        "compose": {"include": [{"system": "urn:s", "concept": concepts}]},
    }
    item = item_json("a", "choice", answerValueSet="#skin")
    other = {"resourceType": "Organization", "id": "skin"}
    options = read_item(item, contained=[value_set, other]).options
    assert [each.value for each in options] == [
        Coding("I", "Type I", "urn:s"),
        Coding("II", "", "urn:s"),
    ]


def test_limits_and_the_other_extensions_are_read() -> None:
    extensions = [
        extension("minValue", valueDecimal=0),
        extension("maxValue", valueDecimal=100),
        extension("maxDecimalPlaces", valueInteger=1),
        extension("questionnaire-unit", valueCoding={"code": "%", "display": "percent"}),
        extension("questionnaire-hidden", valueBoolean=True),
        extension("entryFormat", valueString="0 to 100"),
        extension("questionnaire-sliderStepValue", valueInteger=5),
        extension("questionnaire-minOccurs", valueInteger=1),
        extension("questionnaire-maxOccurs", valueInteger=3),
        extension(
            "questionnaire-itemControl", valueCodeableConcept={"coding": [{"code": "slider"}]}
        ),
        extension("urn:intake-app:reason", valueString="001-27"),
        extension("urn:intake-app:always-answered", valueBoolean=True),
    ]
    item = read_item(item_json("a", "decimal", repeats=True, maxLength=9, extension=extensions))
    limits = item.limits
    assert (limits.minimum, limits.maximum, limits.max_decimals) == (0, 100, 1)
    assert (limits.min_occurs, limits.max_occurs, limits.max_length) == (1, 3, 9)
    assert item.is_required
    assert item.units == (Coding("%", "percent"),)
    assert item.hidden
    assert item.always_answered
    assert (item.entry_format, item.control, item.reason) == ("0 to 100", "slider", "001-27")
    assert item.slider_step == 5


def test_what_is_not_said_limits_nothing() -> None:
    item = read_item(item_json("a", "decimal"))
    assert item == Item(link_id="a", type=ItemType.DECIMAL, text="Q a")
    whole = [
        extension("maxDecimalPlaces", valueInteger=0),
        extension("questionnaire-minOccurs", valueInteger=0),
    ]
    limits = read_item(item_json("a", "decimal", extension=whole)).limits
    assert (limits.max_decimals, limits.min_occurs) == (0, 0)


def test_days_and_times_can_have_limits() -> None:
    extensions = [extension("minValue", valueDate="2020"), extension("maxValue", valueDate="2030")]
    item = read_item(item_json("a", "date", extension=extensions))
    assert item.limits.maximum == day("2030")
    extensions = [extension("minValue", valueDateTime="2020-01-01T00:00:00Z")]
    assert isinstance(
        read_item(item_json("a", "dateTime", extension=extensions)).limits.minimum, Moment
    )


def test_a_limit_that_is_worked_out_is_named_and_the_question_stays() -> None:
    rule = {"language": "text/fhirpath", "expression": "today()"}
    worked_out = {"extension": [extension("cqf-calculatedValue", valueExpression=rule)]}
    latest = {**extension("maxValue"), "_valueDate": worked_out}
    check = check_form(form_json(item_json("a", "date", extension=[latest])))
    assert check.questionnaire is not None, check.errors
    assert check.questionnaire.by_link_id["a"].limits.maximum is None
    assert [each.feature for each in check.unsupported] == [
        "extension cqf-calculatedValue of valueDate"
    ]


def test_units_to_choose_from_keep_their_order() -> None:
    units = [extension("questionnaire-unitOption", valueCoding={"code": c}) for c in ("mg", "ml")]
    assert [u.code for u in read_item(item_json("a", "quantity", extension=units)).units] == [
        "mg",
        "ml",
    ]


def test_a_help_text_belongs_to_the_item_around_it() -> None:
    control = extension(
        "questionnaire-itemControl", valueCodeableConcept={"coding": [{"code": "help"}]}
    )
    hint = item_json("a.help", "display", extension=[control], text="Count the hairs")
    item = read_item(item_json("a", item=[hint]))
    assert item.help == "Count the hairs"
    assert item.items == ()


def test_conditions_are_joined_as_enable_behavior_says() -> None:
    told = condition_json("a", answerBoolean=True)
    aged = condition_json("b", ">=", answerInteger=18)
    for behaviour, kind in (("all", All), ("any", AnyOf)):
        item = item_json("c", enableWhen=[told, aged], enableBehavior=behaviour)
        read = read_item(item, item_json("a", "boolean"), item_json("b", "integer"))
        assert isinstance(read.enable_when, kind)
    alone = read_item(item_json("c", enableWhen=[told]), item_json("a", "boolean"))
    assert alone.enable_when == Test("a", Operator.EQUAL, True)


def test_initial_values_are_read() -> None:
    item = item_json("a", repeats=True, initial=[{"valueString": "x"}, {"valueString": "y"}])
    assert read_item(item).initial == ("x", "y")


def test_a_form_without_url_and_version_gets_them_from_its_id_or_its_content() -> None:
    bare = {k: v for k, v in form_json(item_json("a")).items() if k not in ("url", "version")}
    assert read_form({**bare, "id": "intake"}).ref == FormRef("urn:intake-app:form:intake", "1")
    first, other = read_form(bare).ref, read_form({**bare, "title": "Other"}).ref
    assert first == read_form(copy.deepcopy(bare)).ref
    assert first != other
    assert len(first.url) == len("urn:intake-app:form:") + 8
    assert read_form({**bare, "id": "http://x|y"}).ref.url.count("|") == 0  # it is no id of FHIR


def test_text_and_bytes_are_parsed_first() -> None:
    text = to_json_text(form_json(item_json("a")))
    assert check_form(text).ok
    assert check_form(text.encode()).ok
    assert read_form(text).find("a")
    assert "line 1, column 2" in check_form("{").errors[0].message


# What is wrong


@pytest.mark.parametrize("data", [None, [], 7, "7", {}, {"resourceType": "Patient"}])
def test_something_else_than_a_questionnaire_is_said_to_be_so(data: object) -> None:
    check = check_form(data)
    assert check.errors[0].message.startswith("This is not a FHIR Q")
    assert check.questionnaire is None


def test_read_form_refuses_with_the_first_fault_and_its_link_id() -> None:
    with pytest.raises(FormRefused, match="cannot be used: “a”: This linkId is used more than"):
        read_form(form_json(item_json("a"), item_json("a")))
    with pytest.raises(FormRefused, match="not a FHIR Questionnaire"):
        read_form(7)


def test_a_form_that_asks_nothing_is_an_error() -> None:
    assert errors(check_form(form_json())) == [("", "It has no items: there is nothing to ask.")]


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"status": "draught"}, "Its status must be one of"),
        ({"url": "urn:a b"}, "Its url cannot hold"),
        ({"url": "urn:a|2"}, "Its url cannot hold"),
        ({"url": 7}, "url must be text"),
        ({"version": "1|2"}, "Its version cannot hold"),
        ({"modifierExtension": []}, "modifierExtension"),
        ({"extension": {}}, "extension must be a list"),
        ({"extension": [{}]}, "An extension has no url"),
        ({"contained": [7]}, "contained must be a list of objects"),
        ({"item": {}}, "item must be a list"),
        ({"x": "a\x00b"}, "no file can store"),
        ({"x": float("nan")}, "not a number"),
        ({"x": 10**5000}, "a number is too long"),
    ],
)
def test_faults_of_the_whole_form_have_no_link_id(properties: dict[str, Any], said: str) -> None:
    check = check_form(form_json(item_json("a"), **properties))
    found = errors(check)
    assert [link_id for link_id, _ in found] == [""] * len(found)
    assert said in found[0][1]


@pytest.mark.parametrize("link_id", [None, 7, "", "  "])
def test_a_missing_link_id_is_said_with_its_place(link_id: object) -> None:
    inner = {"linkId": link_id, "type": "string"}
    check = check_form(form_json(item_json("a", "group", item=[inner]), inner))
    assert errors(check) == [
        ("", "Item 2, inside “a”, has no linkId."),
        ("", "Item 3, at the top level, has no linkId."),
    ]


WRONG_ITEMS: list[tuple[dict[str, Any], str]] = [
    ({"type": "question"}, "The type “question” is unknown"),
    ({"type": ""}, "It has no type"),
    ({"type": 7}, "type must be text"),
    ({"type": ["string"]}, "type must be text"),
    ({"text": 7}, "text must be text"),
    ({"required": "yes"}, "required must be true or false"),
    ({"repeats": 1}, "repeats must be true or false"),
    ({"item": 7}, "item must be a list of objects"),
    ({"maxLength": 0}, "maxLength must be 1 or more"),
    ({"maxLength": "9"}, "maxLength: it must be a whole number"),
    ({"type": "date", "maxLength": 5}, "maxLength does not go with the type date"),
    ({"type": "group"}, "A group needs items"),
    ({"type": "group", "item": []}, "A group needs items"),
    ({"type": "display", "item": [{"linkId": "b", "type": "string"}]}, "A display cannot have"),
    ({"type": "display", "initial": [{"valueString": "x"}]}, "A display has no initial value"),
    ({"type": "choice", "answerOption": []}, "Its answerOption is empty"),
    ({"type": "choice", "answerOption": [{}]}, "A choice: it needs one value[x]"),
    ({"type": "choice", "answerOption": [{"valueBoolean": True}]}, "valueCoding or valueString"),
    ({"type": "choice", "answerOption": [coded("a"), coded("a")]}, "“A” is offered twice"),
    (
        {"type": "choice", "answerOption": [coded("a")], "answerValueSet": "#x"},
        "both answerOption",
    ),
    ({"type": "choice", "answerValueSet": "#x"}, "“#x” is not among the contained"),
    ({"answerOption": [{"valueString": "x"}]}, "A string cannot have options"),
    ({"type": "group", "answerOption": [coded("a")]}, "A group cannot have options"),
    (
        {"type": "choice", "answerOption": [coded("a")], "initial": [coded("a")]},
        "mark the first choice as initialSelected",
    ),
    (
        {
            "type": "choice",
            "answerOption": [{**coded(c), "initialSelected": True} for c in ("a", "b")],
        },
        "Several choices are initialSelected",
    ),
    ({"initial": [{}]}, "Its initial value: it needs one value[x]"),
    ({"initial": [{"valueString": "x"}] * 2}, "Only one answer can be given"),
    ({"maxLength": 2, "initial": [{"valueString": "xyz"}]}, "Its initial value cannot stand"),
    ({"modifierExtension": [{}]}, "modifierExtension"),
]


@pytest.mark.parametrize(("properties", "said"), WRONG_ITEMS)
def test_faults_of_an_item_are_said_under_its_link_id(
    properties: dict[str, Any], said: str
) -> None:
    check = check_form(form_json({**item_json("a"), **properties}))
    assert any(link_id == "a" and said in message for link_id, message in errors(check))
    assert check.questionnaire is None


@pytest.mark.parametrize(
    ("kind", "extensions", "said"),
    [
        (
            "integer",
            [("minValue", {"valueInteger": 5}), ("maxValue", {"valueInteger": 4})],
            "greater",
        ),
        ("date", [("minValue", {"valueInteger": 5})], "valueDate is expected, not valueInteger"),
        ("string", [("minValue", {"valueInteger": 5})], "do not go with the type string"),
        ("integer", [("minValue", {})], "it needs one value[x], and has none"),
        ("integer", [("minValue", {"valueInteger": 1})] * 2, "minValue is given twice"),
        ("string", [("regex", {"valueString": "[a-"})], "Its regex cannot be read"),
        (
            "string",
            [("regex", {"valueString": "((a{1000}){1000}){1000}"})],
            "cannot be read: its repeats make it too large",
        ),
        (
            "string",
            [("regex", {"valueString": "a{99999999999999999999}"})],
            "regex cannot be read",
        ),
        ("string", [("regex", {"valueInteger": 7})], "valueString is expected"),
        ("string", [("questionnaire-minOccurs", {"valueInteger": -1})], "must be 0 or more"),
        ("string", [("questionnaire-maxOccurs", {"valueInteger": 0})], "must be 1 or more"),
        (
            "string",
            [
                ("questionnaire-minOccurs", {"valueInteger": 3}),
                ("questionnaire-maxOccurs", {"valueInteger": 2}),
            ],
            "minOccurs is greater",
        ),
        ("integer", [("questionnaire-sliderStepValue", {"valueInteger": 0})], "more than 0"),
        ("attachment", [("maxSize", {"valueDecimal": -3})], "maxSize must be more than 0"),
        ("string", [("questionnaire-itemControl", {"valueString": "x"})], "valueCodeableConcept"),
        ("string", [("questionnaire-hidden", {"valueString": "x"})], "valueBoolean is expected"),
    ],
)
def test_faults_of_extensions_are_said(
    kind: str, extensions: list[tuple[str, dict[str, Any]]], said: str
) -> None:
    given = [extension(name, **value) for name, value in extensions]
    check = check_form(form_json(item_json("a", kind, extension=given)))
    assert any(link_id == "a" and said in message for link_id, message in errors(check))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (condition_json("c", answerString="x"), "asks about itself"),
        (condition_json("nowhere", answerString="x"), "“nowhere”, which is not in the form"),
        (condition_json("g", answerString="x"), "“g”, which is not a question"),
        (condition_json("yes", answerString="x"), "another kind of answer than answerString"),
        (condition_json("yes", "exists", answerString="x"), "exists takes answerBoolean"),
        (condition_json("yes", ">", answerBoolean=True), "no order for >"),
        (condition_json("one", ">", answerCoding={"code": "a"}), "no order for >"),
        (condition_json("one", answerString="a"), "another kind of answer"),
        (condition_json("one", answerBoolean=True), "another kind of answer"),
        (condition_json("day", answerDateTime="2026-01-01"), "another kind of answer"),
        (condition_json("yes", "~", answerBoolean=True), "needs an operator"),
        (condition_json("yes"), "it needs one answer[x], and has none"),
        (condition_json("yes", answerBoolean="x"), "must be true or false"),
        ({"operator": "=", "answerBoolean": True}, "names no question"),
        ({"question": ["yes"], "operator": "=", "answerBoolean": True}, "question must be text"),
        (7, "enableWhen must be a list of objects"),
    ],
)
def test_a_condition_that_can_never_be_right_is_an_error(asked: Any, said: str) -> None:
    check = check_form(
        form_json(
            item_json("g", "group", item=[item_json("yes", "boolean"), item_json("day", "date")]),
            choice_json("one", "a", "b"),
            item_json("c", enableWhen=[asked]),
        )
    )
    assert any(link_id == "c" and said in message for link_id, message in errors(check))


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("decimal", {"answerDecimal": 5.6}),
        ("decimal", {"answerInteger": 5}),
        ("integer", {"answerInteger": 5}),
        ("date", {"answerDate": "2020-05"}),
        ("dateTime", {"answerDateTime": "2020-05-01T10:00:00Z"}),
        ("time", {"answerTime": "10:00:00"}),
        ("string", {"answerString": "test"}),
        ("url", {"answerString": "urn:x"}),
        ("quantity", {"answerQuantity": {"value": 5}}),
    ],
)
def test_whatever_has_an_order_can_be_asked_for_with_every_operator(
    kind: str, answer: dict[str, Any]
) -> None:
    for operator in ("=", "!=", ">", "<", ">=", "<="):
        item = item_json("c", enableWhen=[condition_json("q", operator, **answer)])
        check = check_form(form_json(item_json("q", kind), item))
        assert (errors(check), unsupported(check)) == ([], [])


def test_groups_and_rows_may_stand_under_a_question() -> None:
    inner = item_json("rows", "group", repeats=True, item=[item_json("x")])
    check = check_form(form_json(item_json("q", item=[inner])))
    assert (errors(check), unsupported(check)) == ([], [])


def test_a_condition_on_itself_is_said_once() -> None:
    item = item_json("a", "boolean", enableWhen=[condition_json("a", answerBoolean=True)])
    assert errors(check_form(form_json(item))) == [("a", "Its condition asks about itself.")]


def test_several_conditions_need_to_be_joined() -> None:
    asked = condition_json("a", answerBoolean=True)
    for behaviour, said in (({}, "no enableBehavior"), ({"enableBehavior": "some"}, "all or any")):
        item = item_json("c", enableWhen=[asked, asked], **behaviour)
        check = check_form(form_json(item_json("a", "boolean"), item))
        assert said in errors(check)[0][1]


def test_a_loop_of_conditions_is_said_once_with_its_way_round() -> None:
    chain = ["a", "b", "c"]
    items = [
        item_json(name, "boolean", enableWhen=[condition_json(after, answerBoolean=True)])
        for name, after in zip(chain, ["b", "c", "a"], strict=True)
    ]
    assert errors(check_form(form_json(*items))) == [
        ("a", "Whether it is asked depends on itself: “a” → “b” → “c” → “a”.")
    ]


def test_a_group_that_waits_for_a_question_inside_it_is_a_loop() -> None:
    asked = condition_json("inner", answerBoolean=True)
    items = item_json("outer", "group", item=[item_json("inner", "boolean")], enableWhen=[asked])
    assert errors(check_form(form_json(items))) == [
        ("outer", "Whether it is asked depends on itself: “outer” → “inner” → “outer”.")
    ]


def test_a_very_long_chain_of_conditions_is_no_loop() -> None:
    items = [item_json("q0", "boolean")]
    for number in range(1, 3000):
        asked = condition_json(f"q{number - 1}", answerBoolean=True)
        items.append(item_json(f"q{number}", "boolean", enableWhen=[asked]))
    assert check_form(form_json(*reversed(items))).ok


def test_link_ids_that_the_program_uses_itself_are_refused() -> None:
    assert (
        "cannot begin with override."
        in errors(check_form(form_json(item_json("override.x"))))[0][1]
    )


@pytest.mark.parametrize("depth", [51, 90, 5000])
def test_items_nested_too_deep_are_an_error(depth: int) -> None:
    item = item_json(f"q{depth}")
    for level in range(depth - 1, 0, -1):
        item = item_json(f"q{level}", "group", item=[item])
    check = check_form(form_json(item))
    assert any("nested more than" in message for _, message in errors(check))
    assert check.questionnaire is None


def test_rows_in_rows_that_multiply_to_too_many_answers_are_an_error() -> None:
    many = [{"valueString": str(number)} for number in range(80)]
    inner = item_json("b", repeats=True, initial=many, item=[item_json("c")])
    check = check_form(form_json(item_json("a", repeats=True, initial=many, item=[inner])))
    assert errors(check) == [("", "It begins with 6480 answers; at most 5000 can be kept.")]
    assert check_form(form_json(inner)).ok


def test_fifty_levels_are_fine() -> None:
    item = item_json("q50")
    for level in range(49, 0, -1):
        item = item_json(f"q{level}", "group", item=[item])
    assert read_form(form_json(item)).find("q50")


# What is valid and cannot be shown


@pytest.mark.parametrize(
    ("item", "feature"),
    [
        (item_json("a", "reference"), "type reference"),
        (
            item_json("a", "quantity", initial=[{"valueQuantity": {"comparator": "<"}}]),
            "initial value: an amount “less than”",
        ),
        (item_json("a", "choice"), "choice without answerOption or answerValueSet"),
        (item_json("a", "choice", answerValueSet="http://x/y"), "answerValueSet “http://x/y”"),
        (
            item_json("a", "choice", answerOption=[coded("x"), {"valueReference": {}}]),
            "answerOption valueReference",
        ),
        (item_json("a", colour="red"), "property colour"),
        (
            item_json("a", _text={"extension": [extension("rendering-style", valueString="x")]}),
            "extension rendering-style of text",
        ),
        (item_json("a", "display", required=True), "required on display"),
        (item_json("a", initial=[{"valueInteger": 5}]), "initial valueInteger on string"),
        (
            item_json(
                "a", "choice", answerOption=[{"valueCoding": {"code": "x", "version": "2"}}]
            ),
            "property version",
        ),
        (item_json("a", extension=[extension("designNote")]), "extension designNote"),
        (
            item_json(
                "a",
                extension=[
                    extension(
                        "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
                        "sdc-questionnaire-answerExpression",
                        valueExpression={"language": "text/fhirpath", "expression": "1"},
                    )
                ],
            ),
            "answerExpression",
        ),
    ],
)
def test_what_cannot_be_shown_is_named_by_its_link_id(item: dict[str, Any], feature: str) -> None:
    check = check_form(form_json(item, item_json("z")))
    assert check.ok, errors(check)
    assert any(link_id == "a" and feature in each for link_id, each in unsupported(check))


@pytest.mark.parametrize(
    ("kind", "control", "feature"),
    [
        ("string", "spinner", "itemControl spinner on string"),
        ("string", "lookup", "itemControl lookup"),
        ("string", "table", "itemControl table on what are not choices with the same answers"),
        ("string", "gtable", "itemControl gtable on what does not repeat"),
        ("string", "slider", "itemControl slider on string"),
        ("quantity", "slider", "itemControl slider on quantity"),
        ("string", "drop-down", "itemControl drop-down on string"),
        ("boolean", "autocomplete", "itemControl autocomplete on boolean"),
        ("date", "regex", "regex on date"),
    ],
)
def test_controls_and_patterns_that_do_not_fit_are_named(
    kind: str, control: str, feature: str
) -> None:
    coding = {"coding": [{"code": control}]}
    given = extension("questionnaire-itemControl", valueCodeableConcept=coding)
    if control == "regex":
        given = extension("regex", valueString="a")
    check = check_form(form_json(item_json("a", kind, extension=[given])))
    assert unsupported(check) == [("a", feature)]


@pytest.mark.parametrize(
    "value_set",
    [
        {"compose": {"include": [{"system": "urn:s", "filter": []}]}},
        {"compose": {"include": [{"system": "urn:s"}]}},
        {"compose": {"include": [{"concept": [{"code": "x"}]}], "exclude": []}},
        {"expansion": {}},
    ],
)
def test_a_value_set_that_does_not_list_its_codes_is_named(value_set: dict[str, Any]) -> None:
    contained = [{"resourceType": "ValueSet", "id": "v", **value_set}]
    check = check_form(
        form_json(item_json("a", "choice", answerValueSet="#v"), contained=contained)
    )
    assert [link_id for link_id, feature in unsupported(check) if "value set" in feature] == ["a"]


def test_a_concept_without_a_code_is_an_error() -> None:
    compose = {"include": [{"concept": [{"display": "x"}]}]}
    contained = [{"resourceType": "ValueSet", "id": "v", "compose": compose}]
    check = check_form(
        form_json(item_json("a", "choice", answerValueSet="#v"), contained=contained)
    )
    assert errors(check) == [("a", "A concept of its value set has no code.")]


def test_a_condition_on_what_cannot_be_shown_or_is_not_offered_is_named() -> None:
    asked = [
        condition_json("ref", "exists", answerBoolean=True),
        condition_json("one", answerCoding={"code": "c"}),
        condition_json("ref", answerReference={}),
    ]
    item = item_json("c", enableWhen=asked, enableBehavior="any")
    check = check_form(form_json(item_json("ref", "reference"), choice_json("one", "a"), item))
    assert check.ok
    assert set(unsupported(check)) == {
        ("ref", "type reference"),
        ("c", "condition on “ref”, which cannot be shown"),
        ("c", "condition on an answer that “one” does not offer"),
        ("c", "enableWhen answerReference"),
    }


def test_extensions_of_the_whole_form_are_named_without_a_link_id() -> None:
    check = check_form(form_json(item_json("a"), extension=[extension("unheard-of")]))
    assert unsupported(check) == [("", "extension unheard-of")]


# Whatever is given


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@for_all(JSON)
def test_any_json_is_checked_without_raising(data: object) -> None:
    assert not check_form(data).ok
    assert not check_form({"resourceType": "Questionnaire", "item": data}).ok


@for_all(st.data())
def test_a_damaged_form_is_checked_without_raising(data: st.DataObject) -> None:
    damaged = copy.deepcopy(SHIPPED)
    for _ in range(data.draw(st.integers(1, 4))):
        holder, key = _somewhere(damaged, data)
        if data.draw(st.booleans()):
            holder[key] = data.draw(JSON)
        else:
            del holder[key]
    check = check_form(damaged)
    assert check.ok is (check.questionnaire is not None)
    assert all(error.message.endswith(".") for error in check.errors)


def _somewhere(damaged: Any, data: st.DataObject) -> tuple[Any, Any]:
    """A place in a JSON document, found by walking down at random."""
    here = damaged
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = data.draw(st.sampled_from(keys))
        inner = here[key]
        deeper = isinstance(inner, dict | list) and len(inner) > 0
        if not deeper or data.draw(st.integers(0, 4)) == 0:
            return here, key
        here = inner


@pytest.mark.parametrize(
    ("control", "others", "named"),
    [
        ("table", ("x", "y"), []),
        ("table", ("x",), ["itemControl table on what are not choices with the same answers"]),
        ("htable", ("x", "y"), ["itemControl htable: its questions are shown as rows"]),
    ],
)
def test_a_table_of_answers_is_named_where_the_answers_are_not_the_same(
    control: str, others: tuple[str, ...], named: list[str]
) -> None:
    coding = {"coding": [{"code": control}]}
    group = item_json(
        "g",
        "group",
        extension=[extension("questionnaire-itemControl", valueCodeableConcept=coding)],
        item=[choice_json("a", "x", "y"), choice_json("b", *others)],
    )
    check = check_form(form_json(group))
    assert [feature for _link_id, feature in unsupported(check)] == named
