"""Visits with a scalp map, painted or in numbers."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.scalp.file import as_attachment
from intake_app.domain.scalp.map import Drawing, NoLoss, Size, Stroke
from intake_app.domain.scalp.views import View
from intake_app.domain.values import Value
from intake_app.domain.visit.hair_form import SALT_PARTS
from intake_app.domain.visit.scalp_filling import is_scalp_map

CROWN = Stroke(
    view=View.TOP,
    erases=False,
    size=Size.LARGE,
    points=((420, 620), (480, 700), (560, 690), (590, 610), (520, 560)),
)
RUBBED = Stroke(view=View.TOP, erases=True, size=Size.SMALL, points=((500, 640), (530, 640)))
NAPE = Stroke(view=View.BACK, erases=False, size=Size.MEDIUM, points=((450, 700), (560, 700)))
PAINTED = Drawing((CROWN, RUBBED, NAPE, NoLoss((View.LEFT, View.RIGHT))))
NUMBERS: Mapping[View, Decimal] = {
    View.TOP: Decimal("12.5"),
    View.RIGHT: Decimal(0),
    View.LEFT: Decimal("3.2"),
    View.BACK: Decimal(100),
}


def mapped(
    visit: HandoutInput,
    drawing: Drawing | None = PAINTED,
    numbers: Mapping[View, Decimal] | None = None,
) -> HandoutInput:
    """The visit with a map; numbers follow from the drawing where none are given."""
    answers, wanted = visit.answers, dict[str, Value]()
    if drawing is not None:
        item = next(each for each in visit.questionnaire.by_link_id.values() if is_scalp_map(each))
        wanted[item.link_id] = as_attachment(drawing)
        counted = {view: drawing.percent(view) for view in View}
        numbers = numbers or {view: each for view, each in counted.items() if each is not None}
    for view, number in (numbers or {}).items():
        wanted[SALT_PARTS[view]] = number
    for link_id, value in wanted.items():
        answers = answers.with_answer(Place(link_id), given(value))
    record = replace(visit.version.record, answers=answers)
    return replace(visit, version=replace(visit.version, record=record))
