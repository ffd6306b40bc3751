"""The answers that a form brings along, for a new draft and for each new row."""

from collections.abc import Sequence

from intake_app.domain.form.answers import Answers, Place, given
from intake_app.domain.form.questionnaire import Item, Questionnaire


def initial_answers(questionnaire: Questionnaire) -> Answers:
    """What stands in a draft before anybody has answered anything."""
    return _with_initial(Answers(), questionnaire.items, ())


def beginning_size(items: Sequence[Item]) -> int:
    """How many answers and rows a draft begins with: rows inside rows multiply."""
    size = 0
    for item in items:
        inside = beginning_size(item.items)
        if item.has_rows:
            size += max(len(item.initial), item.fewest_rows) * (1 + inside)
        else:
            size += bool(item.initial) + inside
    return size


def with_initial_in_row(answers: Answers, item: Item, row: Place) -> Answers:
    """The answers with what the form brings along into one new row of an item."""
    return _with_initial(answers, item.items, row.rows)


def _with_initial(answers: Answers, items: Sequence[Item], rows: tuple[int, ...]) -> Answers:
    for item in items:
        place = Place(item.link_id, rows)
        if not item.has_rows:
            if item.initial and item.is_question:
                answers = answers.with_answer(place, given(*item.initial))
            answers = _with_initial(answers, item.items, rows)
            continue
        for number in range(max(len(item.initial), item.fewest_rows)):
            row = Place(item.link_id, (*rows, number))
            filled = with_initial_in_row(answers, item, row)
            if number < len(item.initial):
                filled = filled.with_answer(row, given(item.initial[number]))
            if filled is not answers:
                answers = filled.with_row_count(place, number + 1)
    return answers
