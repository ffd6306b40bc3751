"""Addresses on the paper can be followed, by pointer and by ear; typed ones in a note cannot."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import page as validation
import pytest
from pypdf import PdfReader

from intake_app.content.loading import load_content
from intake_app.domain.handout.blocks import StudyList
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import Edition, HandoutOptions
from intake_app.pdf.links import with_links
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.pdf.setting import Run
from intake_app.services.ports import Content, HandoutRenderer
from tests.helpers.handouts import handout
from tests.helpers.pdf_tags import flaws, tags
from tests.helpers.printed import block
from tests.helpers.visits import CLINIC, visit

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
ROUTE = "Tell us, or https://yellowcard.example/report?a=1."


@pytest.fixture(scope="module")
def renderer() -> HandoutRenderer:
    return ReportLabHandoutRenderer(FONTS)


def targets(pdf: bytes) -> list[str]:
    """Where the pages lead, each as often as there are places that lead there."""
    return [target for _, target in targets_by_page(pdf)]


def targets_by_page(pdf: bytes) -> list[tuple[int, str]]:
    found = []
    for number, sheet in enumerate(PdfReader(BytesIO(pdf)).pages):
        for reference in sheet.get("/Annots", []):
            area = reference.get_object()
            assert area["/Subtype"] == "/Link"
            assert area["/Contents"] == area["/A"]["/URI"]
            assert "/StructParent" in area
            left, bottom, right, top = area["/Rect"]
            assert 0 < left < right < sheet.mediabox.width
            assert 0 < bottom < top < sheet.mediabox.height
            found.append((number, str(area["/A"]["/URI"])))
    return found


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("edition", list(Edition))
def test_every_printed_address_and_doi_leads_where_it_says(
    renderer: HandoutRenderer, content: Content, language: str, edition: Edition
) -> None:
    given = visit(content, diagnosis="pattern-loss", language=language)
    given = replace(given, clinic=replace(CLINIC, report_route=ROUTE))
    paper = compose_handout(given, HandoutOptions(edition=edition, language=language))
    pdf = renderer.render(paper).content
    printed = {
        run.link
        for entry in block(paper, StudyList).entries
        for run in with_links([Run(entry.citation)])
        if run.link
    }

    assert set(targets(pdf)) == printed | {"https://yellowcard.example/report?a=1"}
    linked = [tag for tag in tags(pdf).walk() if tag.role == "Link"]
    on_pages = len(set(targets_by_page(pdf)))  # one that goes on overleaf may be two tags
    assert len(printed) + 1 <= len(linked) <= on_pages
    assert all(tag.stretches >= 2 for tag in linked)
    for profile in ("ua1", "pdfa-2a"):
        assert validation.is_pdf_compliant_bytes(pdf, profile=profile)
    assert flaws(pdf) == []


def test_what_somebody_typed_into_a_note_leads_nowhere(renderer: HandoutRenderer) -> None:
    pdf = renderer.render(handout(note="Look at https://evil.example now.")).content

    assert targets(pdf) == []


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("See https://a.example/b_(c). Then", ["https://a.example/b_%28c"]),
        ("https://a.example/é b", ["https://a.example/%C3%A9"]),
        ("http://a.example/, https://b.example", ["http://a.example/", "https://b.example"]),
        ("1999. doi 10.1000/182.", ["https://doi.org/10.1000/182"]),
        ("doi 10 and http:// alone", []),
        ("", []),
    ],
)
def test_an_address_ends_before_the_mark_that_ends_its_sentence(
    text: str, links: list[str]
) -> None:
    runs = list(with_links([Run(text)]))

    assert [run.link for run in runs if run.link] == links
    assert "".join(run.text for run in runs) == text


def test_a_citation_that_is_split_over_pages_keeps_one_link(renderer: HandoutRenderer) -> None:
    address = "https://a.example/" + "long-" * 60
    study = block(
        compose_handout(visit(load_content(), diagnosis="traction"), HandoutOptions()), StudyList
    )
    entry = replace(study.entries[0], citation=address)
    paper = handout(extra=(replace(study, entries=(entry,)),))
    pdf = renderer.render(paper).content

    (link,) = [tag for tag in tags(pdf).walk() if tag.role == "Link"]
    assert len(set(targets(pdf))) == 1
    assert link.stretches == 1 + len(targets(pdf))
