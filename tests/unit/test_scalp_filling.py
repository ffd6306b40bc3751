"""Painting fills the numbers; what was typed by hand stays until somebody paints there."""

from decimal import Decimal

from intake_app.domain.form.answers import DECLINED, Answer, Answers, Place, given
from intake_app.domain.form.questionnaire import Instrument
from intake_app.domain.scalp.file import LARGEST, as_attachment
from intake_app.domain.scalp.map import Cleared, Drawing, NoLoss, Size, Stroke
from intake_app.domain.scalp.views import View
from intake_app.domain.values import Attachment
from intake_app.domain.visit.attachments import new_file
from intake_app.domain.visit.consultation import Consultation
from intake_app.domain.visit.drafting import SetAnswer, TypeText, edited
from intake_app.domain.visit.scalp_filling import drawn_in, stays_with_answers, typed_otherwise
from tests.helpers.builders import READING, draft, form, question

INSTRUMENT = Instrument("scalp-map", tuple((view, f"n.{view}") for view in View))
MAP = Place("map")
FORM = form(
    question("map", "attachment", instrument=INSTRUMENT),
    *(question(f"n.{view}", "decimal") for view in View),
)
DAB = Stroke(view=View.TOP, erases=False, size=Size.LARGE, points=((500, 500),))
MORE = Stroke(view=View.TOP, erases=False, size=Size.LARGE, points=((400, 700),))


def drawn(consultation: Consultation, drawing: Drawing | None) -> Consultation:
    answer = given(as_attachment(drawing)) if drawing is not None else None
    return edited(consultation, SetAnswer(MAP, answer), FORM, READING)


def number(consultation: Consultation, view: View = View.TOP) -> Answer | None:
    return consultation.record.answers.get(Place(f"n.{view}"))


def typed(consultation: Consultation, text: str, view: View = View.TOP) -> Consultation:
    return edited(consultation, TypeText(Place(f"n.{view}"), text), FORM, READING)


def otherwise(answers: Answers) -> tuple[View, ...]:
    return typed_otherwise(INSTRUMENT, MAP, answers)


def test_painting_fills_the_number_of_the_view_and_of_no_other() -> None:
    drawing = Drawing((DAB,))
    painted = drawn(draft(FORM), drawing)
    percent = drawing.percent(View.TOP)
    assert percent is not None
    assert percent > 3
    assert number(painted) == given(percent)
    assert [number(painted, view) for view in View if view is not View.TOP] == [None] * 3


def test_a_number_typed_by_hand_stays_and_is_told_apart_until_the_view_is_painted() -> None:
    first = Drawing((DAB,))
    hand = typed(drawn(draft(FORM), first), "12")
    assert otherwise(hand.record.answers) == (View.TOP,)

    elsewhere = drawn(hand, first.with_mark(NoLoss((View.BACK,))))
    assert number(elsewhere) == given(Decimal(12))
    assert number(elsewhere, View.BACK) == given(Decimal("0.0"))
    assert otherwise(elsewhere.record.answers) == (View.TOP,)

    painted = drawn(elsewhere, first.with_mark(NoLoss((View.BACK,))).with_mark(MORE))
    assert number(painted) != given(Decimal(12))
    assert otherwise(painted.record.answers) == ()


def test_wiping_takes_back_what_came_from_the_drawing_and_leaves_what_was_typed() -> None:
    first = Drawing((DAB, NoLoss((View.LEFT,))))
    hand = typed(drawn(draft(FORM), first), "7", View.LEFT)
    wiped = drawn(hand, first.with_mark(Cleared()))
    assert number(wiped) is None
    assert number(wiped, View.LEFT) == given(Decimal(7))
    assert number(drawn(hand, None)) is None


def test_painting_takes_the_place_of_half_typed_text_and_of_declined() -> None:
    half = typed(draft(FORM), "12,")
    half = edited(typed(half, "abc"), SetAnswer(Place("n.back"), DECLINED), FORM, READING)
    assert half.unfinished
    painted = drawn(half, Drawing((DAB, NoLoss((View.BACK,)))))
    assert not painted.unfinished
    assert number(painted, View.BACK) == given(Decimal("0.0"))


def test_a_declined_drawing_has_no_numbers() -> None:
    painted = drawn(draft(FORM), Drawing((DAB,)))
    declined = edited(painted, SetAnswer(MAP, DECLINED), FORM, READING)
    assert number(declined) is None
    assert drawn_in(DECLINED) == {}
    assert otherwise(declined.record.answers) == ()


def test_only_a_drawing_of_ours_on_a_scalp_map_stays_with_the_answers() -> None:
    ours = as_attachment(Drawing((DAB,)))
    item = FORM.by_link_id["map"]
    assert stays_with_answers(item, ours)
    assert not stays_with_answers(question("q", "attachment"), ours)
    picture = new_file(b"<svg/>", content_type="image/svg+xml", title="x")
    assert not stays_with_answers(item, picture)
    assert not stays_with_answers(item, Attachment("image/svg+xml", "x", "A" * (LARGEST + 1)))
