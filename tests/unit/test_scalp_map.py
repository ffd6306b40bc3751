"""The scalp map: what is painted is counted, kept and reopened exactly."""

import base64
from decimal import Decimal
from itertools import pairwise
from math import pi

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.scalp.file import (
    TITLE,
    as_attachment,
    drawing_in,
    is_drawing,
    percents_in,
)
from intake_app.domain.scalp.map import (
    LONGEST,
    NOTHING,
    Cleared,
    Drawing,
    Mark,
    NoLoss,
    Sitting,
    Size,
    Stroke,
    percent_of,
    stroked,
)
from intake_app.domain.scalp.pen import StrokeInHand, Tool
from intake_app.domain.scalp.views import (
    CELL,
    CELLS,
    OUTLINES,
    SIDE,
    View,
    mirrored,
    polygon,
    region,
    region_size,
)
from intake_app.domain.values import Attachment

POINTS = st.tuples(st.integers(0, SIDE), st.integers(0, SIDE))
STROKES = st.builds(
    Stroke,
    view=st.sampled_from(View),
    erases=st.booleans(),
    size=st.sampled_from(Size),
    points=st.lists(POINTS, min_size=1, max_size=6).map(tuple),
)
NO_LOSSES = st.builds(
    NoLoss, st.lists(st.sampled_from(View), min_size=1, max_size=4, unique=True).map(tuple)
)
MARKS = st.one_of(STROKES, STROKES, NO_LOSSES, st.just(Cleared()))
DRAWINGS = st.lists(MARKS, max_size=5).map(lambda marks: Drawing(tuple(marks)))


def brush(*points: tuple[int, int], view: View = View.TOP, size: Size = Size.LARGE) -> Stroke:
    return Stroke(view=view, erases=False, size=size, points=points)


def painted_over(view: View) -> Drawing:
    """A whole view, stroke below stroke."""
    drawing = Drawing()
    for y in range(0, SIDE + 1, 50):
        drawing = drawing.with_mark(brush((0, y), (SIDE, y), view=view))
    return drawing


# Regions


@pytest.mark.parametrize("view", View)
def test_the_cells_of_a_region_are_its_area(view: View) -> None:
    points = polygon(view)
    pairs = zip(points, (*points[1:], points[0]), strict=True)
    area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2
    assert region_size(view) * CELL**2 == pytest.approx(area, rel=0.005)


@pytest.mark.parametrize("view", View)
def test_an_outline_is_closed_and_stays_in_its_view(view: View) -> None:
    outline = OUTLINES[view]
    assert all(one[3] == following[0] for one, following in pairwise(outline))
    assert outline[-1][3] == outline[0][0]
    assert all(0 <= part <= SIDE for cubic in outline for point in cubic for part in point)


def test_left_and_right_are_mirrored_and_weigh_the_same() -> None:
    assert mirrored(OUTLINES[View.LEFT]) == OUTLINES[View.RIGHT]
    assert mirrored(OUTLINES[View.RIGHT]) == OUTLINES[View.LEFT]
    for left, right in zip(region(View.LEFT), region(View.RIGHT), strict=True):
        assert abs(left.bit_count() - right.bit_count()) <= 2


# Painting


@pytest.mark.parametrize("view", View)
def test_a_whole_view_painted_is_100_percent_and_rubbed_out_0(view: View) -> None:
    full = painted_over(view)
    assert full.percent(view) == 100
    assert [full.percent(other) for other in View if other is not view] == [None] * 3
    for stroke in full.marks:
        assert isinstance(stroke, Stroke)
        rubber = Stroke(view=view, erases=True, size=stroke.size, points=stroke.points)
        full = full.with_mark(rubber)
    assert full.percent(view) == 0
    assert full.is_looked_at(view)


@pytest.mark.parametrize("size", Size)
def test_a_dab_covers_the_area_of_a_circle(size: Size) -> None:
    places = [(500 + x, 500 + y) for x in range(CELL) for y in range(CELL)]
    cells = [stroked(NOTHING, brush(place, size=size)) for place in places]
    area = sum(row.bit_count() for each in cells for row in each) * CELL**2 / len(places)
    assert area == pytest.approx(pi * size**2, rel=0.05)


