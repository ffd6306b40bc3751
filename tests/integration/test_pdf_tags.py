"""Handouts for those who cannot see and for the archive: PDF/UA-1, PDF/A-2a and sound tags."""

from collections.abc import Callable
from io import BytesIO
from itertools import cycle, product
from pathlib import Path

import page
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ContentStream, DictionaryObject, NameObject

from intake_app.content.loading import load_content
from intake_app.domain.handout.blocks import StudyList
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import (
    Edition,
    Handout,
    HandoutOptions,
    SourceEntry,
    SourceList,
)
from intake_app.domain.own_words import stretches
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.ports import HandoutRenderer
from tests.helpers.handouts import handout
from tests.helpers.pdf_tags import Tag, flaws, spoken_in, tags
from tests.helpers.visits import DIAGNOSES, visit

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
SAMPLED = 7
"""One rule in so many."""

PROFILES = ("ua1", "pdfa-2a")
LONG = " ".join(f"word{number}" for number in range(3_000))

MADE_UP = {
    "usual": lambda: handout(demonstration="Made-up patient"),
    "Arabic": lambda: handout(name="مريم الأحمد", note="مرحبا بكم\nقبل 12:30 لا"),
    "Hebrew": lambda: handout(name="אורי לוי", note="שלום (12)"),
    "Bengali": lambda: handout(name="গোপাল বন্দ্যোপাধ্যায়", note="কি ক্ষ গোপাল"),
    "Devanagari": lambda: handout(name="क्षितिज शर्मा", note="हिन्दी"),
    "Thai": lambda: handout(name="สมชาย ใจดี", note="ที่นี่"),
    "Chinese": lambda: handout(name="王小明", note="病人要求治疗，洗头；如有“疑问”。" * 9),
    "Japanese": lambda: handout(name="葛\U000e0100西 花子", note="ｶﾀｶﾅ㈱、" * 90),
    "Korean": lambda: handout(name="김정은", note="환자는 \u1112\u1161\u11ab ㄱ " * 90),
    "long note": lambda: handout(note=LONG),
    "long note in Arabic": lambda: handout(note="ملاحظة من العيادة " * 1_100),
    "long note in Hebrew": lambda: handout(note="שלום לכם (12) " * 1_400),
    "long note in Bengali": lambda: handout(note="গোপাল বন্দ্যোপাধ্যায় " * 1_000),
    "long note in Devanagari": lambda: handout(note="क्षितिज शर्मा\n" * 1_400),
    "long note in Thai": lambda: handout(note="ที่นี่สบายดี" * 1_700),
    "many blanks": lambda: handout(note=" " * 40_000 + "\t" * 10_000),
    "many marks": lambda: handout(
        note="".join(f"ก{mark * 20_000}" for mark in "\u0e34\u0301\u09cd")
    ),
    "many unseen": lambda: handout(note="a" + "\u200d" * 40_000 + "\u200b\u2060" * 9),
    "long word": lambda: handout(name="x" * 500, note="y" * 20_000),
    "undrawable": lambda: handout(name="ኃይለ 𠮷野\x07", note="\u202eback\ud800"),
    "markup": lambda: handout(name="</para><b>&co</b>", note="(a\\) <<b>> [c] ]]>"),
}


@pytest.fixture(scope="module")
def renderer() -> HandoutRenderer:
    return ReportLabHandoutRenderer(FONTS)


@pytest.fixture(scope="module")
def content(renderer: HandoutRenderer) -> bytes:
    return renderer.render(handout()).content


def composed(diagnosis: str) -> Handout:
    return compose_handout(visit(load_content(), diagnosis=diagnosis), HandoutOptions())


def failures(pdf: bytes, profile: str) -> list[str]:
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return [f"{each.rule_id}: {each.message}" for each in report.failures]


@pytest.mark.parametrize("make", MADE_UP.values(), ids=MADE_UP)
def test_every_sample_is_sound_for_readers_and_for_the_archive(
    renderer: HandoutRenderer, make: Callable[[], Handout]
) -> None:
    pdf = renderer.render(make()).content

    assert [failures(pdf, profile) for profile in PROFILES] == [[], []]
    assert flaws(pdf) == []


@pytest.mark.parametrize("diagnosis", DIAGNOSES)
def test_every_composed_handout_is_sound(renderer: HandoutRenderer, diagnosis: str) -> None:
    pdf = renderer.render(composed(diagnosis)).content

    assert [failures(pdf, profile) for profile in PROFILES] == [[], []]
    assert flaws(pdf) == []


