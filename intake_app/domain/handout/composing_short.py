"""The short edition: what is to be done, and a block in brief for each of the other parts."""

from dataclasses import replace

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.blocks import StatementList
from intake_app.domain.handout.composing_calendar import own_date_lines
from intake_app.domain.handout.composing_choices import choices
from intake_app.domain.handout.composing_evidence import source_list, unknowns
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.composing_statements import statements
from intake_app.domain.handout.composing_studies import in_short, your_notes
from intake_app.domain.handout.handout import Block, Lines, SourceList


def own_dates_in_brief(given: HandoutInput) -> Lines:
    """The plans that clash with a limit; where none does, all of them."""
    whole = own_date_lines(given)
    if not whole.marked:
        return replace(whole, lead="")
    lines = tuple(whole.lines[i] for i in sorted(whole.marked))
    return replace(whole, lead="", lines=lines, marked=frozenset(range(len(lines))))


def known_in_brief(given: HandoutInput) -> list[Block]:
    """What the paper is for, the best figures, what nobody knows, what else there is."""
    say = given.texts.say
    aim = f"{say('short.purpose')} {your_notes(given)}"
    unknown = statements(given, given.texts.unknowns_in_short)
    return [
        replace(in_short(given), lead=aim),
        replace(unknowns(given), lead="", lines=unknown),
        _choices(given),
    ]


def _choices(given: HandoutInput) -> StatementList:
    """All choices by name, in the order of the long table."""
    names = tuple(Statement(text=row.name) for row in choices(given).rows)
    lead = given.texts.say("short.choices")
    return StatementList(heading=choices(given).heading, lead=lead, lines=names)


def sources_in_brief(given: HandoutInput) -> SourceList:
    """Each article with what its writer gains from it, and nothing else of it."""
    whole, label = source_list(given), given.texts.say("sources.interest")
    entries = (
        replace(entry, details=tuple(fact for fact in entry.details if fact.label == label))
        for entry in whole.entries
    )
    return replace(whole, lead="", entries=tuple(entries))
