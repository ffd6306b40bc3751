"""The scalp map for the patient: four views as they were painted, and their numbers of 100."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from intake_app.domain.form.answers import Answer, Answers, Place
from intake_app.domain.form.questionnaire import Instrument, Questionnaire
from intake_app.domain.handout.blocks import ScalpMap, ScalpView
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.own_words import own_name
from intake_app.domain.scalp.file import drawing_in, percents_in
from intake_app.domain.scalp.map import Drawing, standing
from intake_app.domain.scalp.views import View
from intake_app.domain.values import Attachment
from intake_app.domain.visit.hair_form import PRACTITIONER, VISIT_DATE, day_of, first_text
from intake_app.domain.visit.hair_form import first_value as first_answer
from intake_app.domain.visit.scales import salt
from intake_app.domain.visit.scalp_filling import is_scalp_map
from intake_app.domain.visit.scores import number_in

_Seen = tuple[Drawing, Mapping[View, Decimal], Mapping[View, Decimal]]
"""What was painted, the numbers that follow from it, and those that stand in the form."""


def has_scalp_map(form: Questionnaire, answers: Answers) -> bool:
    """Whether a visit has a map to print: something painted, or a number."""
    return next(_seen(form, answers), None) is not None


def scalp_map(given: HandoutInput) -> ScalpMap | None:
    """The map of the visit; None where nobody painted one nor gave a number."""
    seen = next(_seen(given.questionnaire, given.answers), None)
    if seen is None:
        return None
    say, (drawing, drawn, numbers) = given.texts.say, seen
    day = day_of(first_answer(given.answers, VISIT_DATE))
    name = first_text(given.answers, PRACTITIONER) or given.version.by
    when = given.dates.written(day or given.recorded_on)
    lead = say("scalp.lead", name=own_name(name), date=when)
    if drawn:
        lead = f"{lead} {say('scalp.dark')}"
    return ScalpMap(
        heading=say("scalp.heading"),
        lead=lead,
        views=tuple(_view(given, view, drawing, numbers) for view in View),
        lines=tuple(_lines(given, drawn, numbers)),
    )


def _view(
    given: HandoutInput, view: View, drawing: Drawing, numbers: Mapping[View, Decimal]
) -> ScalpView:
    say, part = given.texts.say, given.texts.say(f"scalp.part.{view}")
    share = _of_100(given, numbers[view]) if view in numbers else say("scalp.not_looked")
    is_drawn = drawing.is_looked_at(view)
    return ScalpView(
        view=view,
        name=part,
        share=share,
        words=say("scalp.picture", part=part, share=share) if is_drawn else "",
        strokes=standing(drawing, view) if is_drawn else (),
    )


def _lines(
    given: HandoutInput, drawn: Mapping[View, Decimal], numbers: Mapping[View, Decimal]
) -> Iterator[str]:
    say, score = given.texts.say, salt(numbers)
    typed = [view for view, number in numbers.items() if drawn and drawn.get(view) != number]
    if typed:
        parts = given.texts.listed(say(f"scalp.part.{view}") for view in typed)
        yield say("scalp.typed", parts=parts)
    yield (
        say("scalp.no_whole")
        if score is None
        else say("scalp.whole", number=_number(given, score))
    )


def _of_100(given: HandoutInput, number: Decimal) -> str:
    return given.texts.say("scalp.of_100", number=_number(given, number))


def _number(given: HandoutInput, number: Decimal) -> str:
    """To a tenth, as the form shows it, and no tenth where there is none."""
    whole = f"{number:.1f}".removesuffix(".0")
    return whole.replace(".", given.texts.phrases["scalp.decimal"])


def _seen(form: Questionnaire, answers: Answers) -> Iterator[_Seen]:
    """What was recorded with each map of a form that something was recorded with."""
    for item in form.by_link_id.values():
        if item.instrument is None or not is_scalp_map(item):
            continue
        painted = answers.anywhere(item.link_id)
        for place, answer in (*painted, (Place(item.link_id), None)):
            numbers = dict(_numbers(item.instrument, place, answers))
            drawing, drawn = _painted(answer)
            if drawn or numbers:
                yield drawing, drawn, {**drawn, **numbers}


def _numbers(
    instrument: Instrument, place: Place, answers: Answers
) -> Iterator[tuple[View, Decimal]]:
    for view in View:
        answer = answers.get(Place(instrument.part(view), place.rows))
        number = number_in(answer.values[0]) if answer is not None and answer.values else None
        if number is not None:
            yield view, number


def _painted(answer: Answer | None) -> tuple[Drawing, Mapping[View, Decimal]]:
    files = [each for each in answer.values if isinstance(each, Attachment)] if answer else []
    drawing = drawing_in(files[0]) if files else None
    if drawing is None:
        return Drawing(), {}
    return drawing, percents_in(files[0])
