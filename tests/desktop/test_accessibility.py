"""What a screen reader is told, and where the keyboard goes, on every screen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from intake_app.desktop.pages.clinic_page import ClinicPage
from intake_app.desktop.pages.find_page import FindPage
from intake_app.desktop.pages.handout_page import HandoutPage
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.desktop.pages.records_page import RecordsPage
from intake_app.desktop.pages.register_page import RegisterPage
from intake_app.services.demonstration import Demonstration
from tests.helpers.program import Program, focus

INPUTS = (
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QPlainTextEdit,
    QAbstractButton,
    QAbstractItemView,
)


def find(program: Program, _made: Demonstration) -> QWidget:
    page = program.page(FindPage)
    program.wait(lambda: page.list.current_row() is not None)
    return page


def register(program: Program, _made: Demonstration) -> QWidget:
    program.choose("register")
    page = program.page(RegisterPage)
    program.wait(page.form.inputs["name"].hasFocus)
    return page


def settings(program: Program, _made: Demonstration) -> QWidget:
    program.choose("settings")
    page = program.page(ClinicPage)
    program.wait(lambda: bool(page.texts()["name"]))
    return page


def patient(program: Program, made: Demonstration) -> QWidget:
    assert program.desktop.session is not None
    program.desktop.session.find.patient_chosen.emit(made.patient_id)
    page = program.page(PatientPage)
    program.wait(page.consultations.table.hasFocus)
    return page


def handout(program: Program, made: Demonstration) -> QWidget:
    assert program.desktop.session is not None
    program.desktop.session.find.document_chosen.emit(made.document.document_id)
    page = program.page(HandoutPage)
    program.wait(lambda: page.view.has_picture(0))
    return page


def records(program: Program, _made: Demonstration) -> QWidget:
    program.choose("records")
    page = program.page(RecordsPage)
    program.wait(lambda: page.backup_button.hasFocus() and bool(page.last.text()))
    return page


SCREENS = (find, register, settings, patient, handout, records)
Screen = Callable[[Program, Demonstration], QWidget]


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it; a combo box needs a label, its name is its value."""
    accessible = QAccessible.queryAccessibleInterface(widget)
    labels = [
        other.text(QAccessible.Text.Name)
        for other, relation in accessible.relations()
        if relation & QAccessible.RelationFlag.Label
    ]
    if labels or isinstance(widget, QComboBox):
        return labels[0] if labels else ""
    return accessible.text(QAccessible.Text.Name)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_input_has_a_name(visited: Program, made: Demonstration, screen: Screen) -> None:
    screen(visited, made)

    nameless = [
        type(widget).__name__
        for widget in visited.window.findChildren(QWidget)
        if isinstance(widget, INPUTS)
        and widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not name_of(widget)
    ]
    assert nameless == []


@pytest.mark.parametrize("screen", SCREENS)
def test_tab_goes_round_and_misses_nothing(
    visited: Program, made: Demonstration, screen: Screen
) -> None:
    page = screen(visited, made)
    wanted = {
        widget
        for widget in page.findChildren(QWidget)
        if isinstance(widget, INPUTS)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parentWidget(), QComboBox)
    }
    seen: list[QWidget] = []
    while focus() not in seen:
        seen.append(focus())
        visited.press(Qt.Key.Key_Tab)

    assert wanted <= set(seen)


@pytest.mark.parametrize("screen", [settings, patient, handout])
def test_tab_goes_from_the_top_down(visited: Program, made: Demonstration, screen: Screen) -> None:
    visited.window.resize(900, 2800)  # so narrow that cards stand below one another
    page = screen(visited, made)
    seen: list[QWidget] = []
    while focus() not in seen:
        seen.append(focus())
        visited.press(Qt.Key.Key_Tab)

    tops = [
        each.mapTo(page, each.rect().topLeft()).y() for each in seen if page.isAncestorOf(each)
    ]
    first = tops.index(min(tops))
    while first and tops[first - 1] == tops[first]:
        first -= 1
    from_the_top = tops[first:] + tops[:first]
    assert len(from_the_top) > 2
    assert from_the_top == sorted(from_the_top)


@pytest.mark.parametrize("direction", Qt.LayoutDirection)
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_can_be_shown_in_either_direction(
    visited: Program, made: Demonstration, screen: Screen, direction: Qt.LayoutDirection
) -> None:
    QApplication.setLayoutDirection(direction)
    try:
        assert not screen(visited, made).grab().isNull()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_banner_says_who_it_is_in_one_sentence(visited: Program, made: Demonstration) -> None:
    page = patient(visited, made)
    assert isinstance(page, PatientPage)

    said = page.banner.accessibleName()
    assert "Zoë O'Brien-Łukasz" in said
    assert "born 17 Apr 1988, age 38 years" in said
