"""Likely duplicates in the window, decided by keyboard, over real records."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from intake_app.desktop.pages.duplicates_page import DuplicatesPage
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.domain.dates import parse_iso
from intake_app.domain.patients.patient import Patient, PatientDetails
from intake_app.services.suite import Services
from tests.desktop.conftest import DOCTOR
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.program import ALT, CTRL, Program, focus


def registered(services: Services, name: str, born: str = "1988-04-17") -> Patient:
    details = PatientDetails(name=name, birth_date=parse_iso(born), phones=("07700 900123",))
    return services.patients.register(DOCTOR, details)


def opened(program: Program, pairs: int) -> DuplicatesPage:
    program.press(Qt.Key.Key_D, CTRL)
    page = program.page(DuplicatesPage)
    program.wait(lambda: page.table.model().rowCount() == pairs)
    return page


def said(page: DuplicatesPage, words: str) -> bool:
    return page.notice.message is not None and words in page.notice.message.text


def test_pairs_are_listed_and_shown_side_by_side_with_the_reasons(
    clinic_records: Services, program: Program
) -> None:
    registered(clinic_records, AWKWARD_NAME)
    registered(clinic_records, "Sukru O'Brien-Lukasz Zoe b co b", "1988-03-17")

    page = opened(program, 1)

    assert focus() is page.table
    shown = page.side_by_side.text()
    for words in (AWKWARD_NAME, "P000001", "P000002", "17 Apr 1988", "17 Mar 1988", "≠", "="):
        assert words in shown
    assert "one digit of the day or month of birth differs" in shown
    assert "same telephone" in shown


def test_a_merge_is_asked_about_done_and_undone_by_keyboard(
    clinic_records: Services, program: Program
) -> None:
    one = registered(clinic_records, "Anna Meyer")
    other = registered(clinic_records, "Meyer Anna")
    page = opened(program, 1)

    assert page.button("second").text().replace("&", "") == f"Merge, keep {other.record_number}"
    program.press(Qt.Key.Key_E, ALT)
    question = program.decision()
    assert f"{other.record_number}  Meyer Anna is kept" in question_text(program)
    question.accept_button.click()
    program.wait(lambda: said(page, "Merged"))
    assert said(page, f"{one.record_number} is shown with {other.record_number}")

    assert page.table.model().rowCount() == 0
    assert clinic_records.patients.get(DOCTOR, one.id) == other

    program.window.activateWindow()  # offscreen, nobody does so when a dialog has closed
    QTest.keyClick(program.window, Qt.Key.Key_U, ALT)
    program.wait(lambda: page.table.model().rowCount() == 1)
    assert clinic_records.patients.get(DOCTOR, one.id) == one


def test_enter_asks_and_escape_changes_nothing(clinic_records: Services, program: Program) -> None:
    registered(clinic_records, "Anna Meyer")
    registered(clinic_records, "Meyer Anna")
    page = opened(program, 1)

    program.press(Qt.Key.Key_Return)
    program.decision().reject()

    assert page.table.model().rowCount() == 1
    assert len(clinic_records.duplicates.likely(DOCTOR)) == 1


def test_not_the_same_is_remembered_and_later_is_not(
    clinic_records: Services, program: Program
) -> None:
    for name in ("Anna Meyer", "Meyer Anna", "Bertram Olsen", "Bertram Olson"):
        registered(clinic_records, name, "1971-01-02" if "Ber" in name else "1988-04-17")
    page = opened(program, 2)

    program.press(Qt.Key.Key_N, ALT)
    program.wait(lambda: said(page, "Remembered"))
    program.press(Qt.Key.Key_L, ALT)
    program.wait(lambda: page.table.model().rowCount() == 0)

    assert "put off" in page.empty.accessibleName()
    assert "Nobody seems to be registered twice" not in page.empty.accessibleName()
    assert len(clinic_records.duplicates.likely(DOCTOR)) == 1


def test_not_the_same_by_mistake_is_undone_by_keyboard(
    clinic_records: Services, program: Program
) -> None:
    registered(clinic_records, "Anna Meyer")
    registered(clinic_records, "Meyer Anna")
    page = opened(program, 1)
    program.press(Qt.Key.Key_N, ALT)
    program.wait(lambda: said(page, "Remembered"))
    assert clinic_records.duplicates.likely(DOCTOR) == []

    program.press(Qt.Key.Key_U, ALT)
    program.wait(lambda: page.table.model().rowCount() == 1)

    assert len(clinic_records.duplicates.likely(DOCTOR)) == 1


def test_what_was_decided_elsewhere_meanwhile_is_refused_in_words(
    clinic_records: Services, program: Program
) -> None:
    one = registered(clinic_records, "Anna Meyer")
    other = registered(clinic_records, "Meyer Anna")
    page = opened(program, 1)
    clinic_records.duplicates.merge(DOCTOR, one.id, other.id)

    program.press(Qt.Key.Key_N, ALT)

    program.wait(lambda: said(page, "P000001"))


def test_the_patients_page_says_who_was_merged_and_undoes_it(
    clinic_records: Services, program: Program
) -> None:
    one = registered(clinic_records, "Anna Meyer")
    other = registered(clinic_records, "Meyer Anna", "1988-05-17")
    begun = clinic_records.consultations.start(DOCTOR, other.id).consultation.id
    clinic_records.duplicates.merge(DOCTOR, one.id, other.id)

    program.type("P000002")
    program.press(Qt.Key.Key_Return)
    page = program.page(PatientPage)
    program.wait(lambda: "Anna Meyer" in page.banner.accessibleName())
    program.wait(lambda: bool(page.merged.buttons))

    (button,) = page.merged.buttons
    for words in ("Meyer Anna", "P000002", "17 May 1988", DOCTOR.name):
        assert words in button.accessibleName()
    line = page.consultations.table.current_line()
    assert line is not None
    assert line.id == begun

    program.press(Qt.Key.Key_M, ALT)
    program.decision().accept_button.click()
    program.wait(lambda: not page.merged.buttons)
    assert page.consultations.table.current_line() is None
    assert clinic_records.patients.get(DOCTOR, other.id) == other


def question_text(program: Program) -> str:
    """Everything the question says."""
    return " ".join(label.text() for label in program.decision().findChildren(QLabel))
