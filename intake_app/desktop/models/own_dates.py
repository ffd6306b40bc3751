"""At which fields the patient's own dates clash with the aftercare."""

from collections.abc import Mapping

from intake_app.desktop.models.form_state import FormState
from intake_app.domain.form.answers import Place
from intake_app.domain.visit.aftercare import Clash, OwnDateCheck
from intake_app.domain.visit.hair_form import FIRST_SESSION, day_of


def clashes(state: FormState) -> tuple[OwnDateCheck, ...]:
    """The checks that found something, in the order of the windows."""
    return tuple(check for check in state.own_dates if check.clash is not Clash.CLEAR)


def place_of(check: OwnDateCheck, state: FormState) -> Place:
    """Where the date stands that was checked."""
    found = (p for p, checks in clashes_by_place(state).items() if check in checks)
    return next(found, Place(check.own.link_id))


def clashes_by_place(state: FormState) -> Mapping[Place, list[OwnDateCheck]]:
    """The same, at the answers that hold the dates, and after these at that of the session."""
    found: dict[Place, list[OwnDateCheck]] = {}
    for check in clashes(state):
        for place, answer in state.answers.anywhere(check.own.link_id):
            if any(day_of(value) == check.own.start for value in answer.values):
                found.setdefault(place, []).append(check)
    if found:
        found[Place(FIRST_SESSION)] = list(clashes(state))
    return found
