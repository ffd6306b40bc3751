"""The three call cards: what can wait, whom to ring about what, when to call for help."""

from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import CallCard, CallCards, CardLevel


def call_cards(given: HandoutInput) -> CallCards:
    """Whoever never was injected, and will not be, is told when to see a doctor instead."""
    say, lists, clinic, ahead = given.texts.say, given.texts.lists, given.clinic, given.ahead
    never = ahead.has_no_session and not ahead.had_sessions
    first, second = ("see", "ask") if never else ("usual", "ring")
    hours = given.own_words("phone_hours")
    when = say("cards.ring.hours", hours=hours, night_phone=clinic.night_phone)
    cards = (
        CallCard(
            level=CardLevel.USUAL,
            heading=say(f"cards.{first}.heading"),
            number=say(f"cards.{first}.number"),
            lines=lists[f"cards.{first}.lines"],
        ),
        CallCard(
            level=CardLevel.RING,
            heading=say(f"cards.{second}.heading"),
            number=say("cards.ring.number", phone=clinic.phone),
            lines=(when, *lists[f"cards.{second}.lines"]),
        ),
        CallCard(
            level=CardLevel.EMERGENCY,
            heading=say("cards.emergency.heading"),
            number=say("cards.emergency.number", emergency=clinic.emergency_number),
            lines=lists["cards.emergency.lines"],
        ),
    )
    return CallCards(heading=say("cards.heading"), cards=cards)
