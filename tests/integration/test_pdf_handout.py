"""Handouts as paper: what stands on which page, and that nothing is left out."""

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.handout import (
    CallCards,
    ComparisonRow,
    DayStrip,
    Lines,
    Note,
)
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.ports import HandoutRenderer
from tests.helpers.handouts import BORN, CONTENT_VERSION, NAME, handout, texts_of, with_comparison
from tests.helpers.pdf_reading import pages, running, whole, words

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"


@pytest.fixture(scope="module")
def renderer() -> HandoutRenderer:
    return ReportLabHandoutRenderer(FONTS)


def test_every_word_of_the_handout_is_on_the_paper(renderer: HandoutRenderer) -> None:
    paper = handout()
    text = running(renderer.render(paper)).replace("•", "")

    missing = [
        part
        for part in texts_of(paper)
        if re.sub(r"\s", "", part) not in text and not part.startswith(("en", "Page {"))
    ]

    assert missing == []


def test_the_head_is_on_every_page(renderer: HandoutRenderer) -> None:
    paper = handout(note="A long note. " * 600)
    rendered = renderer.render(paper)

    assert rendered.pages > 5
    for number, text in enumerate(pages(rendered), start=1):
        page = words(text)
        assert NAME in page
        assert BORN in page
        assert f"Page {number} of {rendered.pages}" in page
        assert paper.document_id in page
        assert CONTENT_VERSION in page


def test_made_up_patients_are_marked_on_every_page(renderer: HandoutRenderer) -> None:
    rendered = renderer.render(handout(demonstration="Made-up patient."))

    assert all("Made-up patient." in page for page in pages(rendered))


def test_page_one_holds_the_cards_the_strip_and_the_appointments(
    renderer: HandoutRenderer,
) -> None:
    first, second, *_ = (words(page) for page in pages(renderer.render(handout())))

    for said in (
        "Hilltop Hair Clinic",
        "Dr Ana Example",
        "Saturday 28 November 2026, 14:30",
        "Ring us today 01632 960 000",
        "At all other times ring 01632 960 111",
        "Call for help now",
        "112",
        "Your first 14 days",
        "pool, sauna",
        "Saturday 12 December 2026, 10:00",
        "Sunday 21 March 2027",
    ):
        assert said in first
    assert "What to wait with" in second
    assert "What to wait with" not in first


def test_the_strip_shows_for_each_day_what_is_off_and_from_when_it_is_allowed(
    renderer: HandoutRenderer,
) -> None:
    first = pages(renderer.render(handout()))[0]
    rows = {line.split(" ✕")[0]: line for line in first.splitlines() if "✕" in line}

    assert words(rows["washing"]) == "washing ✕ 14:30"
    assert words(rows["pool, sauna"]) == "pool, sauna ✕ ✕ ✕ 14:30"
    assert words(rows["hair colour"]) == "hair colour ✕ ✕ ✕ ✕ ✕ ✕ ✕ 14:30"


def test_without_a_session_day_page_one_has_no_grid_but_its_appointments(
    renderer: HandoutRenderer,
) -> None:
    blocks = tuple(
        replace(block, days=(), lead="The day is not set yet.")
        if isinstance(block, DayStrip)
        else block
        for block in handout().blocks
    )
    first = words(pages(renderer.render(replace(handout(), blocks=blocks, first_day=None)))[0])

    assert "The day is not set yet." in first
    assert "✕" not in first
    assert "Saturday 12 December 2026, 10:00" in first


def test_tables_say_their_heads_again_on_the_next_page(renderer: HandoutRenderer) -> None:
    rendered = renderer.render(handout())
    heads = [
        page for page in map(words, pages(rendered)) if "In favour Against, or unsure" in page
    ]

    assert len(heads) >= 2


def test_a_heading_is_never_the_last_thing_on_a_page(renderer: HandoutRenderer) -> None:
    for filler in range(1, 60, 3):
        rendered = renderer.render(handout(note="A line.\n" * filler))
        for page in pages(rendered):
            column = [line for line in page.splitlines() if line.strip()]
            foot = next(i for i, line in enumerate(column) if line.startswith("Paper "))
            assert column[foot - 1] not in {
                "We do not know",
                "The five articles",
                "The five articles side by side",
                "Your own dates",
                "About this paper",
                "A note for you",
            }


def test_the_same_words_are_set_alike_on_both_sides_of_the_comparison(
    renderer: HandoutRenderer,
) -> None:
    said = Statement(text="Sameness " * 30, sources=(1,))
    row = ComparisonRow(question="Alike?", favour=(said,), against=(said,), figures=())
    paper = with_comparison(row)
    left: list[tuple[float, ...]] = []
    right: list[tuple[float, ...]] = []
    for page in pypdfium2.PdfDocument(renderer.render(paper).content):
        text = page.get_textpage()
        for index in range(text.count_rects()):
            box = text.get_rect(index)
            if "Sameness" in text.get_text_bounded(*box):
                (left if box[0] < page.get_width() / 2 else right).append(box)

    assert len(left) == len(right) > 3
    offsets = {round(there[0] - here[0], 1) for here, there in zip(left, right, strict=True)}
    widths = {
        round((there[2] - there[0]) - (here[2] - here[0]), 1)
        for here, there in zip(left, right, strict=True)
    }
    assert len(offsets) == 1
    assert widths == {0.0}


def test_a_warning_line_is_told_by_a_sign_and_by_weight(renderer: HandoutRenderer) -> None:
    text = whole(renderer.render(handout()))

    assert "▲ Your next colouring on Thursday" in text
    assert "• Your holiday in the sun" in text


def test_the_number_of_pages_is_told(renderer: HandoutRenderer) -> None:
    rendered = renderer.render(handout())

    assert rendered.pages == len(pypdfium2.PdfDocument(rendered.content))


def test_a_handout_without_some_blocks_is_printed(renderer: HandoutRenderer) -> None:
    paper = handout()
    cards = tuple(block for block in paper.blocks if isinstance(block, CallCards))
    notes = (Note(heading="", text=""), Lines(heading="Empty", lead="", lines=()))

    assert renderer.render(replace(paper, blocks=cards)).pages == 1
    assert renderer.render(replace(paper, blocks=notes)).pages == 1
