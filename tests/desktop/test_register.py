"""Registering and correcting patients by keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from intake_app.desktop.pages.find_page import FindPage
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.desktop.pages.register_page import RegisterPage
from intake_app.desktop.widgets.plain_inputs import OneOfMany
from intake_app.domain.dates import parse_iso
from intake_app.domain.patients.patient import Patient, PatientDetails, Sex
from intake_app.services.suite import Services
from tests.desktop.conftest import DOCTOR
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.program import ALT, CTRL, Program, focus


@pytest.fixture
def page(program: Program) -> RegisterPage:
    """The page for a new patient, the keyboard in the name."""
    program.press(Qt.Key.Key_N, CTRL)
    page = program.page(RegisterPage)
    program.wait(lambda: QApplication.focusWidget() is page.form.inputs["name"])
    return page


def the_patient(services: Services) -> Patient:
    """The only one that is registered."""
    matches = services.patients.find(DOCTOR, "")
    assert len(matches) == 1
    return services.patients.get(DOCTOR, matches[0].id)


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_patient_is_registered_by_keyboard_alone(
    clinic_records: Services, program: Program, page: RegisterPage
) -> None:
    program.type(AWKWARD_NAME)
    program.press(Qt.Key.Key_Tab)
    program.type("17.4.88")
    for _ in range(2):
        program.press(Qt.Key.Key_Tab)
    program.press(Qt.Key.Key_F)
    program.press(Qt.Key.Key_Tab)
    program.type("07700 900123")
    program.press(Qt.Key.Key_Return)
    program.type("07700 900124")
    program.press(Qt.Key.Key_Tab)
    program.type("German")
    program.press(Qt.Key.Key_S, CTRL)

    opened = program.page(PatientPage)
    program.wait(lambda: AWKWARD_NAME in opened.banner.accessibleName())
    assert the_patient(clinic_records).details == PatientDetails(
        name=AWKWARD_NAME,
        birth_date=parse_iso("1988-04-17"),
        sex=Sex.FEMALE,
        language="de",
        phones=("07700 900123", "07700 900124"),
    )


@pytest.mark.parametrize("field", ["name", "sex", "language", "email", "unknown"])
def test_enter_saves_from_every_field_of_one_line(
    clinic_records: Services, program: Program, page: RegisterPage, field: str
) -> None:
    program.type("Anna Meyer")
    program.press(Qt.Key.Key_Tab)
    program.type("1988")
    where = page.form.birth_unknown if field == "unknown" else page.form.inputs[field]
    where.setFocus()
    program.press(Qt.Key.Key_Return)

    program.page(PatientPage)
    assert the_patient(clinic_records).name == "Anna Meyer"


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_enter_takes_the_language_that_is_offered_and_saves_only_then(
    clinic_records: Services, program: Program, page: RegisterPage
) -> None:
    program.type("Anna Meyer")
    program.press(Qt.Key.Key_Tab)
    program.type("1988")
    language = page.form.inputs["language"]
    assert isinstance(language, OneOfMany)
    language.setFocus()
    program.type("Turkis")
    popup = language.offered.popup()
    assert popup is not None
    program.wait(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    program.wait(lambda: not popup.isVisible())
    assert language.text() == "tr"
    assert program.window.current_page is page
    program.press(Qt.Key.Key_Return)

    program.page(PatientPage)
    assert the_patient(clinic_records).details.language == "tr"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1988-04-17", "1988-04-17"),
        ("4/1988", "1988-04"),
        ("1988", "1988"),
        ("170488", "1988-04-17"),
    ],
)
def test_a_date_of_birth_may_be_partial_and_typed_in_many_ways(
    clinic_records: Services, program: Program, page: RegisterPage, typed: str, stored: str
) -> None:
    program.type("Anna Meyer")
    program.press(Qt.Key.Key_Tab)
    program.type(typed)
    program.press(Qt.Key.Key_Return)

    program.page(PatientPage)
    assert str(the_patient(clinic_records).birth_date) == stored


def test_what_was_typed_as_date_of_birth_is_read_back_at_once(
    program: Program, page: RegisterPage
) -> None:
    program.press(Qt.Key.Key_Tab)
    program.type("3/4/1990")

    hint = page.form.inputs["birth_date"].accessibleDescription()
    assert hint == "3 Apr 1990, 36 years"


def test_the_date_of_birth_may_be_unknown_but_not_forgotten(
    clinic_records: Services, program: Program, page: RegisterPage
) -> None:
    program.type("Anna Meyer")
    program.press(Qt.Key.Key_Return)
    assert "not known" in page.form.error_of("birth_date")
    assert focus() is page.form.inputs["birth_date"]

    program.press(Qt.Key.Key_K, ALT)
    program.wait(page.form.birth_unknown.isChecked)
    program.press(Qt.Key.Key_S, CTRL)

    program.page(PatientPage)
    assert the_patient(clinic_records).birth_date is None


@pytest.mark.parametrize(
    ("typed", "says"),
    [("31.2.1990", "is not a date"), ("1.1.2999", "future"), ("1.1.1700", "130")],
)
def test_a_wrong_date_of_birth_is_refused_in_its_place(
    program: Program, page: RegisterPage, typed: str, says: str
) -> None:
    program.type("Anna Meyer")
    program.press(Qt.Key.Key_Tab)
    program.type(typed)
    program.press(Qt.Key.Key_Return)

    assert says in page.form.error_of("birth_date")
    assert (
        page.form.inputs["birth_date"]
        .accessibleDescription()
        .startswith(page.form.error_of("birth_date"))
    )
    assert focus() is page.form.inputs["birth_date"]


def test_a_wrong_date_of_birth_is_said_on_leaving_the_field(
    program: Program, page: RegisterPage
) -> None:
    program.press(Qt.Key.Key_Tab)
    program.type("31.2.1988")
    assert page.form.error_of("birth_date") == ""

    program.press(Qt.Key.Key_Tab)

    assert "31.2.1988" in page.form.error_of("birth_date")
    assert focus() is not page.form.inputs["birth_date"]


def test_a_missing_name_is_said_in_its_place(program: Program, page: RegisterPage) -> None:
    program.press(Qt.Key.Key_Return)

    assert "needs a name" in page.form.error_of("name")
    assert focus() is page.form.inputs["name"]


def test_a_name_that_is_too_long_is_refused_and_kept_in_the_field(
    program: Program, page: RegisterPage
) -> None:
    page.form.inputs["name"].show_text("x" * 501)
    program.press(Qt.Key.Key_Tab)
    program.type("1990")
    program.press(Qt.Key.Key_Return)

    assert "501 characters" in page.form.error_of("name")
    assert page.typed().name == "x" * 501


def test_a_likely_double_is_shown_with_its_date_of_birth_and_does_not_block(
    clinic_records: Services, program: Program, page: RegisterPage
) -> None:
    known = PatientDetails(name="Anna Meyer", birth_date=parse_iso("1988-04-17"))
    clinic_records.patients.register(DOCTOR, known)

    program.type("Ana Meyer")
    program.press(Qt.Key.Key_Tab)
    program.type("17.4.1988")
    program.wait(lambda: bool(page.doubles.shown))
    assert "Anna Meyer" in page.doubles.shown[0]
    assert "17 Apr 1988" in page.doubles.shown[0]

    program.press(Qt.Key.Key_Return)
    program.page(PatientPage)
    assert len(clinic_records.patients.find(DOCTOR, "")) == 2


def test_a_double_with_another_name_is_shown_with_the_reasons(
    clinic_records: Services, program: Program, page: RegisterPage
) -> None:
    known = PatientDetails(
        name="Anna Meyer", birth_date=parse_iso("1988-04-17"), phones=("030 1234567",)
    )
    clinic_records.patients.register(DOCTOR, known)
    program.type("Bea Schmidt")
    program.press(Qt.Key.Key_Tab)
    program.type("17.4.1988")

    page.form.inputs["phones"].show_text("+49 30 1234567")
    page.form.edited.emit()
    program.wait(lambda: bool(page.doubles.shown))

    (said,) = page.doubles.shown
    assert "same date of birth, same telephone" in said
    (reasons,) = (label for label in page.doubles.findChildren(QLabel) if "same" in label.text())
    assert reasons.isVisible()


def correcting_anna(program: Program) -> RegisterPage:
    """Find Anna Meyer, who is registered, and open what is known of her for correcting."""
    program.type("anna")
    program.press(Qt.Key.Key_Return)
    patient_page = program.page(PatientPage)
    program.wait(lambda: "Anna" in patient_page.banner.accessibleName())
    patient_page.correct_button.click()
    page = program.page(RegisterPage)
    program.wait(lambda: page.typed().name == "Anna Meyer")
    return page


def test_a_correction_says_that_somebody_else_has_corrected_meanwhile(
    clinic_records: Services, program: Program
) -> None:
    known = clinic_records.patients.register(DOCTOR, PatientDetails(name="Anna Meyer"))
    page = correcting_anna(program)
    rung = replace(known.details, phones=("030 1234567",))
    clinic_records.patients.correct(DOCTOR, known, rung)

    page.form.inputs["name"].show_text("Anna Maria Meyer")
    page.submitted.emit()
    program.wait(lambda: page.notice.message is not None)

    assert page.notice.message is not None
    assert "another window meanwhile" in page.notice.message.text
    assert page.typed().name == "Anna Maria Meyer"
    assert the_patient(clinic_records).details == rung


def test_another_date_of_birth_takes_the_warning_away(
    clinic_records: Services, program: Program, page: RegisterPage
) -> None:
    known = PatientDetails(name="Anna Meyer", birth_date=parse_iso("1988-04-17"))
    clinic_records.patients.register(DOCTOR, known)
    program.type("Anna Meyer")
    program.wait(page.doubles.isVisible)

    program.press(Qt.Key.Key_Tab)
    program.type("1.1.1950")

    program.wait(lambda: not page.doubles.isVisible())


def test_a_double_can_be_opened_instead(
    clinic_records: Services, program: Program, page: RegisterPage
) -> None:
    known = PatientDetails(name="Anna Meyer", birth_date=parse_iso("1988-04-17"))
    clinic_records.patients.register(DOCTOR, known)
    program.type("Anna Meyer")
    program.wait(page.doubles.isVisible)

    page.doubles.chosen.emit(clinic_records.patients.find(DOCTOR, "Anna")[0].id)

    opened = program.page(PatientPage)
    program.wait(lambda: "Anna Meyer" in opened.banner.accessibleName())


def test_escape_leaves_at_once_when_nothing_was_typed(
    program: Program, page: RegisterPage
) -> None:
    program.press(Qt.Key.Key_Escape)

    program.page(FindPage)


def test_escape_asks_first_when_something_was_typed(program: Program, page: RegisterPage) -> None:
    program.type("Anna")
    program.press(Qt.Key.Key_Escape)
    program.decision().reject()
    assert program.window.current_page is page
    assert page.typed().name == "Anna"

    program.wait_for_keyboard(page.form.inputs["name"])
    program.press(Qt.Key.Key_Escape)
    program.decision().accept_button.click()
    program.page(FindPage)


def test_an_interrupted_registration_comes_back_as_it_was_typed(
    program: Program, page: RegisterPage
) -> None:
    program.type("Anna <b>Meyer</b>")
    program.press(Qt.Key.Key_Tab)
    program.type("17.4.19")
    program.choose("find")
    found = program.page(FindPage)
    program.wait_for_keyboard(found.field)

    program.press(Qt.Key.Key_N, CTRL)

    again = program.page(RegisterPage)
    assert again is not page
    assert (again.typed().name, again.typed().birth_date) == ("Anna <b>Meyer</b>", "17.4.19")
    assert again.offer.message is not None
    again.offer.action_chosen.emit("anew")
    assert again.typed().name == ""


def test_somebody_else_is_registered_meanwhile_and_the_first_is_offered(
    program: Program, page: RegisterPage
) -> None:
    program.type("Anna Meyer")
    program.choose("find")
    found = program.page(FindPage)
    program.wait_for_keyboard(found.field)
    program.type("Bea Other")
    program.press(Qt.Key.Key_N, CTRL)
    other = program.page(RegisterPage)
    assert other.typed().name == "Bea Other"
    program.press(Qt.Key.Key_Tab)
    program.type("1990")
    assert other.offer.message is not None
    assert "Anna Meyer" in other.offer.message.text

    other.offer.action_chosen.emit("continue")
    assert other.typed().name == "Anna Meyer"
    program.choose("find")
    program.wait_for_keyboard(program.page(FindPage).field)
    program.press(Qt.Key.Key_N, CTRL)
    assert program.page(RegisterPage).typed().birth_date == "1990"


def test_quitting_asks_about_a_registration_that_was_interrupted(
    program: Program, page: RegisterPage
) -> None:
    program.type("Anna Meyer")
    program.press(Qt.Key.Key_F, CTRL)
    program.page(FindPage)

    program.window.close()
    asked = program.decision()
    asked.reject()
    assert program.window.isVisible()
    assert not page.isVisible()


def test_what_was_registered_does_not_come_back(program: Program, page: RegisterPage) -> None:
    program.type("Anna Meyer")
    page.form.birth_unknown.setChecked(True)
    program.press(Qt.Key.Key_Return)
    program.page(PatientPage)

    program.press(Qt.Key.Key_N, CTRL)

    assert program.page(RegisterPage).typed().name == ""


def test_an_existing_patient_is_corrected_and_keeps_the_record_number(
    clinic_records: Services, program: Program
) -> None:
    details = PatientDetails(
        name="Anna Meyer",
        birth_date=parse_iso("1988-04"),
        language="tlh",
        phones=("1", "2"),
        guardian="Bea Meyer",
    )
    known = clinic_records.patients.register(DOCTOR, details)
    page = correcting_anna(program)
    assert page.typed().birth_date == "04.1988"

    page.form.inputs["name"].show_text("Anna Maria Meyer")
    page.submitted.emit()

    corrected = program.page(PatientPage)
    program.wait(lambda: "Anna Maria" in corrected.banner.accessibleName())
    patient = the_patient(clinic_records)
    assert patient.record_number == known.record_number
    assert patient.details.name == "Anna Maria Meyer"
    assert patient.details.phones == ("1", "2")
    assert (patient.details.language, patient.details.guardian) == ("tlh", "Bea Meyer")
    assert patient.birth_date == parse_iso("1988-04")


def test_tab_goes_through_the_fields_in_the_order_of_reading(
    program: Program, page: RegisterPage
) -> None:
    seen: list[QWidget] = []
    while focus() not in seen:
        seen.append(focus())
        program.press(Qt.Key.Key_Tab)

    inputs = page.form.inputs
    assert seen[:9] == [
        inputs["name"],
        inputs["birth_date"],
        page.form.birth_unknown,
        inputs["sex"],
        inputs["phones"],
        inputs["language"],
        inputs["email"],
        inputs["romanised_name"],
        inputs["guardian"],
    ]
    assert seen[9:11] == [page.cancel_button, page.save_button]
