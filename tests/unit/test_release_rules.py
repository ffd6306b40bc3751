"""Every release rule can fail: a paper that is spoilt in one way breaks that rule and no other."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pytest

from intake_app.content.loading import load_content
from intake_app.content.resources import ResourceFiles, find_resources
from intake_app.content.wording import read_wording
from intake_app.domain.handout.blocks import ChoiceTable, Grid, StatementList
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import (
    CalendarTable,
    CallCards,
    CardLevel,
    Comparison,
    Edition,
    Handout,
    HandoutOptions,
    Imprint,
    Lines,
    SourceList,
    Unknowns,
)
from intake_app.domain.handout.wording import WordingRules
from intake_app.domain.own_words import bare
from tests.helpers.release_rules import RULES, Held, broken
from tests.helpers.visits import CLINIC, DIAGNOSES, visit

CONTENT = load_content()
LANGUAGES = sorted(CONTENT.texts)
HARD = {
    "en": "Subcutaneous administration necessitates multidisciplinary consideration.",
    "es": "La administración subcutánea necesita consideraciones multidisciplinarias exhaustivas.",
    "tr": "Değerlendirilebilmelerinin gerçekleştirilebilirliği kapsamlılaştırılmalıdır.",
}
"""Sentences that nobody should have to read; without a formula nothing can be too hard."""
WHOLE_ONLY = frozenset({"H07", "H16", "H19"})
"""Rules about blocks that the short edition does not have."""
Spoil = Callable[[Held], Handout]


@cache
def held(language: str, edition: Edition, diagnosis: str = "pattern-loss") -> Held:
    options = HandoutOptions(language=language, edition=edition)
    return Held(
        paper=compose_handout(visit(CONTENT, diagnosis=diagnosis, language=language), options),
        texts=CONTENT.texts[language],
        rules=wording(language),
        version=CONTENT.version,
    )


@cache
def wording(language: str) -> WordingRules:
    return read_wording(ResourceFiles(find_resources()), language)


def changed(paper: Handout, kind: type[Any], change: Callable[[Any], Any]) -> Handout:
    """The paper with its first block of a kind changed."""
    place = next(i for i, each in enumerate(paper.blocks) if isinstance(each, kind))
    blocks = list(paper.blocks)
    blocks[place] = change(blocks[place])
    return replace(paper, blocks=tuple(blocks))


def said_at_the_foot(text: str) -> Spoil:
    def spoil(told: Held) -> Handout:
        return changed(told.paper, Imprint, lambda foot: replace(foot, lines=(*foot.lines, text)))

    return spoil


def gone_from_the_foot(words: Callable[[Held], str]) -> Spoil:
    def spoil(told: Held) -> Handout:
        def without(foot: Imprint) -> Imprint:
            kept = tuple(line for line in foot.lines if words(told) not in bare(line))
            assert len(kept) < len(foot.lines)
            return replace(foot, lines=kept)

        return changed(told.paper, Imprint, without)

    return spoil


def a_word_of(pattern: str) -> Spoil:
    """A word that the language itself lists."""

    def spoil(told: Held) -> Handout:
        rule: re.Pattern[str] = getattr(told.rules, pattern)
        plain = (
            word
            for word in re.findall(r"[^\W\d_][^\s|()?:+*.\\\[\]]{3,}", rule.pattern)
            if rule.search(word)
        )
        return said_at_the_foot(next(plain))(told)

    return spoil


def hard_to_read(told: Held) -> Handout:
    code = told.texts.language.code

    def harder(cards: CallCards) -> CallCards:
        hard = [HARD[code]] * 30
        found = tuple(replace(each, lines=(*each.lines, *hard)) for each in cards.cards)
        return replace(cards, cards=found)

    return changed(told.paper, CallCards, harder)


def a_long_sentence(told: Held) -> Handout:
    return said_at_the_foot("no " * (told.rules.longest_sentence + 1))(told)


def one_side_longer(told: Held) -> Handout:
    def longer(table: Comparison) -> Comparison:
        first, *others = table.rows
        return replace(table, rows=(replace(first, favour=first.favour * 9), *others))

    return changed(told.paper, Comparison, longer)


def figures_without_sources(told: Held) -> Handout:
    def bared(told_list: StatementList) -> StatementList:
        lines = tuple(replace(line, sources=(), studies=()) for line in told_list.lines)
        return replace(told_list, lines=lines)

    in_short = told.texts.say("in_short.heading")
    blocks = tuple(
        bared(each) if isinstance(each, StatementList) and each.heading == in_short else each
        for each in told.paper.blocks
    )
    return replace(told.paper, blocks=blocks)


def a_gap_in_other_words(told: Held) -> Handout:
    def reworded(unknowns: Unknowns) -> Unknowns:
        first, *others = unknowns.lines
        return replace(unknowns, lines=(replace(first, text="…"), *others))

    return changed(told.paper, Unknowns, reworded)


def two_choices(told: Held) -> Handout:
    if told.is_short:
        heading = told.texts.say("choices.heading")
        blocks = tuple(
            replace(each, lines=each.lines[:2])
            if isinstance(each, StatementList) and each.heading == heading
            else each
            for each in told.paper.blocks
        )
        return replace(told.paper, blocks=blocks)
    return changed(told.paper, ChoiceTable, lambda table: replace(table, rows=table.rows[:2]))


def a_window_without_value(told: Held) -> Handout:
    def blank(table: CalendarTable) -> CalendarTable:
        first, *others = table.rows
        return replace(table, rows=(replace(first, limit="…"), *others))

    return changed(told.paper, CalendarTable, blank)


def no_number_to_ring(told: Held) -> Handout:
    def silent(cards: CallCards) -> CallCards:
        found = tuple(
            replace(each, number="") if each.level is CardLevel.RING else each
            for each in cards.cards
        )
        return replace(cards, cards=found)

    return changed(told.paper, CallCards, silent)


def nothing_to_write_on(told: Held) -> Handout:
    return changed(told.paper, Grid, lambda grid: replace(grid, rows=()))


def an_article_fewer(told: Held) -> Handout:
    return changed(
        told.paper, SourceList, lambda listed: replace(listed, entries=listed.entries[1:])
    )


def nothing_of_what_the_clinic_gains(told: Held) -> Handout:
    blocks = tuple(
        replace(each, lines=tuple(line for line in each.lines if CLINIC.interest not in line))
        if isinstance(each, Lines)
        else each
        for each in told.paper.blocks
    )
    return replace(told.paper, blocks=blocks)


def another_diagnosis(told: Held) -> Handout:
    names = told.texts.personal.diagnoses
    others = {code: text.name for code, text in names.items() if code != "pattern-loss"}
    lists = [i for i, each in enumerate(told.paper.blocks) if isinstance(each, StatementList)]
    blocks = list(told.paper.blocks)
    notes = blocks[lists[1]]
    assert isinstance(notes, StatementList)
    spoilt = f" {others['traction']}"
    if notes.lead:
        blocks[lists[1]] = replace(notes, lead=notes.lead + spoilt)
    else:
        last = notes.lines[-1]
        blocks[lists[1]] = replace(
            notes, lines=(*notes.lines[:-1], replace(last, text=last.text + spoilt))
        )
    return replace(told.paper, blocks=tuple(blocks))


def no_figures(told: Held) -> Handout:
    def bared(table: Comparison) -> Comparison:
        return replace(table, rows=tuple(replace(row, figures=()) for row in table.rows))

    return changed(told.paper, Comparison, bared)


SPOILT: Mapping[str, tuple[Spoil, ...]] = {
    "H01": (hard_to_read,),
    "H02": (a_long_sentence,),
    "H06": (said_at_the_foot("DANGER"),),
    "H07": (one_side_longer,),
    "H08": (a_word_of("promises"),),
    "H09": (figures_without_sources,),
    "H10": (a_word_of("frequencies"),),
    "H11": (a_gap_in_other_words,),
    "H12": (two_choices,),
    "H13": (a_window_without_value,),
    "H15": (no_number_to_ring,),
    "H16": (nothing_to_write_on,),
    "H17": (
        an_article_fewer,
        nothing_of_what_the_clinic_gains,
        gone_from_the_foot(lambda told: told.version),
    ),
    "H18": (another_diagnosis,),
    "H19": (no_figures,),
    "H20": (gone_from_the_foot(lambda told: told.texts.say("imprint.privacy")),),
    "H21": (said_at_the_foot("03/04/2026"),),
    "H23": (gone_from_the_foot(lambda _: CLINIC.report_route),),
}


def test_every_rule_has_a_way_to_break_it() -> None:
    assert set(SPOILT) == set(RULES)


@pytest.mark.parametrize(("language", "edition"), list(product(LANGUAGES, Edition)))
def test_a_paper_as_it_is_breaks_no_rule(language: str, edition: Edition) -> None:
    # The blocks of large print are those of the standard edition.
    for diagnosis in DIAGNOSES if edition is not Edition.LARGE else ("pattern-loss",):
        assert broken(held(language, edition, diagnosis)) == {}, diagnosis


@pytest.mark.parametrize(("language", "edition"), list(product(LANGUAGES, Edition)))
@pytest.mark.parametrize("rule", SPOILT)
def test_a_spoilt_paper_breaks_exactly_its_rule(
    rule: str, language: str, edition: Edition
) -> None:
    told = held(language, edition)
    if (told.is_short and rule in WHOLE_ONLY) or (rule == "H01" and language not in HARD):
        return
    for spoil in SPOILT[rule]:
        spoilt = replace(told, paper=spoil(told))

        assert set(broken(spoilt)) == {rule}
