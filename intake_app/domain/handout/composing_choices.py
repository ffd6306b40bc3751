"""The part of the handout for choosing: all choices in one table, and questions to ask."""

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.blocks import ChoiceRow, ChoiceTable, StatementList
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.composing_statements import statements
from intake_app.domain.handout.composing_studies import diagnosis_code
from intake_app.domain.handout.content import ChoiceText

OPEN_QUESTIONS = 3


def choices(given: HandoutInput) -> ChoiceTable:
    """Doing nothing first, then from the least to the most invasive; the same cells for all."""
    say, never = given.texts.say, given.ahead.has_no_session
    rows = tuple(
        ChoiceRow(
            name=say("choices.not_agreed") if never and row.is_injection else row.name,
            cells=tuple(statements(given, cell) for cell in row.cells),
        )
        for row in choices_for(given.texts.personal.choices, diagnosis_code(given))
    )
    return ChoiceTable(
        heading=say("choices.heading"),
        lead=say("choices.lead"),
        labels=given.texts.lists["choices.labels"],
        rows=rows,
    )


def choices_for(rows: tuple[ChoiceText, ...], diagnosis: str) -> tuple[ChoiceText, ...]:
    """Those for everybody, each in the words for this diagnosis where there are such."""
    own = {row.instead_of: row for row in rows if row.instead_of and diagnosis in row.diagnoses}
    general = (row for row in rows if not row.instead_of)
    shown = (row for row in general if not row.diagnoses or diagnosis in row.diagnoses)
    return tuple(own.get(row.id, row) for row in shown)


def questions(given: HandoutInput) -> StatementList:
    """Three that are always asked, then ours, then room for theirs."""
    lists = given.texts.lists
    lines = (*lists["questions.fixed"], *lists["questions.ours"])
    return StatementList(
        heading=given.texts.say("questions.heading"),
        lead=given.texts.say("questions.lead"),
        lines=tuple(Statement(text=line) for line in lines),
        blanks=OPEN_QUESTIONS,
        numbered=True,
    )


def teach_back(given: HandoutInput) -> StatementList:
    """What the patient says back in their own words before leaving."""
    never, lines = given.ahead.has_no_session, given.texts.lists["teach_back.lines"]
    if never:  # of days to wait for there are none
        lines = (given.texts.say("teach_back.agreed"), *lines[1:])
    return StatementList(
        heading=given.texts.say("teach_back.heading"),
        lead="",
        lines=tuple(Statement(text=line) for line in lines),
        level=2,
    )
