"""Who has no session before them gets no days of one; and no day is printed that has gone by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from intake_app.content.loading import load_content
from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.blocks import ChoiceTable, Grid, StatementList
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.composing_person import PRODUCTS
from intake_app.domain.handout.handout import (
    Appointments,
    CalendarTable,
    CallCard,
    CallCards,
    CardLevel,
    DayStrip,
    Edition,
    Fact,
    Handout,
    HandoutOptions,
    Lines,
    TitleBlock,
)
from intake_app.domain.own_words import bare
from intake_app.domain.values import Coding, Value
from intake_app.domain.visit.hair_form import DECISION, VISIT_DATE
from tests.helpers.builders import code, day
from tests.helpers.printed import block, blocks, texts
from tests.helpers.release_rules import Held, broken
from tests.helpers.visits import OUTCOMES, at, input_of
from tests.unit.test_release_rules import changed, held

CONTENT = load_content()
LANGUAGES = sorted(CONTENT.texts)
EDITIONS = (Edition.STANDARD, Edition.SHORT)
WITHOUT = [*product(LANGUAGES, ["decline"]), ("en", "think"), ("en", "refer")]
"""Papers without a session that are spoilt."""
Spoil = Callable[[Held], Handout]


def english(
    outcome: str, more: Mapping[str, Value] = {}, *, edition: Edition = Edition.STANDARD
) -> Handout:
    """The paper of an outcome, with more answers."""
    told = held("en", edition, outcome=outcome).given
    answers = told.answers
    for link_id, value in more.items():
        answers = answers.with_answer(Place(link_id), given(value))
    made = input_of(CONTENT, told.questionnaire, answers, told.patient)
    return compose_handout(made, HandoutOptions(edition=edition))


def facts(paper: Handout) -> dict[str, str]:
    return {fact.label: bare(fact.value) for fact in block(paper, TitleBlock).facts}


def limits(paper: Handout) -> dict[str, str]:
    return {row.what: row.limit for row in block(paper, CalendarTable).rows}


def own_dates(paper: Handout) -> Lines:
    return next(each for each in blocks(paper, Lines) if each.heading == "Your own dates")


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("think", "You take time to decide. Until then no session is booked."),
        ("decline", "No session is planned after this visit."),
        ("refer", "You are sent to: Skin clinic, Example Hospital. No session is planned"),
        (
            "refer after sessions",
            "You are sent to someone else. No session is planned after this visit.",
        ),
    ],
)
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_head_says_what_was_agreed_and_no_day_of_a_session(
    outcome: str, said: str, edition: Edition
) -> None:
    paper = english(outcome, edition=edition)
    told = " ".join(text for each in paper.blocks for text in texts(each))

    assert facts(paper)["Agreed"].startswith(said)
    assert "Session" not in facts(paper)
    assert paper.title == "Hair loss: your choices"
    assert not blocks(paper, DayStrip)
    assert "not set yet" not in told
    assert "Your own dates" not in told
    assert paper.first_day is None


def test_the_five_windows_stand_late_as_those_of_a_session_that_may_never_be() -> None:
    paper = english("decline")
    calendar = block(paper, CalendarTable)
    before = paper.blocks.index(calendar)

    assert calendar.heading == "If you have a session one day"
    assert calendar.lead.startswith("This is no plan.")
    assert sum(row.mandatory for row in calendar.rows) == 5
    assert limits(paper)["Wash or wet your hair"] == "Not before 24 hours after the session"
    assert before > paper.blocks.index(block(paper, ChoiceTable))


def test_only_days_that_are_set_are_printed_where_no_session_is_planned() -> None:
    assert block(english("think"), Appointments).facts == (
        Fact(label="Next visit", value="Saturday 12 December 2026"),
    )
    assert not blocks(english("decline"), Appointments)
    results: Mapping[str, Value] = {"plan.results_look": day("2027-03-21")}
    assert not blocks(english("decline", results), Appointments)
    (look,) = block(english("refer after sessions", results), Appointments).facts
    assert look.label == "We look at the results"


def test_until_when_the_patient_takes_time_is_said_where_it_is_known() -> None:
    until = "You said that you will decide by Saturday 5 December 2026. You may take longer."

    def comes_next(paper: Handout) -> Lines:
        return next(each for each in blocks(paper, Lines) if each.heading == "What comes next")

    assert comes_next(english("think")).lines[0] == until
    without = english("decline", {"plan.decision": code("think")})
    assert not any("decide by" in line for line in comes_next(without).lines)


def test_whom_to_ring_about_what_depends_on_whether_there_ever_was_a_session() -> None:
    never, before = (
        {card.level: card for card in block(english(outcome), CallCards).cards}
        for outcome in ("refer", "refer after sessions")
    )

    assert never[CardLevel.USUAL].heading == "See a doctor soon"
    assert before[CardLevel.USUAL].heading == "Can be expected: wait at home"
    assert before[CardLevel.RING].heading == "Ring us today"
    assert never[CardLevel.EMERGENCY] == before[CardLevel.EMERGENCY]
    elsewhere = english("refer", {"history.mesotherapy_before": True})
    assert block(elsewhere, CallCards).cards[0] == before[CardLevel.USUAL]


def test_what_was_talked_about_is_not_said_to_be_injected() -> None:
    told = held("en", Edition.STANDARD, outcome="think").given
    answers = told.answers.with_row_count(Place(PRODUCTS), 1)
    answers = answers.with_answer(Place(f"{PRODUCTS}.name", (0,)), given("Mix 12"))
    record = replace(told.version.record, answers=answers)
    made = replace(told, version=replace(told.version, record=record))
    paper = compose_handout(made, HandoutOptions())

    table = next(each for each in blocks(paper, Grid) if each.heading == "What would be injected")
    assert bare(table.rows[0][0]) == "Mix 12"
    assert "not agreed" in table.lead
    assert not broken(Held(paper=paper, given=made, rules=held("en", Edition.STANDARD).rules))
    headings = [each.heading for each in blocks(english("think"), Grid)]
    assert headings == ["What matters to you"]


def test_lines_about_the_days_after_a_session_are_not_for_whom_there_is_none() -> None:
    def lines(paper: Handout) -> list[str]:
        return [each.text for each in block(paper, StatementList).lines]

    type_two: Mapping[str, Value] = {"sun.phototype": code("II"), "care.minoxidil": True}
    assert any("until the marks" in line for line in lines(english("go ahead", type_two)))
    assert any("start it again" in line for line in lines(english("go ahead", type_two)))
    assert lines(english("decline", type_two)) == [
        "Your answers change nothing in this paper. Tell us if something is new."
    ]


def test_what_is_left_of_the_first_days_begins_with_the_visit() -> None:
    strip = block(english("days after"), DayStrip)

    assert [each.day for each in strip.days][:1] == ["Sat 21 November"]
    assert len(strip.days) == 10
    assert english("days after").first_day == PartialDate(2026, 11, 21).first_day
    assert not any(each.note for each in strip.days)


def test_where_all_waiting_is_over_the_appointments_stand_alone() -> None:
    paper = english("days after", {"plan.first_session": at("2026-11-08", 14)})

    assert not blocks(paper, DayStrip)
    assert next(fact.label for fact in block(paper, Appointments).facts) == "Next visit"
    assert set(limits(paper).values()) >= {"Allowed since Mon 9 November"}


def test_a_limit_that_has_passed_says_since_when_it_is_allowed() -> None:
    found = limits(english("days after"))

    assert found["Wash or wet your hair"] == "Allowed since Wed 18 November"
    assert found["Colour or bleach your hair"] == "Not before Tuesday 24 November"


def test_days_before_the_session_are_those_of_the_next_one_once_it_has_begun() -> None:
    colour, alcohol = "Colour or bleach your hair before the session", "Drink alcohol before"
    found = limits(english("on the day"))
    drink = next(limit for what, limit in found.items() if what.startswith(alcohol))
    if_session = "if you have a session on Sat 12 December"

    assert found[colour] == f"Not later than Sat 5 December, {if_session}"
    assert drink == f"Not later than Fri 11 December, 10:00, {if_session}"
    without = limits(english("days after"))
    assert without[colour] == "Not later than 7 days before the session (the next one)"
    too_near = english("on the day", {"plan.next_visit": at("2026-11-26", 10)})
    assert limits(too_near)[colour] == without[colour]


def test_a_day_to_keep_that_is_over_already_is_asked_about() -> None:
    found = limits(english("go ahead"))["Colour or bleach your hair before the session"]

    assert found == "Not later than Tue 17 November. Was it later? Tell us."


def test_own_dates_are_told_of_as_far_as_they_lie_ahead() -> None:
    lines = own_dates(english("on the day"))

    assert lines.lines[0] == (
        "Your last colouring on Wednesday 18 November was nearer to the session than the rule "
        "says (hair colour). If we do not know, tell us."
    )
    assert lines.lines[1].endswith("keeps to the rule for hair colour.")
    assert lines.lines[2].startswith(
        "If your visit on Sat 12 December is a session: Your next colouring on Thursday "
        "10 December is 5 days too late"
    )
    assert lines.marked == {0, 2}
    assert len(lines.lines) == 3


def test_a_plan_that_is_over_is_not_told_of() -> None:
    paper = english("days after", {"care.next_colouring": day("2026-11-19")})

    assert own_dates(paper).lines == (
        "We know of no plans of yours in these times. Look at your own calendar, too.",
    )


def test_who_was_injected_at_this_visit_gets_the_days_whatever_was_decided_next() -> None:
    paper = english("injected, then think")

    assert facts(paper)["Session"].startswith("Saturday 21 November 2026")
    assert facts(paper)["Agreed"].startswith("You take time to decide.")
    assert len(block(paper, DayStrip).days) == 14
    assert limits(paper)["Wash or wet your hair"].startswith("Not before Sunday 22 November")
    prefilled: Mapping[str, Value] = {
        "visit.kind": code("treatment-session"),
        "plan.session.by": "Dr Example",
    }
    assert not blocks(english("think", prefilled), DayStrip)


def the_strip_of_a_session(told: Held) -> Handout:
    strip = DayStrip(
        heading="x", lead="x", off_label="x", allowed_label="x", days=(), appointments=()
    )
    return replace(told.paper, blocks=(*told.paper.blocks, strip))


def a_blank_for_the_session(told: Held) -> Handout:
    fact = Fact(label=told.texts.say("facts.session"), value="_____")
    return changed(told.paper, TitleBlock, lambda b: replace(b, facts=(*b.facts, fact)))


def nothing_agreed(told: Held) -> Handout:
    label = told.texts.say("facts.agreed")

    def without(title: TitleBlock) -> TitleBlock:
        return replace(title, facts=tuple(each for each in title.facts if each.label != label))

    return changed(told.paper, TitleBlock, without)


def nothing_comes_next(told: Held) -> Handout:
    heading = told.texts.say("agreed.heading")
    kept = (each for each in told.paper.blocks if getattr(each, "heading", "") != heading)
    return replace(told.paper, blocks=tuple(kept))


def called_a_session(told: Held) -> Handout:
    return replace(told.paper, title=told.texts.say("title"))


def with_own_dates(told: Held) -> Handout:
    own = Lines(heading=told.texts.say("own.heading"), lead="", lines=())
    return replace(told.paper, blocks=(*told.paper.blocks, own))


def a_calendar_to_keep(told: Held) -> Handout:
    heading = told.texts.say("calendar.heading")
    return changed(told.paper, CalendarTable, lambda table: replace(table, heading=heading))


def a_blank_for_a_day(told: Held) -> Handout:
    return changed(told.paper, CalendarTable, _with_blanks)


def _with_blanks(table: CalendarTable) -> CalendarTable:
    return replace(
        table, rows=tuple(replace(row, limit=f"{row.limit}: ____") for row in table.rows)
    )


def what_is_usual_after_a_session(told: Held) -> Handout:
    return _card(told, CardLevel.USUAL, heading=told.texts.say("cards.usual.heading"))


def no_lump(told: Held) -> Handout:
    ring = next(
        card for card in block(told.paper, CallCards).cards if card.level is CardLevel.RING
    )
    lump = told.texts.lists["cards.ask.lines"][2]
    return _card(told, CardLevel.RING, lines=tuple(each for each in ring.lines if each != lump))


def _card(told: Held, level: CardLevel, **changes: Any) -> Handout:
    def of(card: CallCard) -> CallCard:
        return replace(card, **changes) if card.level is level else card

    return changed(
        told.paper, CallCards, lambda each: replace(each, cards=tuple(map(of, each.cards)))
    )


def lines_to_write_what_is_injected(told: Held) -> Handout:
    heads = told.texts.lists["injected.heads"]
    heading = told.texts.say("injected.if_heading")
    grid = Grid(heading=heading, lead="", heads=heads, rows=(), widths=(1,) * len(heads))
    return replace(told.paper, blocks=(*told.paper.blocks, grid))


def offered_still(told: Held) -> Handout:
    """The injection is called what is offered to the patient, though nobody offers it."""
    choices = told.texts.personal.choices
    offered = next(each.name for each in choices if each.id == "injection")
    now = told.texts.say("choices.not_agreed")

    def renamed(table: ChoiceTable) -> ChoiceTable:
        rows = (replace(each, name=offered) if each.name == now else each for each in table.rows)
        return replace(table, rows=tuple(rows))

    return changed(told.paper, ChoiceTable, renamed)


SPOILT: dict[str, tuple[Spoil, ...]] = {
    "H14": (
        the_strip_of_a_session,
        a_blank_for_the_session,
        nothing_agreed,
        nothing_comes_next,
        called_a_session,
        with_own_dates,
        a_calendar_to_keep,
        a_blank_for_a_day,
    ),
    "H15": (what_is_usual_after_a_session, no_lump),
}
SPOILT_WHOLE: dict[str, tuple[Spoil, ...]] = {
    "H12": (offered_still,),
    "H16": (lines_to_write_what_is_injected,),
}


@pytest.mark.parametrize(("language", "outcome"), WITHOUT)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_spoilt_paper_without_a_session_breaks_exactly_its_rule(
    language: str, outcome: str, edition: Edition
) -> None:
    told = held(language, edition, outcome=outcome)
    rules = SPOILT if told.is_short else {**SPOILT, **SPOILT_WHOLE}
    for rule, spoil in ((rule, spoil) for rule, spoils in rules.items() for spoil in spoils):
        spoilt = replace(told, paper=spoil(told))

        assert set(broken(spoilt)) == {rule}, spoil


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("outcome", ["on the day", "days after"])
def test_a_day_gone_by_breaks_its_rule(language: str, edition: Edition, outcome: str) -> None:
    """The calendar as it would be for somebody whose visit was weeks before the session."""
    told = held(language, edition, outcome=outcome)
    answers = told.given.answers.with_answer(Place(VISIT_DATE), given(day("2026-10-01")))
    record = replace(told.given.version.record, answers=answers)
    made = replace(told.given, version=replace(told.given.version, record=record))
    early = compose_handout(made, HandoutOptions(language=language, edition=edition))
    calendar, strip = block(early, CalendarTable), blocks(early, DayStrip)

    spoilt = [changed(told.paper, CalendarTable, lambda _: calendar)]
    if outcome == "days after" and strip:
        spoilt.append(changed(told.paper, DayStrip, lambda _: strip[0]))
    for paper in spoilt:
        assert set(broken(replace(told, paper=paper))) == {"H14"}


def test_every_outcome_that_the_form_offers_has_a_paper() -> None:
    form = held("en", Edition.STANDARD).given.questionnaire
    offered = [each.value for each in form.by_link_id[DECISION].options]
    ends = [each[DECISION] for each in OUTCOMES.values()]

    assert _codes(offered) == _codes(ends)


def _codes(values: Iterable[object]) -> set[str]:
    return {each.code for each in values if isinstance(each, Coding)}
