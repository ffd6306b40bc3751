"""What lies before the patient when they are handed the paper: a session, one begun, or none."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum

from intake_app.domain.form.answers import Answers
from intake_app.domain.values import Moment
from intake_app.domain.visit.beginning import VisitKind
from intake_app.domain.visit.hair_form import (
    DECISION,
    INJECTED_BEFORE,
    INJECTED_NOW,
    KIND,
    NEXT_VISIT,
    code_of,
    day_of,
    end_of_day,
    first_value,
    session_at,
)


class Outcome(StrEnum):
    """How a visit ends at which no session is agreed, by the codes of the hair consultation."""

    THINK = "think"
    DECLINE = "decline"
    REFER = "refer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What is before the patient, and what behind, on the day of the visit.

    Attributes:
        today: The day of the visit, on which the paper is handed over.
        session: The session that the days are counted from, in the clinic's zone. None where
            none is agreed, and where its day is not known yet.
        outcome: How the visit ended, where no session was agreed.
        had_sessions: Whether the patient had injections into the scalp before, or now.
        next_visit: When they come again, whatever for; only if its day is known.
    """

    today: date
    session: datetime | None
    outcome: Outcome | None
    had_sessions: bool
    next_visit: datetime | None

    @property
    def has_no_session(self) -> bool:
        """Whether there is none to count from, and none is to come."""
        return self.session is None and self.outcome is not None

    @property
    def is_begun(self) -> bool:
        """Whether the session is on the day of the visit or was before it."""
        return self.session is not None and self.session.date() <= self.today


def ahead_of(answers: Answers, zone: tzinfo, today: date) -> Ahead:
    """Read it from the answers.

    Args:
        answers: The enabled answers of a completed visit.
        zone: The clinic's time zone.
        today: The day of the visit.
    """
    decision = code_of(answers, DECISION)
    outcome = Outcome(decision) if decision in set(Outcome) else None
    injected_now = _is_session(answers) and _any(answers, INJECTED_NOW)
    session = session_at(answers, zone)
    if session is None and outcome is not None and injected_now:
        session = end_of_day(today, zone)
    return Ahead(
        today=today,
        session=session,
        outcome=outcome,
        had_sessions=_had_sessions(answers),
        next_visit=_next_visit(answers, zone),
    )


def _is_session(answers: Answers) -> bool:
    return code_of(answers, KIND) == VisitKind.TREATMENT_SESSION


def _any(answers: Answers, questions: tuple[str, ...]) -> bool:
    return any(first_value(answers, each) is not None for each in questions)


def _had_sessions(answers: Answers) -> bool:
    """Unless it is a first visit, of a patient who told of no injections elsewhere."""
    is_first = code_of(answers, KIND) == VisitKind.FIRST
    return not is_first or first_value(answers, INJECTED_BEFORE) is True


def _next_visit(answers: Answers, zone: tzinfo) -> datetime | None:
    """A day without a time counts from its beginning: nothing before it is then too late."""
    value = first_value(answers, NEXT_VISIT)
    if isinstance(value, Moment) and value.at is not None:
        return value.at.astimezone(zone)
    day = day_of(value)
    return datetime.combine(day.first_day, time(0), zone) if day and day.is_full else None
