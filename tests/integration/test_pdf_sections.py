"""The sections about the person and the studies, drawn: hostile text, long text, the code."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from intake_app.content.resources import find_resources
from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.blocks import (
    ChoiceRow,
    ChoiceTable,
    FactBoxes,
    Grid,
    StatementList,
    StudyEntry,
    StudyList,
)
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import Block, Handout, HandoutOptions
from intake_app.domain.handout.identity import identified
from intake_app.pdf.qr_code import squares_of
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.ports import Content
from tests.helpers.handouts import handout
from tests.helpers.printed import block
from tests.helpers.visits import visit

HOSTILE = "<b>bold?</b> & <para> Ωmega {braces} Şükrü"
LONG_WORD = "x" * 500


@pytest.fixture(scope="module")
def drawn() -> Callable[[Handout], bytes]:
    renderer = ReportLabHandoutRenderer(find_resources() / "fonts")
    return lambda paper: renderer.render(paper).content


@pytest.fixture(scope="module")
def paper(content: Content) -> Handout:
    return compose_handout(visit(content, diagnosis="pattern-loss"), HandoutOptions())


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def with_block(new: Block) -> Handout:
    return identified(handout(extra=(new,)))


def test_every_statement_of_the_paper_can_be_found_again(
    drawn: Callable[[Handout], bytes], paper: Handout
) -> None:
    text = text_of(drawn(paper)).replace(" ", "")

    for row in block(paper, ChoiceTable).rows:
        assert row.name.replace(" ", "") in text
    for box in block(paper, FactBoxes).boxes:
        assert box.title.replace(" ", "") in text
        assert box.strength_words.replace(" ", "") in text
    for entry in block(paper, StudyList).entries:
        assert f"S{entry.number}{entry.design}".replace(" ", "") in text


def test_figures_stand_beside_their_outcome(
    drawn: Callable[[Handout], bytes], paper: Handout
) -> None:
    text = text_of(drawn(paper))

    assert "18 63 Drug mix: 37 Salt water: 82" in text


@pytest.mark.parametrize("words", [HOSTILE, LONG_WORD, "word " * 4_000, "مرحبا <b>&</b> 12"])
def test_cells_and_sentences_hold_whatever_is_written(
    drawn: Callable[[Handout], bytes], words: str
) -> None:
    said = Statement(text=words, sources=(1,), studies=(2,))
    blocks = (
        Grid(heading="G", lead="", heads=("A", "B"), rows=((words, ""),), widths=(1, 1)),
        StatementList(heading="L", lead=words, lines=(said,), blanks=2, numbered=True),
        ChoiceTable(
            heading="C",
            lead="",
            labels=("how", "helped", "harms", "time", "cost", "stop"),
            rows=(ChoiceRow(name=words[:600], cells=((said,),) * 4 + ((), (said,))),),
        ),
        StudyList(
            heading="S",
            lead="",
            entries=(StudyEntry(number=1, design=words, citation=words, details=""),),
        ),
    )
    for each in blocks:
        text = text_of(drawn(with_block(each))).replace(" ", "")
        if words.isascii() or words == HOSTILE:
            assert words.replace(" ", "")[-400:] in text or words == LONG_WORD
            assert text.count("x") >= words.count("x")


def test_a_table_without_rows_is_printed(drawn: Callable[[Handout], bytes]) -> None:
    empty = Grid(heading="Nothing yet", lead="", heads=("A",), rows=(), widths=(1,))

    assert "Nothing yet" in text_of(drawn(with_block(empty)))


PATH = 2


def test_the_code_at_the_foot_holds_the_document_id_square_for_square(
    drawn: Callable[[Handout], bytes], paper: Handout
) -> None:
    document = pypdfium2.PdfDocument(drawn(paper))
    scale = 4.0
    page = document[len(document) - 1]
    picture = page.render(scale=scale).to_pil().convert("L")
    squares = squares_of(paper.document_id)
    dark = picture.point(lambda level: 255 if level < 60 else 0)
    bounds = [each.get_bounds() for each in page.get_objects() if each.type == PATH]
    boxes = [each for each in bounds if abs(each[3] - each[1] - 64 / 21) < 0.1]
    left = min(each[0] for each in boxes) * scale
    top = (page.get_height() - max(each[3] for each in boxes)) * scale
    side = 64.0 / 21 * scale
    seen = [
        [
            dark.getpixel((int(left + (x + 0.5) * side), int(top + (y + 0.5) * side))) > 0
            for x in range(21)
        ]
        for y in range(21)
    ]
    assert len(squares) == 21
    assert seen == squares


def test_another_document_has_another_code() -> None:
    assert squares_of("KPTA-CEHG-M0JB") != squares_of("KPTA-CEHG-M0JC")


def test_without_an_id_there_is_no_code(drawn: Callable[[Handout], bytes], paper: Handout) -> None:
    assert len(drawn(replace(paper, document_id=""))) < len(drawn(paper))
