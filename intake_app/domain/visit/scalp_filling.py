"""Between a scalp map and the four numbers of the form: painting fills them, typing stays."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from intake_app.domain.fhir.instruments import SCALP_MAP
from intake_app.domain.form.answers import Answer, Answers, Place, given
from intake_app.domain.form.questionnaire import Instrument, Item, Questionnaire
from intake_app.domain.scalp.file import LARGEST, is_drawing, percents_in
from intake_app.domain.scalp.views import View
from intake_app.domain.values import Attachment


def is_scalp_map(item: Item) -> bool:
    return item.instrument is not None and item.instrument.name == SCALP_MAP


def drawn_in(answer: Answer | None) -> Mapping[View, Decimal]:
    """The percentages of a drawing that stands as an answer."""
    files = [each for each in answer.values if isinstance(each, Attachment)] if answer else []
    return percents_in(files[0]) if files else {}


def stays_with_answers(item: Item, file: Attachment) -> bool:
    """Whether a file is a drawing of ours, which is read together with the answers.

    It is as small as they are; as a file of its own every stroke would leave one behind.
    """
    return is_scalp_map(item) and len(file.data) <= LARGEST and is_drawing(file)


def with_numbers_filled(
    chosen: Iterable[tuple[Place, Answer | None]], answers: Answers, form: Questionnaire
) -> tuple[tuple[Place, Answer | None], ...]:
    """The answers chosen, and behind each drawing the numbers that follow from it."""
    every: list[tuple[Place, Answer | None]] = []
    for place, answer in chosen:
        every.append((place, answer))
        item = form.find(place.link_id)
        if item is not None and item.instrument is not None and is_scalp_map(item):
            every += numbers_from(item.instrument, place, answers, answer).items()
    return tuple(every)


def numbers_from(
    instrument: Instrument, place: Place, answers: Answers, after: Answer | None
) -> dict[Place, Answer | None]:
    """What the four numbers become when the drawing does.

    Only a view that was drawn on changes its number: one that was typed by hand stays until
    somebody paints there. A view that is wiped away takes back the number that came from it.

    Args:
        instrument: Which questions hold the numbers.
        place: Where the drawing stands.
        answers: What stands before the drawing changes.
        after: The new drawing.
    """
    old, new = drawn_in(answers.get(place)), drawn_in(after)
    changed: dict[Place, Answer | None] = {}
    for view in View:
        if old.get(view) == new.get(view):
            continue
        target = Place(instrument.part(view), place.rows)
        if view in new:
            changed[target] = given(new[view])
        elif answers.get(target) == given(old[view]):
            changed[target] = None
    return changed


def typed_otherwise(instrument: Instrument, place: Place, answers: Answers) -> tuple[View, ...]:
    """The views that are drawn and whose number says something else."""
    drawn = drawn_in(answers.get(place))
    return tuple(
        view
        for view, percent in drawn.items()
        if answers.get(Place(instrument.part(view), place.rows)) != given(percent)
    )


def drawn_files(form: Questionnaire, answers: Answers) -> tuple[Attachment, ...]:
    """The scalp maps among the answers of a visit that show something; for any paper or page."""
    maps = (item for item in form.by_link_id.values() if is_scalp_map(item))
    places = (place for item in maps for place, _answer in answers.anywhere(item.link_id))
    found = (value for place in places for value in answers.at[place].values)
    return tuple(each for each in found if isinstance(each, Attachment) and percents_in(each))
