"""Handouts as files: the same bytes, our own fonts, and what a reader is told of them."""

import gc
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.ports import HandoutRenderer
from tests.helpers.handouts import NAME, handout

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"
SMALLEST, BODY = 9.0, 12.0


@pytest.fixture(scope="module")
def renderer() -> HandoutRenderer:
    return ReportLabHandoutRenderer(FONTS)


def fonts_of(content: bytes) -> dict[str, DictionaryObject]:
    found: dict[str, DictionaryObject] = {}
    for page in PdfReader(BytesIO(content)).pages:
        for name, font in page["/Resources"]["/Font"].items():  # type: ignore[index]
            found[name] = font.get_object()
    return found


def type_sizes(content: bytes) -> set[float]:
    reader = PdfReader(BytesIO(content))
    return {
        float(operands[1])
        for page in reader.pages
        for operands, operator in ContentStream(page.get_contents(), reader).operations
        if operator == b"Tf"
    }


def test_the_same_handout_gives_the_same_bytes(renderer: HandoutRenderer) -> None:
    first = renderer.render(handout())
    renderer.render(handout(name="Somebody Else", note="مرحبا"))

    assert renderer.render(handout()).content == first.content
    assert ReportLabHandoutRenderer(FONTS).render(handout()).content == first.content


def test_another_process_in_another_place_gives_the_same_bytes(renderer: HandoutRenderer) -> None:
    script = (
        "import hashlib, pathlib, sys\n"
        "from intake_app.pdf.renderer import ReportLabHandoutRenderer\n"
        "from tests.helpers.handouts import handout\n"
        "paper = handout(note='Şükrü مريم গোপাল')\n"
        "content = ReportLabHandoutRenderer(pathlib.Path(sys.argv[1])).render(paper).content\n"
        "print(hashlib.sha256(content).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, str(FONTS)],
            cwd=ROOT,
            env={"LANG": language, "TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for language, zone, seed in (
            ("C.UTF-8", "UTC", "1"),
            ("tr_TR.UTF-8", "Asia/Tokyo", "2"),
        )
    }

    assert len(digests) == 1


def test_python_collects_again_after_a_handout_and_after_a_failure(
    renderer: HandoutRenderer,
) -> None:
    renderer.render(handout())
    assert gc.isenabled()

    with pytest.raises(TypeError):
        renderer.render(replace(handout(), blocks=(object(),)))  # type: ignore[arg-type]
    assert gc.isenabled()


def test_only_our_own_fonts_are_in_the_file_and_all_are_embedded(
    renderer: HandoutRenderer,
) -> None:
    content = renderer.render(handout(note="مرحبا אורי কি क्षि ที่ ≤ ✓")).content

    fonts = fonts_of(content)
    assert b"Helvetica" not in content
    assert len(fonts) >= 8
    for font in fonts.values():
        descendant = font["/DescendantFonts"][0].get_object()  # type: ignore[index]
        assert str(font["/Subtype"]) == "/Type0"
        assert "/ToUnicode" in font
        assert re.fullmatch(r"/[A-Z]{6}\+NotoSans\w*-(Regular|Bold)", str(font["/BaseFont"]))
        assert "/FontFile2" in descendant["/FontDescriptor"]


def test_no_code_of_a_font_stands_for_nothing(renderer: HandoutRenderer) -> None:
    content = renderer.render(handout(note="কো মোঃ لا क्षि")).content

    for font in fonts_of(content).values():
        stream = font["/ToUnicode"].get_object()
        assert isinstance(stream, StreamObject)
        meanings = stream.get_data().decode("ascii")
        targets = re.findall(r"^<[0-9A-F]{4}> <([0-9A-F]*)>$", meanings, re.MULTILINE)
        assert targets
        assert all(target and "0000" not in target for target in targets)


def test_no_type_is_below_nine_points_and_running_text_is_twelve(
    renderer: HandoutRenderer,
) -> None:
    sizes = type_sizes(renderer.render(handout()).content)

    assert min(sizes) >= SMALLEST
    assert BODY in sizes


def test_the_file_says_what_it_is(renderer: HandoutRenderer) -> None:
    paper = handout()
    reader = PdfReader(BytesIO(renderer.render(paper).content))
    information = reader.metadata
    catalogue = reader.trailer["/Root"]

    assert information is not None
    assert information.title == paper.title
    assert information.author == "Hilltop Hair Clinic (made up)"
    assert information.subject == f"Paper {paper.document_id}"
    assert NAME not in str(dict(information))
    assert catalogue["/Lang"] == "en-GB"  # type: ignore[index]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]


def test_every_section_has_its_bookmark(renderer: HandoutRenderer) -> None:
    reader = PdfReader(BytesIO(renderer.render(handout()).content))
    marks = [
        (entry["/Title"], reader.get_destination_page_number(entry))  # type: ignore[arg-type, call-overload]
        for entry in reader.outline
    ]

    assert [title for title, _ in marks] == [
        "When to ring",
        "Your first 14 days",
        "What to wait with",
        "Your own dates",
        "A note for you",
        "The five articles side by side",
        "We do not know",
        "The five articles",
        "About this paper",
    ]
    numbers = [page for _, page in marks if page is not None]
    assert all(before <= after for before, after in pairwise(numbers))
    assert numbers[0] == 0
