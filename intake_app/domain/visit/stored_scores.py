"""Scores that are written down as answers, beside those that they follow from.

A score is a number of its own on the wire; what it is called is a code whose system says which
of the disagreeing systems of bands, or which rule, named it. Nothing is converted.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from intake_app.domain.fhir.instruments import (
    PULL_OUTCOME,
    PULL_PERCENT,
    PULL_TEST,
    SALT,
    SALT_BAND,
    SALT_SCORE,
    STORED,
)
from intake_app.domain.form.answers import Answer, Answers, Place, given
from intake_app.domain.form.questionnaire import Instrument, Item, Questionnaire
from intake_app.domain.values import Coding, Value
from intake_app.domain.visit.consultation import Record
from intake_app.domain.visit.scales import PullTest
from intake_app.domain.visit.scores import SaltReading, score_at

BANDS_OF = "urn:intake-app:salt-bands:"
OUTCOME_BY = "urn:intake-app:pull-test:"
"""The code systems: behind them stands the system of bands, or the rule, by its code."""

_DIGITS = Decimal("0.001")
_READ_BY = {
    SALT_SCORE: SALT,
    SALT_BAND: SALT,
    PULL_PERCENT: PULL_TEST,
    PULL_OUTCOME: PULL_TEST,
}


def with_scores(answers: Answers, form: Questionnaire) -> Answers:
    """The answers with the scores that follow from them, and without those that do not."""
    for item in form.by_link_id.values():
        if item.instrument is not None and item.instrument.name in STORED:
            for place in _places(item, item.instrument, answers):
                answer = _score(item, item.instrument, place, answers)
                if answers.get(place) != answer:
                    answers = answers.with_answer(place, answer)
    return answers


def scored(record: Record, form: Questionnaire) -> Record:
    """A record that was handed in whole, with the scores that follow from its answers."""
    return replace(record, answers=with_scores(record.answers, form))


def _places(item: Item, instrument: Instrument, answers: Answers) -> Iterator[Place]:
    """In every row in which a part of it is answered, or the score stands already."""
    names = {item.link_id, *(link_id for _part, link_id in instrument.parts)}
    rows = {place.rows for place in answers.at if place.link_id in names}
    return (Place(item.link_id, each) for each in sorted(rows))


def _score(item: Item, instrument: Instrument, place: Place, answers: Answers) -> Answer | None:
    reader = Instrument(_READ_BY[instrument.name], instrument.parts)
    found: Value | None = None
    match instrument.name, score_at(reader, place, answers.get):
        case "salt-score", SaltReading(score=Decimal() as score):
            found = _plain(score)
        case "salt-band", SaltReading(band=band) if band is not None:
            found = _offered(item, BANDS_OF + band.system, band.name)
        case "pull-test-percent", PullTest() as test:
            found = _plain(test.percent)
        case "pull-test-outcome", PullTest(rule=rule) as test if rule is not None:
            outcome = "positive" if test.is_positive else "negative"
            found = _offered(item, OUTCOME_BY + rule, outcome)
    return None if found is None else given(found)


def _offered(item: Item, system: str, code: str) -> Value | None:
    """As the form says it; None where it has no such choice."""
    values = (option.value for option in item.options)
    codings = (value for value in values if isinstance(value, Coding))
    return next((each for each in codings if (each.system, each.code) == (system, code)), None)


def _plain(number: Decimal) -> Decimal:
    """To a thousandth, without noughts at the end."""
    return Decimal(f"{number.quantize(_DIGITS).normalize():f}")
