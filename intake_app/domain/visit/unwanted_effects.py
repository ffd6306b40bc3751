"""Unwanted effects after treatment, as they are written down at a visit."""

from intake_app.domain.form.answers import Answers
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.visit.following_up import Said, rows_of, said_in
from intake_app.domain.visit.hair_form import EVENT


def unwanted_effects(questionnaire: Questionnaire, answers: Answers) -> list[tuple[Said, ...]]:
    """What is said of each effect, in the order of the form."""
    group = questionnaire.find(EVENT)
    if group is None or not group.is_row_group:
        return []
    return [said_in(group, row) for row in rows_of(group, answers)]
