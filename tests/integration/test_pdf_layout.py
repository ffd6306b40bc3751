"""How the pages are laid out: how many, how full, in columns, with drawings, in which contrast."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

import page as validation
import pypdfium2
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.content.resources import find_resources
from intake_app.domain.form.answers import Place
from intake_app.domain.form.answers import given as answer
from intake_app.domain.handout.blocks import FactBoxes, Grid
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import (
    CalendarTable,
    CardLevel,
    Edition,
    Handout,
    HandoutOptions,
    Paper,
)
from intake_app.domain.visit.hair_form import DECISION, FIRST_SESSION, GO_AHEAD
from intake_app.pdf import theme
from intake_app.pdf.columns import Columns
from intake_app.pdf.drawings import Drawings, strokes_of
from intake_app.pdf.flowables import Flowable, Placed, Stack, Text
from intake_app.pdf.lines import Line
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.ports import Content, HandoutRenderer
from tests.helpers.builders import code, moment
from tests.helpers.handouts import handout
from tests.helpers.pdf_reading import pages, whole, words
from tests.helpers.pdf_tags import flaws, tags
from tests.helpers.printed import block, blocks
from tests.helpers.visits import CLINIC, DIAGNOSES, input_of, visit

RESOURCES = find_resources()
DRAWINGS = RESOURCES / "drawings"
READABLE = 4.5
STYLE = theme.Style(10, 10)


@pytest.fixture(scope="module")
def renderer() -> HandoutRenderer:
    return ReportLabHandoutRenderer(RESOURCES / "fonts")


def of_a_patient(content: Content, diagnosis: str) -> HandoutInput:
    """A visit at a clinic that is not marked as made up, as most papers are."""
    return replace(visit(content, diagnosis=diagnosis), clinic=replace(CLINIC, made_up=False))


@pytest.mark.parametrize(("diagnosis", "paper"), list(product(DIAGNOSES, Paper)))
def test_the_short_edition_is_one_sheet(
    renderer: HandoutRenderer, content: Content, diagnosis: str, paper: Paper
) -> None:
    options = HandoutOptions(edition=Edition.SHORT, paper=paper)
    rendered = renderer.render(compose_handout(of_a_patient(content, diagnosis), options))

    assert rendered.pages <= 2
    assert flaws(rendered.content) == []


@pytest.mark.parametrize("diagnosis", DIAGNOSES)
def test_where_the_short_edition_is_full_its_lines_move_closer_together(
    renderer: HandoutRenderer, content: Content, diagnosis: str
) -> None:
    """The line that marks made-up patients, on the lower of the two papers."""
    options = HandoutOptions(edition=Edition.SHORT, paper=Paper.LETTER)
    rendered = renderer.render(compose_handout(visit(content, diagnosis=diagnosis), options))

    assert rendered.pages == 2


@pytest.mark.parametrize(
    ("language", "rule"),
    [("es", "dht-blocker-partner"), ("es", "under-18"), ("bn", "pregnant"), ("bn", "keloid")],
)
def test_where_that_is_not_enough_short_things_share_a_line(
    renderer: HandoutRenderer, content: Content, language: str, rule: str
) -> None:
    condition = next(each.condition for each in content.rules if each.id == rule)
    given = visit(content, diagnosis="pattern-loss", condition=condition, language=language)
    options = HandoutOptions(edition=Edition.SHORT, paper=Paper.LETTER, language=language)
    rendered = renderer.render(compose_handout(given, options))

    assert rendered.pages == 2
    assert flaws(rendered.content) == []


@pytest.mark.parametrize(("edition", "paper"), list(product(Edition, Paper)))
def test_a_paper_with_every_kind_of_block_is_accessible_and_archival(
    renderer: HandoutRenderer, content: Content, edition: Edition, paper: Paper
) -> None:
    options = HandoutOptions(edition=edition, paper=paper)
    rendered = renderer.render(compose_handout(visit(content, diagnosis="pattern-loss"), options))

    for profile in ("ua1", "pdfa-2a"):
        assert validation.is_pdf_compliant_bytes(rendered.content, profile=profile)
    assert flaws(rendered.content) == []


@pytest.mark.parametrize("diagnosis", DIAGNOSES)
def test_the_standard_edition_is_nine_pages_at_most_or_ten_and_none_is_half_empty(
    renderer: HandoutRenderer, content: Content, diagnosis: str
) -> None:
    paper = compose_handout(of_a_patient(content, diagnosis), HandoutOptions())
    rendered = renderer.render(paper)

    assert rendered.pages <= (10 if diagnosis == "pattern-loss" else 9)
    assert [page for page in fill_of(rendered.content)[:-1] if page < 0.6] == []


@pytest.mark.parametrize(
    ("diagnosis", "paper"), list(product(("pattern-loss", "traction", "unclear"), Paper))
)
def test_no_page_of_large_print_is_half_empty(
    renderer: HandoutRenderer, content: Content, diagnosis: str, paper: Paper
) -> None:
    options = HandoutOptions(edition=Edition.LARGE, paper=paper)
    rendered = renderer.render(compose_handout(of_a_patient(content, diagnosis), options))

    assert [page for page in fill_of(rendered.content)[:-1] if page < 0.5] == []


@pytest.mark.parametrize("diagnosis", DIAGNOSES)
def test_no_page_of_large_print_ends_with_what_opens_the_next(
    renderer: HandoutRenderer, content: Content, diagnosis: str
) -> None:
    options = HandoutOptions(edition=Edition.LARGE)
    rendered = renderer.render(compose_handout(of_a_patient(content, diagnosis), options))

    for page in pages(rendered):
        column, _, _ = page.rpartition("Paper ")
        assert not column.rstrip().endswith("What each article says:")


@pytest.mark.parametrize("made_up", [False, True])
def test_what_the_clinic_gains_and_whom_else_to_ask_stand_on_one_page(
    renderer: HandoutRenderer, content: Content, made_up: bool
) -> None:
    given = visit(content, diagnosis="pattern-loss")
    given = replace(given, clinic=replace(CLINIC, made_up=made_up))
    document = pypdfium2.PdfDocument(
        renderer.render(compose_handout(given, HandoutOptions())).content
    )
    pages = [words(page.get_textpage().get_text_range()) for page in document]

    (told,) = [page for page in pages if words("Who says so") in page]
    assert words("You can ask someone who does not sell it") in told


def fill_of(content: bytes) -> list[float]:
    """How far down each page its column reaches, from 0 to 1, without the foot."""
    found = []
    for page in pypdfium2.PdfDocument(content):
        height = page.get_height()
        text = page.get_textpage()
        bottoms = [text.get_charbox(i)[1] for i in range(text.count_chars())]
        found.append(1 - min(bottom for bottom in bottoms if bottom > 60) / height)
    return found


def test_what_has_the_same_limit_stands_under_it_once_in_the_short_edition(
    renderer: HandoutRenderer, content: Content
) -> None:
    paper = compose_handout(visit(content), HandoutOptions(edition=Edition.SHORT))
    rows = block(paper, CalendarTable).rows
    text = words(whole(renderer.render(paper)))

    assert len({row.limit for row in rows}) < len(rows)
    assert all(text.count(words(row.limit)) == 1 for row in rows)
    assert all(words(row.what) in text for row in rows)


def test_the_cards_with_a_number_come_first_in_large_print(renderer: HandoutRenderer) -> None:
    first = pages(renderer.render(replace(handout(), edition=Edition.LARGE)))[0]

    assert first.index("Call for help now") < first.index("Ring us today")
    assert "01632 960 000" in first


@pytest.mark.parametrize("edition", Edition)
def test_every_calendar_row_and_call_card_has_a_drawing_that_is_not_read(
    renderer: HandoutRenderer, content: Content, edition: Edition
) -> None:
    paper = compose_handout(visit(content), HandoutOptions(edition=edition))
    bare = replace(
        paper,
        blocks=tuple(
            replace(each, rows=tuple(replace(row, drawing="") for row in each.rows))
            if isinstance(each, CalendarTable)
            else each
            for each in paper.blocks
        ),
    )
    drawn, plain = renderer.render(paper), renderer.render(bare)
    rows = block(paper, CalendarTable).rows

    assert all(row.drawing for row in rows)
    assert drawings_in(plain.content) == len(CardLevel)
    assert drawings_in(drawn.content) == len(rows) + len(CardLevel)
    assert whole(drawn) == whole(plain)
    assert flaws(drawn.content) == []


def drawings_in(content: bytes) -> int:
    """Stretches of drawn lines: each begins with its own measure and weight."""
    document = pypdfium2.PdfDocument(content)
    kinds = [
        (round(each.get_matrix().e), round(each.get_matrix().f))
        for page in document
        for each in page.get_objects()
        if each.type == 2 and each.get_matrix().d < 0
    ]
    return sum(first != second for first, second in pairwise([*kinds, None]))


@pytest.mark.parametrize("path", sorted(DRAWINGS.glob("*.svg")), ids=lambda path: path.stem)
def test_every_drawing_keeps_to_the_steps_and_the_square_that_can_be_drawn(path: object) -> None:
    name = str(getattr(path, "stem", ""))
    text = (DRAWINGS / f"{name}.svg").read_text("utf-8")
    strokes = Drawings(DRAWINGS).drawing(name, 20).strokes

    drawn = re.findall(r' d="([^"]*)"', text)
    assert drawn
    assert set(re.findall("[A-Za-z]", "".join(drawn))) <= set("MLHVCZ")
    numbers = [float(each) for each in re.findall(r"-?\d+\.?\d*", strokes)]
    assert all(1.5 <= number <= 46.5 for number in numbers)
    assert strokes.split().count("S") == len(drawn)


def test_steps_of_a_drawing_become_operators() -> None:
    assert strokes_of('<path d="M1 2H9V4L5 6C1 2 3 4 5 6Z"/>') == (
        "1 2 m 9 2 l 9 4 l 5 6 l 1 2 3 4 5 6 c h S"
    )


def lines_of(flowable: Flowable) -> list[int]:
    """The numbers of the lines in it, which their widths are."""
    if isinstance(flowable, Text):
        return [line.width for line in flowable.lines]
    assert isinstance(flowable, Stack)
    return [width for part in flowable.parts for width in lines_of(part.flowable)]


def stack_of(lengths: Sequence[int]) -> Stack:
    """Paragraphs of so many lines, numbered throughout."""
    parts, count = [], 0
    for length in lengths:
        lines = [Line((), count + i, right_to_left=False) for i in range(length)]
        parts.append(Placed(Text(lines, STYLE, 100), 4.0))
        count += length
    return Stack(parts)


@for_all(st.lists(st.integers(1, 12), min_size=1, max_size=20), st.integers(0, 400))
def test_columns_keep_every_line_in_order_wherever_a_page_ends(
    lengths: list[int], room: int
) -> None:
    stack = stack_of(lengths)
    columns = Columns(stack, 100, 20)
    cut = columns.split(room, anyhow=True)

    assert columns.height <= stack.height
    pieces = [columns] if cut is None else [cut[0], cut[1]]
    said = [width for piece in pieces for part in piece.parts for width in lines_of(part)]
    assert said == list(range(sum(lengths)))
    if cut is not None:
        assert cut[0].height <= max(room, 20)


@for_all(st.lists(st.integers(1, 4), min_size=6, max_size=30))
def test_columns_are_about_half_as_high_as_one(lengths: list[int]) -> None:
    stack = stack_of(lengths)

    assert Columns(stack, 100, 20).height <= stack.height / 2 + 60


def test_the_main_outcome_has_one_pair_of_pictures_with_its_numbers(
    renderer: HandoutRenderer, content: Content
) -> None:
    paper = compose_handout(visit(content, diagnosis="pattern-loss"), HandoutOptions())
    boxes = block(paper, FactBoxes).boxes
    rendered = renderer.render(paper)
    figures = [tag.seen for tag in tags(rendered.content).walk() if tag.role == "Figure"]

    pictures = [each for box in boxes for each in box.pictures]
    first = boxes[0].rows[0]
    assert [str(each.of_100) for each in pictures] == [first.control, first.treated]
    lead = boxes[0].picture_lead
    told = [f"{each.words}. {lead}" for each in pictures]
    assert [seen for seen in figures if "of 100" in seen] == told
    assert all(whole(rendered).count(each.words) == 1 for each in pictures)
    assert flaws(rendered.content) == []


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(float(part)) for part in colour.split())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_all_type_stands_out_from_every_ground_it_is_printed_on() -> None:
    styles = {name: each for name, each in vars(theme).items() if isinstance(each, theme.Style)}

    assert len(styles) > 15
    for name, style in styles.items():
        light = (theme.WHITE, theme.TINT, theme.SHADE)
        grounds = (theme.ACCENT, theme.BLACK) if style.colour == theme.WHITE else light
        assert all(contrast(style.colour, ground) >= READABLE for ground in grounds), name


def test_a_paper_of_the_demonstration_is_the_same_bytes_every_time(content: Content) -> None:
    paper: Handout = compose_handout(visit(content), HandoutOptions(edition=Edition.SHORT))
    fresh = [ReportLabHandoutRenderer(RESOURCES / "fonts").render(paper) for _ in range(2)]

    assert fresh[0].content == fresh[1].content


@pytest.mark.parametrize("language", ["es", "bn", "tr"])
def test_no_word_of_a_tables_head_is_cut_in_large_print(
    renderer: HandoutRenderer, content: Content, language: str
) -> None:
    given = visit(content, diagnosis="traction", language=language)
    options = HandoutOptions(edition=Edition.LARGE, language=language)
    paper = compose_handout(given, options)
    text = words(whole(renderer.render(paper)))

    for grid in blocks(paper, Grid):
        assert all(words(word) in text for head in grid.heads for word in head.split())


def test_where_no_day_is_set_the_calendar_begins_on_page_one(
    renderer: HandoutRenderer, content: Content
) -> None:
    paper = compose_handout(of_a_patient(content, "traction"), HandoutOptions())
    first = words(pages(renderer.render(paper))[0])

    assert words(block(paper, CalendarTable).heading) in first
    assert words(block(paper, CalendarTable).rows[0].what) in first


@pytest.mark.parametrize("paper", list(Paper))
def test_both_pictures_of_a_pair_stand_on_one_page_of_large_print(
    renderer: HandoutRenderer, content: Content, paper: Paper
) -> None:
    options = HandoutOptions(edition=Edition.LARGE, paper=paper, language="es")
    made = compose_handout(visit(content, diagnosis="pattern-loss", language="es"), options)
    pair = [each.words for box in block(made, FactBoxes).boxes for each in box.pictures]
    sheets = [words(page) for page in pages(renderer.render(made))]

    assert any(all(words(each) in sheet for each in pair) for sheet in sheets)


@pytest.mark.parametrize("edition", [Edition.STANDARD, Edition.LARGE])
def test_two_months_that_begin_side_by_side_stand_apart(
    renderer: HandoutRenderer, content: Content, edition: Edition
) -> None:
    given = visit(content, diagnosis="pattern-loss")
    answers = given.answers.with_answer(Place(DECISION), answer(code(GO_AHEAD)))
    answers = answers.with_answer(Place(FIRST_SESSION), answer(moment("2026-11-30 10:00")))
    planned = input_of(content, given.questionnaire, answers, given.patient)
    rendered = renderer.render(compose_handout(planned, HandoutOptions(edition=edition)))
    texts = [page.get_textpage() for page in pypdfium2.PdfDocument(rendered.content)]
    text = next(each for each in texts if "Tue 1 December" in each.get_text_range())
    every = text.get_text_range()
    november = re.search("Mon 30 November(?=\\s+Mon)", every)
    december = re.search("Tue 1 December", every)

    assert november is not None
    assert december is not None
    right = text.get_charbox(november.end() - 1)[2]
    assert text.get_charbox(december.start())[0] - right >= theme.SMALL_GAP
