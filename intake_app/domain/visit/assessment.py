"""What stands in a record: what is asked, wrong, missing and found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from intake_app.domain.dates import PartialDate
from intake_app.domain.fhir.agreement import withheld
from intake_app.domain.form.answers import Answer, Answers, Place
from intake_app.domain.form.bounds import excess_problem
from intake_app.domain.form.checks import answer_problem, exclusive_problem
from intake_app.domain.form.conditions import derived_names
from intake_app.domain.form.live_form import LiveForm, Spot
from intake_app.domain.form.questionnaire import Item, Questionnaire
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.values import AnswerState
from intake_app.domain.visit.calculating import Calculated
from intake_app.domain.visit.consultation import Consultation
from intake_app.domain.visit.drafting import why_unfinished
from intake_app.domain.visit.hair_form import DAYS_TO_SESSION, derived_values
from intake_app.domain.visit.screening import Finding, Rule, find


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionProgress:
    link_id: str
    asked: int
    answered: int
    missing: int
    """Required questions without an answer, and answers that cannot stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything the screen shows beside the answers, worked out anew from them.

    Attributes:
        spots: What is asked now, in reading order.
        problems: A sentence for each answer or typed text that cannot stand.
        missing: Required questions that have no answer.
        left_out: Places with an answer to a question that is not asked now, or that the patient
            does not agree to.
        withheld: The linkIds of what the patient does not agree to.
        faults: A sentence for each place whose expression in the form does not work; such a
            question stays open and is never in the way.
    """

    spots: tuple[Spot, ...]
    problems: Mapping[Place, str]
    missing: tuple[Spot, ...]
    findings: tuple[Finding, ...]
    progress: tuple[SectionProgress, ...]
    left_out: tuple[Place, ...]
    withheld: frozenset[str] = frozenset()
    faults: Mapping[Place, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def in_the_way(self) -> tuple[Place, ...]:
        """What has to be mended before completing, in reading order."""
        missing = {spot.place for spot in self.missing}
        order = [spot.place for spot in self.spots]
        return tuple(place for place in order if place in missing or place in self.problems)


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A consultation, and what the form's expressions say of it where it has any."""

    consultation: Consultation
    calculated: Calculated | None = None


def assess(
    questionnaire: Questionnaire,
    consultation: Consultation,
    *,
    rules: Sequence[Rule],
    birth_date: PartialDate | None,
    reading: Reading,
) -> Assessment:
    """Look at a consultation in a form without expressions; see ``assess_worked_out``."""
    return assess_worked_out(
        questionnaire,
        WorkedOut(consultation),
        rules=rules,
        birth_date=birth_date,
        reading=reading,
    )


def assess_worked_out(
    questionnaire: Questionnaire,
    worked_out: WorkedOut,
    *,
    rules: Sequence[Rule],
    birth_date: PartialDate | None,
    reading: Reading,
) -> Assessment:
    """Look at what is being written, or at what stands, as it is now.

    Args:
        questionnaire: The form it was begun in.
        worked_out: The answers, overrides and unfinished text; what follows from them.
        rules: The screening rules.
        birth_date: The patient's, for rules about age.
        reading: How typed dates are read, to say why a text is not an answer yet.
    """
    consultation, calculated = worked_out.consultation, worked_out.calculated
    record, unfinished = consultation.record, consultation.unfinished
    asked = calculated.asked if calculated is not None else None
    faults = calculated.problems if calculated is not None else {}
    form = LiveForm(questionnaire, record.answers, asked=asked)
    derived = derived_values(form.enabled_answers(), birth_date, _dated_questions(rules))
    spots = tuple(form.spots())
    held_back = withheld(questionnaire, record.answers)
    free = tuple(spot for spot in spots if spot.item.link_id not in held_back)
    problems = _problems(free, consultation, reading)
    missing = tuple(
        spot for spot in free if spot.place not in faults and _is_missing(form, spot, unfinished)
    )
    shown = {spot.place for spot in spots}
    return Assessment(
        spots=spots,
        problems=problems,
        missing=missing,
        findings=find(rules, form.facts_at(None, derived), record.overrides),
        progress=tuple(_progress(questionnaire, spots, record.answers, missing, problems)),
        left_out=tuple(
            place
            for place in sorted({*record.answers.at, *unfinished})
            if place.link_id in held_back or (place not in shown and not form.is_enabled(place))
        ),
        withheld=held_back,
        faults=MappingProxyType(dict(faults)),
    )


