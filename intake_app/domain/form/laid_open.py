"""A form with everything in it to be seen at once: for a picture, not for answering."""

from collections.abc import Iterator
from dataclasses import replace

from intake_app.domain.dates import quoted
from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.conditions import All, AnyOf, Condition, Not, Operator, Test
from intake_app.domain.form.expressions import NO_EXPRESSIONS
from intake_app.domain.form.questionnaire import Item, Questionnaire
from intake_app.domain.form.typed_text import value_text
from intake_app.domain.values import Coding, Value

_WORDS = {
    Operator.EQUAL: "is",
    Operator.NOT_EQUAL: "is not",
    Operator.GREATER: "is more than",
    Operator.LESS: "is less than",
    Operator.AT_LEAST: "is at least",
    Operator.AT_MOST: "is at most",
}


def laid_open(questionnaire: Questionnaire) -> Questionnaire:
    """The same form without conditions; each says in words when its question is asked."""
    return replace(
        questionnaire,
        items=tuple(_opened(item, questionnaire) for item in questionnaire.items),
    )


def with_one_row_each(questionnaire: Questionnaire) -> Answers:
    """No answers, and a row in every group of rows."""
    answers = Answers()
    for link_id, item in questionnaire.by_link_id.items():
        if item.is_row_group:
            inside = (0,) * len(questionnaire.row_groups_above[link_id])
            answers = answers.with_row_count(Place(link_id, inside), 1)
    return answers


def _opened(item: Item, form: Questionnaire) -> Item:
    items = tuple(_opened(each, form) for each in item.items)
    text = "\n".join(part for part in (item.help, *_remarks(item, form)) if part)
    return replace(item, items=items, enable_when=None, expressions=NO_EXPRESSIONS, help=text)


def _remarks(item: Item, form: Questionnaire) -> Iterator[str]:
    if item.enable_when is not None:
        yield f"Asked when {_in_words(item.enable_when, form)}."
    if item.expressions.enable_when:
        yield f"Asked when this is true: {item.expressions.enable_when}"
    if item.expressions.calculated:
        yield f"Worked out: {item.expressions.calculated}"


def _in_words(condition: Condition, form: Questionnaire) -> str:
    match condition:
        case Test():
            return _test_in_words(condition, form)
        case All(conditions):
            return " and ".join(_in_words(each, form) for each in conditions)
        case AnyOf(conditions):
            return " or ".join(_in_words(each, form) for each in conditions)
        case Not(inner):
            return f"it is not so that {_in_words(inner, form)}"
        case _:
            return "the visit calls for it"


def _test_in_words(test: Test, form: Questionnaire) -> str:
    question = form.find(test.question)
    named = quoted(question.text if question is not None and question.text else test.question)
    if test.operator is Operator.EXISTS:
        return f"{named} {'is answered' if test.answer is True else 'is not answered'}"
    return f"{named} {_WORDS[test.operator]} {_shown(test.answer, question)}"


def _shown(answer: Value, question: Item | None) -> str:
    """As the question offers it: a condition often names a choice by its code alone."""
    if isinstance(answer, Coding) and question is not None:
        answer = next(_same(answer, question), answer)
    return quoted(value_text(answer))


def _same(answer: Coding, question: Item) -> Iterator[Coding]:
    for option in question.options:
        if isinstance(option.value, Coding) and option.value.same_as(answer):
            yield option.value
