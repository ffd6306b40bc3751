"""What a screen reader says where the paper shows no words: lines to write on, blank lines."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake_app.content.loading import load_content
from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import Edition, HandoutOptions
from intake_app.domain.values import Moment, Value
from intake_app.domain.visit.hair_form import (
    DECISION,
    FIRST_SESSION,
    GO_AHEAD,
    NOT_WORTH,
    PRINTED_NOTE,
)
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.ports import Content, HandoutRenderer
from tests.helpers.builders import code, day
from tests.helpers.handouts import handout
from tests.helpers.pdf_reading import whole
from tests.helpers.pdf_tags import Tag, flaws, tags
from tests.helpers.visits import visit

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LANGUAGES = sorted(load_content().texts)
AT = Moment(day("2026-11-28"), datetime(2026, 11, 28, 14, 30, tzinfo=UTC))
MANY_ENDS = {
    "in Latin letters": "Zoë\n\n\n\n\n\nmore\r\n\r\n\r\nend\n\n\n",
    "in Arabic": "أريد\n\n\n\n\n\nأكثر\n\n\n\nكثيفا\n\n\n",
    "in both": "أ\n\n" * 60 + "b\n\n" * 60,
}


@pytest.fixture(scope="module")
def renderer() -> HandoutRenderer:
    return ReportLabHandoutRenderer(FONTS)


def with_a_session(content: Content, language: str, words: str = "") -> HandoutInput:
    made = visit(content, diagnosis="pattern-loss", language=language)
    answers = made.answers
    told: dict[str, Value] = {DECISION: code(GO_AHEAD), FIRST_SESSION: AT}
    told |= dict.fromkeys((NOT_WORTH, "expectations.goal", PRINTED_NOTE), words) if words else {}
    for link_id, value in told.items():
        answers = answers.with_answer(Place(link_id), given(value))
    record = replace(made.version.record, answers=answers)
    return replace(made, version=replace(made.version, record=record))


def saying(top: Tag, words: str) -> list[Tag]:
    return [tag for tag in top.walk() if words in (tag.said, tag.seen)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", list(Edition))
def test_a_line_to_write_on_says_so_in_the_language_of_the_paper(
    renderer: HandoutRenderer, content: Content, language: str, edition: Edition
) -> None:
    made = visit(content, diagnosis="pattern-loss", language=language)
    options = HandoutOptions(edition=edition, language=language)

    pdf = renderer.render(compose_handout(made, options)).content

    blanks = saying(tags(pdf), content.texts[language].phrases["head.blank"])
    assert all(tag.stretches for tag in blanks)
    assert len(blanks) > 5
    assert ("Figure" in {tag.role for tag in blanks}) == (edition is not Edition.SHORT)
    assert flaws(pdf) == []


def test_strokes_that_somebody_typed_are_their_own(renderer: HandoutRenderer) -> None:
    drawn = renderer.render(handout(name="Jo ______ Bo", note="_" * 30))

    assert saying(tags(drawn.content), "room to write") == []
    assert "_" * 30 in whole(drawn)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("words", MANY_ENDS.values(), ids=MANY_ENDS)
def test_blank_lines_of_own_words_leave_nothing_empty(
    renderer: HandoutRenderer, content: Content, language: str, words: str
) -> None:
    paper = compose_handout(
        with_a_session(content, language, words), HandoutOptions(language=language)
    )

    assert flaws(renderer.render(paper).content) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_an_act_is_a_cell_of_its_row(
    renderer: HandoutRenderer, content: Content, language: str
) -> None:
    """Also where page 1 is full, and several share a row: one's name holds that of a drug."""
    made = with_a_session(content, language)
    full = replace(made, clinic=replace(made.clinic, phone_hours="Monday to Friday " * 20))
    paper = compose_handout(full, HandoutOptions(language=language))

    pdf = renderer.render(paper).content

    days = next(tag for tag in tags(pdf).walk() if tag.role == "Table")
    rows = [tag for tag in days.walk() if tag.role == "TR"]
    assert {len(row.kids) for row in rows} == {15}
    assert flaws(pdf) == []
