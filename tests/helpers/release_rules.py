"""The release rules of the handout that one composed paper can be held against, in any language.

Each rule says what is wrong with a paper, in words; nothing where nothing is. The numbers are
those of the list that the handout was designed against (docs/discern.md).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.evidence.studies import whole_people
from intake_app.domain.form.answers import Place
from intake_app.domain.handout.blocks import (
    ChoiceTable,
    FactBoxes,
    Grid,
    StatementList,
    StudyList,
)
from intake_app.domain.handout.composing import MANDATORY_WINDOWS
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.composing_person import PRODUCTS
from intake_app.domain.handout.handout import (
    CalendarRow,
    CalendarTable,
    CallCards,
    CardLevel,
    Comparison,
    DayStrip,
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
from intake_app.domain.visit.aftercare import Direction
from intake_app.domain.visit.carried import Part
from intake_app.domain.visit.hair_form import DIAGNOSIS, code_of
from intake_app.domain.visit.own_dates import session_calendar
from tests.helpers.printed import block, blocks, texts
from tests.helpers.reading_ease import EASE, ease_sentences
from tests.helpers.reading_grade import flesch_kincaid, sentences_of, smog
from tests.helpers.visits import CLINIC

_NOT_OURS = (TitleBlock, SourceList, StudyList)
_CLINICS = (CLINIC.phone_hours, CLINIC.interest, CLINIC.independent_places, CLINIC.report_route)
_EASY, _PLAIN = 6.0, 8.0
_EASY_PARTS = ("cards", "agreed", "strip", "calendar", "own", "you", "in_short")
_FEWEST_SENTENCES, _FEWEST_FOR_SMOG = 8, 20
_FEWEST_CHOICES, _FEWEST_FIGURES, _ARTICLES, _HEADS = 5, 3, 5, 6
_SHOUTED, _A_HANDFUL = 5, 3
_LETTERS = re.compile(r"[^\W\d_]+")
_NEVER_MISSING = ("002-32", "004-09")
"""That large fair tests are missing, and that the contents are mostly kept secret."""

_AMBIGUOUS = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b")


@dataclass(frozen=True)
class Held:
    """A paper, what it was composed from, and what its language says of itself."""

    paper: Handout
    given: HandoutInput
    rules: WordingRules

    @property
    def texts(self) -> HandoutTexts:
        return self.given.texts

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
    """Every section and the whole paper, by the formulas of the language, where it has any."""
    say = held.texts.say
    easy = {say(f"{key}.heading") for key in _EASY_PARTS}
    whole = []
    for each in held.paper.blocks:
        if not isinstance(each, _NOT_OURS):
            said = [_without_the_clinics(text) for text in texts(each)]
            whole += said
            heading = getattr(each, "heading", "")
            yield from _hard(said, held.rules.reading, heading, easy=heading in easy)
    yield from _hard(whole, held.rules.reading, "the whole paper", easy=False)


def _hard(said: list[str], formula: str, where: str, *, easy: bool) -> Iterator[str]:
    """What is harder than it may be; a handful of sentences is not measured."""
    scored = sentences_of(said) if formula == "flesch-kincaid" else ease_sentences(said)
    if len(scored) < _FEWEST_SENTENCES:
        return
    if formula == "flesch-kincaid":
        most = _EASY if easy else _PLAIN
        if (grade := flesch_kincaid(scored)) > most:
            yield f"{where}: grade {grade:.1f}"
        most = _EASY if easy and len(scored) >= _FEWEST_FOR_SMOG else _PLAIN
        if (grade := smog(scored)) > most:
            yield f"{where}: SMOG {grade:.1f}"
    elif formula in EASE:
        ease, of_easy, of_plain = EASE[formula]
        if (found := ease(scored)) < (of_easy if easy else of_plain):
            yield f"{where}: ease {found:.0f}"


def h02_sentences(held: Held) -> Iterator[str]:
    for text in held.ours:
        for sentence in sentences(text):
            if len(words(sentence)) > held.rules.longest_sentence:
                yield sentence
    for term in held.rules.terms:
        first = next((text for text in held.ours if term.word.search(text)), "")
        if first and not term.plain.search(first):
            yield f"a word of medicine, not explained: {first}"


def h06_capitals(held: Held) -> Iterator[str]:
    """No word in capitals, and no two beside each other; short names of things are none."""
    for text in held.ours:
        found = _LETTERS.findall(text)
        for word, following in zip(found, [*found[1:], ""], strict=False):
            if _is_shouted(word) and (len(word) >= _SHOUTED or _is_shouted(following)):
                yield f"{word} {following}"


def _is_shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def h07_balance(held: Held) -> Iterator[str]:
    for row in (row for each in blocks(held.paper, Comparison) for row in each.rows):
        favour, against = (
            sum(len(words(each.text)) for each in side) for side in (row.favour, row.against)
        )
        if not _is_even(favour, against):
            yield row.question
    good, bad = (
        len(pattern.findall(_known(held))) for pattern in (held.rules.good, held.rules.bad)
    )
    # The short edition has a handful of such words, of which three more or fewer say nothing.
    if not _is_even(good, bad) and not (held.is_short and abs(good - bad) <= _A_HANDFUL):
        yield f"{good} words for a gain and {bad} for a harm"


def _is_even(one: int, other: int) -> bool:
    return one <= 2 * other and other <= 2 * one


def _known(held: Held) -> str:
    """What is said from *In short* on, without the name of the illness itself."""
    headings = [getattr(each, "heading", "") for each in held.paper.blocks]
    start = headings.index(held.texts.say("in_short.heading"))
    said = " ".join(_without_the_clinics(text) for text in texts(held.paper.blocks[start:]))
    illness = held.rules.illness.get(_recorded(held))
    return illness.sub("", said) if illness else said


def _recorded(held: Held) -> str:
    return code_of(held.given.answers, DIAGNOSIS)


def h08_promises(held: Held) -> Iterator[str]:
    yield from _with(held.rules.promises, held)


def h09_figures_say_of_whom_when_and_whence(held: Held) -> Iterator[str]:
    """A share of 100 has its source, its other side, and the time at which that source counted."""
    evidence = held.given.evidence
    studies = {evidence.study_number(each.id): each for each in evidence.studies.values()}
    for each in all_inside(held.paper.blocks, Statement):
        numbers = re.findall(r"\d+", bare(each.text))
        if "100" not in numbers or len(numbers) < 2:
            continue
        if not (each.sources or each.studies):
            yield f"no source: {each.text}"
        for study in (studies[number] for number in each.studies):
            counted = (study.treated_of_100, study.control_of_100)
            people = [whole_people(share) for share in counted if share is not None]
            shares = [each for each in people if str(each) in numbers]
            both = [str(side) for each in shares for side in (each, 100 - each)]
            times = re.findall(r"\d+", study.time_point.partition("(")[0])
            if shares and Counter([*both, *times]) - Counter(numbers):
                yield f"no time, or one side only: {each.text}"
    for box in (box for each in blocks(held.paper, FactBoxes) for box in each.boxes):
        if not (re.search(r"\d", box.who) and box.strength_words and box.limits.studies):
            yield f"no group, time or strength: {box.title}"


def h10_frequencies(held: Held) -> Iterator[str]:
    yield from _with(held.rules.frequencies, held)


def h11_silences(held: Held) -> Iterator[str]:
    """All that is not known, in fixed wordings; and what no patient may miss of the articles."""
    wordings = tuple(held.texts.silences.values())
    lines = [bare(each.text) for each in block(held.paper, Unknowns).lines]
    yield from (line for line in lines if not line.startswith(wordings))
    told = held.texts.unknowns_in_short if held.is_short else held.texts.unknowns
    if len(lines) != len(told):
        yield f"{len(lines)} of {len(told)} gaps"
    if not held.is_short:
        yield from (word for word in wordings if not any(line.startswith(word) for line in lines))
        printed = {each.text for each in all_inside(blocks(held.paper, Comparison), Statement)}
        for claim in _NEVER_MISSING:
            rows = (row for row in held.texts.comparison)
            bound = (each for row in rows for each in (*row.favour, *row.against))
            if not printed & {each.text for each in bound if claim in each.claims}:
                yield f"claim {claim}"


def h12_choices(held: Held) -> Iterator[str]:
    """Doing nothing first, what is offered, and three others; the same cells for all."""
    heading = held.texts.say("choices.heading")
    if held.is_short:
        lists = blocks(held.paper, StatementList)
        names = [line.text for each in lists if each.heading == heading for line in each.lines]
    else:
        names = [row.name for row in block(held.paper, ChoiceTable).rows]
    if names[:1] != [name for name in names[:1] if name in _names_of("nothing", held)]:
        yield "doing nothing is not the first"
    if not set(names) & _names_of("injection", held):
        yield "what is offered is not among them"
    if len(names) < _FEWEST_CHOICES:
        yield "too few choices"
    for row in (row for each in blocks(held.paper, ChoiceTable) for row in each.rows):
        if [i for i, cell in enumerate(row.cells) if not cell] != [4]:
            yield row.name


def _names_of(choice: str, held: Held) -> set[str]:
    """What a choice is called, for whatever kind of hair loss."""
    if choice == "injection" and held.given.ahead.has_no_session:
        return {held.texts.say("choices.not_agreed")}
    choices = held.texts.personal.choices
    return {each.name for each in choices if choice in (each.id, each.instead_of)}


def h13_windows(held: Held) -> Iterator[str]:
    """Every row has its limit and comes from somebody, on a day; none that must be is missing."""
    table = block(held.paper, CalendarTable)
    yield from (row.what for row in table.rows if not re.search("[0-9]", row.limit))
    printed = {row.what for row in table.rows}
    for window in map(held.texts.window, held.given.windows):
        if window.id in MANDATORY_WINDOWS and window.what not in printed:
            yield f"{window.id} is missing"
        said = bare("\n".join((table.lead, *(row.origin for row in table.rows))))
        if (
            bare(window.author) not in said
            or bare(held.given.dates.written(window.set_on)) not in said
        ):
            yield f"who set {window.id}, and when"


def h14_what_lies_ahead(held: Held) -> Iterator[str]:
    """Days of a session that is to come or has begun, and none where none is agreed."""
    ahead = held.given.ahead
    headings = {getattr(each, "heading", "") for each in held.paper.blocks}
    in_brief = held.is_short and not ahead.has_no_session  # then the head says it, and no more
    if (held.texts.say("agreed.heading") in headings) is (ahead.outcome is None or in_brief):
        yield "what was agreed"
    if ahead.has_no_session:
        yield from _days_of_no_session(held, headings)
    elif ahead.session is None:
        limits = (row.limit for row in _calendar_rows(held))
        yield from (
            limit for limit in limits if re.search(r"[0-9]\D*$", limit) and "_" not in limit
        )
    else:
        yield from _days_gone_by(held, ahead.session)


def _days_of_no_session(held: Held, headings: set[str]) -> Iterator[str]:
    say, title = held.texts.say, block(held.paper, TitleBlock)
    labels = {fact.label for fact in title.facts}
    if say("facts.agreed") not in labels or say("facts.session") in labels:
        yield "the head does not say what was agreed"
    if say("title") in (title.title, held.paper.title):
        yield "it is called the paper of a session"
    if blocks(held.paper, DayStrip) or say("own.heading") in headings:
        yield "days of a session that nobody has agreed on"
    if say("calendar.if_heading") not in headings:
        yield "the times are not said to be of a session that may never be"
    yield from (row.what for row in _calendar_rows(held) if "__" in row.limit)


def _days_gone_by(held: Held, session: datetime) -> Iterator[str]:
    """Days before the visit; but for a rule that was to be kept and is now asked about."""
    given, dates, today = held.given, held.given.dates, held.given.ahead.today
    for strip in blocks(held.paper, DayStrip):
        if strip.days[0].day != dates.short_day(max(session.date(), today)):
            yield "the strip begins on another day"
    limits = {row.what: row.limit for row in _calendar_rows(held)}
    for dated in session_calendar(map(held.texts.window, given.windows), session):
        limit, day = limits[dated.window.what], dates.day(dated.day, with_year=False)
        is_before = dated.window.direction is Direction.BEFORE
        is_over = session.date() <= today if is_before else dated.day < today
        if is_over and day in limit:
            yield f"a day gone by: {limit}"


def _calendar_rows(held: Held) -> tuple[CalendarRow, ...]:
    return block(held.paper, CalendarTable).rows


def h15_cards(held: Held) -> Iterator[str]:
    """On page 1: both numbers, when they are answered, and the lump of up to 12 weeks."""
    place = held.paper.blocks.index(block(held.paper, CallCards))
    if place > 1:
        yield "the cards are not the first thing"
    cards = {card.level: card for card in block(held.paper, CallCards).cards}
    if bare(cards[CardLevel.RING].number) != CLINIC.phone:
        yield "no number to ring"
    if bare(cards[CardLevel.EMERGENCY].number) != CLINIC.emergency_number:
        yield "no number for an emergency"
    ring = [bare(line) for line in cards[CardLevel.RING].lines]
    if CLINIC.night_phone not in ring[0] or CLINIC.phone_hours not in ring[0]:
        yield "when the number is answered, and which one is at night"
    lists = held.texts.lists
    lump = lists["cards.ask.lines"][2] if _never_injected(held) else lists["cards.ring.lines"][0]
    if lump not in ring or "12" not in lump:
        yield "a lump is not named"
    says_usual = cards[CardLevel.USUAL].heading == held.texts.say("cards.usual.heading")
    if _never_injected(held) is says_usual:
        yield "what can be expected after a session, for whom there was one or is to be one"


def _never_injected(held: Held) -> bool:
    ahead = held.given.ahead
    return ahead.has_no_session and not ahead.had_sessions


def h16_injected(held: Held) -> Iterator[str]:
    """What was given with its batch, or lines to write on, by each of six heads.

    Where no session is agreed there is nothing to write, and nothing is said to be given.
    """
    if held.is_short:
        return
    answers, heads = held.given.answers, held.texts.lists["injected.heads"]
    grids = [each for each in blocks(held.paper, Grid) if each.heads == heads]
    rows = [row for grid in grids for row in grid.rows]
    cells = {bare(cell) for row in rows for cell in row}
    if held.given.ahead.has_no_session:
        yield from _talked_about(held, grids)
    elif len(heads) != _HEADS or not rows:
        yield "nowhere to write what is injected"
    for number in range(answers.rows(Place(PRODUCTS))):
        for part in ("name", "dose", "batch"):
            answer = answers.get(Place(f"{PRODUCTS}.{part}", (number,)))
            if answer and answer.values and str(answer.values[0]) not in cells:
                yield f"the {part} of product {number + 1}"


def _talked_about(held: Held, grids: list[Grid]) -> Iterator[str]:
    if grids and not held.given.answers.rows(Place(PRODUCTS)):
        yield "lines for what nobody will inject"
    if any(grid.heading == held.texts.say("injected.heading") for grid in grids):
        yield "what was talked about is called injected"


def h17_interest_and_sources(held: Held) -> Iterator[str]:
    said = bare(" ".join(text for each in blocks(held.paper, Lines) for text in each.lines))
    if CLINIC.interest not in said or CLINIC.independent_places not in said:
        yield "what the clinic gains, and whom else to ask"
    if held.given.content_version not in held.foot:
        yield "the version"
    if bare(held.given.dates.written(held.given.review_due)) not in held.foot:
        yield "when it is looked at again"
    if len(block(held.paper, SourceList).entries) != _ARTICLES:
        yield "an article"
    cited = {
        number for each in all_inside(held.paper.blocks, Statement) for number in each.studies
    }
    if not cited <= {each.number for each in block(held.paper, StudyList).entries}:
        yield "a study that is cited is not listed"


def h18_diagnosis(held: Held) -> Iterator[str]:
    """The kind of hair loss that was recorded is named, and no other."""
    diagnoses = held.texts.personal.diagnoses
    lists = blocks(held.paper, StatementList)[1]
    notes = bare(lists.lead or lists.lines[-1].text)
    own = (diagnoses.get(_recorded(held)) or diagnoses["unknown"]).name
    before = held.given.said_on(Part.DIAGNOSIS)
    if before and _recorded(held) not in diagnoses:
        own = bare(held.texts.say("purpose.unsettled_before", date=before))
    named = {each.name for each in diagnoses.values() if each.name in notes.replace(own, "")}
    if own not in notes or named:
        yield notes
    yield from _of_the_mind(held)


def _of_the_mind(held: Held) -> Iterator[str]:
    """Nobody's own state of mind is told; where to turn is told to everyone, with the number."""
    say, told = held.texts.say, held.texts.personal.lines.values()
    for line in _headed(held, "you.heading"):
        if held.rules.mind.search(line) and line not in told:
            yield line
    turn = " ".join(_headed(held, "support.heading"))
    danger = bare(say("support.danger", emergency=CLINIC.emergency_number))
    if danger not in turn or say("support.lead") not in turn:
        yield "where to turn, said to everyone"


def _headed(held: Held, heading: str) -> list[str]:
    """What stands under a heading, bare."""
    for each in held.paper.blocks:
        if getattr(each, "heading", "") == held.texts.say(heading):
            return [bare(text) for text in texts(each)]
    return []


def h19_disagreement(held: Held) -> Iterator[str]:
    """Where sources disagree, each says its own figure; a window, what others say."""
    if held.is_short:
        return
    rows = [row for each in blocks(held.paper, Comparison) for row in each.rows]
    if not any(len(row.figures) >= _FEWEST_FIGURES for row in rows):
        yield "figures that disagree are not listed"
    if held.given.ahead.has_no_session:
        return  # none of the windows is in force
    origins = {row.what: row.origin for row in block(held.paper, CalendarTable).rows}
    for window in map(held.texts.window, held.given.windows):
        if window.spread not in origins.get(window.what, window.spread):
            yield f"what others say on {window.id}"


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
    "H09": h09_figures_say_of_whom_when_and_whence,
    "H10": h10_frequencies,
    "H11": h11_silences,
    "H12": h12_choices,
    "H13": h13_windows,
    "H14": h14_what_lies_ahead,
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
