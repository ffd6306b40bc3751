"""A consultation on the screen: the real page, presenter, services and records."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from PySide6.QtCore import QDir, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from intake_app.content.resources import find_resources
from intake_app.desktop.desk import Desk
from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.pages.consultation_page import ConsultationPage
from intake_app.desktop.presenters.consultation import ConsultationPresenter
from intake_app.desktop.tasks import Tasks
from intake_app.desktop.widgets.form.entering import frame_of
from intake_app.desktop.widgets.form.field_frame import FieldFrame
from intake_app.desktop.widgets.form.row_group import RowCard, RowGroup
from intake_app.desktop.widgets.form.table_row import TableRow
from intake_app.domain.dates import parse_iso
from intake_app.domain.form.answers import Answer, Place, given
from intake_app.domain.form.questionnaire import FormRef, ItemType
from intake_app.domain.patients.patient import PatientDetails
from intake_app.domain.values import Coding
from intake_app.domain.visit.consultation import Consultation, ConsultationId
from intake_app.domain.visit.drafting import Edit, SetAnswer, TypeText
from intake_app.services.access import Actor, Role
from intake_app.services.ports import StoredForm
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME

DOCTOR = Actor("Dr Mary Example", Role.PRACTITIONER)
NO_KEY = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def stored_form(*items: dict[str, object]) -> StoredForm:
    """A form of the given FHIR items, as the records keep it."""
    ref = FormRef("urn:test:screen", "1")
    definition = json.dumps(
        {
            "resourceType": "Questionnaire",
            "url": ref.url,
            "version": ref.version,
            "status": "active",
            "title": "A made-up form",
            "item": items,
        }
    )
    digest = sha256(definition.encode()).hexdigest()
    return StoredForm(ref=ref, sha256=digest, definition=definition)


def begin(services: Services, actor: Actor = DOCTOR) -> ConsultationId:
    """A registered patient's new draft."""
    details = PatientDetails(name=AWKWARD_NAME, birth_date=parse_iso("1988-04-17"))
    patient = services.patients.register(actor, details)
    return services.consultations.start(actor, patient.id).consultation.id


@dataclass
class Sitting:
    """One window on one consultation."""

    qtbot: QtBot
    page: ConsultationPage
    presenter: ConsultationPresenter
    desk: Desk
    consultation_id: ConsultationId

    @property
    def state(self) -> FormState:
        state = self.page.state
        assert state is not None
        return state

    def field(self, place: str) -> FieldFrame:
        """The question at a place, brought into sight."""
        self.page.go_to(Place.parse(place))
        return next(
            frame
            for frame in self.page.findChildren(FieldFrame)
            if str(frame.place) == place and frame.isVisible()
        )

    def frame_in_hand(self) -> FieldFrame:
        """The question that has the keyboard, as soon as one has."""
        self.qtbot.waitUntil(lambda: frame_of(QApplication.focusWidget()) is not None)
        frame = frame_of(focus())
        assert frame is not None
        return frame

    def shows(self, place: str) -> bool:
        """Whether a question can be seen in the section that is in sight."""
        return any(
            str(frame.place) == place and frame.isVisible()
            for frame in self.page.findChildren(FieldFrame)
        )

    def input(self, place: str) -> QWidget:
        """What takes the keyboard at a place."""
        return self.field(place).editor.inputs[0]

    def row_group(self, place: str) -> RowGroup:
        """The rows at a place, brought into sight."""
        self.page.go_to(Place.parse(place))
        return next(g for g in self.page.findChildren(RowGroup) if str(g.place) == place)

    def row(self, place: str) -> RowCard | TableRow:
        """One row, on a card of its own or in a table."""
        rows: list[RowCard | TableRow] = [
            *self.page.findChildren(RowCard),
            *self.page.findChildren(TableRow),
        ]
        return next(row for row in rows if str(row.place) == place)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY, *, times: int = 1
    ) -> None:
        """Press a key wherever the keyboard is."""
        for _ in range(times):
            QTest.keyClick(focus(), key, modifier)

    def edit(self, edit: Edit) -> None:
        """Change something without the keyboard."""
        self.page.edited.emit(edit)

    def wait_until_saved(self) -> None:
        self.qtbot.waitUntil(lambda: self.page.mark.words.text().startswith("✓"))

    def stored(self) -> Consultation:
        """The consultation as it is in the records."""
        view = self.desk.services.consultations.open(DOCTOR, self.consultation_id)
        return view.consultation

    def stored_answer(self, place: str) -> Answer | None:
        return self.stored().record.answers.get(Place.parse(place))


def choose(screen: Sitting, link_id: str, code: str) -> None:
    item = screen.state.questionnaire.by_link_id[link_id]
    values = (option.value for option in item.options)
    wanted = next(v for v in values if isinstance(v, Coding) and v.code == code)
    screen.edit(SetAnswer(Place(link_id), given(wanted)))


def fill_in(screen: Sitting, *, decision: str = "think") -> None:
    """Answer everything that is needed: no where there is a no, else the first option."""
    choose(screen, "plan.decision", decision)
    screen.edit(TypeText(Place("plan.first_session"), "1.12.2026 10:30"))
    for _ in range(4):  # an answer may make another question needed
        for spot in screen.state.assessment.missing:
            screen.edit(SetAnswer(spot.place, _harmless(screen, spot.place)))
    screen.presenter.flush()
    screen.wait_until_saved()


def _harmless(screen: Sitting, place: Place) -> Answer:
    item = screen.state.questionnaire.by_link_id[place.link_id]
    if item.type is ItemType.BOOLEAN:
        return given(False)
    if item.type in (ItemType.STRING, ItemType.TEXT):
        return given(AWKWARD_NAME)
    values = [option.value for option in item.options if isinstance(option.value, Coding)]
    codes = {value.code: value for value in values}
    return given(codes.get("no") or codes.get("none") or values[0])


def focus() -> QWidget:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


@contextmanager
def sitting(
    qtbot: QtBot,
    services: Services,
    consultation_id: ConsultationId,
    actor: Actor = DOCTOR,
) -> Iterator[Sitting]:
    """Open a consultation in a window; what was typed is written when it closes."""
    for folder in ("icons", "pictures"):
        QDir.setSearchPaths(folder, [str(find_resources() / folder)])
    tasks = Tasks()
    desk = Desk(services=services, actor=lambda: actor, tasks=tasks)
    page = ConsultationPage()
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    presenter = ConsultationPresenter(page, desk, consultation_id)
    qtbot.waitUntil(lambda: page.state is not None)
    yield Sitting(qtbot, page, presenter, desk, consultation_id)
    presenter.blockSignals(True)
    page.hide()
    tasks.close()
    QApplication.processEvents()
    presenter.deleteLater()
