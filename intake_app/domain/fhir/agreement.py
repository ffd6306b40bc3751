"""What may only be kept once the patient has agreed to it, such as photographs."""

from intake_app.domain.dates import quoted
from intake_app.domain.fhir.form_check import Node, Notes
from intake_app.domain.form.answers import Answers
from intake_app.domain.form.questionnaire import ItemType, Questionnaire


def withheld(questionnaire: Questionnaire, answers: Answers) -> frozenset[str]:
    """The linkIds of all that may be neither shown nor kept, as the patient has not agreed to it.

    Whoever took an agreement back is obeyed like one who never gave it.
    """
    return frozenset(
        inner.link_id
        for item in questionnaire.by_link_id.values()
        if item.needs_agreement and not has_agreed(answers, item.needs_agreement)
        for inner in item.walk()
    )


def has_agreed(answers: Answers, link_id: str) -> bool:
    """Whether a question for agreement is answered with yes."""
    return any(value is True for _, answer in answers.anywhere(link_id) for value in answer.values)


def agreement_for(questionnaire: Questionnaire, link_id: str) -> str:
    """The question that asks for the agreement which an item needs; empty when it needs none."""
    return next(
        (
            item.needs_agreement
            for item in questionnaire.by_link_id.values()
            if item.needs_agreement and any(inner.link_id == link_id for inner in item.walk())
        ),
        "",
    )


def check_agreements(questionnaire: Questionnaire, notes: Notes) -> None:
    """Note every item that needs an agreement which nobody is asked for."""
    for item in questionnaire.by_link_id.values():
        asked = questionnaire.find(item.needs_agreement) if item.needs_agreement else item
        if asked is None or (asked is not item and asked.type is not ItemType.BOOLEAN):
            named = quoted(item.needs_agreement)
            message = f"It needs an agreement, and {named} is no boolean question of this form."
            Node({}, item.link_id, notes).wrong(message)
