"""A made-up handout with every kind of block, for tests and benchmarks of the renderer."""

from dataclasses import replace
from datetime import date, timedelta
from enum import Enum

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.handout import (
    Block,
    CalendarRow,
    CalendarTable,
    CallCard,
    CallCards,
    CardLevel,
    Comparison,
    ComparisonRow,
    DayStrip,
    Edition,
    Fact,
    Handout,
    Imprint,
    Lines,
    Note,
    Paper,
    RunningHead,
    SourceEntry,
    SourceList,
    StripDay,
    TitleBlock,
    Unknowns,
)
from intake_app.domain.handout.identity import identified
from intake_app.domain.handout.inside import all_inside

SESSION = date(2026, 11, 28)
NAME = "Zoë O'Brien-Łukasz <b>&co</b> Şükrü"
BORN = "born Sunday 17 April 1988"
CONTENT_VERSION = "2026.11.21-made-up"

_WAITS = {"washing": 1, "strong sun": 2, "sport": 2, "pool, sauna": 3, "hair colour": 7}


def handout(
    *,
    name: str = NAME,
    note: str = "Ring before you book the colouring.",
    extra: tuple[Block, ...] = (),
    demonstration: str = "",
) -> Handout:
    """A handout of the usual size; ``extra`` blocks come before the sources."""
    blocks: tuple[Block, ...] = (
        _title(name),
        _cards(),
        _strip(),
        _calendar(),
        _own_dates(),
        Note(heading="A note for you", text=note),
        _comparison(),
        _unknowns(),
        *extra,
        _sources(),
        Imprint(heading="About this paper", lines=("Not yet approved by this clinic.",)),
    )
    head = RunningHead(
        patient_name=name,
        patient_born=BORN,
        record_number="P-000123",
        content_version=CONTENT_VERSION,
        page_template="Page {page} of {pages}",
        document_label="Paper",
        square_template="Square to scan: {id}.",
        blank_words="room to write",
        version_label="Text",
        demonstration=demonstration,
    )
    paper = Handout(
        language="en-GB",
        title="Your scalp injections",
        edition=Edition.STANDARD,
        paper=Paper.A4,
        head=head,
        blocks=blocks,
        first_day=SESSION,
    )
    return identified(paper)


def with_comparison(row: ComparisonRow) -> Handout:
    """The made-up handout with one row in its comparison."""
    paper = handout()
    blocks = tuple(
        replace(block, rows=(row,)) if isinstance(block, Comparison) else block
        for block in paper.blocks
    )
    return replace(paper, blocks=blocks)


def texts_of(paper: Handout) -> list[str]:
    """What every block says, but for the days of the strip, which are drawn as a grid."""
    return list(all_inside(paper.blocks, str, but=(Enum, StripDay)))


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _title(name: str) -> TitleBlock:
    facts = {
        "Name": name,
        "Born": "Sunday 17 April 1988",
        "Record number": "P-000123",
        "Session": f"{_day(SESSION)}, 14:30",
        "Seen by": "Dr Ana Example",
        "Language": "English",
    }
    return TitleBlock(
        clinic_name="Hilltop Hair Clinic (made up)",
        clinic_lines=("1 Example Street", "Sampletown", "01632 960 000"),
        title="Your scalp injections",
        facts=tuple(Fact(label=label, value=value) for label, value in facts.items()),
    )


def _cards() -> CallCards:
    usual = CallCard(
        level=CardLevel.USUAL,
        heading="Can be expected: wait at home",
        number="No need to ring",
        lines=("Small red dots: up to 7 days.", "A sore scalp: up to 2 days."),
    )
    ring = CallCard(
        level=CardLevel.RING,
        heading="Ring us today",
        number="01632 960 000",
        lines=(
            "Monday to Friday, 9:00 to 17:00. At all other times ring 01632 960 111.",
            "A lump that lasts, grows, hurts or drains, up to 12 weeks after. Do not squeeze it.",
            "A new bald patch, whenever it comes.",
            "You are worried for another reason: ring.",
        ),
    )
    emergency = CallCard(
        level=CardLevel.EMERGENCY,
        heading="Call for help now",
        number="112",
        lines=("Your face or throat swells up.", "It is hard to breathe."),
    )
    return CallCards(heading="When to ring", cards=(usual, ring, emergency))


