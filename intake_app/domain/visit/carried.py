"""What an earlier visit said that this one leaves unsaid, for the paper of this one.

A treatment session asks neither for the diagnosis nor for hopes and plans. Its paper tells them
as they stood before, with the day on which they were written down (0083).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Answer, Answers, Place
from intake_app.domain.visit.aftercare import PlanQuestion
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.following_up import EarlierVisit
from intake_app.domain.visit.hair_form import (
    DIAGNOSIS,
    EXPECTATIONS,
    NOT_WORTH,
    RESULTS_LOOK,
    day_of,
)


class Part(StrEnum):
    """What is carried together or not at all, so that it has one day."""

    DIAGNOSIS = "diagnosis"
    HOPES = "hopes"
    RESULTS = "results"
    PLANS = "plans"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedPart:
    """Answers of one earlier visit, and which visit that was."""

    answers: Mapping[Place, Answer]
    day: PartialDate
    visit: ConsultationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """All that is carried; nothing of it stands in the visit itself."""

    parts: Mapping[Part, CarriedPart] = field(default_factory=lambda: MappingProxyType({}))

    def into(self, answers: Answers) -> Answers:
        """The visit's own answers, and beside them what is carried."""
        for part in self.parts.values():
            answers = answers.with_all(part.answers)
        return answers

    def day(self, part: Part) -> PartialDate | None:
        """When it was written down; None of what the visit says itself, or nobody said."""
        found = self.parts.get(part)
        return found.day if found else None

    @property
    def visits(self) -> tuple[ConsultationId, ...]:
        """The visits that it is from."""
        return tuple(dict.fromkeys(part.visit for part in self.parts.values()))


def carried(
    answers: Answers, day: date, earlier: Iterable[EarlierVisit], plans: Iterable[PlanQuestion]
) -> Carried:
    """Of each part that this visit says nothing of, what the newest visit with a word on it said.

    A question that was answered with *unknown* was answered: nothing older takes its place. Days
    that had passed by this visit are left out.

    Args:
        answers: The visit's own.
        day: Its day.
        earlier: The visits before it that stand, newest first; read as far as is needed.
        plans: The questions that hold the patient's plans.
    """
    open_parts = {
        part: questions
        for part, questions in _questions(plans).items()
        if not _said(answers, questions)
    }
    parts: dict[Part, CarriedPart] = {}
    if not open_parts:
        return Carried()
    for visit in earlier:
        for part, questions in list(open_parts.items()):
            if said := _said(visit.record.answers, questions):
                del open_parts[part]
                if kept := _still_ahead(said, day):
                    parts[part] = CarriedPart(answers=kept, day=visit.day, visit=visit.id)
        if not open_parts:
            break
    return Carried(parts=MappingProxyType(parts))


def _questions(plans: Iterable[PlanQuestion]) -> dict[Part, frozenset[str]]:
    asked = {link_id for plan in plans for link_id in (plan.start, plan.end) if link_id}
    return {
        Part.DIAGNOSIS: frozenset({DIAGNOSIS}),
        Part.HOPES: frozenset({*EXPECTATIONS, NOT_WORTH}),
        Part.RESULTS: frozenset({RESULTS_LOOK}),
        Part.PLANS: frozenset(asked),
    }


def _said(answers: Answers, questions: frozenset[str]) -> dict[Place, Answer]:
    return {place: answer for place, answer in answers.at.items() if place.link_id in questions}


def _still_ahead(said: Mapping[Place, Answer], day: date) -> dict[Place, Answer]:
    """What is given, without what was over by then: a range is over with its end."""
    given = {place: answer for place, answer in said.items() if answer.values}
    last: dict[object, date] = {}
    for place, answer in given.items():
        days = [each.last_day for value in answer.values if (each := day_of(value))]
        if days:
            last[_occasion(place)] = max(*days, last.get(_occasion(place), date.min))
    return {
        place: answer
        for place, answer in given.items()
        if last.get(_occasion(place), date.max) >= day
    }


def _occasion(place: Place) -> object:
    """What a date is part of: its row, or where it is in none, nothing but itself."""
    return (place.link_id.rpartition(".")[0], place.rows) if place.rows else place
