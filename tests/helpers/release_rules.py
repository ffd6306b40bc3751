"""The release rules of the handout that one composed paper can be held against, in any language.

Each rule says what is wrong with a paper, in words; nothing where nothing is. The numbers are
those of the list that the handout was designed against (docs/discern.md).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.blocks import ChoiceTable, Grid, StatementList, StudyList
from intake_app.domain.handout.handout import (
    CalendarTable,
    CallCards,
    CardLevel,
    Comparison,
    Edition,
    Handout,
    Imprint,
    Lines,
    SourceList,
    TitleBlock,
    Unknowns,
)
from intake_app.domain.handout.inside import all_inside
from intake_app.domain.handout.texts import HandoutTexts
from intake_app.domain.handout.wording import WordingRules, sentences, words
from intake_app.domain.own_words import bare
from tests.helpers.printed import block, blocks, texts
from tests.helpers.reading_ease import EASE
from tests.helpers.reading_grade import flesch_kincaid
from tests.helpers.visits import CLINIC

_WORD = re.compile(r"[^\W\d_]+")
_NOT_OURS = (TitleBlock, SourceList, StudyList)
_CLINICS = (CLINIC.phone_hours, CLINIC.interest, CLINIC.independent_places, CLINIC.report_route)
_EASY = 6.0
_FEWEST_CHOICES, _FEWEST_FIGURES, _ARTICLES, _HEADS = 4, 3, 5, 6
_AMBIGUOUS = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b")


@dataclass(frozen=True)
class Held:
    """A paper, and what its language says of itself."""

    paper: Handout
    texts: HandoutTexts
    rules: WordingRules
    version: str

    @cached_property
    def ours(self) -> list[str]:
        """What we say on it, without the words of the clinic."""
        found = []
        for each in self.paper.blocks:
            if not isinstance(each, _NOT_OURS):
                found += [_without_the_clinics(text) for text in texts(each)]
        return found

    @property
    def foot(self) -> str:
        return bare("\n".join(block(self.paper, Imprint).lines))

    @property
    def is_short(self) -> bool:
        return self.paper.edition is Edition.SHORT


def _without_the_clinics(text: str) -> str:
    plain = bare(text)
    for each in _CLINICS:
        plain = plain.replace(each, "x")
    return plain


Rule = Callable[[Held], Iterator[str]]


def h01_reading(held: Held) -> Iterator[str]:
    """By the formula of the language, where it has one."""
    everybody = tuple(block(held.paper, kind) for kind in (CallCards, CalendarTable))
    scored = [
        _WORD.findall(sentence)
        for text in texts(everybody)
        for sentence in sentences(_without_the_clinics(text))
    ]
    scored = [sentence for sentence in scored if len(sentence) > 2]
    if held.rules.reading == "flesch-kincaid":
        if (grade := flesch_kincaid(scored)) > _EASY:
            yield f"grade {grade:.1f}"
    elif held.rules.reading in EASE:
        ease, easy, _ = EASE[held.rules.reading]
        if (found := ease(scored)) < easy:
            yield f"ease {found:.0f}"


def h02_sentences(held: Held) -> Iterator[str]:
    for text in held.ours:
        for sentence in sentences(text):
            if len(words(sentence)) > held.rules.longest_sentence:
                yield sentence


def h06_capitals(held: Held) -> Iterator[str]:
    yield from (text for text in held.ours if re.search(r"\b[A-Z]{5,}\b", text))


def h07_balance(held: Held) -> Iterator[str]:
    for row in (row for each in blocks(held.paper, Comparison) for row in each.rows):
        favour, against = (
            sum(len(words(each.text)) for each in side) for side in (row.favour, row.against)
        )
        if not 0.5 <= favour / against <= 2:
            yield row.question


def h08_promises(held: Held) -> Iterator[str]:
    yield from _with(held.rules.promises, held)


def h09_figures_have_sources(held: Held) -> Iterator[str]:
    for each in all_inside(held.paper.blocks, Statement):
        numbers = re.findall(r"\d+", bare(each.text))
        if "100" in numbers and len(numbers) > 1 and not (each.sources or each.studies):
            yield each.text


def h10_frequencies(held: Held) -> Iterator[str]:
    yield from _with(held.rules.frequencies, held)


def h11_silences(held: Held) -> Iterator[str]:
    wordings = tuple(held.texts.silences.values())
    lines = [bare(each.text) for each in block(held.paper, Unknowns).lines]
    yield from (line for line in lines if not line.startswith(wordings))


def h12_choices(held: Held) -> Iterator[str]:
    if held.is_short:
        heading = held.texts.say("choices.heading")
        named = next(each for each in blocks(held.paper, StatementList) if each.heading == heading)
        if len(named.lines) < _FEWEST_CHOICES:
            yield "too few choices"
        return
    table = block(held.paper, ChoiceTable)
    if len(table.rows) < _FEWEST_CHOICES:
        yield "too few choices"
    for row in table.rows:
        if [i for i, cell in enumerate(row.cells) if not cell] != [4]:
            yield row.name


def h13_windows(held: Held) -> Iterator[str]:
    rows = block(held.paper, CalendarTable).rows
    yield from (row.what for row in rows if not re.search("[0-9]", row.limit))
    if sum(row.mandatory for row in rows) < _ARTICLES:
        yield "a mandatory window is missing"


def h15_cards(held: Held) -> Iterator[str]:
    cards = {card.level: card for card in block(held.paper, CallCards).cards}
    if bare(cards[CardLevel.RING].number) != CLINIC.phone:
        yield "no number to ring"
    if bare(cards[CardLevel.EMERGENCY].number) != CLINIC.emergency_number:
        yield "no number for an emergency"
    if not any("12" in line for line in cards[CardLevel.RING].lines[1:]):
        yield "a lump is not named"


def h16_injected(held: Held) -> Iterator[str]:
    grids = [each for each in blocks(held.paper, Grid) if len(each.heads) == _HEADS]
    if not held.is_short and not (grids and grids[0].rows):
        yield "nowhere to write what is injected"


def h17_interest_and_sources(held: Held) -> Iterator[str]:
    said = bare(" ".join(text for each in blocks(held.paper, Lines) for text in each.lines))
    if CLINIC.interest not in said:
        yield "what the clinic gains"
    if held.version not in held.foot:
        yield "the version"
    if len(block(held.paper, SourceList).entries) != _ARTICLES:
        yield "an article"


def h18_diagnosis(held: Held) -> Iterator[str]:
    known = {each.name for each in held.texts.personal.diagnoses.values()}
    lists = blocks(held.paper, StatementList)[1]
    notes = bare(lists.lead or lists.lines[-1].text)
    named = {name for name in known if name in notes}
    named = {name for name in named if not any(name in other for other in named - {name})}
    if len(named) != 1:
        yield notes


def h19_disagreement(held: Held) -> Iterator[str]:
    rows = [row for each in blocks(held.paper, Comparison) for row in each.rows]
    if not held.is_short and not any(len(row.figures) >= _FEWEST_FIGURES for row in rows):
        yield "figures that disagree are not listed"


def h20_privacy(held: Held) -> Iterator[str]:
    if held.texts.say("imprint.privacy") not in held.foot:
        yield "how to keep it"


def h21_dates(held: Held) -> Iterator[str]:
    yield from (text for text in held.ours if _AMBIGUOUS.search(text))


def h23_report(held: Held) -> Iterator[str]:
    if CLINIC.report_route not in held.foot:
        yield "where to report a side effect"


def _with(pattern: re.Pattern[str], held: Held) -> Iterator[str]:
    for text in held.ours:
        if pattern.search(text) and not text.startswith(held.rules.allowed):
            yield text


RULES: Mapping[str, Rule] = {
    "H01": h01_reading,
    "H02": h02_sentences,
    "H06": h06_capitals,
    "H07": h07_balance,
    "H08": h08_promises,
    "H09": h09_figures_have_sources,
    "H10": h10_frequencies,
    "H11": h11_silences,
    "H12": h12_choices,
    "H13": h13_windows,
    "H15": h15_cards,
    "H16": h16_injected,
    "H17": h17_interest_and_sources,
    "H18": h18_diagnosis,
    "H19": h19_disagreement,
    "H20": h20_privacy,
    "H21": h21_dates,
    "H23": h23_report,
}


def broken(held: Held) -> dict[str, list[str]]:
    """Which rules a paper breaks, and how."""
    found = {name: list(rule(held)) for name, rule in RULES.items()}
    return {name: faults for name, faults in found.items() if faults}
