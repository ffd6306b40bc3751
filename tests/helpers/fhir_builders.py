"""Short ways to Questionnaires and QuestionnaireResponses as JSON."""

from typing import Any

from tests.helpers.builders import CODES, choice, form, group, question, rows

HL7 = "http://hl7.org/fhir/StructureDefinition/"
ABSENT = f"{HL7}data-absent-reason"
ABOUT_EVERYTHING = form(
    group(
        "a",
        question("a.text", "text", repeats=True),
        question("a.flag", "boolean"),
        question("a.decimal", "decimal"),
        question("a.integer", "integer"),
        question("a.date", "date"),
        question("a.moment", "dateTime"),
        question("a.time", "time"),
        question("a.url", "url"),
        question("a.amount", "quantity"),
        question("a.file", "attachment"),
        choice("a.choice", "yes", "no", repeats=True),
        choice("a.open", "yes", kind="open-choice"),
        question("a.note", "display"),
    ),
    rows("r", question("r.what"), rows("r.inner", question("dose[0]", "decimal"))),
    question("q", "string", items=(question("q.why"),)),
    question("last", "string"),
)
"""A form with every kind of question, rows inside rows and a question under a question."""


def item_json(link_id: str, kind: str = "string", **properties: Any) -> dict[str, Any]:
    return {"linkId": link_id, "type": kind, "text": f"Q {link_id}", **properties}


def form_json(*items: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {
        "resourceType": "Questionnaire",
        "url": "urn:test:form",
        "version": "1",
        "status": "active",
        "title": "A made-up form",
        "item": list(items),
        **properties,
    }


def extension(name: str, **value: Any) -> dict[str, Any]:
    """An HL7 extension by the end of its url; or one of our own by its whole url."""
    return {"url": name if ":" in name else HL7 + name, **value}


def coded(name: str) -> dict[str, Any]:
    return {"valueCoding": {"system": CODES, "code": name, "display": name.capitalize()}}


def condition_json(link_id: str, operator: str = "=", **asked: Any) -> dict[str, Any]:
    return {"question": link_id, "operator": operator, **asked}


def response_json(*items: dict[str, Any], **properties: Any) -> dict[str, Any]:
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": "urn:test:form|1",
        "status": "completed",
        "item": list(items),
        **properties,
    }


def in_a(*items: dict[str, Any]) -> dict[str, Any]:
    """A response with these items in the group ``a``."""
    return response_json({"linkId": "a", "item": list(items)})


def one(link_id: str, *answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"linkId": link_id, "answer": list(answers), **more}
