"""A question that repeats and has questions under each of its answers: a row for each answer."""

from intake_app.domain.form.answers import DECLINED, UNKNOWN, Answers, Place, given
from intake_app.domain.form.conditions import Operator, Test
from intake_app.domain.form.initial_answers import initial_answers
from intake_app.domain.form.live_form import LiveForm
from intake_app.domain.form.questionnaire import Item, Limits, Option, Questionnaire
from intake_app.domain.visit.assessment import assess
from intake_app.domain.visit.consultation import Consultation, Record
from intake_app.domain.visit.drafting import AddRow, Edit, RemoveRow, SetAnswer, TypeText, edited
from intake_app.domain.visit.fhir_response import response_from_json, response_to_json
from tests.helpers.builders import READING, choice, code, draft, form, question, rows

SINCE = question("since", "date")
DETAIL = question("detail", enable_when=Test("symptom", Operator.EQUAL, code("itch")))
VISITS = rows("visits", question("who"))
SYMPTOM = choice("symptom", "itch", "pain", repeats=True, items=(SINCE, DETAIL, VISITS))
FORM = form(SYMPTOM)


def place(text: str) -> Place:
    return Place.parse(text)


def after(*edits: Edit, questionnaire: Questionnaire = FORM) -> Consultation:
    consultation = draft(questionnaire)
    for edit in edits:
        consultation = edited(consultation, edit, questionnaire, READING)
    return consultation


def shown(answers: Answers) -> list[str]:
    return [str(spot.place) for spot in LiveForm(FORM, answers).questions()]


def test_one_answer_is_shown_before_anybody_has_given_any() -> None:
    assert shown(Answers()) == ["symptom[0]", "since[0]"]


def test_another_answer_comes_beside_the_one_that_is_shown() -> None:
    answers = after(AddRow(place("symptom"))).record.answers
    assert shown(answers) == ["symptom[0]", "since[0]", "symptom[1]", "since[1]"]


def test_a_condition_under_an_answer_sees_that_answer_only() -> None:
    itch, pain = given(code("itch")), given(code("pain"))
    answers = after(
        SetAnswer(place("symptom[0]"), pain), SetAnswer(place("symptom[1]"), itch)
    ).record.answers
    assert shown(answers) == ["symptom[0]", "since[0]", "symptom[1]", "since[1]", "detail[1]"]


def test_taking_out_an_answer_takes_its_questions_along_and_the_next_moves_up() -> None:
    consultation = after(
        SetAnswer(place("symptom[0]"), given(code("pain"))),
        TypeText(place("since[0]"), "2020"),
        TypeText(place("since[1]"), "31.2."),
        TypeText(place("who[1][0]"), "Dr Example"),
        RemoveRow(place("symptom"), 0),
    )
    assert consultation.record.answers.at == {place("who[0][0]"): given("Dr Example")}
    assert consultation.unfinished == {place("since[0]"): "31.2."}
    assert consultation.record.answers.rows(place("symptom")) == 1


def test_on_the_wire_the_questions_stand_inside_their_own_answer() -> None:
    record = after(
        SetAnswer(place("symptom[0]"), given(code("pain"))),
        TypeText(place("since[0]"), "2020"),
        SetAnswer(place("symptom[1]"), DECLINED),
        TypeText(place("since[2]"), "2021"),
    ).record
    written = response_to_json(FORM, record)["item"]
    assert isinstance(written, list)
    first, second, third = written[0]["answer"]
    assert first["valueCoding"]["code"] == "pain"
    assert first["item"] == [
        {"linkId": "since", "text": "Q since", "answer": [{"valueDate": "2020"}]}
    ]
    assert second["extension"][0]["valueCode"] == "asked-declined"
    assert third["extension"][0]["valueCode"] == "not-asked"
    assert third["item"][0]["answer"] == [{"valueDate": "2021"}]


def test_answers_of_somebody_else_are_read_with_and_without_a_value() -> None:
    inner = [{"linkId": "since", "answer": [{"valueDate": "2020"}]}]
    for said in (
        {"answer": [{"item": inner}]},
        {"item": inner},
        {"extension": [_absent("asked-unknown")], "item": inner},
    ):
        response = {
            "resourceType": "QuestionnaireResponse",
            "status": "completed",
            "item": [{"linkId": "symptom", **said}],
        }
        answers = response_from_json(FORM, response).answers
        assert str(answers.at[place("since[0]")].values[0]) == "2020"
        assert answers.get(place("symptom[0]")) == (UNKNOWN if "extension" in said else None)


def test_a_required_question_is_missing_until_one_of_its_rows_is_answered() -> None:
    questionnaire = form(question("q", required=True, repeats=True, items=(SINCE,)))

    def missing(*edits: Edit) -> list[str]:
        consultation = after(*edits, questionnaire=questionnaire)
        found = assess(questionnaire, consultation, rules=(), birth_date=None, reading=READING)
        return [str(spot.place) for spot in found.missing]

    assert missing() == ["q"]
    assert missing(AddRow(place("q"))) == ["q"]
    assert missing(TypeText(place("q[1]"), "x")) == []
    assert missing(SetAnswer(place("q[0]"), UNKNOWN)) == []


def test_a_choice_that_stands_alone_is_said_beside_the_others() -> None:
    none = Option(value=code("none"), exclusive=True)
    item = question("q", "choice", repeats=True, options=(none, Option(value=code("itch"))))
    questionnaire = form(
        question("q", "choice", repeats=True, options=item.options, items=(SINCE,))
    )
    consultation = after(
        SetAnswer(place("q[0]"), given(code("itch"))),
        SetAnswer(place("q[1]"), given(code("none"))),
        questionnaire=questionnaire,
    )
    found = assess(questionnaire, consultation, rules=(), birth_date=None, reading=READING)
    assert found.problems == {place("q"): "“None” cannot be combined with another answer."}


def test_only_as_many_answers_as_there_may_be() -> None:
    questionnaire = form(question("q", repeats=True, items=(SINCE,), limits=Limits(max_occurs=1)))
    consultation = after(TypeText(place("q[0]"), "x"), questionnaire=questionnaire)
    assert consultation.record.answers.rows(place("q")) == 1


def test_what_the_form_brings_along_stands_in_each_new_row() -> None:
    dose = question("dose", initial=("1 ml",))
    brought = question("what", repeats=True, initial=("a", "b"), items=(dose,))
    questionnaire = form(rows("drugs", brought), brought_outside())
    start = initial_answers(questionnaire)
    assert {str(each): answer.values for each, answer in start.at.items()} == {
        "out[0]": ("c",),
        "unit[0]": ("mg",),
    }
    answers = after(AddRow(place("drugs")), questionnaire=questionnaire).record.answers
    assert {str(each): answer.values for each, answer in answers.at.items()} == {
        "what[0][0]": ("a",),
        "dose[0][0]": ("1 ml",),
        "what[0][1]": ("b",),
        "dose[0][1]": ("1 ml",),
    }
    assert Record(answers=answers) == response_from_json(
        questionnaire, response_to_json(questionnaire, Record(answers=answers))
    )


def brought_outside() -> Item:
    unit = question("unit", initial=("mg",))
    return question("out", repeats=True, initial=("c",), items=(unit,))


def _absent(reason: str) -> dict[str, str]:
    url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
    return {"url": url, "valueCode": reason}
