"""The linkIds of the hair consultation that the program itself reads.

A clinic may load a form of its own; what is not in it is simply not known to the handout.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, tzinfo
from decimal import Decimal

from intake_app.domain.dates import PartialDate, age_in_years
from intake_app.domain.form.answers import Answers
from intake_app.domain.form.conditions import days_between
from intake_app.domain.scalp.views import View
from intake_app.domain.values import Coding, Moment, Value
from intake_app.domain.visit.scales import pull_test, salt
from intake_app.domain.visit.scores import number_in

VISIT_DATE = "visit.date"
PRACTITIONER = "visit.practitioner"
READS_BEST = "visit.language"
DIAGNOSIS = "examination.diagnosis"
OUTCOME = "expectations.outcome"
DECISION = "plan.decision"
FIRST_SESSION = "plan.first_session"
NEXT_VISIT = "plan.next_visit"
RESULTS_LOOK = "plan.results_look"
PRINTED_NOTE = "agreement.note"
GUARDIAN = "agreement.guardian"
GUARDIAN_NAME = "agreement.guardian_name"
EXPLAINER_NAME = "agreement.practitioner_name"
EXPLAINER_SIGNATURE = "agreement.practitioner_signature"
NO_SIGNATURE = "agreement.no_signature"
SALT_PARTS = {view: f"examination.salt.{view}" for view in View}
PULLED = "examination.pull.pulled"
SHED = "examination.pull.shed"
GRADES = (
    "examination.norwood",
    "examination.ludwig",
    "examination.sinclair",
    "examination.shedding",
    "visit.rating",
)
"""Grades, and the patient's own rating, that are held against an earlier visit's."""
EXPECTATIONS = ("expectations.goal", OUTCOME, "expectations.size", "expectations.by_when")
NOT_WORTH = "expectations.not_worth"
KIND = "visit.kind"
PRODUCTS = "plan.products"
INJECTED_BY = "plan.session.by"
INJECTED_NOW = ("plan.session.site", "plan.session.points", "plan.session.borne")
"""What is only answered of a session that was given at this visit."""
INJECTED_BEFORE = "history.mesotherapy_before"
THINK_UNTIL = "plan.think_until"
REFERRED_TO = "plan.refer_to"
EXPIRY = "plan.products.expiry"
EVENT = "visit.event"
EVENT_WHAT = "visit.event.what"
GO_AHEAD = "go-ahead"

DERIVED_NAMES = ("age_at_visit", "salt", "pull_percent", "expired_products")
DAYS_TO_SESSION = "days_to_session."
"""Before a linkId: the days from that date to the first session."""


def first_value(answers: Answers, link_id: str) -> Value | None:
    """The first value given to a question in any row."""
    return next((v for _, answer in answers.anywhere(link_id) for v in answer.values), None)


def first_text(answers: Answers, link_id: str) -> str:
    """The first value as it was written or chosen; empty when there is none."""
    value = first_value(answers, link_id)
    if isinstance(value, Coding):
        return value.display or value.code
    return value if isinstance(value, str) else ""


def signer_of(link_id: str, answers: Answers, *, patient: str, actor: str) -> str:
    """Whose signature a question most likely asks for."""
    if link_id == EXPLAINER_SIGNATURE:
        return first_text(answers, EXPLAINER_NAME) or actor
    signs_for_patient = first_value(answers, GUARDIAN) is True
    return (first_text(answers, GUARDIAN_NAME) if signs_for_patient else "") or patient


def code_of(answers: Answers, link_id: str) -> str:
    value = first_value(answers, link_id)
    return value.code if isinstance(value, Coding) else ""


def day_of(value: Value | None) -> PartialDate | None:
    """The calendar day of a date or dateTime."""
    if isinstance(value, PartialDate):
        return value
    return value.day if isinstance(value, Moment) else None


def session_at(answers: Answers, zone: tzinfo) -> datetime | None:
    """When the first session is planned, if the decision is to go ahead and a day is known.

    A day without a time counts from its end: the windows are then never too short.
    """
    value = first_value(answers, FIRST_SESSION)
    if code_of(answers, DECISION) != GO_AHEAD or not isinstance(value, Moment):
        return None
    if value.at is not None:
        return value.at.astimezone(zone)
    if not value.day.is_full:
        return None
    return end_of_day(value.day.first_day, zone)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """When a session was at the latest of which the day alone is known."""
    return datetime.combine(day, time(23, 59), zone)


def derived_values(
    answers: Answers, birth: PartialDate | None, wanted: Iterable[str] = ()
) -> dict[str, Decimal]:
    """The named values that rules may ask about; one that cannot be known is absent.

    Args:
        answers: The enabled answers.
        birth: The patient's date of birth.
        wanted: Questions for which ``days_to_session.<linkId>`` is wanted.
    """
    found: dict[str, Decimal] = {}
    visit = first_value(answers, VISIT_DATE)
    if birth is not None and isinstance(visit, PartialDate):
        found["age_at_visit"] = Decimal(age_in_years(birth, visit.first_day))
    if (salt := salt_score(answers)) is not None:
        found["salt"] = salt
    if (percent := pull_percent(answers)) is not None:
        found["pull_percent"] = percent
    session = day_of(first_value(answers, FIRST_SESSION))
    if (expired := expired_products(answers)) is not None:
        found["expired_products"] = expired
    if session is not None and session.is_full:
        for link_id in wanted:
            planned = day_of(first_value(answers, link_id))
            if planned is not None:
                days = days_between(planned.last_day, session.first_day)
                found[DAYS_TO_SESSION + link_id] = days
    return found


def salt_score(answers: Answers) -> Decimal | None:
    """0-100, only when all four views are given and possible."""
    numbers = {view: number_in(first_value(answers, each)) for view, each in SALT_PARTS.items()}
    return salt({view: number for view, number in numbers.items() if number is not None})


def pull_percent(answers: Answers) -> Decimal | None:
    """Hairs shed of 100 pulled; only with a possible count."""
    pulled, shed = (number_in(first_value(answers, link_id)) for link_id in (PULLED, SHED))
    test = pull_test(pulled, shed)
    return None if test is None else test.percent


def expired_products(answers: Answers) -> Decimal | None:
    """How many products are out of date on the day of the session, or of the visit.

    A month is good until its end. None when no expiry date or no such day is known.
    """
    days = (day_of(first_value(answers, each)) for each in (FIRST_SESSION, VISIT_DATE))
    used = next((day for day in days if day is not None and day.is_full), None)
    values = [v for _, answer in answers.anywhere(EXPIRY) for v in answer.values]
    dates = [day for value in values if (day := day_of(value)) is not None]
    if used is None or not dates:
        return None
    return Decimal(sum(day.last_day < used.first_day for day in dates))
