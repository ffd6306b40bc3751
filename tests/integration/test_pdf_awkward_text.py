"""Handouts with names and notes of any kind and length: printed as text, and whole."""

import re
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

import page as validation
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import (
    Block,
    ComparisonRow,
    Edition,
    HandoutOptions,
)
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.ports import Content, HandoutRenderer
from intake_app.services.rendered import RenderedHandout
from tests.helpers.handouts import NAME, handout, texts_of, with_comparison
from tests.helpers.pdf_reading import pages, running, whole, words
from tests.helpers.visits import CLINIC, visit

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"


@pytest.fixture(scope="module")
def renderer() -> HandoutRenderer:
    return ReportLabHandoutRenderer(FONTS)


@pytest.mark.parametrize(
    "name",
    [
        NAME,
        "Nguyễn Thị Hương",
        "Παπαδοπούλου Ελένη",
        "Фёдоров Пётр",
        "গোপাল বন্দ্যোপাধ্যায়",
        "क्षितिज शर्मा",
        "สมชาย ใจดี",
        "髙橋 花子",
        "王小明",
        "김정은",
        "ヤマモト・ｶﾅ（㈱）",
        "</para><img src='x'/>",
        "A & B; &amp; %s {page}",
        "(back\\slash) <<dict>> [array] endstream",
    ],
)
def test_a_name_is_found_again_letter_by_letter(renderer: HandoutRenderer, name: str) -> None:
    rendered = renderer.render(handout(name=name))

    assert all(name in words(page) for page in pages(rendered))
    assert rendered.undrawable == ()


@pytest.mark.parametrize("name", ["مريم الأحمد", "محمد بن عبد الله", "אורי לוי", "بلال سلامة"])
def test_right_to_left_names_are_found_again_word_by_word(
    renderer: HandoutRenderer, name: str
) -> None:
    first = pages(renderer.render(handout(name=name)))[0]

    assert all(word in first for word in name.split())


def test_a_500_letter_name_is_whole_on_page_1_and_cut_where_all_can_see_it(
    renderer: HandoutRenderer,
) -> None:
    name = "Wolfeschlegelsteinhausen" * 20 + "bergerdorffwelchevor"
    rendered = renderer.render(handout(name=name))

    first, *others = (re.sub(r"\s", "", page) for page in pages(rendered))
    assert len(name) == 500
    assert name in first
    for page in (first, *others):
        shown, _, rest = page.partition("…")
        assert len(shown) > 50
        assert name.startswith(shown)
        assert rest.startswith("·bornSunday17April1988")


def test_a_name_of_two_lines_is_whole_on_every_page(renderer: HandoutRenderer) -> None:
    name = "Zoë Maximiliane Wolfeschlegelsteinhausen-Bergerdorff " * 2

    for page in pages(renderer.render(handout(name=name.strip()))):
        assert "…" not in page
        assert name.strip() in words(page)


def test_a_20000_letter_note_is_whole(renderer: HandoutRenderer) -> None:
    note = " ".join(f"word{number}" for number in range(2_400))
    rendered = renderer.render(handout(note=note))

    assert len(note) > 20_000
    assert note.replace(" ", "") in running(rendered)


def test_a_20000_letter_word_is_whole(renderer: HandoutRenderer) -> None:
    note = "".join(f"<{number}>" for number in range(3_600))
    rendered = renderer.render(handout(note=note))

    assert len(note) > 20_000
    assert note in running(rendered)


@pytest.mark.parametrize(
    ("char", "shown"), [("\u200d", "[U+200D ×{}]"), ("\u0301", "[U+0301 ×{}]")]
)
def test_what_would_fill_a_line_without_end_is_counted(
    renderer: HandoutRenderer, char: str, shown: str
) -> None:
    rendered = renderer.render(handout(note=f"q{char * 40_000}"))

    assert shown.format(39_996) in whole(rendered)


def test_40000_blanks_go_on_below_as_they_were_typed(renderer: HandoutRenderer) -> None:
    one, many = (renderer.render(handout(note=f"a{' ' * blanks}b")) for blanks in (1, 40_000))

    assert many.pages > one.pages


def test_60000_letters_of_right_to_left_text_are_whole(renderer: HandoutRenderer) -> None:
    note = " ".join(f"كلمة {number}" for number in range(6_000))
    rendered = renderer.render(handout(note=note))

    found = set(re.findall(r"\d+", whole(rendered)))
    assert len(note) > 58_000
    assert {str(number) for number in range(6_000)} <= found


def test_a_cell_longer_than_a_page_is_split_and_whole(renderer: HandoutRenderer) -> None:
    long = Statement(text=" ".join(f"cell{number}" for number in range(1_500)), sources=(1,))
    row = ComparisonRow(question="A long one?", favour=(long,), against=(), figures=(long,))

    text = running(renderer.render(with_comparison(row)))

    assert all(f"cell{number}" in text for number in range(1_500))


@pytest.mark.parametrize("kind", [type(block) for block in handout().blocks])
def test_every_text_of_every_block_may_be_long(renderer: HandoutRenderer, kind: type) -> None:
    marks = [f"w{number}x" for number in range(250)]
    long = " ".join(marks)
    paper = handout()
    blocks = tuple(
        lengthened(block, long) if isinstance(block, kind) else block for block in paper.blocks
    )

    paper = replace(paper, blocks=blocks)
    text = running(renderer.render(paper))

    wanted = sum(long in each for each in texts_of(paper))
    assert wanted
    assert [mark for mark in marks if text.count(mark) < wanted] == []


