"""What can be held against an earlier visit: scores, grades, and what was hoped for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Answers, Place
from intake_app.domain.form.questionnaire import Questionnaire
from intake_app.domain.visit.following_up import Earlier, EarlierVisit, Said
from intake_app.domain.visit.hair_form import (
    EXPECTATIONS,
    GRADES,
    PULLED,
    SHED,
    VISIT_DATE,
    day_of,
    first_value,
    pull_percent,
    salt_score,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured at one visit; what was not is None or absent.

    Attributes:
        pulled: Hairs shed and hairs pulled.
    """

    salt: Decimal | None = None
    pulled: tuple[int, int] | None = None
    grades: tuple[Said, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.salt is None and self.pulled is None and not self.grades


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was measured at a visit, and on which day that was."""

    day: PartialDate
    measured: Measured
    is_today: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What was hoped for, and on which day that was said."""

    day: PartialDate
    said: tuple[Said, ...]


def measured(questionnaire: Questionnaire, answers: Answers) -> Measured:
    """The measures in the answers of one visit."""
    pulled, shed = first_value(answers, PULLED), first_value(answers, SHED)
    counts = None
    if pull_percent(answers) is not None and isinstance(pulled, int) and isinstance(shed, int):
        counts = (shed, pulled)
    return Measured(
        salt=salt_score(answers), pulled=counts, grades=_said(questionnaire, answers, GRADES)
    )


def taken_at(questionnaire: Questionnaire, answers: Answers, today: date) -> Taken | None:
    """What is measured at the visit that these are the answers of; None when nothing is."""
    found = measured(questionnaire, answers)
    day = day_of(first_value(answers, VISIT_DATE)) or PartialDate.from_day(today)
    is_today = day == PartialDate.from_day(today)
    return None if found.is_empty else Taken(day=day, measured=found, is_today=is_today)


def measured_before(earlier: Earlier) -> list[tuple[EarlierVisit, Measured]]:
    """The visits at which something was measured, newest first."""
    found = ((each, measured(each.questionnaire, each.record.answers)) for each in earlier.visits)
    return [(visit, measures) for visit, measures in found if not measures.is_empty]


def first_expected(earlier: Earlier) -> Expected | None:
    """What was hoped for at the first visit at which that was asked."""
    for visit in reversed(earlier.visits):
        if said := _said(visit.questionnaire, visit.record.answers, EXPECTATIONS):
            return Expected(day=visit.day, said=said)
    return None


def _said(
    questionnaire: Questionnaire, answers: Answers, link_ids: Sequence[str]
) -> tuple[Said, ...]:
    found = []
    for link_id in link_ids:
        item, answer = questionnaire.find(link_id), answers.get(Place(link_id))
        if item is not None and answer is not None and answer.values:
            found.append(Said(item, answer))
    return tuple(found)
