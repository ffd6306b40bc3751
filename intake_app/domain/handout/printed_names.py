"""Names on the paper: every letter of them drawn, or nothing printed (decision 0013)."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from intake_app.domain.errors import HandoutRefused
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.composing_person import injector
from intake_app.domain.handout.named_characters import named_characters
from intake_app.domain.patients.patient import Patient
from intake_app.domain.visit.hair_form import PRACTITIONER, first_text

Undrawable = Callable[[str], Sequence[str]]
"""The characters of a text that no shipped font has."""


class PatientNameNotDrawable(HandoutRefused):
    code = "patient-name-not-drawable"
    sentence = (
        "The handout cannot be printed: no font of this program has {characters} of the "
        "patient's name. Record the name in Latin letters as well, in the window under Correct "
        "details."
    )


class NameNotDrawable(HandoutRefused):
    """It is a name of the clinic's; ``where`` says which, and what to do."""

    code = "name-not-drawable"
    sentence = (
        "The handout cannot be printed: no font of this program has {characters} of {where}."
    )


def name_on_paper(patient: Patient, undrawable: Undrawable) -> str:
    """The name, or where no font has it the one in Latin letters and the record number.

    Raises:
        PatientNameNotDrawable: Neither can be drawn.
    """
    lacking = undrawable(patient.name)
    if not lacking:
        return patient.name
    latin = patient.details.romanised_name.strip()
    if not latin or undrawable(latin):
        raise PatientNameNotDrawable(characters=named_characters(lacking))
    return f"{latin} ({patient.record_number})"


def with_names_for_paper(given: HandoutInput, undrawable: Undrawable) -> HandoutInput:
    """The same with the patient's name as it is printed.

    Raises:
        PatientNameNotDrawable: No font has the patient's name.
        NameNotDrawable: No font has another name that is printed.
    """
    names = {
        "the name of the clinic. Write it in Latin letters under Settings": given.clinic.name,
        "the name of who sees the patient. Write it in Latin letters under Settings, "
        "Practitioners, and in the consultation": _practitioner(given),
        "the name of who injects. Write it in Latin letters in the consultation": injector(given),
        "the name under which the text was approved. Approve it under a name in Latin "
        "letters": given.approval.by if given.approval else "",
    }
    for where, name in names.items():
        if lacking := undrawable(name):
            raise NameNotDrawable(characters=named_characters(lacking), where=where)
    name = name_on_paper(given.patient, undrawable)
    details = replace(given.patient.details, name=name)
    return replace(given, patient=replace(given.patient, details=details))


def _practitioner(given: HandoutInput) -> str:
    return first_text(given.answers, PRACTITIONER) or given.version.by
