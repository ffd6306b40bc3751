"""A number that cannot exceed the number given to another question."""

from intake_app.domain.form.answers import Answer, Answers, Place
from intake_app.domain.form.conditions import Operator, compare
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.form.typed_text import value_text


def excess_problem(item: Item, place: Place, answer: Answer, answers: Answers) -> str | None:
    """Why this answer cannot stand beside the one that bounds it, or None."""
    if not item.limits.not_more_than:
        return None
    bound = answers.get(Place(item.limits.not_more_than, place.rows))
    for most in bound.values if bound is not None else ():
        if any(compare(value, Operator.GREATER, most) for value in answer.values):
            return f"It cannot be more than {value_text(most)}, the whole that it is a part of."
    return None