def _strip() -> DayStrip:
    days = []
    for count in range(14):
        day = SESSION + timedelta(days=count)
        days.append(
            StripDay(
                weekday=f"{day:%a}",
                day=f"{day:%a} {day.day} {day:%B}",
                note="Session" if count == 0 else "",
                off=tuple(act for act, wait in _WAITS.items() if count < wait),
                allowed=tuple(f"{act} 14:30" for act, wait in _WAITS.items() if count == wait),
            )
        )
    return DayStrip(
        heading="Your first 14 days",
        lead="Each box is one day.",
        off_label="Not yet",
        allowed_label="Allowed from",
        days=tuple(days),
        appointments=(
            Fact(label="Next visit", value="Saturday 12 December 2026, 10:00"),
            Fact(label="We look at the results", value="Sunday 21 March 2027"),
        ),
    )


def _calendar() -> CalendarTable:
    rows = tuple(
        CalendarRow(
            what=f"What to wait with: {act}",
            limit=f"Not before {_day(SESSION + timedelta(days=wait))}, 14:30",
            why="The tiny holes need time to close. Clinic habit; we found no study of the time.",
            origin="Clinic rule (starting value of the program, Saturday 21 November 2026). "
            "In article 2. Clinics say from the same evening to 4 days.",
            mandatory=True,
        )
        for act, wait in _WAITS.items()
    )
    return CalendarTable(
        heading="What to wait with",
        lead="These times are rules of this clinic. They are not tested.",
        heads=("What", "When", "Why", "Where this comes from"),
        rows=rows,
    )


def _own_dates() -> Lines:
    return Lines(
        heading="Your own dates",
        lead="We held your plans against these rules.",
        lines=(
            "Your next colouring on Thursday 3 December 2026 is 2 days too early.",
            "Your holiday in the sun on Sunday 6 December 2026 is fine.",
        ),
        marked=frozenset({0}),
    )


def _comparison() -> Comparison:
    questions = (
        "Does it work for pattern hair loss?",
        "How many sessions?",
        "When do results show?",
        "Does it hurt?",
        "Can it do harm?",
        "What is in the mix?",
        "Does it last?",
    )
    rows = tuple(_comparison_row(question) for question in questions)
    return Comparison(
        heading="The five articles side by side",
        lead="This is what five articles say. What an article says need not be true.",
        favour_head="In favour",
        against_head="Against, or unsure",
        rows=rows,
    )


def _comparison_row(question: str) -> ComparisonRow:
    return ComparisonRow(
        question=question,
        favour=(
            Statement(text="One article says it can slow the loss.", sources=(3,)),
            Statement(text="Others say that the gain comes bit by bit.", sources=(1, 2)),
        ),
        against=(
            Statement(text="One article says there is next to no evidence.", sources=(5,)),
            Statement(text="Large fair tests are missing, and results differ.", sources=(3,)),
        ),
        figures=(
            Statement(text="At least 5.", sources=(1,)),
            Statement(text="At least 8 to 12, by how bald you are.", sources=(3,)),
            Statement(text="10 to 15 for the full course.", sources=(4,)),
            Statement(text="This source says nothing: articles 2 and 5.", sources=()),
        ),
    )


def _unknowns() -> Unknowns:
    return Unknowns(
        heading="We do not know",
        lead="Not tested does not mean that it works, and not that it fails.",
        lines=(
            Statement(text="Not tested: how long any gain lasts.", sources=(3,)),
            Statement(text="Harm reported, not counted: scars that stay.", sources=()),
        ),
    )


def _sources() -> SourceList:
    details = {
        "Kind": "article in favour of mesotherapy; publisher not stated",
        "Written by": "not stated",
        "Date": "no date",
        "What they gain": "none stated; names no seller",
    }
    facts = tuple(Fact(label=label, value=value) for label, value in details.items())
    entries = tuple(
        SourceEntry(number=number, title=f"Made-up article number {number}", details=facts)
        for number in range(1, 6)
    )
    return SourceList(
        heading="The five articles", lead="None of them has a date.", entries=entries
    )