def test_a_long_japanese_note_is_printed_whole_and_found_again(
    renderer: HandoutRenderer,
) -> None:
    rendered = renderer.render(handout(note="".join(f"第{n}回の治療、" for n in range(3_000))))

    text = running(rendered)
    assert [n for n in range(3_000) if f"第{n}回の治療、" not in text] == []
    assert len(rendered.content) < 400_000


def test_blank_lines_and_blanks_of_a_note_are_kept(renderer: HandoutRenderer) -> None:
    short = renderer.render(handout(note="above\nbelow"))
    long = renderer.render(handout(note="above" + "\n" * 200 + "below"))

    assert long.pages >= short.pages + 3


def test_control_characters_of_a_note_can_be_seen(renderer: HandoutRenderer) -> None:
    rendered = renderer.render(handout(note="ring\x07 the \x1b[1mclinic \u202eback\ud800"))

    assert "ring[U+0007] the [U+001B][1mclinic [U+202E]back[U+D800]" in whole(rendered)
    assert rendered.undrawable == ("\x07", "\x1b", "\u202e", "\ud800")


def test_a_name_no_font_can_draw_is_shown_and_reported(renderer: HandoutRenderer) -> None:
    rendered = renderer.render(handout(name="ኃይለ 𠮷野"))

    assert rendered.undrawable == ("ኃ", "ይ", "ለ", "𠮷")
    assert "[U+1283][U+12ED][U+1208] [U+20BB7]野" in whole(rendered)


def test_markup_in_a_note_is_text(renderer: HandoutRenderer) -> None:
    note = "<b>bold</b> &amp; </para> <a href='http://example.org'>x</a> <!-- y -->"

    rendered = renderer.render(handout(note=note))

    assert note in whole(rendered)
    assert b"/Annot" not in rendered.content


FIXED_WORDS = {
    *("level", "heading", "label", "heads", "favour_head", "against_head"),
    *("off_label", "allowed_label", "question"),
}
"""What the language file says, in few words; everything else is somebody's own."""


def lengthened(value: Block, long: str) -> Block:
    """The block with every sentence in it made long; days, acts and levels stay."""

    def grown(name: str, given: object) -> object:
        if name == "days" or name in FIXED_WORDS:
            return given
        if isinstance(given, str):
            return f"{given} {long}" if given else given
        if isinstance(given, tuple):
            return tuple(grown(name, each) for each in given)
        if is_dataclass(given) and not isinstance(given, type):
            return replace(given, **changed(given))
        return given

    def changed(given: object) -> dict[str, object]:
        assert is_dataclass(given)
        return {each.name: grown(each.name, getattr(given, each.name)) for each in fields(given)}

    return replace(value, **changed(value))  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_text_can_be_a_name_and_a_note(renderer: HandoutRenderer, text: str) -> None:
    first = renderer.render(handout(name=text, note=text))

    assert first.pages >= 4
    assert len(pypdfium2.PdfDocument(first.content)) == first.pages
    assert set(first.undrawable) <= set(normalize("NFC", text))


def drawing_of(rendered: RenderedHandout) -> list[bytes]:
    """What is written to draw each page."""
    found = []
    for sheet in PdfReader(BytesIO(rendered.content)).pages:
        drawing = sheet.get_contents()
        assert drawing is not None
        found.append(drawing.get_data())
    return found


def test_bold_letters_that_no_bold_font_has_are_drawn_bold_and_found(
    renderer: HandoutRenderer,
) -> None:
    rendered = renderer.render(handout(name="山田 花子 김정은", note="regular"))
    plain = renderer.render(handout(name="Zoë", note="山田 花子"))

    assert all(each.count(b" 2 Tr ") == each.count(b"0 Tr") >= 1 for each in drawing_of(rendered))
    assert "山田 花子 김정은" in whole(rendered)
    assert b" 2 Tr " not in b"".join(drawing_of(plain))


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("words", ["\n" * 190 + "5", "x\n" * 99, "مريم " * 40, "W" * 200])
@pytest.mark.parametrize("setting", ["phone", "phone_hours"])
def test_call_cards_hold_whatever_a_clinic_may_set(
    renderer: HandoutRenderer, content: Content, setting: str, words: str, edition: Edition
) -> None:
    """A card may be higher than a page; the one beside it is not cut for being made as high."""
    clinic = replace(CLINIC, phone=words) if setting == "phone" else CLINIC
    clinic = replace(clinic, phone_hours=words) if setting == "phone_hours" else clinic
    given = replace(visit(content, diagnosis="pattern-loss"), clinic=clinic.checked())
    rendered = renderer.render(compose_handout(given, HandoutOptions(edition=edition)))
    text = re.sub(r"\s", "", whole(rendered))

    assert text.count("W" if "W" in words else words.strip()[-1]) >= words.count(words.strip()[-1])
    assert re.sub(r"\s", "", "It is hard to breathe.") in text


@pytest.mark.parametrize(
    "name", ["endstream endobj", "]]> <?xpacket end='w'?>", "</rdf:RDF> & %PDF"]
)
def test_the_description_of_the_file_holds_whatever_a_clinic_is_called(
    renderer: HandoutRenderer, content: Content, name: str
) -> None:
    given = replace(visit(content), clinic=replace(CLINIC, name=name))
    rendered = renderer.render(compose_handout(given, HandoutOptions(edition=Edition.SHORT)))
    described = PdfReader(BytesIO(rendered.content)).xmp_metadata

    assert described is not None
    assert described.dc_creator == [name]
    for profile in ("ua1", "pdfa-2a"):
        assert validation.is_pdf_compliant_bytes(rendered.content, profile=profile)
