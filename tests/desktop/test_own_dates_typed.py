"""The patient's own dates against the aftercare, while they are typed."""

from functools import partial

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from intake_app.desktop.models.own_dates import clashes
from intake_app.domain.form.answers import Place, given
from intake_app.domain.visit.drafting import SetAnswer, TypeText
from intake_app.services.suite import Services
from tests.helpers.consultation_screen import Sitting, begin, choose, sitting

PLANS = {
    "care.next_colouring": "2.12.2026",
    "sun.holiday.from[0]": "2.12.2026",
    "sun.holiday.to[0]": "2.12.2026",
    "care.wet_plan.from[0]": "2.12.2026",
    "care.wet_plan.to[0]": "2.12.2026",
    "expectations.event": "2.12.2026",
}


def clashing(screen: Sitting) -> set[str]:
    return {check.own.link_id for check in clashes(screen.state)}


def says_too_near(notice: QLabel) -> bool:
    return notice.isVisible() and "ednesday 2 December 2026" in notice.text()


@pytest.mark.parametrize("place", PLANS)
def test_a_date_too_near_the_session_is_said_and_goes_when_the_session_moves(
    qtbot: QtBot, services: Services, place: str
) -> None:
    with sitting(qtbot, services, begin(services)) as screen:
        choose(screen, "plan.decision", "go-ahead")
        screen.edit(TypeText(Place("plan.first_session"), "1.12.2026 10:00"))
        for question in ("care.colouring_planned", "sun.holiday_planned", "care.wet_planned"):
            screen.edit(SetAnswer(Place(question), given(True)))
        screen.edit(TypeText(Place.parse(place), PLANS[place]))

        asked = place.partition("[")[0]
        qtbot.waitUntil(lambda: clashing(screen) == {asked})

        for beside in (place, "plan.first_session"):
            notice = screen.field(beside).notice
            qtbot.waitUntil(partial(says_too_near, notice))

        screen.edit(TypeText(Place("plan.first_session"), "1.12.2027 10:00"))
        qtbot.waitUntil(lambda: not clashing(screen))