def test_paint_beside_the_scalp_counts_nothing() -> None:
    assert Drawing((brush((0, 0), (40, 0)),)).percent(View.TOP) == 0


def test_a_touch_of_loss_is_not_rounded_to_none_nor_a_rest_to_all() -> None:
    one = (*NOTHING[:125], 1 << 125, *NOTHING[126:])
    assert percent_of(View.TOP, one) == Decimal("0.1")
    rest = list(region(View.TOP))
    rest[125] &= ~(1 << 125)
    assert percent_of(View.TOP, tuple(rest)) == Decimal("99.9")
    assert percent_of(View.TOP, region(View.TOP)) == 100
    assert percent_of(View.TOP, NOTHING) == 0


def test_painting_the_same_place_again_counts_it_once() -> None:
    once = Drawing((brush((400, 500), (600, 500)),))
    twice = once.with_mark(brush((600, 500), (400, 500)))
    assert twice.percent(View.TOP) == once.percent(View.TOP)


@for_all(DRAWINGS)
def test_a_percentage_lies_between_0_and_100_and_never_leaves_the_scalp(drawing: Drawing) -> None:
    for view in View:
        percent = drawing.percent(view)
        assert (percent is None) == (not drawing.is_looked_at(view))
        assert percent is None or 0 <= percent <= 100
        rows = zip(drawing.cells(view), region(view), strict=True)
        assert all(painted & ~scalp == 0 for painted, scalp in rows)


@for_all(STROKES)
def test_a_stroke_counted_piece_by_piece_counts_what_the_whole_does(stroke: Stroke) -> None:
    tool = Tool(erases=stroke.erases, size=stroke.size)
    first, *rest = stroke.points
    hand = StrokeInHand.begun(stroke.view, tool, region(stroke.view), first)
    for point in rest:
        hand = hand.moved(point)
    whole = Stroke(view=stroke.view, erases=stroke.erases, size=stroke.size, points=hand.points)
    assert hand.cells == stroked(region(stroke.view), whole)
    assert hand.percent == percent_of(stroke.view, hand.cells)


def test_a_stroke_that_changes_nothing_is_none() -> None:
    beside = StrokeInHand.begun(View.TOP, Tool(), NOTHING, (0, 0)).moved((20, 0))
    assert beside.finished is None
    on = StrokeInHand.begun(View.TOP, Tool(), NOTHING, (500, 500)).moved((501, 501))
    assert on.points == ((500, 500),)
    assert on.finished == Tool().stroke(View.TOP, (500, 500))
    rubber = StrokeInHand.begun(View.TOP, Tool(erases=True), NOTHING, (500, 500))
    assert rubber.finished is None


def test_a_very_long_stroke_ends_before_it_cannot_be_kept() -> None:
    hand = StrokeInHand.begun(View.TOP, Tool(size=Size.SMALL), NOTHING, (500, 500))
    for step in range(LONGEST + 5):
        hand = hand.moved((500 + 10 * (step % 2), 500))
    assert hand.is_full
    assert len(hand.points) == LONGEST


# Marks


def test_a_view_that_nobody_touched_is_not_zero() -> None:
    drawing = Drawing((brush((500, 500)),))
    assert drawing.percent(View.LEFT) is None
    looked = drawing.with_mark(NoLoss((View.LEFT, View.RIGHT, View.BACK)))
    assert [looked.percent(view) for view in (View.LEFT, View.RIGHT, View.BACK)] == [0, 0, 0]
    assert looked.percent(View.TOP) == drawing.percent(View.TOP)


def test_wiping_everything_leaves_nothing_looked_at_and_can_be_taken_back() -> None:
    drawing = painted_over(View.BACK)
    wiped = drawing.with_mark(Cleared())
    assert wiped.is_blank
    assert wiped.percent(View.BACK) is None
    assert wiped.without_last() == drawing
    assert wiped.without_last().percent(View.BACK) == 100


