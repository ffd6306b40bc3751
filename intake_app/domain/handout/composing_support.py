"""What is said to everyone alike: where to turn when hair loss weighs on the mind."""

from dataclasses import replace

from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import Lines


def support(given: HandoutInput) -> Lines:
    """The same on every paper of the clinic, so that it tells nothing of whose paper it is.

    What a patient said of their mood is for the practitioner and printed nowhere (0083).
    """
    say, clinic = given.texts.say, given.clinic
    lines = (
        say("support.tell"),
        say("support.danger", emergency=clinic.emergency_number),
        *((say("support.talk", line=clinic.support_line),) if clinic.support_line else ()),
    )
    return Lines(heading=say("support.heading"), lead=say("support.lead"), lines=lines)


def support_in_brief(given: HandoutInput) -> Lines:
    """Whom to ring and to talk to in one paragraph, for the one sheet of the short edition."""
    whole = support(given)
    return replace(whole, lead="", lines=(" ".join((whole.lead, *whole.lines[1:])),))
