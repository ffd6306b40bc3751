"""Page 1 stands alone in every complete language, however long the names and the hours are."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from intake_app.content.loading import load_content
from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import (
    Appointments,
    CalendarTable,
    CallCards,
    CardLevel,
    DayStrip,
    Edition,
    Handout,
    HandoutOptions,
    Paper,
    TitleBlock,
)
from intake_app.domain.own_words import bare
from intake_app.domain.values import Moment, Value
from intake_app.domain.visit.hair_form import (
    DECISION,
    FIRST_SESSION,
    GO_AHEAD,
    NEXT_VISIT,
    PRACTITIONER,
    RESULTS_LOOK,
)
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.ports import Content
from tests.helpers.builders import code, day
from tests.helpers.pdf_reading import pages
from tests.helpers.visits import CLINIC, visit

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LANGUAGES = sorted(load_content().texts)
NAMES = (
    "María de los Ángeles Fernández-Villaverde y Rodríguez-Casas A",
    "Wolfeschlegelsteinhausenbergerdorffvoralternwarengewissenhaf",
    "山" * 30,
)
ANSWERS: dict[str, Value] = {
    DECISION: code(GO_AHEAD),
    FIRST_SESSION: Moment(day("2026-11-28"), datetime(2026, 11, 28, 14, 30, tzinfo=UTC)),
    NEXT_VISIT: Moment(day("2026-12-12"), datetime(2026, 12, 12, 10, 0, tzinfo=UTC)),
    RESULTS_LOOK: day("2027-03-21"),
    PRACTITIONER: "Dra. María Inmaculada Concepción Ruiz-Zorrilla de la Torre y Gómez",
}
WORDY = replace(
    CLINIC,
    name="Clínica de Dermatología y Tricología de los Santos Hermanos",
    address="Avenida de la Constitución de 1978, 128, 3.º izquierda\n41004 Sevilla, España",
    phone="+34 955 01 23 45 (ext. 1128)",
    phone_hours="Monday to Friday, 9:00 to 14:00 and 16:30 to 20:00; Saturday, 10:00 to 13:30",
    night_phone="+34 955 01 23 46 (ext. 9000)",
)


@pytest.fixture(scope="module")
def renderer() -> ReportLabHandoutRenderer:
    return ReportLabHandoutRenderer(FONTS)


def planned(content: Content, language: str, name: str, options: HandoutOptions) -> Handout:
    """The paper of a planned session."""
    made = visit(content, diagnosis="pattern-loss", language=language)
    answers = made.answers
    for link_id, value in ANSWERS.items():
        answers = answers.with_answer(Place(link_id), given(value))
    record = replace(made.version.record, answers=answers)
    details = replace(made.patient.details, name=name)
    return compose_handout(
        replace(
            made,
            clinic=WORDY,
            patient=replace(made.patient, details=details),
            version=replace(made.version, record=record),
        ),
        options,
    )


def first_blocks(paper: Handout) -> Handout:
    """The same with nothing but what stands on page 1."""
    kinds = (TitleBlock, CallCards, DayStrip, Appointments)
    return replace(paper, blocks=tuple(each for each in paper.blocks if isinstance(each, kinds)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", [Edition.STANDARD, Edition.SHORT])
@pytest.mark.parametrize("paper", list(Paper))
def test_page_one_is_one_page_with_a_long_name_and_long_clinic_words(
    content: Content,
    renderer: ReportLabHandoutRenderer,
    language: str,
    edition: Edition,
    paper: Paper,
) -> None:
    options = HandoutOptions(language=language, edition=edition, paper=paper)

    for name in NAMES:
        made = planned(content, language, name, options)
        assert renderer.render(first_blocks(made)).pages == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_behind_it_is_one_page_in_every_language(
    content: Content, renderer: ReportLabHandoutRenderer, language: str
) -> None:
    made = planned(content, language, "Zoë Example", HandoutOptions(language=language))
    calendar = tuple(each for each in made.blocks if isinstance(each, CalendarTable))

    assert calendar
    assert renderer.render(replace(made, blocks=calendar)).pages == 1


@pytest.mark.parametrize(("language", "paper"), list(product(LANGUAGES, Paper)))
def test_in_large_print_the_emergency_comes_first_and_no_card_is_cut(
    content: Content, renderer: ReportLabHandoutRenderer, language: str, paper: Paper
) -> None:
    options = HandoutOptions(language=language, edition=Edition.LARGE, paper=paper)
    wordy = planned(content, language, NAMES[0], options)
    plain = compose_handout(visit(content, diagnosis="pattern-loss", language=language), options)

    for made in (plain, wordy):
        sheets = [words_of(page) for page in pages(renderer.render(first_blocks(made)))]
        (cards,) = (each for each in made.blocks if isinstance(each, CallCards))
        emergency = next(each for each in cards.cards if each.level is CardLevel.EMERGENCY)
        assert words_of(cards.heading, emergency.heading, *emergency.lines) <= sheets[0]
        for card in cards.cards:
            told = words_of(card.heading, *card.lines)
            assert [sheet for sheet in sheets if told <= sheet], card.level


@pytest.mark.parametrize(("language", "paper"), list(product(LANGUAGES, Paper)))
def test_in_large_print_both_numbers_to_ring_stand_on_page_one(
    content: Content, renderer: ReportLabHandoutRenderer, language: str, paper: Paper
) -> None:
    options = HandoutOptions(language=language, edition=Edition.LARGE, paper=paper)
    made = compose_handout(visit(content, diagnosis="pattern-loss", language=language), options)
    first = pages(renderer.render(first_blocks(made)))[0]

    for number in (CLINIC.phone, CLINIC.night_phone, CLINIC.emergency_number):
        assert number in first


def words_of(*texts: str) -> set[str]:
    """Every word, without numbers: readers turn those round in Arabic."""
    return {word for text in texts for word in re.findall(r"[^\W\d_]+", bare(text))}


def test_where_page_one_is_too_small_the_rest_follows_without_a_gap(
    content: Content, renderer: ReportLabHandoutRenderer
) -> None:
    made = planned(content, "en", "x" * 900, HandoutOptions(paper=Paper.LETTER))
    assert renderer.render(first_blocks(made)).pages == 2

    second = pages(renderer.render(made))[1]

    assert len(second) > 1_500
