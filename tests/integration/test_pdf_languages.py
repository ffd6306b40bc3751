"""Words of somebody are not read by the rules of the paper's language."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import page as validation
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.content.loading import load_content
from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import Edition, Handout, HandoutOptions, Lines
from intake_app.domain.isolates import END_ISOLATE, ISOLATE, isolated
from intake_app.domain.own_words import as_typed, bare, own_name, own_words, stretches
from intake_app.domain.values import Value
from intake_app.pdf.languages import in_languages, language_of, paragraphs_of, script_of
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.pdf.setting import Run
from intake_app.services.ports import Content, HandoutRenderer
from tests.helpers.handouts import handout
from tests.helpers.pdf_tags import flaws, spoken_in, tags
from tests.helpers.visits import CLINIC, visit

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LANGUAGES = sorted(load_content().texts)
INTEREST = "Vendemos este tratamiento."
GOAL = "Más pelo para la boda"
WORTH = "لا يتغير شيء"
NOTE = "Traiga el frasco.\n\n12 %\nأحضر الزجاجة.\nগোপাল আসবেন।"
ANSWERS: dict[str, Value] = {
    "expectations.goal": GOAL,
    "expectations.not_worth": WORTH,
    "agreement.note": NOTE,
}


@pytest.fixture(scope="module")
def renderer() -> HandoutRenderer:
    return ReportLabHandoutRenderer(FONTS)


def told(content: Content, language: str, edition: Edition = Edition.STANDARD) -> Handout:
    """A paper with words in three languages, for a patient whose name is Arabic."""
    made = visit(content, diagnosis="pattern-loss", language=language)
    answers = made.answers
    for link_id, value in ANSWERS.items():
        answers = answers.with_answer(Place(link_id), given(value))
    details = replace(made.patient.details, name="مريم الأحمد")
    return compose_handout(
        replace(
            made,
            clinic=replace(CLINIC, interest=INTEREST, own_language="es"),
            patient=replace(made.patient, details=details),
            version=replace(made.version, record=replace(made.version.record, answers=answers)),
        ),
        HandoutOptions(language=language, edition=edition),
    )


def said(content: bytes, language: str) -> list[str]:
    """What the elements say that are in a language, where the drawing does not say it."""
    return [tag.said for tag in tags(content).walk() if tag.language == language]


def test_words_of_the_patient_the_clinic_and_a_note_have_their_own_language(
    renderer: HandoutRenderer, content: Content
) -> None:
    pdf = renderer.render(told(content, "en")).content
    latin = " ".join(spoken_in(pdf, "und-Latn").split())

    for words in (GOAL, "Traiga el frasco."):
        assert words in latin
    assert "Vendemos este tratamiento." in " ".join(spoken_in(pdf, "es").split())
    assert "patient charity" in " ".join(spoken_in(pdf, "es").split())
    assert "In your words" not in latin
    assert "Hilltop" not in latin
    assert {"مريم الأحمد", WORTH, "أحضر الزجاجة."} <= set(said(pdf, "und-Arab"))
    assert said(pdf, "und-Beng") == ["গোপাল আসবেন।"]


def test_a_paper_in_arabic_letters_leaves_arabic_words_in_its_own_language(
    renderer: HandoutRenderer, content: Content
) -> None:
    pdf = renderer.render(told(content, "ar")).content

    assert not said(pdf, "und-Arab")
    assert GOAL in said(pdf, "und-Latn")
    assert any("Hilltop" in each for each in said(pdf, "und-Latn"))
    assert any(WORTH in tag.said and not tag.language for tag in tags(pdf).walk())


@pytest.mark.parametrize(("language", "edition"), list(product(LANGUAGES, [Edition.SHORT])))
def test_such_a_paper_is_sound_for_readers_and_for_the_archive(
    renderer: HandoutRenderer, content: Content, language: str, edition: Edition
) -> None:
    pdf = renderer.render(told(content, language, edition)).content

    for profile in ("ua1", "pdfa-2a"):
        assert validation.is_pdf_compliant_bytes(pdf, profile=profile)
    assert flaws(pdf) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_french_title_is_read_as_french_on_every_paper(
    renderer: HandoutRenderer, content: Content, language: str
) -> None:
    pdf = renderer.render(told(content, language)).content
    french = "".join(spoken_in(pdf, "fr").split())

    assert "HauteAutoritédeSanté" in french
    assert "Évaluationdesrisquesliésauxpratiquesdemésothérapie" in french
    assert "Avis2014.0048/AC/SEAPdu25juin2014" in french
    assert "INAHTA" not in french


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("language", ["ar", "bn"])
def test_names_in_latin_letters_are_not_read_by_the_rules_of_another_script(
    renderer: HandoutRenderer, content: Content, language: str, edition: Edition
) -> None:
    pdf = renderer.render(told(content, language, edition)).content

    assert re.findall("[A-Za-z]{2,}", spoken_in(pdf, "")) == []
    assert "minoxidil" in spoken_in(pdf, "en")


def test_a_filled_in_text_that_is_cut_keeps_its_direction_as_one() -> None:
    run = Run("قبل minoxidil، بعد", isolated=True)
    cut = list(in_languages([run], "Arab"))

    assert [(each.text.strip(ISOLATE + END_ISOLATE), each.language) for each in cut] == [
        ("قبل ", ""),
        ("minoxidil", "en"),
        ("، بعد", ""),
    ]
    assert "".join(each.text for each in cut) == isolated(run.text)
    assert not any(each.isolated for each in cut)


def test_stretches_of_a_shaped_paragraph_are_said_in_the_order_they_are_read(
    renderer: HandoutRenderer, content: Content
) -> None:
    pdf = renderer.render(told(content, "ar")).content
    paragraph = next(tag for tag in tags(pdf).walk() if GOAL in [kid.said for kid in tag.kids])
    goal = load_content().texts["ar"].phrases["hopes.goal"]

    assert "".join(kid.said for kid in paragraph.kids) == goal.format(goal=GOAL)


def test_a_long_answer_in_another_script_is_said_whole_and_in_its_language(
    renderer: HandoutRenderer,
) -> None:
    words = "كلمات كثيرة " * 2_000
    paper = handout()
    long = Lines(heading="Hopes", lead="", lines=(f"In your words: {own_words(words)}",))
    blocks = tuple(long if isinstance(each, Lines) else each for each in paper.blocks)
    pdf = renderer.render(replace(paper, blocks=blocks)).content

    assert "".join(said(pdf, "und-Arab")) == words
    assert flaws(pdf) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Más pelo", "und-Latn"),
        ("山田花子", "und-Hani"),
        ("山田 はなこ", "ja"),
        ("金 정은", "ko"),
        ("สมชาย", "th"),
        ("Ελένη", "el"),
        ("Иванов", "und-Cyrl"),
        ("אורי", "und-Hebr"),
        ("क्षितिज", "und-Deva"),
        ("ኃይለ", "und"),
        ("12 % (+34)", ""),
        ("😀", ""),
    ],
)
def test_letters_say_which_language_it_can_be_and_no_more(text: str, language: str) -> None:
    assert language_of(text, "Latn") == language


def test_a_name_in_the_letters_of_the_paper_takes_its_language() -> None:
    assert language_of("Zoë Łukasz", "Latn", is_name=True) == ""
    assert language_of("Zoë Łukasz", "Arab", is_name=True) == "und-Latn"
    assert language_of("গোপাল", "Beng") == ""


def test_lines_without_letters_go_with_those_before_them() -> None:
    assert list(paragraphs_of(NOTE, "Latn")) == [
        ("und-Latn", "Traiga el frasco.\n\n12 %"),
        ("und-Arab", "أحضر الزجاجة."),
        ("und-Beng", "গোপাল আসবেন।"),
    ]
    assert list(paragraphs_of("", "Latn")) == [("", "")]
    assert list(paragraphs_of("1\n2", "Latn")) == [("", "1\n2")]


@for_all(st.text())
def test_no_line_of_a_note_is_lost_between_paragraphs(text: str) -> None:
    rows = "\n".join(words for _, words in paragraphs_of(text, "Latn"))

    assert rows.count("\n") >= text.count("\n")
    assert [char for char in rows if char.isalpha()] == [char for char in text if char.isalpha()]


@for_all(st.text(), st.text(alphabet="a\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5"))
def test_typed_marks_never_end_or_begin_somebodys_own_words(before: str, typed: str) -> None:
    sentence = f"{as_typed(before)}|{own_words(typed)}|{own_name(typed)}"
    found = [part.text for part in stretches(sentence) if part.is_own]

    assert found == [as_typed(typed)] * 2 if "a" in typed else not found
    assert bare(sentence) == f"{as_typed(before)}|{as_typed(typed)}|{as_typed(typed)}"


def test_the_script_of_a_paper_is_that_of_its_title(content: Content) -> None:
    scripts = {code: script_of(texts.say("title")) for code, texts in content.texts.items()}

    assert scripts == {"ar": "Arab", "bn": "Beng", "en": "Latn", "es": "Latn", "tr": "Latn"}
