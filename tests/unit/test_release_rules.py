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
from intake_app.domain.evidence.statements import Statement
from intake_app.domain.form.answers import Place
from intake_app.domain.form.answers import given as answered
from intake_app.domain.handout.blocks import ChoiceTable, Grid, StatementList, StudyList
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.composing_person import PRODUCTS
from intake_app.domain.handout.handout import (
    CalendarTable,
    CallCard,
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
from tests.helpers.visits import CLINIC, DIAGNOSES, OUTCOMES, ending, visit

CONTENT = load_content()
LANGUAGES = sorted(CONTENT.texts)
HARD = {
    "en": "Subcutaneous administration necessitates multidisciplinary consideration.",
    "es": "La administración subcutánea necesita consideraciones multidisciplinarias exhaustivas.",
    "tr": "Değerlendirilebilmelerinin gerçekleştirilebilirliği kapsamlılaştırılmalıdır.",
}
"""Sentences that nobody should have to read; without a formula nothing can be too hard."""
WHOLE_ONLY = frozenset({"H16", "H19"})
"""Rules about blocks that the short edition does not have."""
Spoil = Callable[[Held], Handout]


@cache
def held(
    language: str, edition: Edition, diagnosis: str = "pattern-loss", outcome: str = ""
) -> Held:
    options = HandoutOptions(language=language, edition=edition)
    made = visit(CONTENT, diagnosis=diagnosis, language=language)
    given = ending(made, outcome) if outcome else with_products(made)
    return Held(
        paper=compose_handout(given, options),
        given=given.in_its_language(),
        rules=wording(language),
    )


def with_products(given: HandoutInput) -> HandoutInput:
    """The same visit with a product that was injected."""
    answers = given.answers.with_row_count(Place(PRODUCTS), 1)
    for part, text in (("name", "Mix 12"), ("dose", "4 ml"), ("batch", "LOT-7")):
        answers = answers.with_answer(Place(f"{PRODUCTS}.{part}", (0,)), answered(text))
    record = replace(given.version.record, answers=answers)
    return replace(given, version=replace(given.version, record=record))


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


def a_word_of(pattern: str, *, times: int = 1) -> Spoil:
    """A word that the language itself lists."""

    def spoil(told: Held) -> Handout:
        rule: re.Pattern[str] = getattr(told.rules, pattern)
        plain = (
            word
            for word in re.findall(r"[^\W\d_][^\s|()?:+*.\\\[\]]{3,}", rule.pattern)
            if rule.search(word)
        )
        return said_at_the_foot("\n".join([next(plain)] * times))(told)

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
    if told.is_short:
        return a_word_of("bad", times=99)(told)

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


def with_what_was_agreed(told: Held) -> Handout:
    """What comes after a visit without a session, on the paper of one."""
    agreed = Lines(heading=told.texts.say("agreed.heading"), lead="", lines=())
    return replace(told.paper, blocks=(*told.paper.blocks, agreed))


def no_blank_for_the_day(told: Held) -> Handout:
    """The day of the session is not known, and there is nowhere to write it."""

    def closed(table: CalendarTable) -> CalendarTable:
        rows = (replace(row, limit=row.limit.rstrip("_")) for row in table.rows)
        return replace(table, rows=tuple(rows))

    return changed(told.paper, CalendarTable, closed)


def in_the_cards(level: CardLevel, change: Callable[[CallCard], CallCard]) -> Spoil:
    def spoil(told: Held) -> Handout:
        def changed_cards(cards: CallCards) -> CallCards:
            found = (change(each) if each.level is level else each for each in cards.cards)
            return replace(cards, cards=tuple(found))

        return changed(told.paper, CallCards, changed_cards)

    return spoil


def the_cards_later(told: Held) -> Handout:
    title, cards, following, *others = told.paper.blocks
    return replace(told.paper, blocks=(title, following, cards, *others))


def without_the_lump(card: CallCard) -> CallCard:
    return replace(card, lines=(card.lines[0], *card.lines[2:]))


def without_the_hours(card: CallCard) -> CallCard:
    return replace(card, lines=("…", *card.lines[1:]))


def no_time_of_a_figure(told: Held) -> Handout:
    """The weeks after which a study counted are gone; its source stays."""

    def timeless(told_list: StatementList) -> StatementList:
        lines = (replace(each, text=each.text.replace("18", "…", 1)) for each in told_list.lines)
        return replace(told_list, lines=tuple(lines))

    heading = told.texts.say("in_short.heading")
    blocks = tuple(
        timeless(each) if isinstance(each, StatementList) and each.heading == heading else each
        for each in told.paper.blocks
    )
    return replace(told.paper, blocks=blocks)


def a_gap_fewer(told: Held) -> Handout:
    return changed(told.paper, Unknowns, lambda each: replace(each, lines=each.lines[1:]))


def large_tests_not_missed(told: Held) -> Handout:
    """Nobody says any more that large fair tests are missing."""
    if told.is_short:
        return a_gap_fewer(told)
    known = (each for row in told.texts.comparison for each in row.against)
    missed = {each.text for each in known if "002-32" in each.claims}

    def without(table: Comparison) -> Comparison:
        rows = (
            replace(row, against=tuple(each for each in row.against if each.text not in missed))
            for row in table.rows
        )
        return replace(table, rows=tuple(rows))

    return changed(told.paper, Comparison, without)


def nothing_comes_last(told: Held) -> Handout:
    heading = told.texts.say("choices.heading")
    blocks = []
    for each in told.paper.blocks:
        if isinstance(each, ChoiceTable):
            each = replace(each, rows=(*each.rows[1:], each.rows[0]))  # noqa: PLW2901
        elif isinstance(each, StatementList) and each.heading == heading:
            each = replace(each, lines=(*each.lines[1:], each.lines[0]))  # noqa: PLW2901
        blocks.append(each)
    return replace(told.paper, blocks=tuple(blocks))


def nobody_set_the_windows(told: Held) -> Handout:
    return changed(told.paper, CalendarTable, lambda table: replace(table, lead=""))


def no_mandatory_window(told: Held) -> Handout:
    def without(table: CalendarTable) -> CalendarTable:
        return replace(table, rows=tuple(row for row in table.rows if not row.mandatory))

    return changed(told.paper, CalendarTable, without)


def nothing_of_what_others_say(told: Held) -> Handout:
    def bared(table: CalendarTable) -> CalendarTable:
        return replace(table, rows=tuple(replace(row, origin="") for row in table.rows))

    return changed(told.paper, CalendarTable, bared)


def another_batch(told: Held) -> Handout:
    def swapped(grid: Grid) -> Grid:
        rows = tuple(tuple(cell.replace("LOT-7", "LOT-8") for cell in row) for row in grid.rows)
        return replace(grid, rows=rows)

    return changed(told.paper, Grid, swapped)


def no_study_listed(told: Held) -> Handout:
    return changed(told.paper, StudyList, lambda listed: replace(listed, entries=()))


def the_wrong_diagnosis(told: Held) -> Handout:
    """One kind of hair loss is named, as should be, and it is another."""
    names = told.texts.personal.diagnoses
    mine, other = names["pattern-loss"].name, names["traction"].name
    lists = [each for each in told.paper.blocks if isinstance(each, StatementList)]

    def renamed(notes: StatementList) -> StatementList:
        lines = (replace(each, text=each.text.replace(mine, other)) for each in notes.lines)
        return replace(notes, lead=notes.lead.replace(mine, other), lines=tuple(lines))

    blocks = (renamed(each) if each is lists[1] else each for each in told.paper.blocks)
    return replace(told.paper, blocks=tuple(blocks))


def a_hard_section(told: Held) -> Handout:
    """One section alone is too hard; the paper as a whole is not."""
    hard = tuple(Statement(text=HARD[told.texts.language.code]) for _ in range(9))
    heading = told.texts.say("you.heading")
    blocks = tuple(
        replace(each, lines=(*each.lines, *hard))
        if isinstance(each, StatementList) and each.heading == heading
        else each
        for each in told.paper.blocks
    )
    return replace(told.paper, blocks=blocks)


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


def under(heading: str, change: Callable[[str], str], more: Callable[[Held], str]) -> Spoil:
    """Change each line under a heading, and put another behind them."""

    def spoil(told: Held) -> Handout:
        blocks = []
        for each in told.paper.blocks:
            if isinstance(each, Lines) and each.heading == told.texts.say(heading):
                each = replace(each, lead="", lines=tuple(map(change, each.lines)))  # noqa: PLW2901
            elif isinstance(each, StatementList) and each.heading == told.texts.say(heading):
                said = Statement(text=more(told))
                each = replace(each, lines=(*each.lines, said))  # noqa: PLW2901
            blocks.append(each)
        return replace(told.paper, blocks=tuple(blocks))

    return spoil


def word_of_the_mind(told: Held) -> str:
    found = re.findall(r"(?<=[|:])[^\W\d_][^|()?\\\[]{3,}", f"|{told.rules.mind.pattern}")
    return next(str(each) for each in found if told.rules.mind.search(each))


def nowhere_to_turn(told: Held) -> Handout:
    heading = told.texts.say("support.heading")
    kept = (each for each in told.paper.blocks if getattr(each, "heading", "") != heading)
    return replace(told.paper, blocks=tuple(kept))


def no_figures(told: Held) -> Handout:
    def bared(table: Comparison) -> Comparison:
        return replace(table, rows=tuple(replace(row, figures=()) for row in table.rows))

    return changed(told.paper, Comparison, bared)


SPOILT: Mapping[str, tuple[Spoil, ...]] = {
    "H01": (hard_to_read, a_hard_section),
    "H02": (a_long_sentence,),
    "H06": (
        said_at_the_foot("DANGER"),
        said_at_the_foot("DO NOT ring"),
        said_at_the_foot("ÉÀ ÜÖ"),
    ),
    "H07": (one_side_longer, a_word_of("good", times=99)),
    "H08": (a_word_of("promises"),),
    "H09": (figures_without_sources, no_time_of_a_figure),
    "H10": (a_word_of("frequencies"),),
    "H11": (a_gap_in_other_words, a_gap_fewer, large_tests_not_missed),
    "H12": (two_choices, nothing_comes_last),
    "H13": (a_window_without_value, nobody_set_the_windows, no_mandatory_window),
    "H14": (with_what_was_agreed, no_blank_for_the_day),
    "H15": (
        in_the_cards(CardLevel.RING, lambda card: replace(card, number="")),
        in_the_cards(CardLevel.EMERGENCY, lambda card: replace(card, number="")),
        in_the_cards(CardLevel.RING, without_the_lump),
        in_the_cards(CardLevel.RING, without_the_hours),
        the_cards_later,
    ),
    "H16": (nothing_to_write_on, another_batch),
    "H17": (
        an_article_fewer,
        nothing_of_what_the_clinic_gains,
        gone_from_the_foot(lambda told: told.given.content_version),
        gone_from_the_foot(lambda told: bare(told.given.dates.written(told.given.review_due))),
        no_study_listed,
    ),
    "H18": (
        another_diagnosis,
        the_wrong_diagnosis,
        under("you.heading", str, word_of_the_mind),
        under("support.heading", lambda line: line.replace("112", "…"), word_of_the_mind),
        nowhere_to_turn,
    ),
    "H19": (no_figures, nothing_of_what_others_say),
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
def test_a_paper_breaks_no_rule_however_the_visit_ends(language: str, edition: Edition) -> None:
    for outcome in OUTCOMES:
        for diagnosis in ("pattern-loss", "scarring-suspected", ""):
            assert broken(held(language, edition, diagnosis, outcome)) == {}, (outcome, diagnosis)


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

        assert set(broken(spoilt)) == {rule}, spoil


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_of_medicine_without_plain_words_breaks_the_rule_of_sentences(
    language: str,
) -> None:
    told = held(language, Edition.STANDARD)

    def with_a_term(card: CallCard) -> CallCard:
        return replace(card, lines=(*card.lines, "PRP."))

    spoilt = replace(told, paper=in_the_cards(CardLevel.RING, with_a_term)(told))

    assert list(broken(spoilt)) == ["H02"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_every_term_that_it_lists_somewhere(language: str) -> None:
    folder = find_resources() / "handout" / language
    files = (each for each in folder.glob("*.toml") if each.name != "checks.toml")
    said = "\n".join(each.read_text("utf-8") for each in files)
    terms = wording(language).terms

    assert len(terms) > 8
    assert [each.word.pattern for each in terms if not each.word.search(said)] == []
