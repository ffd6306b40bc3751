"""What the program writes is accepted by a library that nobody here wrote, and reads back."""

import json

from fhirclient.models.questionnaireresponse import QuestionnaireResponse
from hypothesis import given as for_all

from intake_app.domain.fhir_json import from_json_text, to_json_text
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Answers, Place
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.visit.consultation import Record
from intake_app.domain.visit.fhir_response import response_from_json, response_to_json
from tests.helpers.builders import form, question
from tests.helpers.form_strategies import forms_with_records


def accepted(questionnaire: Questionnaire, record: Record) -> dict[str, object]:
    """The response as the library understood it; it refuses what R4 does not have."""
    text = to_json_text(response_to_json(questionnaire, record))
    read = QuestionnaireResponse(json.loads(text), strict=True)
    understood = json.loads(json.dumps(read.as_json()))
    assert isinstance(understood, dict)
    return understood


@for_all(forms_with_records())
def test_any_answers_to_any_form_are_accepted_and_read_back(
    made: tuple[Questionnaire, Record],
) -> None:
    questionnaire, record = made
    accepted(questionnaire, record)
    text = to_json_text(response_to_json(questionnaire, record))
    assert response_from_json(questionnaire, from_json_text(text)) == record


@for_all(forms_with_records())
def test_what_the_library_hands_on_holds_every_item_and_every_state(
    made: tuple[Questionnaire, Record],
) -> None:
    questionnaire, record = made
    understood = accepted(questionnaire, record)
    again = response_from_json(questionnaire, _as_decimals(understood))
    assert again.answers.at.keys() == record.answers.at.keys()
    assert again.answers.row_counts == record.answers.row_counts
    for place, answer in record.answers.at.items():
        assert again.answers.state(place) == answer.state
        assert len(again.answers.at[place].values) == len(answer.values)


def test_unknown_and_declined_are_two_things_for_the_library_too() -> None:
    asked = form(question("a"), question("b"))
    at = {Place("a"): UNKNOWN, Place("b"): DECLINED}
    understood = accepted(asked, Record(answers=Answers(at)))
    items = understood["item"]
    assert isinstance(items, list)
    codes = [item["extension"][0]["valueCode"] for item in items]
    assert codes == ["asked-unknown", "asked-declined"]


def _as_decimals(document: object) -> object:
    return from_json_text(json.dumps(document))
