"""The short edition is one sheet, whatever an ordinary visit puts on it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

import pytest

from intake_app.content.loading import load_content
from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.blocks import ScalpMap
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import (
    CalendarTable,
    Edition,
    HandoutOptions,
    Imprint,
    Lines,
    Note,
    Paper,
)
from intake_app.domain.own_words import bare
from intake_app.domain.values import Moment, Value
from intake_app.domain.visit.hair_form import (
    DECISION,
    FIRST_SESSION,
    GO_AHEAD,
    NEXT_VISIT,
    PRINTED_NOTE,
    RESULTS_LOOK,
)
from intake_app.pdf.renderer import ReportLabHandoutRenderer
from intake_app.services.ports import Content
from tests.helpers.builders import code, day
from tests.helpers.pdf_reading import whole, words
from tests.helpers.pdf_tags import flaws
from tests.helpers.printed import blocks
from tests.helpers.scalp_maps import mapped
from tests.helpers.visits import CLINIC, DIAGNOSES, carried_over, ending, visit

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LANGUAGES = sorted(load_content().texts)
NOTE = (
    "Please bring your list of medicines to the next visit. Take it slowly with the new shampoo: "
    "use it every other day for two weeks. Ring before you book the colouring."
)
SESSION: Mapping[str, Value] = {
    DECISION: code(GO_AHEAD),
    FIRST_SESSION: Moment(day("2026-11-28"), datetime(2026, 11, 28, 14, 30, tzinfo=UTC)),
    NEXT_VISIT: Moment(day("2026-12-12"), datetime(2026, 12, 12, 10, 0, tzinfo=UTC)),
    RESULTS_LOOK: day("2027-03-21"),
    PRINTED_NOTE: NOTE,
}
PLANS: Mapping[str, Value] = {
    "care.next_colouring": day("2026-12-03"),
    "sun.holiday.from": day("2026-11-29"),
    "sun.holiday.to": day("2026-12-06"),
    "expectations.event": day("2026-12-20"),
}
ALL_CLASH: Mapping[str, Value] = {
    **PLANS,
    "care.wet_plan.from": day("2026-11-29"),
    "care.wet_plan.to": day("2026-12-06"),
    "expectations.event": day("2026-11-29"),
}
"""Four plans, and five windows that they clash with."""

SECOND_SHEET = {("bn", Paper.LETTER): {"unclear"}}
"""Most is said of a kind of hair loss that is not clear."""

IN_ROWS = {"sun.holiday", "care.wet_plan"}
OWN_WINDOWS = {"washing", "sun"}
TWO_INTERESTS = replace(
    CLINIC,
    made_up=False,
    support_line="Talk Line (made up), 01632 960 222",
    interest="We sell this treatment and earn money from each session. "
    "Our doctor also has a share in the firm that makes the mix.",
    independent_places="your family doctor, the skin clinic of the district hospital, "
    "or a patient charity for hair loss.",
)


@pytest.fixture(scope="module")
def renderer() -> ReportLabHandoutRenderer:
    return ReportLabHandoutRenderer(FONTS)


def full(
    content: Content, diagnosis: str, language: str, plans: Mapping[str, Value] = PLANS
) -> HandoutInput:
    """Plans that clash, a note, a map, two windows of the clinic's own, two interests."""
    made = mapped(visit(content, diagnosis=diagnosis, language=language))
    answers = made.answers
    for link_id, value in {**SESSION, **plans}.items():
        rows = (0,) if link_id.rpartition(".")[0] in IN_ROWS else ()
        answers = answers.with_answer(Place(link_id, rows), given(value))
    for group in IN_ROWS & {link_id.rpartition(".")[0] for link_id in plans}:
        answers = answers.with_row_count(Place(group), 1)
    windows = tuple(
        replace(each, author="Dr Maria Example", set_on=date(2026, 11, 20), value=each.value + 1)
        if each.id in OWN_WINDOWS and each.value is not None
        else each
        for each in made.windows
    )
    record = replace(made.version.record, answers=answers)
    version = replace(made.version, record=record)
    return replace(made, version=version, windows=windows, clinic=TWO_INTERESTS)


@pytest.mark.parametrize(("language", "paper"), list(product(LANGUAGES, Paper)))
def test_four_plans_that_all_clash_leave_it_one_sheet(
    renderer: ReportLabHandoutRenderer, content: Content, language: str, paper: Paper
) -> None:
    options = HandoutOptions(edition=Edition.SHORT, paper=paper, language=language, scalp_map=True)
    for diagnosis in DIAGNOSES:
        made = compose_handout(full(content, diagnosis, language, ALL_CLASH), options)
        most = 3 if diagnosis in SECOND_SHEET.get((language, paper), ()) else 2
        assert renderer.render(made).pages <= most, diagnosis


@pytest.mark.parametrize(("language", "paper"), list(product(LANGUAGES, Paper)))
def test_a_session_with_everything_an_ordinary_visit_may_have_said_is_one_sheet(
    renderer: ReportLabHandoutRenderer, content: Content, language: str, paper: Paper
) -> None:
    options = HandoutOptions(edition=Edition.SHORT, paper=paper, language=language, scalp_map=True)
    for diagnosis in DIAGNOSES:
        made = compose_handout(carried_over(full(content, diagnosis, language)), options)
        assert renderer.render(made).pages == 2, diagnosis


@pytest.mark.parametrize(("language", "paper"), list(product(LANGUAGES, Paper)))
def test_however_the_visit_ends_the_paper_is_one_sheet(
    renderer: ReportLabHandoutRenderer, content: Content, language: str, paper: Paper
) -> None:
    options = HandoutOptions(edition=Edition.SHORT, paper=paper, language=language, scalp_map=True)
    for outcome in ("refer", "on the day", "injected, then think"):
        made = compose_handout(ending(full(content, "unclear", language), outcome), options)
        assert renderer.render(made).pages == 2, outcome


def test_nothing_is_lost_where_all_of_it_stands_closest(
    renderer: ReportLabHandoutRenderer, content: Content
) -> None:
    options = HandoutOptions(
        edition=Edition.SHORT, paper=Paper.LETTER, language="en", scalp_map=True
    )
    made = compose_handout(full(content, "unclear", "en"), options)
    rendered = renderer.render(made)
    text = words(whole(rendered))

    kinds = (CalendarTable, Lines, Note, ScalpMap, Imprint)
    assert all(blocks(made, kind) for kind in kinds)
    (own,) = (each for each in blocks(made, Lines) if each.marked)
    assert all(words(line) in text for line in own.lines)
    (calendar,) = blocks(made, CalendarTable)
    assert all(words(bare(row.origin)) in text for row in calendar.rows)
    assert all(words(line) in text for each in blocks(made, Imprint) for line in each.lines)
    assert words(NOTE) in text
    assert flaws(rendered.content) == []
