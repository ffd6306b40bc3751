"""What stands in a draft from the start: the day, who sees the patient, what kind of visit."""

from enum import StrEnum

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Answers, Place, given
from intake_app.domain.form.checks import structure_problem
from intake_app.domain.form.initial_answers import initial_answers
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.values import Coding, Value
from intake_app.domain.visit.hair_form import (
    EVENT,
    INJECTED_BY,
    KIND,
    PRACTITIONER,
    VISIT_DATE,
    code_of,
)


class VisitKind(StrEnum):
    """The codes of the hair consultation's kinds of visits."""

    FIRST = "first"
    FOLLOW_UP = "follow-up"
    TREATMENT_SESSION = "treatment-session"
    AFTER_TREATMENT_CHECK = "after-treatment-check"


def is_check(answers: Answers) -> bool:
    """Whether it is a check or a phone call after treatment, as our own form has it."""
    return code_of(answers, KIND) == VisitKind.AFTER_TREATMENT_CHECK


def beginning_answers(
    questionnaire: Questionnaire, today: PartialDate, *, practitioner: str, kind: VisitKind
) -> Answers:
    """The form's own initial answers, and what is known without asking.

    Args:
        questionnaire: The form; what it does not ask in this way is passed over.
        today: The day of the visit.
        practitioner: Who sees the patient; empty when that is not known.
        kind: A check after treatment begins with a row for an unwanted effect.
    """
    answers = initial_answers(questionnaire)
    known: dict[str, Value | None] = {
        VISIT_DATE: today,
        PRACTITIONER: practitioner or None,
        KIND: _choice(questionnaire, KIND, kind),
    }
    if kind is VisitKind.TREATMENT_SESSION:
        known[INJECTED_BY] = practitioner or None
    for link_id, value in known.items():
        asked = questionnaire.find(link_id)
        if asked is None or value is None or structure_problem(asked, given(value)):
            continue  # a clinic's own form may ask something else under this name
        if not questionnaire.rows_around_answer(link_id):
            answers = answers.with_answer(Place(link_id), given(value))
    event = questionnaire.find(EVENT)
    if kind is VisitKind.AFTER_TREATMENT_CHECK and event is not None and event.is_row_group:
        answers = answers.with_row_count(Place(EVENT), 1)
    return answers


def _choice(questionnaire: Questionnaire, link_id: str, code: str) -> Coding | None:
    item = questionnaire.find(link_id)
    values = (option.value for option in item.options) if item is not None else ()
    return next((v for v in values if isinstance(v, Coding) and v.code == code), None)
