"""Unwanted effects after treatment, as they are written down at a visit."""

from intake_app.domain.answers import Answers
from intake_app.domain.following_up import Said, rows_of, said_in
from intake_app.domain.hair_form import EVENT
from intake_app.domain.questionnaire import Questionnaire


def unwanted_effects(questionnaire: Questionnaire, answers: Answers) -> list[tuple[Said, ...]]:
    """What is said of each effect, in the order of the form."""
    group = questionnaire.find(EVENT)
    if group is None or not group.is_row_group:
        return []
    return [said_in(group, row) for row in rows_of(group, answers)]
