"""What the practitioner is told of a date that clashes, and when it is the paper's hour."""

from datetime import UTC, datetime

import pytest

from intake_app.desktop.widgets.visit.own_date_words import clash_sentence
from intake_app.domain.dates import parse_iso
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.aftercare import OwnDate, SpanUnit, check_own_date, on_calendar
from tests.helpers.builders import window

SESSION = datetime(2026, 11, 28, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "unit", "planned", "said"),
    [
        (48, SpanUnit.HOURS, "2026-11-29", "30 November 2026, 14:30. Planned: "),
        (48, SpanUnit.HOURS, "2026-11-30", "on that day only from 14:30."),
        (7, SpanUnit.DAYS, "2026-12-03", "2 days too early."),
    ],
)
def test_the_hour_is_said_where_the_rule_counts_hours(
    value: int, unit: SpanUnit, planned: str, said: str
) -> None:
    rule = window(value, unit.value)
    (dated,) = on_calendar([rule], SESSION, UTC)
    check = check_own_date(dated, OwnDate(link_id="x", start=parse_iso(planned)), SESSION)

    assert check is not None
    sentence = clash_sentence(check, Reading(today=SESSION.date(), zone=UTC))
    assert said in sentence
    assert ("days too early" in sentence) is (unit is SpanUnit.DAYS)
