"""The part of the handout about the person: their answers, what is injected, their hopes."""

from collections.abc import Iterator

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.form.answers import Place
from intake_app.domain.handout.blocks import TICK_HERE, WRITE_HERE, Grid, StatementList
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.composing_statements import statement
from intake_app.domain.handout.composing_studies import diagnosis_text
from intake_app.domain.own_words import own_name, own_words
from intake_app.domain.visit.carried import Part
from intake_app.domain.visit.hair_form import (
    NOT_WORTH,
    OUTCOME,
    RESULTS_LOOK,
    code_of,
    day_of,
    first_text,
    first_value,
)

PRODUCTS = "plan.products"
INJECTORS = ("plan.session.by", "plan.injector")
GOAL = "expectations.goal"
SIZE = "expectations.size"
BY_WHEN = "expectations.by_when"
EVENT = "expectations.event"
OPEN_PRODUCTS = 2
OPEN_STATEMENTS = 2


def for_you(given: HandoutInput) -> StatementList:
    """What the patient's answers change, in plain words; what stops a session is marked."""
    say, texts, found = given.texts.say, given.texts.personal, given.personal
    hidden = found.of_a_session if given.ahead.has_no_session else frozenset()
    rules = [rule_id for rule_id in found.rules if texts.rules.get(rule_id)]
    lines = [texts.rules[rule_id] for rule_id in rules]
    shown = (line_id for line_id in found.lines if line_id not in hidden)
    lines += [texts.lines[line_id] for line_id in shown if texts.lines.get(line_id)]
    before = given.dates.written(found.before) if found.before else ""
    told = (say("you.before", date=before),) if before else ()
    return StatementList(
        heading=say("you.heading"),
        lead=" ".join((say("you.lead"), *told)),
        lines=tuple(Statement(text=line) for line in dict.fromkeys(lines))
        or (Statement(text=say("you.none")),),
        marked=frozenset(i for i, rule_id in enumerate(rules) if rule_id in found.stops),
    )


def injected(given: HandoutInput) -> list[Grid]:
    """Each product with its batch; empty cells and rows are there to be filled in by hand.

    Where no session is to come, only what was talked about.
    """
    say, never = given.texts.say, given.ahead.has_no_session
    count = given.answers.rows(Place(PRODUCTS))
    if never and not count:
        return []
    rows = [_product(given, row) for row in range(count)]
    heads, named = given.texts.lists["injected.heads"], injector(given)
    rows += [(WRITE_HERE,) * len(heads) for _ in range(OPEN_PRODUCTS if not rows else 0)]
    by = say("injected.lead", injector=own_name(named) or say("injected.nobody_yet"))
    table = Grid(
        heading=say("injected.if_heading" if never else "injected.heading"),
        lead=say("injected.if_lead") if never else by,
        heads=heads,
        rows=tuple(rows),
        widths=(28, 14, 16, 16, 13, 13),
    )
    return [table]


def injector(given: HandoutInput) -> str:
    """Who injects; empty when nobody has been named."""
    return next((name for each in INJECTORS if (name := first_text(given.answers, each))), "")


def hopes(given: HandoutInput) -> StatementList:
    """Their own words beside what is reported for it, and when it is looked at again."""
    say, before = given.texts.say, given.said_on(Part.HOPES)
    lines = [Statement(text=line) for line in _hope_lines(given)]
    reported = diagnosis_text(given).hopes
    code = code_of(given.answers, OUTCOME)
    lines.append(statement(given, reported.get(code) or reported["other"]))
    if not given.ahead.has_no_session:
        lines.append(Statement(text=say("hopes.look", date=_date(given, RESULTS_LOOK))))
    lead = say("hopes.before", date=before) if before else ""
    return StatementList(heading=say("hopes.heading"), lead=lead, lines=tuple(lines))


def matters(given: HandoutInput) -> Grid:
    """Statements to weigh, each pointing to what answers it; nobody adds them up."""
    lists = given.texts.lists
    ticks = (TICK_HERE,) * 3
    rows = [
        (line, *ticks, where)
        for line, where in zip(lists["matters.lines"], lists["matters.where"], strict=True)
    ]
    rows += [(WRITE_HERE, *ticks, WRITE_HERE)] * OPEN_STATEMENTS
    return Grid(
        heading=given.texts.say("matters.heading"),
        lead=given.texts.say("matters.lead"),
        heads=lists["matters.heads"],
        rows=tuple(rows),
        widths=(50, 8, 8, 8, 27),
        level=2,
    )


def _product(given: HandoutInput, row: int) -> tuple[str, ...]:
    def cell(name: str) -> str:
        answer = given.answers.get(Place(f"{PRODUCTS}.{name}", (row,)))
        value = answer.values[0] if answer and answer.values else None
        if isinstance(value, bool):
            return given.texts.say("injected.yes" if value else "injected.no")
        day = day_of(value)
        if day is not None:
            return given.dates.written(day)
        return own_name(value) if isinstance(value, str) else WRITE_HERE

    names = ("name", "dose", "batch", "expiry", "medicine", "outside_licence")
    return tuple(cell(name) for name in names)


def _hope_lines(given: HandoutInput) -> Iterator[str]:
    say, answers = given.texts.say, given.answers
    goal = first_text(answers, GOAL)
    yield say("hopes.goal", goal=own_words(goal)) if goal else say("hopes.goal_open")
    size = first_value(answers, SIZE)
    if isinstance(size, int) and not isinstance(size, bool):
        yield say("hopes.size", size=size)
    if first_value(answers, BY_WHEN) is not None:
        yield say("hopes.by_when", date=_date(given, BY_WHEN))
    told_together = given.said_on(Part.PLANS) == given.said_on(Part.HOPES)
    if told_together and first_value(answers, EVENT) is not None:
        yield say("hopes.event", date=_date(given, EVENT))
    if worth := first_text(answers, NOT_WORTH):
        yield say("hopes.not_worth", words=own_words(worth))
    elif not given.ahead.has_no_session:
        yield say("hopes.not_worth_open")


def _date(given: HandoutInput, link_id: str) -> str:
    day = day_of(first_value(given.answers, link_id))
    return given.dates.partial(day) if day else given.texts.say("strip.not_set")
