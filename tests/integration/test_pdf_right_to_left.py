"""A paper that runs right to left: everything mirrored, and what is not text of it still right."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from intake_app.content.loading import load_content
from intake_app.content.resources import find_resources
from intake_app.domain.evidence.statements import Statement
from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.blocks import StudyList
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import (
    CalendarTable,
    Edition,
    Handout,
    HandoutOptions,
    Paper,
)
from intake_app.domain.isolates import ISOLATE, isolated
from intake_app.pdf.archive import Description
from intake_app.pdf.canvas import Sheet
from intake_app.pdf.citing import cited, cited_in_a_row
from intake_app.pdf.fonts import FontLibrary
from intake_app.pdf.look import look_of
from intake_app.pdf.qr_code import QrCode
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.pdf.setting import Run, Setter
from intake_app.services.rendered import RenderedHandout
from tests.helpers.content_files import copied_resources
from tests.helpers.handouts import handout as made_up
from tests.helpers.pdf_tags import flaws, tags
from tests.helpers.printed import block
from tests.helpers.pseudo_language import add_language
from tests.helpers.visits import visit

FONTS = find_resources() / "fonts"
CODE = "zz"
PHONE = "01632 960 000"
NOTE = "Bring the old bottle (5 %).\nأحضر الزجاجة."


def composed(root: Path, edition: Edition = Edition.STANDARD) -> Handout:
    content = load_content(root)
    told = visit(content, diagnosis="pattern-loss", language=CODE)
    answers = told.answers.with_answer(Place("agreement.note", ()), given(NOTE))
    record = replace(told.version.record, answers=answers)
    told = replace(told, version=replace(told.version, record=record))
    return compose_handout(told, HandoutOptions(language=CODE, edition=edition))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = copied_resources(tmp_path_factory.mktemp("arabic"))
    add_language(made, CODE)
    return made


@pytest.fixture(scope="module")
def paper(root: Path) -> Handout:
    return composed(root)


@pytest.fixture(scope="module")
def printed(paper: Handout) -> RenderedHandout:
    return ReportLabHandoutRenderer(FONTS).render(paper)


def place_of(printed: RenderedHandout, words: str) -> tuple[float, float, float]:
    """Left edge, right edge and page width of the first place where words are drawn."""
    for page in pypdfium2.PdfDocument(printed.content):
        found = page.get_textpage().search(words, match_case=True).get_next()
        if found is not None:
            start, count = found
            boxes = [page.get_textpage().get_charbox(start + i) for i in range(count)]
            return min(b[0] for b in boxes), max(b[2] for b in boxes), page.get_width()
    raise AssertionError(f"{words} is not drawn")


def test_the_name_stands_on_the_right_and_the_page_number_on_the_left(
    printed: RenderedHandout,
) -> None:
    name, page = place_of(printed, "Zoë"), place_of(printed, "1")

    assert name[1] > name[2] / 2
    assert page[1] < page[2] / 4


def test_a_telephone_number_reads_from_left_to_right(printed: RenderedHandout) -> None:
    groups = [place_of(printed, part)[0] for part in PHONE.split()[:2]]

    assert place_of(printed, PHONE)
    assert groups == sorted(groups)


def test_what_is_filled_in_goes_its_own_way() -> None:
    setter = Setter(FontLibrary(FONTS))
    line = setter.lines([Run(f"رقم {isolated(PHONE)} الآن")], float("inf"), base=1)[0]
    drawn = "".join(glyph.text for _, piece in line.pieces for glyph in piece.glyphs)

    assert PHONE in drawn
    assert ISOLATE not in drawn


def drawn_in_arabic(runs: list[Run]) -> str:
    line = Setter(FontLibrary(FONTS)).lines(runs, float("inf"), base=1)[0]
    return "".join(glyph.text for _, piece in line.pieces for glyph in piece.glyphs)


def test_the_numbers_of_sources_stand_in_their_order() -> None:
    told = Statement(text="لا", sources=(1, 3), studies=(5,))

    assert "[1,\u00a03,\u00a0S5]" in drawn_in_arabic(cited(told))


def test_statements_behind_one_another_have_a_space_between_them() -> None:
    told = [Statement(text="One.", sources=(1,)), Statement(text="Two.")]

    assert "".join(run.text for run in cited_in_a_row(told)) == "One.\u00a0[1] Two."


def test_an_address_of_a_study_keeps_its_last_slash(root: Path) -> None:
    handout = composed(root)
    entries = block(handout, StudyList).entries
    address = "https://clinic.test/condition/"
    told = replace(entries[0], design="", citation=address, details="لا")
    blocks = tuple(
        replace(each, entries=(told,)) if isinstance(each, StudyList) else each
        for each in handout.blocks
    )
    printed = ReportLabHandoutRenderer(FONTS).render(replace(handout, blocks=blocks))
    start, end, _ = place_of(printed, address)

    assert place_of(printed, "condition/")[1] == end
    assert start < place_of(printed, "condition/")[0]


def test_what_was_typed_cannot_close_the_isolate_round_it() -> None:
    assert isolated("a\ufdd1b\ufdd0c") == "\ufdd0abc\ufdd1"


def test_a_persons_own_words_keep_their_own_side(printed: RenderedHandout) -> None:
    english, arabic = place_of(printed, "Bring the"), place_of(printed, "الزجاجة")

    assert english[1] < arabic[0]


def test_the_first_column_of_a_table_is_on_the_right(
    paper: Handout, printed: RenderedHandout
) -> None:
    rows = block(paper, CalendarTable).rows
    what, why = (place_of(printed, text.split()[0]) for text in (rows[0].what, rows[0].why))

    assert what[0] > why[1]


def rectangles(*, right_to_left: bool) -> list[bytes]:
    """The rectangles of a code that is drawn at one place of the paper."""
    look = look_of(Edition.STANDARD, Paper.A4)
    told = Description(title="t", author="a", subject="s", creator="c", language="ar")
    sheet = Sheet(look, told, right_to_left=right_to_left)
    QrCode("ABCD-EFGH-JKLM", 64, "code").draw(sheet, sheet.mirror.left_of(100, 64), 100)
    sheet.next_page()
    page = PdfReader(BytesIO(sheet.finished())).pages[0]
    return sorted(line for line in page.get_contents().get_data().split(b"\n") if b" re f" in line)  # type: ignore[union-attr]


def test_the_code_to_scan_is_not_mirrored() -> None:
    assert rectangles(right_to_left=True) == rectangles(right_to_left=False) != []


@pytest.mark.parametrize("edition", list(Edition))
def test_its_tags_are_sound_and_in_the_order_of_reading(root: Path, edition: Edition) -> None:
    handout = composed(root, edition)
    content = ReportLabHandoutRenderer(FONTS).render(handout).content

    assert flaws(content) == []
    heading = next(tag for tag in tags(content).walk() if tag.role == "H1")
    assert heading.said == handout.title


@pytest.mark.parametrize("name", ["אורי לוי (12)", "علي محمد [34]", "مريم (١٢) كريم"])
def test_brackets_round_a_number_are_found_again_as_they_were_typed(name: str) -> None:
    """Two readers of text that turn right-to-left letters round, each in its way."""
    content = ReportLabHandoutRenderer(FONTS).render(made_up(name=name)).content

    number = next(word for word in name.split() if word[0] in "([")
    assert number in pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    if number.isascii():  # the other one reads Arabic digits from the right
        assert number in PdfReader(BytesIO(content)).pages[0].extract_text()
