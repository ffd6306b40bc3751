"""The release rules that only the printed paper can be held against, of every kind.

H03 the size of type, H05 and H06 few inks and no italics, H20 page x of y, H22 readable by a
screen reader. That every ink stands out from every ground is held by test_pdf_layout.py.
"""

import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path

import page as validation
import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from intake_app.content.loading import load_content
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import Edition, HandoutOptions
from intake_app.pdf import theme
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from tests.helpers.pdf_tags import flaws
from tests.helpers.visits import visit

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
KINDS = list(product(sorted(load_content().texts), Edition))
SMALLEST = {Edition.STANDARD: 9.0, Edition.SHORT: 9.0, Edition.LARGE: 18.0}
BODY = {Edition.STANDARD: 12.0, Edition.SHORT: 12.0, Edition.LARGE: 18.0}
INKS = frozenset(
    {theme.INK, theme.QUIET, theme.ACCENT, theme.WHITE, theme.BLACK}
    | {theme.TINT, theme.SHADE, theme.RULE}
)


@cache
def printed(language: str, edition: Edition) -> bytes:
    made = visit(load_content(), diagnosis="pattern-loss", language=language)
    options = HandoutOptions(language=language, edition=edition)
    return ReportLabHandoutRenderer(FONTS).render(compose_handout(made, options)).content


@cache
def letters_by_size(language: str, edition: Edition) -> Mapping[float, int]:
    """How many bytes of text are drawn in each size."""
    reader = PdfReader(BytesIO(printed(language, edition)))
    found: dict[float, int] = {}
    for sheet in reader.pages:
        size = 0.0
        for operands, operator in ContentStream(sheet.get_contents(), reader).operations:
            if operator == b"Tf":
                size = float(operands[1])
            elif operator == b"TJ":
                shown = sum(len(each) for each in operands[0] if isinstance(each, str | bytes))
                found[size] = found.get(size, 0) + shown
    return found


@pytest.mark.parametrize(("language", "edition"), KINDS)
def test_h03_no_type_is_too_small_and_most_of_it_is_running_text(
    language: str, edition: Edition
) -> None:
    sizes = letters_by_size(language, edition)

    assert min(sizes) >= SMALLEST[edition]
    assert max(sizes, key=lambda size: sizes[size]) >= BODY[edition]


@pytest.mark.parametrize(("language", "edition"), KINDS)
def test_h05_and_h06_few_inks_and_no_italics(language: str, edition: Edition) -> None:
    reader = PdfReader(BytesIO(printed(language, edition)))
    inks, fonts = set(), set()
    for sheet in reader.pages:
        fonts |= {str(each["/BaseFont"]) for each in sheet["/Resources"]["/Font"].values()}  # type: ignore[index]
        for operands, operator in ContentStream(sheet.get_contents(), reader).operations:
            if operator in {b"rg", b"RG"}:
                inks.add(" ".join(f"{float(part):g}" for part in operands))

    assert inks <= INKS
    assert all(re.search("-(Regular|Bold)$", font) for font in fonts)


@pytest.mark.parametrize(("language", "edition"), KINDS)
def test_h20_every_page_says_which_it_is_and_of_how_many(language: str, edition: Edition) -> None:
    template = load_content().texts[language].phrases["head.page"]
    sheets = pypdfium2.PdfDocument(printed(language, edition))
    for number, sheet in enumerate(sheets, start=1):
        text = " ".join(sheet.get_textpage().get_text_range().split())
        said = template.format(page=number, pages=len(sheets))
        # Readers put the parts of such a line in one order or the other where it runs leftwards.
        assert all(word in text for word in said.split()), number


@pytest.mark.parametrize(("language", "edition"), KINDS)
def test_h22_a_screen_reader_has_all_it_needs(language: str, edition: Edition) -> None:
    content = printed(language, edition)
    catalogue = PdfReader(BytesIO(content)).trailer["/Root"]

    assert flaws(content) == []
    assert all(
        validation.is_pdf_compliant_bytes(content, profile=each) for each in ("ua1", "pdfa-2a")
    )
    assert catalogue["/Lang"] == load_content().texts[language].language.tag  # type: ignore[index]
    assert catalogue["/MarkInfo"] == {"/Marked": True}  # type: ignore[index]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
