"""What a screen reader is told in each section of each kind of visit."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from intake_app.desktop.widgets.form.field_frame import FieldFrame
from intake_app.desktop.widgets.form.option_button import RadioOption
from intake_app.domain.form.answers import Place, given
from intake_app.domain.patients.patient import PatientDetails
from intake_app.domain.visit.beginning import VisitKind
from intake_app.domain.visit.drafting import AddRow, Edit, SetAnswer
from intake_app.services.suite import Services
from tests.desktop.test_accessibility import name_of
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.consultation_screen import ALT, DOCTOR, Sitting, choose, focus, sitting
from tests.helpers.qt_input import type_text

ROWS = (
    "visit.event",
    "history.triggers",
    "history.medicines",
    "history.blood_results",
    "history.treatments",
    "sun.holiday",
    "care.wet_plan",
    "plan.products",
)


@pytest.fixture(params=VisitKind)
def screen(qtbot: QtBot, services: Services, request: pytest.FixtureRequest) -> Iterator[Sitting]:
    """A visit of each kind, with a row in every group that has rows and a signature wanted."""
    details = PatientDetails(name=AWKWARD_NAME)
    patient = services.patients.register(DOCTOR, details).id
    view = services.consultations.start(DOCTOR, patient, request.param)
    asked = {spot.place.link_id for spot in view.assessment.spots}
    edits: list[Edit] = [AddRow(Place(name)) for name in ROWS if name in asked]
    edits.append(SetAnswer(Place("sun.holiday_planned"), given(True)))
    services.consultations.save(DOCTOR, view.consultation.id, edits)
    with sitting(qtbot, services, view.consultation.id) as opened:
        choose(opened, "agreement.signature", "on-screen")
        yield opened


def stops_of(screen: Sitting, key: str) -> list[QWidget]:
    """Everything in a section that the keyboard can reach and that can be seen."""
    view = screen.page.form._views[key]
    view.build_all()
    return [
        widget
        for widget in view.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def sections(screen: Sitting) -> Iterator[str]:
    """Go to each section in which something is asked."""
    for number, section in enumerate(screen.page.form.sections):
        if section.is_asked:
            screen.press(Qt.Key(Qt.Key.Key_1 + number), ALT)
            assert screen.page.form.current == section.key
            yield section.key


def test_everything_that_takes_the_keyboard_has_a_name_and_a_role(screen: Sitting) -> None:
    nobody = (QAccessible.Role.NoRole, QAccessible.Role.Client)
    wanting = []
    for key in sections(screen):
        for widget in stops_of(screen, key):
            accessible = QAccessible.queryAccessibleInterface(widget)
            if not name_of(widget).strip() or accessible.role() in nobody:
                wanting.append((key, type(widget).__name__, name_of(widget)))
    assert wanting == []


def test_one_of_several_is_a_radio_button_and_typed_answers_have_names(screen: Sitting) -> None:
    found = set()
    for key in sections(screen):
        screen.page.form._views[key].build_all()
        for option in screen.page.form._views[key].findChildren(RadioOption):
            found.add(QAccessible.queryAccessibleInterface(option).role())
        for frame in screen.page.form._views[key].findChildren(FieldFrame):
            if len(frame.editor.inputs) == 1:
                assert frame.item.text in frame.editor.inputs[0].accessibleName(), frame.place
    assert found == {QAccessible.Role.RadioButton}


def test_every_way_of_answering_says_which_question_it_answers(screen: Sitting) -> None:
    silent = []
    for key in sections(screen):
        screen.page.form._views[key].build_all()
        for frame in screen.page.form._views[key].findChildren(FieldFrame):
            words = frame.item.text
            for widget in frame.editor.inputs:
                if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    said = f"{name_of(widget)} {widget.accessibleDescription()}"
                    if words not in said:
                        silent.append((str(frame.place), said))
    assert silent == []


def test_tab_reaches_everything_in_a_section_in_the_order_of_reading(screen: Sitting) -> None:
    for key in sections(screen):
        view = screen.page.form._views[key]
        view.build_all()
        wanted = [
            stop
            for stop in view.stops()
            if stop.isVisible()
            and stop.isEnabled()
            and stop.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        wanted[0].setFocus()
        seen = [focus()]
        while focus() is not view.next_button:
            screen.press(Qt.Key.Key_Tab)
            seen.append(focus())
            assert len(seen) <= len(wanted), (key, [type(each).__name__ for each in seen[-3:]])
        assert seen == wanted


class Reader:
    """What a screen reader would read out; there is none where tests run."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def take(self, event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            self.said.append(event.message())


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    heard = Reader()
    monkeypatch.setattr(QAccessible, "updateAccessibility", heard.take)
    return heard


@pytest.mark.parametrize("screen", [VisitKind.FIRST], indirect=True)
def test_what_is_wrong_is_read_out_when_the_field_has_been_left(
    screen: Sitting, reader: Reader
) -> None:
    type_text(screen.input("history.onset"), "31.2.")
    assert reader.said == []
    screen.press(Qt.Key.Key_Tab)
    screen.qtbot.waitUntil(lambda: bool(reader.said))

    assert len(reader.said) == 1
    assert reader.said[0].startswith("When did your hair last seem normal to you?:")
    assert "February has no day 31" in reader.said[0]


@pytest.mark.parametrize("screen", [VisitKind.FIRST], indirect=True)
def test_a_finding_is_read_out_when_it_appears(screen: Sitting, reader: Reader) -> None:
    choose(screen, "safety.pregnancy", "pregnant")
    screen.qtbot.waitUntil(lambda: any("pregnant" in said for said in reader.said))

    assert any(said.startswith("■ Stop: ") for said in reader.said)
