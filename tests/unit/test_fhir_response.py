"""Records as QuestionnaireResponses: what is written is read back as it was."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.dates import PartialDate
from intake_app.domain.fhir_json import from_json_text, to_json_text
from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.values import AnswerState, Attachment, Coding, Moment, Quantity
from intake_app.domain.visit.consultation import Record
from intake_app.domain.visit.fhir_response import response_from_json, response_to_json
from intake_app.domain.visit.screening import Override
from tests.helpers.builders import (
    AWKWARD_NAME,
    BERLIN,
    NEW_YORK,
    NOON,
    answered,
    code,
    day,
    form,
    moment,
    question,
)
from tests.helpers.fhir_builders import ABOUT_EVERYTHING, ABSENT, in_a, one, response_json
from tests.helpers.form_strategies import forms_with_records


def written(questionnaire: Questionnaire, record: Record) -> object:
    """What a reader of the stored text gets."""
    return from_json_text(to_json_text(response_to_json(questionnaire, record)))


def read_back(questionnaire: Questionnaire, record: Record) -> Record:
    return response_from_json(questionnaire, written(questionnaire, record))


# What is written


def test_a_response_names_its_form_its_patient_its_time_and_its_status() -> None:
    response = response_to_json(
        ABOUT_EVERYTHING,
        Record(),
        patient_reference="Patient/7",
        authored=NOON,
        status="completed",
        identifier="abc",
    )
    assert response == {
        "resourceType": "QuestionnaireResponse",
        "identifier": {"value": "abc"},
        "questionnaire": "urn:test:form|1",
        "status": "completed",
        "subject": {"reference": "Patient/7"},
        "authored": "2026-11-21T12:00:00+00:00",
    }


def test_items_stand_in_the_order_of_the_form_with_their_texts() -> None:
    answers = answered(
        {"last": "z", "a.integer": 3, "a.decimal": Decimal("1.50"), "a.choice": code("no")}
    )
    response = response_to_json(ABOUT_EVERYTHING, Record(answers=answers))
    no = {"system": "urn:intake-app:codes", "code": "no", "display": "No"}
    assert response["item"] == [
        {
            "linkId": "a",
            "text": "Q a",
            "item": [
                {
                    "linkId": "a.decimal",
                    "text": "Q a.decimal",
                    "answer": [{"valueDecimal": Decimal("1.50")}],
                },
                {"linkId": "a.integer", "text": "Q a.integer", "answer": [{"valueInteger": 3}]},
                {"linkId": "a.choice", "text": "Q a.choice", "answer": [{"valueCoding": no}]},
            ],
        },
        {"linkId": "last", "text": "Q last", "answer": [{"valueString": "z"}]},
    ]


def test_the_four_states_are_four_different_things_on_the_wire() -> None:
    answers = answered({"a.date": AnswerState.UNKNOWN, "a.url": AnswerState.DECLINED, "last": "x"})
    response = response_to_json(ABOUT_EVERYTHING, Record(answers=answers))
    assert response["item"] == [
        {
            "linkId": "a",
            "text": "Q a",
            "item": [
                {
                    "linkId": "a.date",
                    "text": "Q a.date",
                    "extension": [{"url": ABSENT, "valueCode": "asked-unknown"}],
                },
                {
                    "linkId": "a.url",
                    "text": "Q a.url",
                    "extension": [{"url": ABSENT, "valueCode": "asked-declined"}],
                },
            ],
        },
        {"linkId": "last", "text": "Q last", "answer": [{"valueString": "x"}]},
    ]


def test_rows_are_repeated_items_and_an_empty_row_is_an_item_without_children() -> None:
    answers = answered(
        {"r.what[1]": "iron", "dose[0][][1][0]": Decimal(2)}, {"r": 3, "r.inner[1]": 1}
    )
    response = response_to_json(ABOUT_EVERYTHING, Record(answers=answers))
    empty = {"linkId": "r", "text": "Q r"}
    assert response["item"] == [
        empty,
        {
            **empty,
            "item": [
                {"linkId": "r.what", "text": "Q r.what", "answer": [{"valueString": "iron"}]},
                {
                    "linkId": "r.inner",
                    "text": "Q r.inner",
                    "item": [
                        {
                            "linkId": "dose[0]",
                            "text": "Q dose[0]",
                            "answer": [{"valueDecimal": Decimal(2)}],
                        }
                    ],
                },
            ],
        },
        empty,
    ]


def test_a_question_under_an_answer_stands_inside_that_answer() -> None:
    answers = answered({"q": "yes", "q.why": "because"})
    why = {"linkId": "q.why", "text": "Q q.why", "answer": [{"valueString": "because"}]}
    response = response_to_json(ABOUT_EVERYTHING, Record(answers=answers))
    assert response["item"] == [
        {"linkId": "q", "text": "Q q", "answer": [{"valueString": "yes", "item": [why]}]}
    ]


def test_a_question_without_words_is_written_without_them() -> None:
    bare = form(question("a", text=""))
    response = response_to_json(bare, Record(answers=answered({"a": "x"})))
    assert response["item"] == [{"linkId": "a", "answer": [{"valueString": "x"}]}]


def test_an_override_stands_at_the_end_with_its_reason_its_name_and_its_time() -> None:
    override = Override(reason="Seen by a colleague", name="Dr Example", at=NOON)
    record = Record(overrides={"pregnant": override})
    response: Any = response_to_json(ABOUT_EVERYTHING, record)
    (item,) = response["item"]
    assert item["linkId"] == "override.pregnant"
    assert item["answer"][0]["valueString"] == "Seen by a colleague"
    by, at = item["answer"][0]["item"]
    assert by == {"linkId": "override.pregnant.by", "answer": [{"valueString": "Dr Example"}]}
    assert at["answer"] == [{"valueDateTime": "2026-11-21T12:00:00+00:00"}]


@pytest.mark.parametrize(
    "answers",
    [
        answered({"nowhere": "x"}),
        answered({"last[0]": "x"}),
        answered({"last": 5}),
        answered({"a": "x"}),
        answered({"last": ("x", "y")}),
        answered({"a.choice": Coding("perhaps")}),
        answered({"last": "\x00"}),
        answered({"last": "  "}),
        answered({"a.integer": 2**40}),
        answered({"a.decimal": Decimal("NaN")}),
        answered({"a.amount": Quantity(Decimal(1), "\ud800")}),
        answered({"a.amount": Quantity(Decimal("Infinity"))}),
    ],
)
def test_an_answer_that_could_not_be_read_back_is_never_written(answers: Answers) -> None:
    with pytest.raises(ValueError, match=r"cannot be kept|no place"):
        response_to_json(ABOUT_EVERYTHING, Record(answers=answers))


# What is written is read back


SEVERAL: dict[str, object] = {
    "a.text": (AWKWARD_NAME, "العربية\nline two", "髪" * 500),
    "a.flag": False,
    "a.decimal": Decimal("12.50"),
    "a.integer": -3,
    "a.date": day("2024-03"),
    "a.moment": moment("2026-11-28 10:00"),
    "a.time": time(14, 30, 15, 250000),
    "a.url": "https://example.org/a?b=c",
    "a.amount": Quantity(Decimal("1E+3"), "mg", "http://unitsofmeasure.org", "mg"),
    "a.file": Attachment("image/png", "Crown", "aGFpcg==", ""),
    "a.choice": (code("yes"), code("no")),
    "a.open": "something else",
    "r.what[0]": "iron",
    "dose[0][][0][1]": Decimal("0.10"),
    "r.what[2]": AnswerState.UNKNOWN,
    "q": AnswerState.DECLINED,
    "q.why": "inside a declined question",
    "last": " kept with its spaces ",
}


def test_every_kind_of_answer_survives() -> None:
    answers = answered(SEVERAL, {"r": 4, "r.inner[0]": 2})
    override = Override(reason="Reason", name=AWKWARD_NAME, at=NOON + timedelta(microseconds=7))
    record = Record(answers=answers, overrides={"rule-a": override, "rule-b": override})
    assert read_back(ABOUT_EVERYTHING, record) == record


def test_decimals_keep_their_digits() -> None:
    text = to_json_text(
        response_to_json(
            ABOUT_EVERYTHING, Record(answers=answered({"a.decimal": Decimal("12.50")}))
        )
    )
    assert '"valueDecimal": 12.50}' in text
    back = response_from_json(ABOUT_EVERYTHING, text)
    (value,) = back.answers.at[Place("a.decimal")].values
    assert str(value) == "12.50"


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK])
@pytest.mark.parametrize("fold", [0, 1])
def test_a_time_in_the_doubled_hour_of_autumn_survives(zone: Any, fold: int) -> None:
    for at in (
        datetime(2026, 10, 25, 2, 30, tzinfo=zone, fold=fold),
        datetime(2026, 11, 1, 1, 30, tzinfo=zone, fold=fold),
    ):
        value = Moment(PartialDate.from_day(at.date()), at)
        record = Record(answers=answered({"a.moment": value}))
        assert read_back(ABOUT_EVERYTHING, record) == record
        assert value.at is not None
        assert value.at.timestamp() == at.timestamp()


def test_a_time_with_the_odd_offsets_of_long_ago_survives() -> None:
    record = Record(answers=answered({"a.moment": moment("1850-06-01 10:00")}))
    assert read_back(ABOUT_EVERYTHING, record) == record


def test_a_moment_without_a_zone_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Moment(day("2026-11-28"), datetime(2026, 11, 28, 10, 0))  # noqa: DTZ001


def test_rows_that_only_an_answer_speaks_of_are_written_and_nothing_is_lost() -> None:
    answers = answered({"r.what[2]": "iron", "dose[0][][1][1]": Decimal(1)})
    back = read_back(ABOUT_EVERYTHING, Record(answers=answers))
    assert back.answers.at == answers.at
    assert back.answers.rows(Place("r")) == 3
    assert back.answers.rows(Place("r.inner", (1,))) == 2


@for_all(forms_with_records())
def test_any_record_of_any_form_reads_back_as_it_was_written(
    made: tuple[Questionnaire, Record],
) -> None:
    questionnaire, record = made
    assert read_back(questionnaire, record) == record


@for_all(forms_with_records(), st.randoms(use_true_random=False))
def test_the_order_of_items_and_their_texts_do_not_matter(
    made: tuple[Questionnaire, Record], random: Any
) -> None:
    questionnaire, record = made

    def shaken(data: Any, key: str = "") -> Any:
        if isinstance(data, dict):
            return {k: shaken(v, k) for k, v in data.items() if k != "text"}
        if isinstance(data, list):
            inner = [shaken(each) for each in data]
            if key == "item":
                order = {each["linkId"]: random.random() for each in inner}
                inner.sort(key=lambda each: order[each["linkId"]])  # rows keep their order
            return inner
        return data

    data = shaken(written(questionnaire, record))
    assert response_from_json(questionnaire, data) == record


# Where reading is lenient


def test_a_whole_number_is_taken_for_a_decimal() -> None:
    for answer in ({"valueDecimal": 12}, {"valueInteger": 12}, {"valueDecimal": 12.0}):
        record = response_from_json(ABOUT_EVERYTHING, in_a(one("a.decimal", answer)))
        (value,) = record.answers.at[Place("a.decimal")].values
        assert isinstance(value, Decimal)
        assert value == 12


def test_a_choice_without_system_or_with_other_words_is_stored_as_the_form_has_it() -> None:
    for coding in ({"code": "yes"}, {"code": "yes", "display": "Yeah"}):
        record = response_from_json(
            ABOUT_EVERYTHING, in_a(one("a.choice", {"valueCoding": coding}))
        )
        assert record.answers.at[Place("a.choice")].values == (code("yes"),)


def test_the_form_may_be_named_without_its_version_or_not_at_all() -> None:
    data = in_a(one("a.flag", {"valueBoolean": True}))
    for named in ({"questionnaire": "urn:test:form"}, {}):
        bare = {key: value for key, value in data.items() if key != "questionnaire"}
        assert response_from_json(ABOUT_EVERYTHING, {**bare, **named}).answers.at


def test_a_response_may_be_text_or_bytes_and_may_leave_out_seconds() -> None:
    text = (
        '{"resourceType": "QuestionnaireResponse", "item": [{"linkId": "a", "item": ['
        '{"linkId": "a.moment", "answer": [{"valueDateTime": "2026-11-28T10:00+01:00"}]}, '
        '{"linkId": "a.time", "answer": [{"valueTime": "09:05"}]}]}]}'
    )
    for data in (text, text.encode(), b"\xef\xbb\xbf" + text.encode()):
        answers = response_from_json(ABOUT_EVERYTHING, data).answers
        assert answers.at[Place("a.moment")].values == (moment("2026-11-28 10:00"),)
        assert answers.at[Place("a.time")].values == (time(9, 5),)


def test_a_display_in_a_response_is_passed_over() -> None:
    assert not response_from_json(ABOUT_EVERYTHING, in_a({"linkId": "a.note"})).answers.at


@pytest.mark.parametrize(
    ("absent", "state"),
    [
        ("asked-unknown", AnswerState.UNKNOWN),
        ("unknown", AnswerState.UNKNOWN),
        ("asked-declined", AnswerState.DECLINED),
        ("not-asked", AnswerState.NOT_ASKED),
    ],
)
def test_a_reason_for_no_answer_may_stand_on_the_item_or_on_its_only_answer(
    absent: str, state: AnswerState
) -> None:
    reason = {"extension": [{"url": ABSENT, "valueCode": absent}]}
    for item in ({"linkId": "last", **reason}, one("last", reason)):
        answers = response_from_json(ABOUT_EVERYTHING, response_json(item)).answers
        assert answers.state(Place("last")) is state