def standing_answer(assessment: Assessment, answers: Answers, place: Place) -> Answer | None:
    """The answer at a place, if it is asked now and can stand."""
    asked = any(spot.place == place for spot in assessment.spots)
    return answers.get(place) if asked and place not in assessment.problems else None


def _problems(
    spots: Iterable[Spot], consultation: Consultation, reading: Reading
) -> dict[Place, str]:
    found: dict[Place, str] = {}
    for spot in spots:
        if problem := _problem_at(spot, consultation, reading):
            found[spot.place] = problem
    return found


def _problem_at(spot: Spot, consultation: Consultation, reading: Reading) -> str | None:
    text = consultation.unfinished.get(spot.place)
    answer = consultation.record.answers.get(spot.place)
    if text is not None:
        return why_unfinished(spot.item, text, reading)
    if answer is not None:
        answers = consultation.record.answers
        return answer_problem(spot.item, answer) or excess_problem(
            spot.item, spot.place, answer, answers
        )
    return _clash_of_rows(spot, consultation.record.answers) if spot.is_whole else None


def _clash_of_rows(spot: Spot, answers: Answers) -> str | None:
    """Why the answers of a question with a row for each cannot stand together."""
    rows = range(answers.rows(spot.place))
    there = [answers.get(Place(spot.place.link_id, (*spot.place.rows, row))) for row in rows]
    values = [value for answer in there if answer is not None for value in answer.values]
    return exclusive_problem(spot.item, values)


def _is_missing(form: LiveForm, spot: Spot, unfinished: Mapping[Place, str]) -> bool:
    item = spot.item
    if not item.is_required or spot.place in unfinished or item.read_only:
        return False  # what is only there to be read nobody can answer
    if item.has_rows:
        return spot.is_whole and _too_few_rows(form.answers, spot, unfinished)
    if item.is_question:
        return _too_few(item, form.answers.get(spot.place))
    inside = {child.link_id for child in item.walk()}
    rows = spot.place.rows
    return not any(
        place.link_id in inside and place.rows[: len(rows)] == rows and form.is_enabled(place)
        for place in form.answers.at
    )


def _too_few_rows(answers: Answers, spot: Spot, unfinished: Mapping[Place, str]) -> bool:
    """Rows that are there; of a question, rows with an answer or the beginning of one."""
    item, group = spot.item, spot.place
    rows = [Place(item.link_id, (*group.rows, row)) for row in range(answers.rows(group))]
    if item.is_question:
        if any(answers.state(row) in (AnswerState.UNKNOWN, AnswerState.DECLINED) for row in rows):
            return False
        rows = [row for row in rows if row in answers.at or row in unfinished]
    return len(rows) < max(1, item.limits.min_occurs)


def _too_few(item: Item, answer: Answer | None) -> bool:
    if answer is None:
        return True
    given = answer.state is AnswerState.GIVEN
    return given and len(answer.values) < item.limits.min_occurs


def _progress(
    questionnaire: Questionnaire,
    spots: Sequence[Spot],
    answers: Answers,
    missing: Sequence[Spot],
    problems: Mapping[Place, str],
) -> Iterable[SectionProgress]:
    absent = {spot.place for spot in missing} | set(problems)
    for section in questionnaire.sections:
        inside = {item.link_id for item in section.walk()}
        here = [spot for spot in spots if spot.item.link_id in inside]
        questions = [spot for spot in here if spot.asks]
        yield SectionProgress(
            link_id=section.link_id,
            asked=len(questions),
            answered=sum(answers.get(spot.place) is not None for spot in questions),
            missing=sum(spot.place in absent for spot in here),
        )


def _dated_questions(rules: Iterable[Rule]) -> set[str]:
    """The questions whose distance to the session some rule asks about."""
    names = {name for rule in rules for name in derived_names(rule.condition)}
    return {
        name.removeprefix(DAYS_TO_SESSION) for name in names if name.startswith(DAYS_TO_SESSION)
    }
