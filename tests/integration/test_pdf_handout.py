"""Handouts as files: the text read back, the bytes compared, the fonts looked into."""

import re
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from intake_app.domain.handout import (
    Block,
    CallCards,
    Comparison,
    ComparisonRow,
    DayStrip,
    Handout,
    Lines,
    Note,
    Statement,
)
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.ports import HandoutRenderer
from intake_app.services.rendered import RenderedHandout
from tests.helpers.handouts import BORN, CONTENT_VERSION, NAME, handout

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "resources" / "fonts"
SMALLEST, BODY = 9.0, 12.0


@pytest.fixture(scope="module")
def renderer() -> HandoutRenderer:
    return ReportLabHandoutRenderer(FONTS)


def pages(rendered: RenderedHandout) -> list[str]:
    """The text of every page, as a program that knows ActualText reads it."""
    document = pypdfium2.PdfDocument(rendered.content)
    return [str(page.get_textpage().get_text_range()) for page in document]


def words(text: str) -> str:
    """``text`` with every stretch of white space as one blank: lines end anywhere."""
    return " ".join(text.split())


def whole(rendered: RenderedHandout) -> str:
    return words(" ".join(pages(rendered)))


def running(rendered: RenderedHandout) -> str:
    """All letters without white space and without what stands round the column."""
    lines = [line for page in pages(rendered) for line in page.splitlines()]
    column = [
        line
        for line in lines
        if not line.startswith(("Paper ", NAME)) and not re.fullmatch(r"Page \d+ of \d+", line)
    ]
    return re.sub(r"\s", "", "".join(column))


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


def test_every_word_of_the_handout_is_on_the_paper(renderer: HandoutRenderer) -> None:
    paper = handout()
    text = running(renderer.render(paper))

    missing = [
        part
        for part in texts_of(paper)
        if re.sub(r"\s", "", part) not in text and not part.startswith(("en", "Page {"))
    ]

    assert missing == []


def texts_of(paper: Handout) -> list[str]:
    """What every block says, but for the days of the strip, which are drawn as a grid."""
    found: list[str] = []

    def collect(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, tuple):
            for each in value:
                collect(each)
        elif is_dataclass(value):
            for field in fields(value):
                if field.name not in {"days", "level"}:
                    collect(getattr(value, field.name))

    collect(paper.blocks)
    return found


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
    first = words(pages(renderer.render(replace(handout(), blocks=blocks, session_day=None)))[0])

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


def with_comparison(row: ComparisonRow) -> Handout:
    """The made-up handout with one row in its comparison."""
    paper = handout()
    blocks = tuple(
        replace(block, rows=(row,)) if isinstance(block, Comparison) else block
        for block in paper.blocks
    )
    return replace(paper, blocks=blocks)


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


def test_a_500_letter_name_is_whole_on_every_page(renderer: HandoutRenderer) -> None:
    name = "Wolfeschlegelsteinhausen" * 20 + "bergerdorffwelchevor"
    rendered = renderer.render(handout(name=name))

    assert len(name) == 500
    for page in pages(rendered):
        assert name in re.sub(r"\s", "", page)


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


FIXED_WORDS = {
    *("level", "heading", "label", "heads", "favour_head", "against_head"),
    *("off_label", "allowed_label", "figures_label", "question"),
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


def test_blank_lines_and_blanks_of_a_note_are_kept(renderer: HandoutRenderer) -> None:
    short = renderer.render(handout(note="above\nbelow"))
    long = renderer.render(handout(note="above" + "\n" * 200 + "below"))

    assert long.pages >= short.pages + 3


def test_control_characters_of_a_note_can_be_seen(renderer: HandoutRenderer) -> None:
    rendered = renderer.render(handout(note="ring\x07 the \x1b[1mclinic \u202eback\ud800"))

    assert "ring[U+0007] the [U+001B][1mclinic [U+202E]back[U+D800]" in whole(rendered)
    assert rendered.undrawable == ("\x07", "\x1b", "\u202e", "\ud800")


def test_a_name_no_font_can_draw_is_shown_and_reported(renderer: HandoutRenderer) -> None:
    rendered = renderer.render(handout(name="ኃይለ 漢字"))

    assert rendered.undrawable == ("ኃ", "ይ", "ለ", "漢", "字")
    assert "[U+1283][U+12ED][U+1208] [U+6F22][U+5B57]" in whole(rendered)


def test_markup_in_a_note_is_text(renderer: HandoutRenderer) -> None:
    note = "<b>bold</b> &amp; </para> <a href='http://example.org'>x</a> <!-- y -->"

    rendered = renderer.render(handout(note=note))

    assert note in whole(rendered)
    assert b"/Annot" not in rendered.content


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
