"""What was agreed at the visit, and what comes next where that is no session."""

from intake_app.domain.handout.composing_calendar import appointment_facts
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import (
    Appointments,
    Block,
    Lines,
)
from intake_app.domain.own_words import own_words
from intake_app.domain.visit.ahead import Ahead, Outcome
from intake_app.domain.visit.hair_form import (
    REFERRED_TO,
    THINK_UNTIL,
    day_of,
    first_text,
    first_value,
)


def title_of(given: HandoutInput, ahead: Ahead) -> str:
    """What the paper is called; one that no session follows is not about a session."""
    return given.texts.say("agreed.title" if ahead.has_no_session else "title")


def session_facts(given: HandoutInput, ahead: Ahead) -> dict[str, str]:
    """When the session is; and what was agreed, where no other one was."""
    facts = {}
    if not ahead.has_no_session:
        open_day = given.texts.say("facts.session_open")
        facts["session"] = given.dates.moment(ahead.session) if ahead.session else open_day
    if ahead.outcome is not None:
        facts["agreed"] = _agreed(given, ahead.outcome)
    return facts


def what_comes_next(given: HandoutInput, ahead: Ahead) -> list[Block]:
    """What follows from what was agreed, where that is no session; and the days that are set."""
    if ahead.outcome is None:
        return []
    lines = given.texts.lists[f"agreed.{ahead.outcome}"]
    if ahead.outcome is Outcome.THINK:
        lines = (*_until(given), *lines)
    next_up = Lines(heading=given.texts.say("agreed.heading"), lead="", lines=lines)
    facts = appointment_facts(given, open_ones=False) if ahead.has_no_session else ()
    return [*((Appointments(facts=facts),) if facts else ()), next_up]


def _agreed(given: HandoutInput, outcome: Outcome) -> str:
    if outcome is Outcome.REFER and (to := first_text(given.answers, REFERRED_TO)):
        return given.texts.say("agreed.refer_to", to=own_words(to))
    return given.texts.say(f"agreed.said_{outcome}")


def _until(given: HandoutInput) -> tuple[str, ...]:
    day = day_of(first_value(given.answers, THINK_UNTIL))
    said = given.texts.say
    return (said("agreed.until", date=given.dates.partial(day)),) if day else ()
