"""Scores that follow from answers, for whatever questions a form names as their parts."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from intake_app.domain.fhir.instruments import PULL_TEST, SALT
from intake_app.domain.form.answers import Answer, Place
from intake_app.domain.form.questionnaire import Instrument
from intake_app.domain.scalp.views import View
from intake_app.domain.values import Coding, Quantity, Value
from intake_app.domain.visit.scales import (
    Band,
    BandSystem,
    PullRule,
    PullTest,
    band_of,
    pull_test,
    salt,
)

_Kind = TypeVar("_Kind", BandSystem, PullRule)

AnswerAt = Callable[[Place], Answer | None]
"""The answer that counts at a place: one that is asked, and can stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaltReading:
    """What the answers say about SALT.

    Attributes:
        views: How many of the four views have a percentage.
        score: Worked out as soon as all four have.
        band: By the system that is answered; None without one, or where it has no band.
    """

    views: int
    score: Decimal | None
    system: BandSystem | None
    band: Band | None


def score_at(
    instrument: Instrument, place: Place, answer_at: AnswerAt
) -> SaltReading | PullTest | None:
    """What an instrument at a place of the form reads; None while there is nothing to say."""

    def value(part: str) -> Value | None:
        answer = answer_at(Place(instrument.part(part), place.rows))
        return answer.values[0] if answer is not None and answer.values else None

    if instrument.name == SALT:
        return _salt(value)
    if instrument.name == PULL_TEST:
        return pull_test(
            number_in(value("pulled")), number_in(value("shed")), _one_of(PullRule, value("rule"))
        )
    return None


def number_in(value: Value | None) -> Decimal | None:
    """The number that a value is or carries."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Quantity):
        return value.value
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _salt(value: Callable[[str], Value | None]) -> SaltReading | None:
    given = {view: number for view in View if (number := number_in(value(view))) is not None}
    if not given:
        return None
    score, system = salt(given), _one_of(BandSystem, value("system"))
    band = band_of(score, system) if score is not None and system is not None else None
    return SaltReading(views=len(given), score=score, system=system, band=band)


def _one_of(kind: type[_Kind], value: Value | None) -> _Kind | None:
    code = value.code if isinstance(value, Coding) else value
    return next((each for each in kind if each == code), None)
