"""Value sets that a form brings along: listed, worked out before, or all of a code system."""

from typing import Any

from intake_app.domain.fhir.form import check_form
from intake_app.domain.values import Coding
from tests.helpers.fhir_builders import form_json, item_json


def options(*contained: dict[str, Any], reference: str = "#v") -> list[Coding]:
    item = item_json("a", "choice", answerValueSet=reference)
    check = check_form(form_json(item, contained=list(contained)))
    assert check.questionnaire is not None, check.errors
    found = [each.value for each in check.questionnaire.by_link_id["a"].options]
    return [value for value in found if isinstance(value, Coding)]


def unsupported(*contained: dict[str, Any]) -> list[str]:
    item = item_json("a", "choice", answerValueSet="#v")
    check = check_form(form_json(item, contained=list(contained)))
    return [each.feature for each in check.unsupported]


def value_set(name: str = "v", **content: Any) -> dict[str, Any]:
    return {"resourceType": "ValueSet", "id": name, **content}


def including(*included: dict[str, Any]) -> dict[str, Any]:
    return {"compose": {"include": list(included)}}


def test_an_expansion_gives_the_options_and_abstract_codes_only_hold_others() -> None:
    inner = [{"system": "urn:s", "code": "b", "display": "B"}]
    contains = [
        {"system": "urn:s", "code": "a", "display": "A"},
        {"system": "urn:s", "code": "g", "abstract": True, "contains": inner},
    ]
    wanted = value_set(**including({"system": "urn:s"}), expansion={"contains": contains})
    assert options(wanted) == [Coding("a", "A", "urn:s"), Coding("b", "B", "urn:s")]
    assert unsupported(wanted) == []


def test_a_whole_code_system_in_the_form_gives_the_options() -> None:
    inner = {"code": "b"}
    system = {
        "resourceType": "CodeSystem",
        "id": "c",
        "url": "urn:s",
        "content": "complete",
        "concept": [{"code": "a", "display": "A", "concept": [inner]}],
    }
    wanted = value_set(**including({"system": "urn:s"}))
    assert options(wanted, system) == [Coding("a", "A", "urn:s"), Coding("b", "", "urn:s")]


def test_a_value_set_may_be_made_of_others_in_the_form() -> None:
    one = value_set("one", **including({"system": "urn:s", "concept": [{"code": "a"}]}))
    wanted = value_set(**including({"valueSet": ["#one"]}))
    assert options(wanted, one) == [Coding("a", "", "urn:s")]


def test_value_sets_that_name_one_another_come_to_an_end_and_are_named() -> None:
    assert unsupported(value_set(**including({"valueSet": ["#v"]}))) == [
        "value set “#v”, which is named twice"
    ]


def test_a_value_set_that_filters_is_named() -> None:
    wanted = value_set(**including({"system": "urn:s", "filter": [{"property": "x"}]}))
    assert unsupported(wanted) == ["value set “#v” that does not list its codes"]


def test_two_value_sets_that_r4_itself_has_need_not_be_in_the_form() -> None:
    found = options(reference="http://hl7.org/fhir/ValueSet/administrative-gender")
    assert [coding.code for coding in found] == ["male", "female", "other", "unknown"]
    yes_no = options(reference="http://hl7.org/fhir/ValueSet/yesnodontknow|4.0.1")
    assert [coding.code for coding in yes_no] == ["Y", "N", "asked-unknown"]


def test_a_code_that_two_parts_of_a_value_set_list_is_offered_once() -> None:
    one = {"system": "urn:s", "concept": [{"code": "a", "display": "A"}, {"code": "b"}]}
    two = {"system": "urn:s", "concept": [{"code": "b"}, {"code": "c"}]}
    assert [each.code for each in options(value_set(**including(one, two)))] == ["a", "b", "c"]


def test_of_value_sets_that_are_included_together_the_shared_codes_are_offered() -> None:
    def listing(name: str, *codes: str) -> dict[str, Any]:
        concepts = [{"code": each} for each in codes]
        return value_set(name, **including({"system": "urn:s", "concept": concepts}))

    wanted = value_set(**including({"valueSet": ["#one", "#two"]}))
    found = options(wanted, listing("one", "a", "b", "c"), listing("two", "c", "b", "d"))
    assert [each.code for each in found] == ["b", "c"]


def test_an_expansion_that_is_not_whole_is_named() -> None:
    inner = [{"system": "urn:s", "code": "b"}]
    contains = [{"system": "urn:s", "code": "a", "contains": inner}]
    assert unsupported(value_set(expansion={"total": 2, "contains": contains})) == []
    assert unsupported(value_set(expansion={"total": 500, "contains": contains})) == [
        "value set “#v” with 2 of its 500 codes in the file"
    ]


def test_codes_below_the_deepest_level_that_is_read_are_named() -> None:
    concept: dict[str, Any] = {"code": "deepest", "display": "Deepest"}
    for level in range(22):
        concept = {"code": f"c{level}", "display": f"C{level}", "concept": [concept]}
    system = {
        "resourceType": "CodeSystem",
        "url": "urn:s",
        "content": "complete",
        "concept": [concept],
    }

    assert unsupported(value_set(**including({"system": "urn:s"})), system) == [
        "a value set with codes more than 20 levels deep"
    ]
