"""The form in use, from resources/questionnaires/."""

import hashlib
from dataclasses import dataclass

from intake_app.content.places import FilePlace
from intake_app.content.resources import ResourceFiles
from intake_app.content.rules import PAGES
from intake_app.domain.errors import JsonBroken
from intake_app.domain.evidence.evidence import Evidence
from intake_app.domain.fhir.form import check_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.services.ports import StoredForm

FORM = "questionnaires/hair-consultation.json"


@dataclass(frozen=True, slots=True)
class Form:
    """The form as it is stored, and as it is understood."""

    stored: StoredForm
    questionnaire: Questionnaire


def read_form(files: ResourceFiles, evidence: Evidence) -> Form:
    """The form, which the program understands in full; every question says why it is asked.

    Raises:
        ContentInvalid: With the line of the first item that is wrong.
    """
    text = files.text(FORM)
    check = check_form(_parsed(text))
    if check.questionnaire is None:
        first = check.errors[0]
        where = f"“{first.link_id}”: " if first.link_id else ""
        raise _place(text, first.link_id).wrong(where + first.message.rstrip("."))
    questionnaire = check.questionnaire
    _check_reasons(questionnaire, evidence, text)
    stored = StoredForm(
        ref=questionnaire.ref,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        definition=text,
    )
    return Form(stored, questionnaire)


def _parsed(text: str) -> object:
    try:
        return from_json_text(text, path=FORM)
    except JsonBroken as wrong:
        place = FilePlace(FORM, int(str(wrong.data["line"])))
        raise place.wrong(f"this is not JSON: {wrong.data['reason']}") from None


def _check_reasons(questionnaire: Questionnaire, evidence: Evidence, text: str) -> None:
    for link_id, item in questionnaire.by_link_id.items():
        reason = item.reason
        if item.is_question and not reason:
            raise _place(text, link_id).wrong(f"“{link_id}” does not say why it is asked")
        if reason and not reason.startswith(PAGES) and reason not in evidence.claims:
            raise _place(text, link_id).wrong(
                f"“{link_id}” names “{reason}”, which is neither a page nor a claim"
            )


def _place(text: str, link_id: str) -> FilePlace:
    """The line of an item, by its linkId; of two with the same one the second."""
    at = text.rfind(f'"linkId": "{link_id}"') if link_id else -1
    return FilePlace(FORM, text.count("\n", 0, at) + 1 if at >= 0 else 1)
