"""Forms with expressions, made up, and what they give."""

from typing import Any

from intake_app.bootstrap.expressions import FhirPathWhenNeeded
from intake_app.domain.fhir.expressions import SDC, VARIABLE
from intake_app.domain.fhir.form import read_form
from intake_app.domain.form.expressions import FHIRPATH
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId
from intake_app.domain.visit.calculating import Calculator
from tests.helpers.builders import NOON, day
from tests.helpers.fhir_builders import form_json, item_json

LANGUAGE = FhirPathWhenNeeded()
"""One for all tests: each expression is read once."""

BORN = day("1990-01-31")
ADA = Patient(
    id=PatientId("ada"),
    record_number="P000001",
    details=PatientDetails(name="Ada Example", birth_date=BORN),
    registered_at=NOON,
)
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"


def expression(name: str, text: str, language: str = FHIRPATH) -> dict[str, Any]:
    return {
        "url": SDC + name,
        "valueExpression": {"language": language, "expression": text},
    }


def variable(name: str, text: str) -> dict[str, Any]:
    return {
        "url": VARIABLE,
        "valueExpression": {"name": name, "language": FHIRPATH, "expression": text},
    }


def calculated(link_id: str, text: str, kind: str = "decimal", **more: Any) -> dict[str, Any]:
    extensions = [expression("calculatedExpression", text), *more.pop("extension", [])]
    return item_json(link_id, kind, extension=extensions, **more)


def answer_to(link_id: str) -> str:
    return f"%resource.item.where(linkId='{link_id}').answer.value"


def scored(link_id: str, **numbers: int) -> dict[str, Any]:
    """A choice whose options have numbers."""
    options = [
        {
            "valueCoding": {"system": "urn:s", "code": code, "display": code},
            "extension": [{"url": ORDINAL, "valueDecimal": number}],
        }
        for code, number in numbers.items()
    ]
    return item_json(link_id, "choice", answerOption=options)


BMI = calculated(
    "bmi", f"({answer_to('weight')} / ({answer_to('height')} * {answer_to('height')})).round(1)"
)
BODY = (item_json("weight", "decimal"), item_json("height", "decimal"), BMI)


def calculator(*items: dict[str, Any], **form: Any) -> Calculator:
    return Calculator(read_form(form_json(*items, **form), LANGUAGE), LANGUAGE)
