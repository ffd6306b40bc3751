"""Every screen in a small window: what can be pressed is in sight, named, and has its own key."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from intake_app.desktop.opening import Opening
from intake_app.desktop.pages.clinic_page import ClinicPage
from intake_app.desktop.pages.consultation_page import ConsultationPage
from intake_app.desktop.pages.duplicates_page import DuplicatesPage
from intake_app.desktop.pages.find_page import FindPage
from intake_app.desktop.pages.forms_page import FormsPage
from intake_app.desktop.pages.handout_page import HandoutPage
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.desktop.pages.products_page import ProductsPage
from intake_app.desktop.pages.protection_page import ProtectionPage
from intake_app.desktop.pages.records_page import RecordsPage
from intake_app.desktop.pages.register_page import RegisterPage
from intake_app.desktop.pages.text_page import TextPage
from intake_app.desktop.pages.times_page import TimesPage
from intake_app.desktop.widgets.info_dialog import InfoDialog
from intake_app.domain.dates import PartialDate
from intake_app.domain.patients.patient import PatientDetails
from intake_app.services.demonstration import Demonstration, Script, demonstrate
from intake_app.services.suite import Services
from tests.desktop.conftest import DOCTOR
from tests.desktop.test_accessibility import INPUTS, name_of
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.program import Program, running
from tests.helpers.stopped_clock import StoppedClock

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren" * 2
SMALL = (640, 450)
"""A screen of 1280x900 at 200 %."""


@pytest.fixture
def made(services: Services, script: Script, clock: StoppedClock) -> Demonstration:
    made = demonstrate(services, script, clock, patients=2)
    for name in (LONG_NAME, f"{LONG_NAME} Żółć", AWKWARD_NAME):
        born = PartialDate(1988, 4, 17)
        details = PatientDetails(name=name, birth_date=born, phones=("07700 900123",))
        services.patients.register(DOCTOR, details)
    services.consultations.start(DOCTOR, made.patient_id)
    return made


@pytest.fixture
def small(qtbot: QtBot, opening: Opening, made: Demonstration) -> Iterator[Program]:
    assert made.document.document_id
    with running(qtbot, opening) as program:
        program.window.resize(*SMALL)
        yield program


def every_screen(program: Program, made: Demonstration) -> Iterator[tuple[str, QWidget]]:
    """Each of them, once what it shows is there."""
    session = program.desktop.session
    assert session is not None
    find = program.page(FindPage)
    program.wait(lambda: find.current_row() is not None)
    yield "find", find
    yield "register", registering(program)
    for wish, kind, is_there in PLACES:
        program.choose(wish)
        page = program.page(kind)
        program.wait(partial(is_there, page))
        yield wish, page
    session.find.patient_chosen.emit(made.patient_id)
    patient = program.page(PatientPage)
    program.wait(lambda: len(patient.consultations.table.selectedIndexes()) > 0)
    yield "patient", patient
    patient.document_opened.emit(made.document.document_id)
    yield "document", shown_pages(program)
    program.choose("back")
    program.page(PatientPage).handout_wanted.emit(made.consultation_id)
    yield "handout", shown_pages(program)
    program.choose("back")
    program.page(PatientPage).consultation_opened.emit(made.consultation_id)
    done = program.page(ConsultationPage)
    program.wait(lambda: done.state is not None)
    yield "completed", done
    program.choose("find")
    program.wait(lambda: program.window.current_page is find)
    program.wait(lambda: find.current_row() is not None)
    row = find.list.current_row()
    assert row is not None
    session.find.consultation_chosen.emit(row.target)
    page = program.page(ConsultationPage)
    program.wait(lambda: page.state is not None)
    yield "consultation", page
    page.review_requested.emit()
    program.wait(page.review.isVisible)
    yield "review", page


PLACES: tuple[tuple[str, type[QWidget], Callable[..., bool]], ...] = (
    ("settings", ClinicPage, lambda page: bool(page.texts()["name"])),
    ("products", ProductsPage, lambda page: page.isVisible()),
    ("form", FormsPage, lambda page: page.known.table.model().rowCount() > 0),
    ("times", TimesPage, lambda page: page.table.model().rowCount() > 0),
    ("text", TextPage, lambda page: bool(page.text.toPlainText())),
    ("protection", ProtectionPage, lambda page: page.isVisible()),
    ("records", RecordsPage, lambda page: bool(page.last.text())),
    ("duplicates", DuplicatesPage, lambda page: page.table.model().rowCount() > 0),
)


def registering(program: Program) -> RegisterPage:
    """Somebody who may be registered already."""
    program.choose("register")
    page = program.page(RegisterPage)
    page.form.inputs["name"].show_text(AWKWARD_NAME)
    page.form.edited.emit()
    program.wait(page.doubles.isVisible)
    return page


def shown_pages(program: Program) -> HandoutPage:
    page = program.page(HandoutPage)
    program.wait(lambda: page.view.has_picture(0))
    return page


def test_nothing_goes_over_the_edge_of_a_small_window(small: Program, made: Demonstration) -> None:
    over = {
        name: found
        for name, page in every_screen(small, made)
        if (found := [*sideways(small, page)])
    }

    assert over == {}


def sideways(program: Program, page: QWidget) -> Iterator[str]:
    """What has to be scrolled sideways, or is cut where it cannot be."""
    for area in page.findChildren(QScrollArea):
        content = area.widget()
        if area.isVisible() and content is not None and content.width() > area.viewport().width():
            yield f"{type(area).__name__} {area.accessibleName()}"
    if page.width() > program.window.width():
        yield f"{page.width()} pixels wide"


def test_no_two_things_on_a_screen_share_a_key(small: Program, made: Demonstration) -> None:
    shared = {
        name: found
        for name, _page in every_screen(small, made)
        if (found := {key: said for key, said in keys(small).items() if len(said) > 1})
    }

    assert shared == {}


def keys(program: Program) -> dict[str, list[str]]:
    """What Alt with a letter means here."""
    said: dict[str, list[str]] = defaultdict(list)
    for menu in program.window.menuBar().actions():
        said[mnemonic(menu.text())].append(menu.text())
    buttons = program.window.findChildren(QAbstractButton)
    labels = [each for each in program.window.findChildren(QLabel) if each.buddy() is not None]
    captioned: list[QAbstractButton | QLabel] = [*buttons, *labels]
    for widget in captioned:
        if widget.isVisible() and widget.isEnabled():
            said[mnemonic(widget.text())].append(widget.text())
    page = program.window.current_page
    assert page is not None
    for action in page.findChildren(QAction):
        said[action.shortcut().toString().removeprefix("Alt+").lower()].append(action.text())
    return {key: words for key, words in said.items() if len(key) == 1}


def mnemonic(text: str) -> str:
    found = re.search(r"(?<!&)&([^&\s])", text.replace("&&", ""))
    return found[1].lower() if found else ""


def test_everything_that_takes_the_keyboard_has_a_name(
    small: Program, made: Demonstration
) -> None:
    nameless = {
        name: found
        for name, page in every_screen(small, made)
        if (
            found := [
                type(widget).__name__
                for widget in page.findChildren(QWidget)
                if isinstance(widget, INPUTS)
                and widget.isVisible()
                and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and not name_of(widget)
            ]
        )
    }

    assert nameless == {}


def test_a_question_is_as_high_as_its_words_and_on_a_low_screen_its_buttons_stay_in_sight(
    small: Program, made: Demonstration
) -> None:
    assert made.document.document_id
    small.choose("keyboard")
    small.wait(lambda: bool(small.window.findChildren(InfoDialog)))
    (keys_dialog,) = small.window.findChildren(InfoDialog)
    small.wait(keys_dialog.isVisible)
    (bar,) = [area.verticalScrollBar() for area in keys_dialog.findChildren(QScrollArea)]
    assert (
        keys_dialog.frameGeometry().height() <= keys_dialog.screen().availableGeometry().height()
    )

    keys_dialog.resize(640, 300)
    small.wait(lambda: bar.maximum() > 0)
    QTest.keyClick(keys_dialog, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    assert keys_dialog.rect().contains(keys_dialog.box.geometry())
    keys_dialog.reject()


def test_the_pages_of_the_handout_fit_a_narrow_window_until_somebody_zooms(
    small: Program, made: Demonstration
) -> None:
    assert small.desktop.session is not None
    small.desktop.session.find.document_chosen.emit(made.document.document_id)
    page = shown_pages(small)
    assert page.view.horizontalScrollBar().maximum() == 0
    assert page.view.zoom < 1

    small.window.resize(1280, 900)
    small.wait(lambda: page.view.zoom == 1)
    page.view.step_zoom(-1)
    chosen = page.view.zoom
    small.window.resize(*SMALL)
    small.wait(lambda: page.width() <= SMALL[0])
    assert page.view.zoom == chosen
