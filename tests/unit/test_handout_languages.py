"""The release rules of the handout in every complete language.

A language is tested as soon as its folder is complete; nothing here has to be changed for it.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

import pytest

from intake_app.content.loading import load_content
from intake_app.content.resources import ResourceFiles, find_resources
from intake_app.content.wording import read_wording
from intake_app.domain.errors import HandoutRefused
from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.blocks import StudyList
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import (
    Edition,
    Handout,
    HandoutOptions,
    Imprint,
    SourceList,
    TitleBlock,
)
from intake_app.domain.handout.inside import all_inside
from intake_app.domain.handout.wording import WordingRules
from intake_app.domain.isolates import END_ISOLATE, ISOLATE
from intake_app.services.ports import Content
from tests.helpers.printed import block
from tests.helpers.reading_ease import EASE, spanish_syllables, turkish_syllables
from tests.helpers.release_rules import Held, broken
from tests.helpers.visits import CLINIC, every_visit, visit

LANGUAGES = sorted(load_content().texts)
NOT_OURS = (TitleBlock, SourceList, StudyList)
OWN = {CLINIC.phone_hours, CLINIC.interest, CLINIC.independent_places, CLINIC.report_route}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def rules(language: str) -> WordingRules:
    return read_wording(ResourceFiles(find_resources()), language)


@pytest.fixture(scope="module", params=[Edition.STANDARD, Edition.SHORT])
def options(request: pytest.FixtureRequest, language: str) -> HandoutOptions:
    """The standard edition, whose blocks those of large print are, and the short one."""
    return HandoutOptions(language=language, edition=request.param)


@cache
def visits_in(language: str) -> Mapping[str, HandoutInput]:
    """Worked out once: every rule is held against every visit."""
    return dict(every_visit(load_content(), language))


@cache
def papers_of(options: HandoutOptions) -> Mapping[str, Handout]:
    visits = visits_in(options.language)
    return {name: compose_handout(told, options) for name, told in visits.items()}


@pytest.fixture(scope="module")
def papers(options: HandoutOptions) -> Mapping[str, Handout]:
    return papers_of(options)


def ours(text: str) -> str:
    """Without what the clinic says of itself in its own language, and without isolates."""
    bare = text.replace(ISOLATE, "").replace(END_ISOLATE, "")
    for each in OWN:
        bare = bare.replace(each, "x")
    return bare


def test_h01_a_language_without_a_formula_has_short_sentences(rules: WordingRules) -> None:
    assert rules.reading in {"flesch-kincaid", *EASE} or rules.longest_sentence <= 20


def test_no_visit_makes_a_paper_that_breaks_a_release_rule(
    papers: Mapping[str, Handout], rules: WordingRules, content: Content, language: str
) -> None:
    told = content.texts[language]
    assert len(set(told.silences.values())) == 4
    for name, paper in papers.items():
        held = Held(paper=paper, given=visits_in(language)[name].in_its_language(), rules=rules)
        assert broken(held) == {}, name


def test_the_blocks_of_large_print_are_those_of_the_standard_edition(language: str) -> None:
    large = papers_of(HandoutOptions(language=language, edition=Edition.LARGE))
    for name, paper in papers_of(HandoutOptions(language=language)).items():
        assert large[name].blocks == paper.blocks, name


def test_h09_every_statement_with_two_numbers_of_100_names_its_source(
    papers: Mapping[str, Handout], options: HandoutOptions
) -> None:
    english = papers_of(HandoutOptions(edition=options.edition))
    for name, paper in papers.items():
        original = english[name]
        ours, theirs = (all_inside(each.blocks, Statement) for each in (paper, original))
        for here, there in zip(ours, theirs, strict=True):
            assert (here.sources, here.studies) == (there.sources, there.studies)


def test_h17_and_h23_the_foot_names_version_review_and_who_has_not_read_it(
    papers: Mapping[str, Handout], content: Content, language: str
) -> None:
    told = content.texts[language]
    for paper in papers.values():
        lines = block(paper, Imprint).lines
        assert any(content.version in line for line in lines)
        is_said = told.phrases["imprint.not_reviewed"] in lines
        assert is_said is (told.language.reviewed_by == "")


@pytest.mark.parametrize("edition", list(Edition))
def test_a_source_that_is_withdrawn_stops_the_paper(
    content: Content, language: str, edition: Edition
) -> None:
    told = visit(content, diagnosis="pattern-loss", language=language)
    evidence = told.evidence
    study = replace(evidence.studies["E5"], withdrawn="taken back")
    article = replace(evidence.sources["001"], withdrawn="taken back")
    options = HandoutOptions(language=language, edition=edition)
    for name, without in (
        ("E5", replace(evidence, studies=MappingProxyType({**evidence.studies, "E5": study}))),
        (
            article.title,
            replace(evidence, sources=MappingProxyType({**evidence.sources, "001": article})),
        ),
    ):
        with pytest.raises(HandoutRefused, match=f"{re.escape(name)}.*withdrawn: taken back"):
            compose_handout(replace(told, evidence=without), options)


@pytest.mark.parametrize("edition", list(Edition))
def test_every_edition_is_composed(content: Content, language: str, edition: Edition) -> None:
    told = visit(content, diagnosis="pattern-loss", language=language)

    assert compose_handout(told, HandoutOptions(language=language, edition=edition)).blocks


@pytest.mark.parametrize(
    ("word", "count"),
    [("cuero", 2), ("día", 2), ("pérdida", 3), ("cicatriz", 3), ("aire", 2), ("quien", 1),
     ("ciudad", 2), ("leer", 2), ("inyección", 3), ("hoy", 1), ("y", 1), ("médico", 3),
     ("guía", 2), ("estudio", 3), ("caída", 3)],
)  # fmt: skip
def test_syllables_of_spanish(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"), [("saç", 1), ("ağrı", 2), ("İğne", 2), ("dökülmesi", 4), ("ISI", 2)]
)
def test_syllables_of_turkish(word: str, count: int) -> None:
    assert turkish_syllables(word) == count
