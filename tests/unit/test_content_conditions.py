"""The condition language as rules write it, held against a form."""

from datetime import date
from decimal import Decimal

import pytest

from intake_app.content.conditions import ConditionReader
from intake_app.content.places import FilePlace
from intake_app.domain.dates import PartialDate
from intake_app.domain.errors import ContentInvalid
from intake_app.domain.form.conditions import (
    All,
    AnyOf,
    Condition,
    Derived,
    Not,
    Operator,
    StateIs,
)
from intake_app.domain.form.conditions import Test as Compared
from intake_app.domain.form.questionnaire import FormRef, Item, ItemType, Option, Questionnaire
from intake_app.domain.values import AnswerState, Coding

FORM = Questionnaire(
    ref=FormRef("urn:form", "1"),
    title="",
    items=(
        Item(link_id="group", type=ItemType.GROUP),
        Item(link_id="told", type=ItemType.BOOLEAN),
        Item(link_id="hairs", type=ItemType.INTEGER),
        Item(link_id="salt", type=ItemType.DECIMAL),
        Item(link_id="day", type=ItemType.DATE),
        Item(link_id="at", type=ItemType.DATE_TIME),
        Item(link_id="clock", type=ItemType.TIME),
        Item(link_id="words", type=ItemType.TEXT),
        Item(
            link_id="skin",
            type=ItemType.CHOICE,
            options=(Option(value=Coding("I")), Option(value=Coding("II"))),
        ),
    ),
)


def _read(data: object) -> Condition:
    def refuse(reason: str, near: str) -> ContentInvalid:
        return FilePlace("rules.toml", 1).wrong(f"{reason} [{near}]")

    return ConditionReader(FORM, refuse).read(data)


def _test(question: str, sign: str, answer: object) -> dict[str, object]:
    return {"question": question, "operator": sign, "answer": answer}


@pytest.mark.parametrize(
    ("data", "condition"),
    [
        (_test("told", "=", True), Compared("told", Operator.EQUAL, True)),
        (_test("told", "exists", False), Compared("told", Operator.EXISTS, False)),
        (_test("hairs", ">", 6), Compared("hairs", Operator.GREATER, Decimal(6))),
        (_test("salt", "<=", 31.5), Compared("salt", Operator.AT_MOST, Decimal("31.5"))),
        (_test("words", "=", "a < b"), Compared("words", Operator.EQUAL, "a < b")),
        (_test("skin", "!=", "II"), Compared("skin", Operator.NOT_EQUAL, "II")),
        (
            _test("day", "<", "2026-01-31"),
            Compared("day", Operator.LESS, PartialDate(2026, 1, 31)),
        ),
        (
            _test("day", "<", date(2026, 1, 31)),
            Compared("day", Operator.LESS, PartialDate(2026, 1, 31)),
        ),
        (
            {"question": "told", "state": "declined"},
            StateIs("told", AnswerState.DECLINED),
        ),
        (
            {"derived": "days_to_session.at", "operator": "<", "answer": 2},
            Derived("days_to_session.at", Operator.LESS, Decimal(2)),
        ),
        (
            {"not": {"any": [{"all": [_test("told", "=", True)]}]}},
            Not(AnyOf((All((Compared("told", Operator.EQUAL, True),)),))),
        ),
    ],
)
def test_a_condition_is_read(data: object, condition: Condition) -> None:
    assert _read(data) == condition


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("told", r"must be a table in \{ \}"),
        ({"any": []}, "with the keys any is not understood"),
        ({"any": [_test("told", "=", True)], "not": {}}, "with the keys any, not"),
        ({"question": "told"}, "is not understood"),
        (_test("gone", "=", 1), r"no question “gone” in the form \[gone\]"),
        (_test("group", "=", 1), "no question “group”"),
        (_test("told", "is", True), "the operator “is” must be one of"),
        (_test("told", "=", "yes"), "“told” is of type boolean and cannot be “yes”"),
        (_test("told", ">", True), "have no order for >"),
        (_test("skin", ">", "I"), "have no order for >"),
        (_test("skin", "=", "III"), "no choice “III”; it has: I, II"),
        (_test("skin", "=", 1), "is of type choice and cannot be “1”"),
        (_test("hairs", "=", True), "is of type integer and cannot be “True”"),
        (_test("day", "=", "soon"), "is of type date and cannot be “soon”"),
        (_test("day", "=", 3), "is of type date and cannot be “3”"),
        (_test("clock", "=", "12:00"), "is of type time and cannot be"),
        (_test("told", "exists", "yes"), "exists takes true or false"),
        ({"question": "told", "state": "perhaps"}, "the state “perhaps” must be one of"),
        ({"derived": "mood", "operator": "<", "answer": 2}, "no derived value “mood”"),
        ({"derived": "salt", "operator": "<", "answer": "2"}, "is compared with a number"),
        ({"derived": "salt", "operator": "exists", "answer": 1}, "is compared with a number"),
        (
            {"derived": "days_to_session.told", "operator": "<", "answer": 2},
            "“told” does not ask for a date",
        ),
        (
            {"derived": "days_to_session.gone", "operator": "<", "answer": 2},
            "no question “gone”",
        ),
    ],
)
def test_a_condition_that_cannot_be_meant_is_refused_in_words(data: object, reason: str) -> None:
    with pytest.raises(ContentInvalid, match=reason):
        _read(data)