def test_visits_of_every_kind_are_sound_in_each_language_and_edition(
    renderer: HandoutRenderer,
) -> None:
    """A sample: rules, lines and diagnoses take turns with language and edition."""
    content = load_content()
    kinds = cycle(product(sorted(content.texts), Edition))
    rules = [(rule.id, rule.condition) for rule in content.rules]
    lines = [(line.id, line.condition) for line in content.personal_lines]
    turns = zip(kinds, (rules + lines)[::SAMPLED], cycle(DIAGNOSES), strict=False)
    for (language, edition), (name, condition), diagnosis in turns:
        given = visit(content, diagnosis=diagnosis, condition=condition, language=language)
        options = HandoutOptions(edition=edition, language=language)
        pdf = renderer.render(compose_handout(given, options)).content
        found = [*failures(pdf, "ua1"), *failures(pdf, "pdfa-2a"), *flaws(pdf)]
        assert found == [], (name, language, edition)


def rewritten(content: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(content))
    change(writer)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def elements(writer: PdfWriter, role: str) -> list[DictionaryObject]:
    return [
        thing
        for thing in writer._objects
        if isinstance(thing, DictionaryObject) and thing.get("/S") == role and "/P" in thing
    ]


def take_the_language(writer: PdfWriter) -> None:
    del writer.root_object["/Lang"]


