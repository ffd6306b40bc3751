"""A statement whose source does not live on the day of the paper stops the printing."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest

from intake_app.domain.errors import HandoutRefused
from intake_app.domain.evidence.evidence import Evidence, Source
from intake_app.domain.evidence.studies import Study
from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import Edition, HandoutOptions
from intake_app.domain.visit.consultation import Record
from intake_app.services.ports import Content
from tests.helpers.builders import code, day, moment
from tests.helpers.visits import input_of, visit

OPTIONS = HandoutOptions()


@pytest.fixture
def paper(content: Content) -> HandoutInput:
    return visit(content, diagnosis="pattern-loss")


def with_study(paper: HandoutInput, study: Study) -> HandoutInput:
    studies = MappingProxyType({**paper.evidence.studies, study.id: study})
    return replace(paper, evidence=replace(paper.evidence, studies=studies))


def with_source(paper: HandoutInput, source: Source) -> HandoutInput:
    sources = MappingProxyType({**paper.evidence.sources, source.id: source})
    return replace(paper, evidence=replace(paper.evidence, sources=sources))


def without(evidence: Evidence, study_id: str) -> Evidence:
    kept = {each: study for each, study in evidence.studies.items() if each != study_id}
    return replace(evidence, studies=MappingProxyType(kept))


def test_a_study_that_is_withdrawn_is_named_with_its_sentence_and_the_reason(
    paper: HandoutInput,
) -> None:
    study = replace(paper.evidence.studies["E5"], withdrawn="taken back by its journal")

    with pytest.raises(
        HandoutRefused, match=r"E5.*on which “The best.*” rests.*withdrawn: taken back"
    ):
        compose_handout(with_study(paper, study), OPTIONS)


@pytest.mark.parametrize("edition", Edition)
def test_what_the_call_cards_rest_on_stops_every_edition(
    paper: HandoutInput, edition: Edition
) -> None:
    study = replace(paper.evidence.studies["H5"], withdrawn="taken back")

    with pytest.raises(HandoutRefused, match="H5"):
        compose_handout(with_study(paper, study), HandoutOptions(edition=edition))


def test_a_study_past_its_review_is_named_with_both_days(paper: HandoutInput) -> None:
    study = replace(paper.evidence.studies["H12"], review_due=date(2026, 11, 20))

    with pytest.raises(HandoutRefused, match=r"H12.*by 2026-11-20.*for 2026-11-21"):
        compose_handout(with_study(paper, study), OPTIONS)


def test_on_the_day_of_its_review_a_study_still_prints(paper: HandoutInput) -> None:
    study = replace(paper.evidence.studies["H12"], review_due=date(2026, 11, 21))

    assert compose_handout(with_study(paper, study), OPTIONS).blocks


def test_the_day_of_a_later_session_counts_not_only_that_of_the_visit(
    content: Content, paper: HandoutInput
) -> None:
    answers = (
        paper.answers.with_answer(Place("plan.decision"), given(code("go-ahead")))
        .with_answer(Place("plan.first_session"), given(moment("2028-01-10 10:00")))
        .with_answer(Place("visit.date"), given(day("2026-11-21")))
    )

    with pytest.raises(HandoutRefused, match="for 2028-01-10"):
        compose_handout(input_of(content, paper.questionnaire, answers, paper.patient), OPTIONS)


def test_where_no_day_was_told_the_day_at_the_clinic_counts(paper: HandoutInput) -> None:
    undated = replace(paper, version=replace(paper.version, record=Record()))
    late = replace(undated.version, at=datetime(2026, 11, 21, 20, 30, tzinfo=UTC))
    clinic = replace(paper.clinic, time_zone="Asia/Dhaka")
    study = replace(paper.evidence.studies["E5"], review_due=date(2026, 11, 21))

    with pytest.raises(HandoutRefused, match="for 2026-11-22"):
        compose_handout(with_study(replace(undated, version=late, clinic=clinic), study), OPTIONS)


def test_an_article_that_is_withdrawn_is_named_by_its_title(paper: HandoutInput) -> None:
    source = replace(paper.evidence.sources["004"], withdrawn="the page is gone")

    with pytest.raises(HandoutRefused, match=r"Treating Hair Loss.*withdrawn: the page is gone"):
        compose_handout(with_source(paper, source), OPTIONS)


@pytest.mark.parametrize("edition", Edition)
def test_an_article_that_only_the_calendar_and_the_list_name_is_held_to_the_same(
    paper: HandoutInput, edition: Edition
) -> None:
    """In the short edition no sentence names the second article."""
    options = HandoutOptions(edition=edition)
    old = replace(paper.evidence.sources["001"], review_due=date(2026, 11, 20))

    with pytest.raises(HandoutRefused, match=r"Pathway to Hair Loss Prevention.*2026-11-20"):
        compose_handout(with_source(paper, old), options)


@pytest.mark.parametrize("edition", Edition)
def test_a_claim_that_a_row_of_the_calendar_rests_on_is_named_with_the_row(
    paper: HandoutInput, edition: Edition
) -> None:
    claims = {each: claim for each, claim in paper.evidence.claims.items() if each != "001-27"}
    evidence = replace(paper.evidence, claims=MappingProxyType(claims))

    with pytest.raises(HandoutRefused, match=r"“001-27”.*“Wash or wet your hair”.*missing"):
        compose_handout(replace(paper, evidence=evidence), HandoutOptions(edition=edition))


def test_a_study_that_is_not_there_is_named(paper: HandoutInput) -> None:
    with pytest.raises(HandoutRefused, match=r"“E8”.*missing"):
        compose_handout(replace(paper, evidence=without(paper.evidence, "E8")), OPTIONS)


def test_a_claim_that_is_not_there_is_named_with_its_sentence(paper: HandoutInput) -> None:
    claims = {each: claim for each, claim in paper.evidence.claims.items() if each != "003-08"}
    evidence = replace(paper.evidence, claims=MappingProxyType(claims))

    with pytest.raises(HandoutRefused, match=r"“003-08”.*comes after session 5.*missing"):
        compose_handout(replace(paper, evidence=evidence), OPTIONS)


def test_a_study_that_nothing_names_may_be_withdrawn(paper: HandoutInput) -> None:
    study = replace(paper.evidence.studies["N1"], withdrawn="replaced by a newer guideline")

    assert compose_handout(with_study(paper, study), OPTIONS).blocks
