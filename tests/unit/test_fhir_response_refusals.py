"""What does not fit the form is refused with one sentence that names the linkId."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.errors import ResponseRefused
from intake_app.domain.form.answers import Place
from intake_app.domain.form.questionnaire import Limits, Questionnaire
from intake_app.domain.visit.consultation import Record
from intake_app.domain.visit.fhir_response import response_from_json, response_to_json
from intake_app.domain.visit.screening import Override
from tests.helpers.builders import NOON, form, question, rows
from tests.helpers.fhir_builders import ABOUT_EVERYTHING, ABSENT, in_a, one, response_json


def refusal(data: object, questionnaire: Questionnaire = ABOUT_EVERYTHING) -> str:
    with pytest.raises(ResponseRefused) as refused:
        response_from_json(questionnaire, data)
    return str(refused.value)


# What is refused, with one sentence that names the place


def test_something_else_than_a_response_is_refused() -> None:
    assert "not a FHIR QuestionnaireResponse" in refusal([])
    assert "not a FHIR QuestionnaireResponse" in refusal(None)
    assert "not a FHIR QuestionnaireResponse" in refusal({"resourceType": "Patient"})
    assert "line 1, column 2" in refusal("{")
    assert "Nothing was saved" in refusal("{")


def test_the_answers_of_another_form_are_refused_with_both_names() -> None:
    for other, said in (("urn:other:form|1",) * 2, ("urn:test:form|2", "version “2” of the form")):
        sentence = refusal(response_json(questionnaire=other))
        assert said in sentence
        assert "urn:test:form|1" in sentence
    assert "questionnaire must be a text" in refusal(response_json(questionnaire=7))


def test_a_response_entered_in_error_is_refused() -> None:
    assert "status" in refusal(response_json(status="entered-in-error"))


def test_a_response_with_rules_of_its_own_is_refused() -> None:
    assert "rules of their own" in refusal(response_json(modifierExtension=[]))
    item = one("last", {"valueString": "x"}, modifierExtension=[])
    assert "“last” has a modifierExtension" in refusal(response_json(item))


def test_text_that_no_file_can_store_is_refused() -> None:
    assert "no file can store" in refusal(response_json(one("last", {"valueString": "a\x00b"})))
    assert "no file can store" in refusal('{"resourceType":"QuestionnaireResponse","x":"\\ud800"}')


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (one("nowhere", {"valueString": "x"}), "“nowhere” is not in this form"),
        (one("a.text", {"valueString": "x"}), "“a.text” belongs inside “a”, not at the top level"),
        (one("a", {"valueString": "x"}), "“a” is a group and takes no answer"),
        (one("r", {"valueString": "x"}), "“r” is a group and takes no answer"),
        (
            {"linkId": "a", "item": [one("last", {"valueString": "x"})]},
            "“last” belongs at the top",
        ),
        ({"linkId": "last"}, "“last” has neither an answer nor a reason"),
        (one("last"), "“last” has neither an answer nor a reason"),
        (one("last", {}), "“last” has an answer that is not right: it needs one value[x]"),
        (one("last", {"valueString": "x", "valueInteger": 1}), "has 2"),
        (one("last", {"valueInteger": 1}), "takes valueString, not valueInteger"),
        (one("last", {"valueString": 1}), "it must be text"),
        (one("last", {"valueString": " "}), "it must not be empty"),
        (one("last", {"valueString": "x"}, {"valueString": "y"}), "Only one answer"),
        (one("last", {"valueString": "x"}, item=[]), "items beside its answer"),
        ({"linkId": "last", "answer": {}}, "its answer must be a list of objects"),
        ({"linkId": "last", "answer": [7]}, "its answer must be a list of objects"),
        ({"linkId": "last", "extension": 7}, "its extension must be a list of objects"),
        ({"answer": []}, "an item at the top level has no linkId"),
        ({"linkId": "a", "item": [{"linkId": 5}]}, "an item inside “a” has no linkId"),
        ({"linkId": "a", "item": {}}, "“a” is not right: its item must be a list"),
        (
            {"linkId": "last", "extension": [{"url": ABSENT, "valueCode": "masked"}]},
            "data-absent-reason that is none of: asked-unknown",
        ),
        (
            {"linkId": "last", "extension": [{"url": ABSENT}]},
            "data-absent-reason that is none of: asked-unknown",
        ),
        (
            one(
                "last",
                {"valueString": "x"},
                extension=[{"url": ABSENT, "valueCode": "asked-unknown"}],
            ),
            "an answer and also a reason",
        ),
        (
            one("q", {"valueString": "x", "item": [one("q.why", {"valueInteger": 1})]}),
            "“q.why” has an answer that is not right",
        ),
    ],
)
def test_what_does_not_fit_is_refused_by_its_link_id(item: dict[str, Any], sentence: str) -> None:
    assert sentence in refusal(response_json(item))


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (one("a.flag", {"valueBoolean": "yes"}), "true or false"),
        (one("a.integer", {"valueInteger": 1.5}), "whole number"),
        (one("a.integer", {"valueInteger": True}), "whole number"),
        (one("a.integer", {"valueInteger": 2**31}), "between"),
        (one("a.integer", {"valueDecimal": 1}), "takes valueInteger, not valueDecimal"),
        (one("a.decimal", {"valueDecimal": "1"}), "a number"),
        (one("a.decimal", {"valueDecimal": Decimal("1E+99")}), "too large"),
        (one("a.date", {"valueDate": "31.1.2026"}), "write it like 2026-01-31"),
        (one("a.date", {"valueDate": "2026-02-30"}), "not a day"),
        (one("a.date", {"valueDateTime": "2026-01-31"}), "takes valueDate"),
        (one("a.moment", {"valueDateTime": "2026-01-31T10:00:00"}), "write it like"),
        (one("a.moment", {"valueDateTime": "2026-01-31T25:00:00Z"}), "not a time of day"),
        (one("a.moment", {"valueDateTime": "2026-02-31T10:00:00Z"}), "not a day"),
        (one("a.moment", {"valueDateTime": "2026-01-31T10:00:00+15:00"}), "distance from UTC"),
        (one("a.moment", {"valueDateTime": "2026-01-31T10:00:00+01:75"}), "distance from UTC"),
        (one("a.time", {"valueTime": "half past"}), "not a time of day"),
        (one("a.time", {"valueTime": "24:00:00"}), "not a time of day"),
        (one("a.time", {"valueTime": "23:60:00"}), "not a time of day"),
        (one("a.time", {"valueTime": "23:59:60"}), "not a time of day"),
        (one("a.amount", {"valueQuantity": {"unit": "mg"}}), "a number"),
        (one("a.amount", {"valueQuantity": 5}), "must be an object"),
        (one("a.amount", {"valueQuantity": {"value": 5, "comparator": "<"}}), "less than"),
        (one("a.amount", {"valueQuantity": {"value": 5, "unit": 7}}), "must be text"),
        (one("a.file", {"valueAttachment": {"contentType": "a/b"}}), "attachment is empty"),
        (one("a.choice", {"valueCoding": {"code": "perhaps"}}), "“perhaps” is not one of"),
        (one("a.choice", {"valueCoding": {"code": "yes", "system": "urn:other"}}), "not one of"),
        (one("a.choice", {"valueCoding": {}}), "needs a code"),
        (one("a.choice", {"valueString": "yes"}), "not one of the choices"),
        (one("a.open", {"valueCoding": {"code": "perhaps"}}), "not one of the choices"),
        (one("a.note", {"valueString": "x"}), "takes no answer"),
    ],
)
def test_a_value_that_is_not_right_is_refused_by_its_link_id(
    item: dict[str, Any], sentence: str
) -> None:
    shown = refusal(in_a(item))
    assert sentence in shown
    assert f"“{item['linkId']}”" in shown


def test_a_question_or_a_plain_group_that_comes_twice_is_refused() -> None:
    twice = one("last", {"valueString": "x"})
    assert "“last” is there more than once" in refusal(response_json(twice, twice))
    assert "“a” is there more than once" in refusal(
        response_json({"linkId": "a"}, {"linkId": "a"})
    )


def test_more_rows_than_there_may_be_are_refused() -> None:
    short = form(rows("r", question("what"), limits=Limits(max_occurs=2)))
    two = [{"linkId": "r"}, {"linkId": "r"}]
    assert response_from_json(short, response_json(*two)).answers.rows(Place("r")) == 2
    assert "“r” takes at most 2 rows" in refusal(response_json(*two, {"linkId": "r"}), short)


def test_items_inside_a_second_answer_are_refused() -> None:
    deep = form(question("q", repeats=True, items=(question("q.note", "display"),)))
    inner = {"linkId": "q.note"}
    data = response_json(one("q", {"valueString": "a"}, {"valueString": "b", "item": [inner]}))
    assert "second answer" in refusal(data, deep)


@pytest.mark.parametrize(
    ("override", "sentence"),
    [
        ({"linkId": "override."}, "must name one rule"),
        ({"linkId": "override.x"}, "needs one answer"),
        (one("override.x", {"valueString": "r"}), "needs the items .by and .at"),
        (
            one(
                "override.x",
                {
                    "valueString": "r",
                    "item": [
                        one("override.x.by", {"valueString": "n"}),
                        one("override.x.at", {"valueDateTime": "2026-11-21"}),
                    ],
                },
            ),
            "“override.x.at” needs a time of day",
        ),
        (
            one(
                "override.x",
                {
                    "item": [
                        one("override.x.by", {"valueString": "n"}),
                        one("override.x.at", {"valueDateTime": "2026-11-21T12:00:00Z"}),
                    ],
                },
            ),
            "“override.x” is not right: it must be text",
        ),
    ],
)
def test_an_override_that_is_not_whole_is_refused(override: dict[str, Any], sentence: str) -> None:
    assert sentence in refusal(response_json(override))


def test_an_override_given_twice_is_refused() -> None:
    record = Record(overrides={"x": Override(reason="r", name="n", at=NOON)})
    response: Any = response_to_json(ABOUT_EVERYTHING, record)
    assert "only once" in refusal(response_json(*response["item"], *response["item"]))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["resourceType", "item", "linkId", "answer", "extension", "valueString"]
            )
            | st.text(max_size=4),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@for_all(JSON)
def test_any_json_is_read_or_refused(data: object) -> None:
    for given in (
        data,
        response_json(*data) if isinstance(data, list) else response_json(item=data),
    ):
        try:
            response_from_json(ABOUT_EVERYTHING, given)
        except ResponseRefused:
            continue
