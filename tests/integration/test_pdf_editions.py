"""Large print and Letter: the type is as large as promised, and nothing is lost or cut."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path

import page as validation
import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ContentStream

from intake_app.content.loading import load_content
from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import (
    ComparisonRow,
    Edition,
    Handout,
    HandoutOptions,
    Paper,
)
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.ports import HandoutRenderer
from tests.helpers.handouts import handout, texts_of, with_comparison
from tests.helpers.pdf_reading import whole
from tests.helpers.pdf_tags import flaws
from tests.helpers.visits import DIAGNOSES, visit

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
KINDS = list(product(Edition, Paper))
SIZES = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}
SMALLEST = {Edition.STANDARD: 9.0, Edition.LARGE: 18.0, Edition.SHORT: 9.0}


@pytest.fixture(scope="module")
def renderer() -> HandoutRenderer:
    return ReportLabHandoutRenderer(FONTS)


def as_kind(paper: Handout, edition: Edition, size: Paper) -> Handout:
    return replace(paper, edition=edition, paper=size)


def type_sizes(content: bytes) -> set[float]:
    reader = PdfReader(BytesIO(content))
    return {
        float(operands[1])
        for page in reader.pages
        for operands, operator in ContentStream(page.get_contents(), reader).operations
        if operator == b"Tf"
    }


def letters_outside(content: bytes) -> list[str]:
    """Every letter that reaches over an edge of its page."""
    found = []
    for page in pypdfium2.PdfDocument(content):
        width, height = page.get_size()
        text = page.get_textpage()
        for i in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(i)
            if left < 0 or bottom < 0 or right > width or top > height:
                found.append(text.get_text_range(i, 1))
    return found


@pytest.mark.parametrize(("edition", "size"), KINDS)
def test_pages_type_and_tags_are_as_promised(
    renderer: HandoutRenderer, edition: Edition, size: Paper
) -> None:
    rendered = renderer.render(as_kind(handout(), edition, size))

    document = pypdfium2.PdfDocument(rendered.content)
    assert {tuple(round(side) for side in each.get_size()) for each in document} == {SIZES[size]}
    assert min(type_sizes(rendered.content)) >= SMALLEST[edition]
    assert letters_outside(rendered.content) == []
    assert flaws(rendered.content) == []
    for profile in ("ua1", "pdfa-2a"):
        assert validation.is_pdf_compliant_bytes(rendered.content, profile=profile)


@pytest.mark.parametrize(("edition", "size"), KINDS)
def test_every_text_of_the_made_up_handout_is_on_every_kind_of_paper(
    renderer: HandoutRenderer, edition: Edition, size: Paper
) -> None:
    paper = as_kind(handout(), edition, size)
    text = re.sub(r"[\s•]", "", whole(renderer.render(paper)))

    missing = [each for each in texts_of(paper) if re.sub(r"\s", "", each) not in text]
    # In large print the heads of columns stand before each cell and the first needs none.
    allowed = {"What", "When", "In favour", "Against, or unsure"}
    assert set(missing) <= allowed if edition is Edition.LARGE else missing == []


@pytest.mark.parametrize("diagnosis", DIAGNOSES)
def test_large_print_says_every_word_of_the_standard_edition(
    renderer: HandoutRenderer, diagnosis: str
) -> None:
    given = visit(load_content(), diagnosis=diagnosis)
    papers = [
        compose_handout(given, HandoutOptions(edition=edition))
        for edition in (Edition.STANDARD, Edition.LARGE)
    ]
    standard, large = (renderer.render(paper) for paper in papers)
    standard_id = papers[0].document_id

    lost = set(re.findall(r"[^\W\d_]+", whole(standard))) - set(
        re.findall(r"[^\W\d_]+", whole(large))
    )
    lost -= set(re.findall(r"[^\W\d_]+", standard_id))
    # Heads of columns that are said before each cell instead, and of columns without a figure.
    assert lost <= {"Outcome", "What", "When", "stopping", "Mix", "Lotion"}
    assert flaws(large.content) == []
    assert letters_outside(large.content) == []


@pytest.mark.parametrize(("edition", "size"), KINDS)
def test_very_long_names_words_and_notes_are_whole_in_every_kind(
    renderer: HandoutRenderer, edition: Edition, size: Paper
) -> None:
    name, marks = "Wolfeschlegelsteinhausen" * 20, [f"n{number}x" for number in range(1_500)]
    long = Statement(text=" ".join(f"c{number}x" for number in range(900)), sources=(1,))
    row = ComparisonRow(question="A long one?", favour=(long,), against=(), figures=(long,))

    rendered = renderer.render(as_kind(handout(name=name, note=" ".join(marks)), edition, size))
    table = renderer.render(as_kind(with_comparison(row), edition, size))

    text, cells = (re.sub(r"\s", "", whole(each)) for each in (rendered, table))
    assert name in text
    assert text.count("…") == rendered.pages
    assert [mark for mark in marks if mark not in text] == []
    assert all(cells.count(f"c{number}x") == 2 for number in range(900))
    assert letters_outside(rendered.content) == letters_outside(table.content) == []


@settings(max_examples=15, deadline=None)
@example("\x1e", KINDS[0])  # the end of a record, which is the end of a line and nothing else
@example("\x1c\n\u2028\x85", KINDS[0])
@given(st.text(min_size=1, max_size=300), st.sampled_from(KINDS))
def test_any_text_can_be_set_in_every_kind(
    renderer: HandoutRenderer, text: str, kind: tuple[Edition, Paper]
) -> None:
    rendered = renderer.render(as_kind(handout(name=text, note=text), *kind))

    assert flaws(rendered.content) == []
    assert validation.is_pdf_compliant_bytes(rendered.content, profile="ua1")


def test_the_fridge_page_is_one_page_on_letter_too(renderer: HandoutRenderer) -> None:
    paper = as_kind(handout(), Edition.STANDARD, Paper.LETTER)
    pages = pypdfium2.PdfDocument(renderer.render(paper).content)

    assert "We look at the results" in pages[0].get_textpage().get_text_range()