def take_the_title_from_view(writer: PdfWriter) -> None:
    del writer.root_object["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[attr-defined]


def take_the_words_of_the_picture(writer: PdfWriter) -> None:
    del elements(writer, "/Figure")[0]["/Alt"]


def call_a_paragraph_a_picture(writer: PdfWriter) -> None:
    elements(writer, "/P")[0][NameObject("/S")] = NameObject("/Figure")


def call_a_header_cell_an_ordinary_one(writer: PdfWriter) -> None:
    for cell in elements(writer, "/TH"):
        cell[NameObject("/S")] = NameObject("/TD")
        del cell["/A"]


def draw_a_paragraph_untagged(writer: PdfWriter) -> None:
    first = writer.pages[0]
    stream = ContentStream(first.get_contents(), writer)
    place = next(i for i, (operands, _) in enumerate(stream.operations) if operands[:1] == ["/H1"])
    end = next(i for i in range(place, place + 99) if stream.operations[i][1] == b"EMC")
    stream.operations = [step for i, step in enumerate(stream.operations) if i not in {place, end}]
    first[NameObject("/Contents")] = writer._add_object(stream)


def test_a_file_that_is_only_written_anew_still_passes(content: bytes) -> None:
    assert failures(rewritten(content, lambda _: None), "ua1") == []


@pytest.mark.parametrize(
    "spoil",
    [
        take_the_language,
        take_the_title_from_view,
        take_the_words_of_the_picture,
        call_a_paragraph_a_picture,
        draw_a_paragraph_untagged,
    ],
)
def test_the_validator_sees_what_is_missing(
    content: bytes, spoil: Callable[[PdfWriter], None]
) -> None:
    assert failures(rewritten(content, spoil), "ua1")


@pytest.mark.parametrize(
    ("spoil", "flaw"),
    [
        (call_a_header_cell_an_ordinary_one, "a table has no header cell"),
        (call_a_paragraph_a_picture, "a picture says nothing"),
        (draw_a_paragraph_untagged, "page 0 has something that is not marked"),
    ],
)
def test_our_own_look_at_the_tree_sees_it(
    content: bytes, spoil: Callable[[PdfWriter], None], flaw: str
) -> None:
    assert flaws(content) == []
    assert flaw in flaws(rewritten(content, spoil))


def of_role(top: Tag, role: str) -> list[Tag]:
    return [tag for tag in top.walk() if tag.role == role]


def test_the_days_are_a_table_whose_marks_say_what_they_mean(content: bytes) -> None:
    days = of_role(tags(content), "Table")[0]
    heads, acts = days.kids

    assert [cell.said for cell in heads.kids[0].kids][:3] == [
        "",
        "Sat 28 November",
        "Sun 29 November",
    ]
    washing = next(row for row in acts.kids if row.kids[2].said == "Allowed from 14:30")
    assert [cell.said for cell in washing.kids[1:4]] == ["Not yet", "Allowed from 14:30", ""]
    assert washing.kids[0].role == "TH"
    assert washing.kids[0].scope == "Row"


def test_the_code_to_scan_says_what_it_is_and_the_document_id(content: bytes) -> None:
    (code,) = of_role(tags(content), "Figure")

    assert code.seen == f"Square to scan: {handout().document_id}."
    assert code.stretches == 1


def test_a_shaped_note_of_many_pages_is_said_page_by_page_and_whole(
    renderer: HandoutRenderer,
) -> None:
    note = "".join(
        f"গোপাল {number}\n" if number % 3 else f"গোপাল {number} " for number in range(999)
    )
    top = tags(renderer.render(handout(note=note)).content)

    paragraph = next(tag for tag in of_role(top, "P") if of_role(tag, "Span"))
    assert "".join(part.said for part in of_role(paragraph, "Span")) == note


def test_a_paragraph_that_goes_on_overleaf_stays_one(renderer: HandoutRenderer) -> None:
    sections = of_role(tags(renderer.render(handout(note=LONG)).content), "Sect")
    note = next(each for each in sections if any(kid.stretches > 1 for kid in each.kids))

    assert [kid.role for kid in note.kids] == ["H2", "P"]
    assert note.kids[1].stretches >= 3


def test_a_table_over_two_pages_stays_one_and_says_its_head_once(content: bytes) -> None:
    comparison = max(of_role(tags(content), "Table"), key=lambda table: len(list(table.walk())))

    assert [part.role for part in comparison.kids].count("THead") == 1
    heads = comparison.kids[0].kids[0].kids
    assert [(cell.role, cell.scope, cell.stretches) for cell in heads] == [
        ("TD", "", 0),
        ("TH", "Column", 1),
        ("TH", "Column", 1),
    ]
    rows = [row.kids for row in comparison.kids[1].kids]
    sides = [row for row in rows if len(row) == 3]
    assert len(sides) > 1
    assert all(row[0].scope == "Row" and row[0].rows <= 2 for row in sides)


@pytest.mark.parametrize("name", ["مريم الأحمد", "אורי לוי", "কি ক্ষ", "สมชาย ที่นี่"])
def test_what_is_shaped_is_said_in_the_order_it_is_read(
    renderer: HandoutRenderer, name: str
) -> None:
    top = tags(renderer.render(handout(name=name, note=f"{name}\n12 <3")).content)

    assert {name, f"{name}\n12 <3"} <= {tag.said for tag in top.walk()}


def test_the_description_says_the_same_twice(renderer: HandoutRenderer) -> None:
    reader = PdfReader(BytesIO(renderer.render(handout(name="Zoë </rdf:li>")).content))
    described, information = reader.xmp_metadata, reader.metadata

    assert described is not None
    assert information is not None
    assert described.dc_title == {"x-default": information.title}
    assert described.dc_creator == [information.author]
    assert described.dc_language == ["en-GB"]
    assert described.pdf_producer == information.producer
    assert "Zoë" not in str(described.dc_title) + str(information)


@pytest.mark.parametrize("language", sorted(set(load_content().texts) - {"en"}))
@pytest.mark.parametrize("edition", list(Edition))
def test_titles_of_articles_and_studies_say_that_they_are_english(
    renderer: HandoutRenderer, language: str, edition: Edition
) -> None:
    made = visit(load_content(), diagnosis="pattern-loss", language=language)
    paper = compose_handout(made, HandoutOptions(language=language, edition=edition))

    pdf = renderer.render(paper).content

    blank = "" if paper.right_to_left else " "  # none is drawn where a line of it ends
    heard = {each: blank.join(spoken_in(pdf, each).split()) for each in ("en", "fr", "es")}
    listed = [each for each in paper.blocks if isinstance(each, SourceList | StudyList)]
    assert len(listed) == 2
    for block in listed:
        for entry in block.entries:
            words = entry.title if isinstance(entry, SourceEntry) else entry.citation
            for part in stretches(words):
                assert blank.join(part.text.split()) in heard[part.language or "en"]
    assert paper.title not in heard["en"]
    for profile in PROFILES:
        assert failures(pdf, profile) == []
    assert flaws(pdf) == []


def test_an_english_paper_has_no_words_in_another_language(renderer: HandoutRenderer) -> None:
    paper = compose_handout(visit(load_content(), diagnosis="traction"), HandoutOptions())

    assert spoken_in(renderer.render(paper).content, "en") == ""
