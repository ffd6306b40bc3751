"""Sentences with their sources' numbers, and the refusal to print one that has none living."""

from collections.abc import Iterable
from datetime import date

from intake_app.domain.errors import HandoutRefused
from intake_app.domain.evidence.bound_text import BoundText
from intake_app.domain.evidence.evidence import Source
from intake_app.domain.evidence.statements import Statement
from intake_app.domain.evidence.studies import Study
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.own_words import bare


def statement(given: HandoutInput, bound: BoundText) -> Statement:
    """The sentence with the numbers of its articles and studies.

    Raises:
        HandoutRefused: A source of it is missing, withdrawn or past its review.
    """
    _refuse_dead_sources(given, bound)
    words = (given.texts.silences.get(bound.silence, ""), bound.text)
    return Statement(
        text=" ".join(part for part in words if part),
        sources=given.evidence.source_numbers(bound.claims),
        studies=given.evidence.study_numbers(bound.studies),
    )


def refuse_dead_articles(given: HandoutInput) -> None:
    """Every paper lists all articles, and its calendar, cards and advice rest on them too.

    Raises:
        HandoutRefused: An article, or what a row of the calendar or the cards rest on, is
            missing, withdrawn or past its review.
    """
    for source in given.evidence.sources.values():
        _refuse_dead(f"the article “{source.title}”", source, given.day)
    _refuse_dead_sources(given, given.texts.cards)
    for window in given.windows:
        _refuse_dead_sources(given, BoundText(text=window.what, claims=window.sources))


def statements(given: HandoutInput, bound: Iterable[BoundText]) -> tuple[Statement, ...]:
    return tuple(statement(given, each) for each in bound)


def living_study(given: HandoutInput, study_id: str, *, under: str = "") -> Study:
    """The study, if it may be printed on the day that the paper is for.

    Args:
        given: The input.
        study_id: Of the study.
        under: The sentence that rests on it, to be named in a refusal.

    Raises:
        HandoutRefused: It is missing, withdrawn or past its review.
    """
    study = given.evidence.studies.get(study_id)
    if study is None:
        rests = f"on which “{under}” rests" if under else "which a statement names"
        raise HandoutRefused(reason=f"the study “{study_id}”, {rests}, is missing")
    what = f"the study “{study_id}” ({bare(study.citation.line)})"
    _refuse_dead(f"{what}, on which “{under}” rests," if under else what, study, given.day)
    return study


def _refuse_dead_sources(given: HandoutInput, bound: BoundText) -> None:
    evidence = given.evidence
    for claim_id in bound.claims:
        claim = evidence.claims.get(claim_id)
        source = evidence.sources.get(claim.source_id) if claim else None
        if source is None:
            raise HandoutRefused(
                reason=f"the claim “{claim_id}”, on which “{bound.text}” rests, is missing"
            )
        _refuse_dead(f"the article “{source.title}”", source, given.day)
    for study_id in bound.studies:
        living_study(given, study_id, under=bound.text)


def _refuse_dead(what: str, source: Source | Study, day: date) -> None:
    if source.withdrawn:
        raise HandoutRefused(reason=f"{what} has been withdrawn: {source.withdrawn}")
    if day > source.review_due:
        raise HandoutRefused(
            reason=f"{what} was to be looked at again by {source.review_due.isoformat()}, and "
            f"this paper is for {day.isoformat()}. Have the content reviewed first"
        )
