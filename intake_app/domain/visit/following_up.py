"""What earlier visits of a patient said, held beside the questions of today's.

Nothing of it is an answer of today before somebody confirms it, one field or one row at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Answer, Answers, Confirmation, Place
from intake_app.domain.form.checks import structure_problem
from intake_app.domain.form.questionnaire import Item, ItemType, Questionnaire
from intake_app.domain.visit.consultation import ConsultationId, Record
from intake_app.domain.visit.drafting import SetAnswers

Row = Mapping[str, Answer]
"""The answers of one row by linkId."""


@dataclass(frozen=True, slots=True)
class Said:
    """A question and its answer."""

    item: Item
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierVisit:
    """A completed visit; ``day`` is that of the visit."""

    id: ConsultationId
    day: PartialDate
    questionnaire: Questionnaire
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAnswer:
    """The newest answer to a question, and when it was given."""

    answer: Answer
    day: PartialDate
    visit: ConsultationId

    @property
    def confirmed(self) -> Answer:
        """The same answer, said today to be still true."""
        return replace(self.answer, confirmed=Confirmation(self.visit, self.day))


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRows:
    """The newest rows of a repeating group, and when they were written."""

    rows: tuple[Row, ...]
    day: PartialDate
    visit: ConsultationId

    def confirm(self, row: Row, group: Place, at: int) -> SetAnswers:
        """The edit that puts one of these rows into today's answers, as row ``at``."""
        said = Confirmation(self.visit, self.day)
        rows = (*group.rows, at)
        return SetAnswers(
            tuple((Place(each, rows), replace(row[each], confirmed=said)) for each in row)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What is known from before; ``visits`` are the completed ones, newest first."""

    visits: tuple[EarlierVisit, ...] = ()
    answers: Mapping[str, LastAnswer] = field(default_factory=dict)
    rows: Mapping[str, LastRows] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an answer, or a row with all its answers, was and is; an empty side was not there."""

    item: Item
    before: tuple[Said, ...]
    after: tuple[Said, ...]


def look_back(questionnaire: Questionnaire, visits: Sequence[EarlierVisit]) -> Earlier:
    """What the visits, newest first, say about the questions of a form."""
    answers: dict[str, LastAnswer] = {}
    rows: dict[str, LastRows] = {}
    for visit in visits:
        for item in questionnaire.by_link_id.values():
            if questionnaire.row_groups_above[item.link_id]:
                continue
            if item.is_row_group and item.link_id not in rows:
                if known := _fitting_rows(item, visit.record.answers):
                    rows[item.link_id] = LastRows(rows=known, day=visit.day, visit=visit.id)
            elif item.link_id not in answers and _is_worth_showing(item) and not item.has_rows:
                answer = visit.record.answers.get(Place(item.link_id))
                if answer is not None and _fits(item, answer):
                    last = LastAnswer(answer=answer, day=visit.day, visit=visit.id)
                    answers[item.link_id] = last
    return Earlier(
        visits=tuple(visits), answers=MappingProxyType(answers), rows=MappingProxyType(rows)
    )


def rows_of(item: Item, answers: Answers, group: Place | None = None) -> tuple[Row, ...]:
    """The rows of a repeating group; those in which nothing is written are left out."""
    group = group or Place(item.link_id)
    inside = [each.link_id for each in item.walk() if each.is_question]
    found = []
    for number in range(answers.rows(group)):
        at = (*group.rows, number)
        row = {each: said for each in inside if (said := answers.get(Place(each, at)))}
        if row:
            found.append(MappingProxyType(row))
    return tuple(found)


def said_in(group: Item, row: Row) -> tuple[Said, ...]:
    """What is given in a row, with the questions, in the order of the form."""
    return tuple(
        Said(item, row[item.link_id])
        for item in group.walk()
        if item.link_id in row and row[item.link_id].values
    )


def not_yet_confirmed(last: LastRows, now: Sequence[Row]) -> tuple[Row, ...]:
    """Those of the last rows that do not stand among today's."""
    return tuple(row for row in last.rows if not any(_same_row(row, each) for each in now))


def changes(questionnaire: Questionnaire, earlier: Earlier, answers: Answers) -> list[Change]:
    """What today's answers say otherwise than the last, in the order of the form.

    What is not answered today is no change. Of rows, those that are new; and those that are not
    there any more, of what mostly stays and where any row is written today. What happened once,
    such as an unwanted effect, does not end by being told at one visit only.
    """
    found: list[Change] = []
    for item in questionnaire.by_link_id.values():
        if item.link_id in earlier.rows:
            found += _row_changes(item, earlier.rows[item.link_id], answers)
        elif item.link_id in earlier.answers:
            now = answers.get(Place(item.link_id))
            before = earlier.answers[item.link_id].answer
            if now is not None and not now.says_the_same(before):
                found.append(
                    Change(item=item, before=(Said(item, before),), after=(Said(item, now),))
                )
    return found


def _row_changes(item: Item, last: LastRows, answers: Answers) -> Iterator[Change]:
    now = rows_of(item, answers)
    if not now:
        return
    for row in not_yet_confirmed(last, now) if item.stable else ():
        yield Change(item=item, before=said_in(item, row), after=())
    for row in now:
        if not any(_same_row(row, each) for each in last.rows):
            yield Change(item=item, before=(), after=said_in(item, row))


def _same_row(one: Row, other: Row) -> bool:
    return one.keys() == other.keys() and all(
        answer.says_the_same(other[link_id]) for link_id, answer in one.items()
    )


def _is_worth_showing(item: Item) -> bool:
    """Who saw the patient and when says nothing about today, nor does what is worked out."""
    is_asked = item.is_question and not item.hidden and item.type is not ItemType.ATTACHMENT
    return is_asked and not item.always_answered


def _fits(item: Item, answer: Answer) -> bool:
    return not structure_problem(item, answer)


def _fitting_rows(item: Item, answers: Answers) -> tuple[Row, ...]:
    by_link_id = {each.link_id: each for each in item.walk()}
    return tuple(
        row
        for row in rows_of(item, answers)
        if all(_fits(by_link_id[link_id], answer) for link_id, answer in row.items())
    )