@for_all(DRAWINGS, MARKS)
def test_taking_a_mark_back_is_as_if_it_had_never_been_made(drawing: Drawing, mark: Mark) -> None:
    back = drawing.with_mark(mark).without_last()
    assert back == drawing
    assert all(back.cells(view) == drawing.cells(view) for view in View)


@for_all(DRAWINGS, st.lists(MARKS, max_size=3))
def test_back_and_forward_again_ends_where_it_began(drawing: Drawing, more: list[Mark]) -> None:
    sitting = Sitting(drawing)
    for mark in more:
        sitting = sitting.with_mark(mark)
    there = sitting
    for _ in more:
        sitting = sitting.back()
    assert sitting.drawing == drawing
    assert sitting == there.turned_to(drawing)
    for _ in more:
        sitting = sitting.forward()
    assert sitting == there
    assert sitting.forward() == there


def test_a_new_mark_and_another_drawing_forget_what_was_taken_back() -> None:
    sitting = Sitting(Drawing((brush((500, 500)),))).back()
    assert sitting.undone
    assert not sitting.with_mark(Cleared()).undone
    assert not sitting.turned_to(Drawing((Cleared(),))).undone


@pytest.mark.parametrize("points", [(), ((-1, 0),), ((0, SIDE + 1),), ((0, 0),) * (LONGEST + 1)])
def test_a_stroke_that_cannot_be_is_refused(points: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="a stroke"):
        brush(*points)


# The file


@for_all(DRAWINGS)
def test_a_drawing_reopens_exactly(drawing: Drawing) -> None:
    file = as_attachment(drawing)
    again = drawing_in(file)
    assert again == drawing
    assert again is not None
    assert all(again.cells(view) == drawing.cells(view) for view in View)
    assert as_attachment(again) == file


@for_all(DRAWINGS)
def test_the_percentages_written_into_the_file_are_those_of_the_drawing(drawing: Drawing) -> None:
    written = percents_in(as_attachment(drawing))
    assert written == {v: p for v in View if (p := drawing.percent(v)) is not None}


def test_the_file_is_a_picture_that_any_program_can_show() -> None:
    file = as_attachment(Drawing((brush((500, 500), (510, 500)),)))
    assert (file.content_type, file.title) == ("image/svg+xml", TITLE)
    svg = base64.b64decode(file.data).decode()
    assert svg.startswith("<svg ")
    assert svg.endswith("</svg>\n")
    assert "<script" not in svg


def changed(file: Attachment, old: str, new: str) -> Attachment:
    svg = base64.b64decode(file.data).decode()
    assert old in svg
    data = base64.b64encode(svg.replace(old, new, 1).encode()).decode()
    return Attachment(file.content_type, file.title, data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('data-mark="brush"', 'data-mark="pencil"'),
        ('data-view="top"', 'data-view="front"'),
        ('stroke-width="140"', 'stroke-width="141000"'),
        ('stroke-width="140"', 'stroke-width="50"'),
        ("M500 500L510 500", "M500 500L510"),
        ("M500 500L510 500", "M500 5000L510 500"),
    ],
)
def test_a_file_with_a_mark_that_is_not_ours_is_no_drawing(old: str, new: str) -> None:
    file = as_attachment(Drawing((brush((500, 500), (510, 500)),)))
    assert drawing_in(changed(file, old, new)) is None


@pytest.mark.parametrize(
    "file",
    [
        Attachment("image/svg+xml", "x", "not base64!"),
        Attachment("image/svg+xml", "x", base64.b64encode(b"<svg></svg>").decode()),
        Attachment("image/svg+xml", "x", base64.b64encode("<svg>ü</svg>".encode()).decode()),
        Attachment("image/png", "x", base64.b64encode(b"<svg></svg>").decode()),
        Attachment("image/svg+xml", "x", "", "urn:somewhere"),
        Attachment("image/svg+xml", "x", ""),
    ],
)
def test_another_file_is_no_drawing_and_has_no_percentages(file: Attachment) -> None:
    assert drawing_in(file) is None
    assert percents_in(file) == {}
    assert not is_drawing(file)


def test_the_grid_is_fine_enough_for_a_tenth_of_a_percent() -> None:
    assert CELLS * CELL == SIDE
    assert min(region_size(view) for view in View) > 5000
