"""The scalp map on the paper: vectors with their numbers in words, only where it is wished."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from pathlib import Path

import page as validation
import pypdfium2
import pytest

from intake_app.content.loading import load_content
from intake_app.domain.handout.blocks import ScalpMap
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import Edition, Handout, HandoutOptions
from intake_app.domain.own_words import bare
from intake_app.domain.scalp.map import Cleared, Drawing, NoLoss
from intake_app.domain.scalp.views import View
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.ports import Content, HandoutRenderer
from tests.helpers.pdf_reading import whole
from tests.helpers.pdf_tags import Tag, flaws, tags
from tests.helpers.printed import block, blocks
from tests.helpers.scalp_maps import CROWN, NAPE, NUMBERS, PAINTED, mapped
from tests.helpers.visits import visit

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LANGUAGES = sorted(load_content().texts)
IMAGE, PATH = 3, 2
DARK = 60
"""Grey below which a dot is dark."""


@pytest.fixture(scope="module")
def renderer() -> HandoutRenderer:
    return ReportLabHandoutRenderer(FONTS)


@pytest.fixture(scope="module")
def bald(content: Content) -> HandoutInput:
    return visit(content, diagnosis="alopecia-areata")


def printed(given: HandoutInput, edition: Edition = Edition.STANDARD) -> Handout:
    language = next(code for code, texts in load_content().texts.items() if texts == given.texts)
    options = HandoutOptions(edition=edition, language=language, scalp_map=True)
    return compose_handout(given, options)


def pictures(top: Tag) -> list[Tag]:
    """The figures that stand in tables; the code to scan stands in none."""
    return [
        figure
        for table in top.walk()
        if table.role == "Table"
        for cell in table.walk()
        if cell.role == "TD"
        for figure in cell.kids
        if figure.role == "Figure"
    ]


def test_without_the_wish_the_paper_has_no_map_and_another_number(bald: HandoutInput) -> None:
    painted = mapped(bald)
    plain = compose_handout(painted, HandoutOptions())

    assert blocks(plain, ScalpMap) == []
    assert len(blocks(printed(painted), ScalpMap)) == 1
    assert plain.document_id != printed(painted).document_id


@pytest.mark.parametrize("drawing", [None, Drawing(), Drawing((CROWN, Cleared()))])
def test_where_nothing_was_seen_the_wish_changes_nothing(
    bald: HandoutInput, drawing: Drawing | None
) -> None:
    given = bald if drawing is None else mapped(bald, drawing)

    assert printed(given) == compose_handout(given, HandoutOptions())


@pytest.mark.parametrize(
    ("language", "edition"),
    [*product(LANGUAGES, [Edition.SHORT]), ("en", Edition.STANDARD), ("ar", Edition.LARGE)],
)
def test_every_picture_says_its_part_and_the_number_that_stands_below_it(
    renderer: HandoutRenderer, content: Content, language: str, edition: Edition
) -> None:
    given = mapped(visit(content, diagnosis="alopecia-areata", language=language))
    paper = printed(given, edition)
    rendered = renderer.render(paper)
    shown, top = block(paper, ScalpMap), tags(rendered.content)

    assert [tag.seen for tag in pictures(top)] == [bare(each.words) for each in shown.views]
    for view in shown.views:
        assert bare(view.name) in bare(view.words)
        assert bare(view.share) in bare(view.words)
    for profile in ("ua1", "pdfa-2a"):
        assert validation.is_pdf_compliant_bytes(rendered.content, profile=profile)
    assert flaws(rendered.content) == []


def test_heads_and_numbers_are_one_table_with_a_column_for_each_part(
    renderer: HandoutRenderer, bald: HandoutInput
) -> None:
    top = tags(renderer.render(printed(mapped(bald))).content)
    table = next(tag for tag in top.walk() if tag.role == "Table" and pictures(tag))
    heads, cells = (part.kids[0].kids for part in table.kids)

    assert [(cell.role, cell.scope) for cell in heads] == [("TH", "Column")] * len(View)
    assert [[kid.role for kid in cell.kids] for cell in cells] == [["Figure", "P"]] * len(View)


def test_the_numbers_are_those_of_the_record_with_the_whole_and_who_saw_it(
    renderer: HandoutRenderer, bald: HandoutInput
) -> None:
    shown = block(printed(mapped(bald, None, NUMBERS)), ScalpMap)

    shares = [view.share.removesuffix(" of 100") for view in shown.views]
    assert shares == ["12.5", "0", "3.2", "100"]
    assert shown.lines == ("Whole scalp: 29.6 of 100. Doctors call this the SALT score.",)
    assert bare(shown.lead).startswith("Seen by Dr Example on 21 November 2026.")
    assert "Dark" not in shown.lead
    assert "12.5 of 100" in whole(renderer.render(printed(mapped(bald, None, NUMBERS))))


@pytest.mark.parametrize(
    ("language", "told"),
    [("es", "12,5 de 100"), ("tr", "100'de 12,5"), ("ar", "12.5"), ("bn", "100 ভাগে 12.5")],
)
def test_a_number_is_written_as_its_language_writes_it(
    content: Content, language: str, told: str
) -> None:
    given = mapped(visit(content, language=language), None, NUMBERS)

    assert told in block(printed(given), ScalpMap).views[0].share


def test_a_part_nobody_looked_at_is_not_drawn_and_not_counted(
    renderer: HandoutRenderer, bald: HandoutInput
) -> None:
    paper = printed(mapped(bald, Drawing((CROWN,))))
    shown = block(paper, ScalpMap)

    assert [view.share for view in shown.views[1:]] == ["Not looked at"] * 3
    (line,) = shown.lines
    assert line.startswith("Not every part was looked at.")
    assert len(pictures(tags(renderer.render(paper).content))) == 1


def test_a_number_that_is_not_the_drawings_is_said_to_be_noted_by_hand(
    bald: HandoutInput,
) -> None:
    typed: Mapping[View, Decimal] = {View.TOP: Decimal(7), View.BACK: Decimal(2)}
    shown = block(printed(mapped(bald, Drawing((CROWN,)), typed)), ScalpMap)

    assert shown.views[0].share == "7 of 100"
    assert shown.lines[0] == "Noted by hand, not counted from the drawing: Top, Back."


def dark_dots(renderer: HandoutRenderer, paper: Handout) -> int:
    """How many dots are dark on a black-and-white printer."""
    found = 0
    for sheet in pypdfium2.PdfDocument(renderer.render(paper).content):
        assert [each for each in sheet.get_objects() if each.type == IMAGE] == []
        grey = sheet.render(scale=1, grayscale=True).to_pil().convert("L")
        found += sum(grey.histogram()[:DARK])
    return found


def test_what_was_painted_is_dark_in_black_and_white_and_drawn_without_a_raster(
    renderer: HandoutRenderer, bald: HandoutInput
) -> None:
    full = Drawing((CROWN, NAPE, NoLoss((View.LEFT, View.RIGHT))))
    none = Drawing((CROWN, NAPE, NoLoss(tuple(View))))

    dark, light = (
        dark_dots(renderer, printed(mapped(bald, each), Edition.SHORT)) for each in (full, none)
    )

    assert dark > light + 100


def test_the_eraser_and_a_later_no_loss_take_strokes_off_the_paper(bald: HandoutInput) -> None:
    shown = block(printed(mapped(bald, PAINTED)), ScalpMap)
    again = block(printed(mapped(bald, PAINTED.with_mark(NoLoss((View.TOP,))))), ScalpMap)

    assert [len(view.strokes) for view in shown.views] == [2, 0, 0, 1]
    assert [len(view.strokes) for view in again.views] == [0, 0, 0, 1]


def test_the_left_side_of_the_head_is_the_same_on_a_page_that_runs_right_to_left(
    renderer: HandoutRenderer, content: Content
) -> None:
    def turned(language: str) -> set[bool]:
        """Which way the pictures are turned, by their own measure."""
        paper = printed(mapped(visit(content, language=language)), Edition.SHORT)
        document = pypdfium2.PdfDocument(renderer.render(paper).content)
        measures = (
            each.get_matrix()
            for sheet in document
            for each in sheet.get_objects()
            if each.type == PATH
        )
        return {measure.a > 0 for measure in measures if measure.d < 0}

    assert turned("ar") == turned("en") == {True}
