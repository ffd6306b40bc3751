"""Finding by keyboard, over real records."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from intake_app.desktop.models.found_rows import RowKind
from intake_app.desktop.pages.consultation_page import ConsultationPage
from intake_app.desktop.pages.find_page import FindPage
from intake_app.desktop.pages.handout_page import HandoutPage
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.desktop.pages.register_page import RegisterPage
from intake_app.desktop.presenters.find import document_id
from intake_app.domain.dates import parse_iso
from intake_app.domain.patients.patient import Patient, PatientDetails
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.services.finding import MOST_SHOWN
from intake_app.services.suite import Services
from tests.desktop.conftest import DOCTOR
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.program import CTRL, Program, focus


def registered(services: Services, name: str, born: str = "1988-04-17") -> Patient:
    details = PatientDetails(name=name, birth_date=parse_iso(born), phones=("07700 900123",))
    return services.patients.register(DOCTOR, details)


def titles(page: FindPage) -> list[str]:
    """The names in the list, from top to bottom, headings too."""
    model = page.list.model()
    rows = [page.list.row_at(place) for place in range(model.rowCount())]
    return [row.title for row in rows if row is not None]


def find_page(program: Program) -> FindPage:
    return program.page(FindPage)


def test_the_keyboard_begins_in_the_search_field(program: Program) -> None:
    assert focus() is find_page(program).field


def test_what_is_typed_is_found_with_date_of_birth_age_and_record_number(
    clinic_records: Services, program: Program
) -> None:
    patient = registered(clinic_records, AWKWARD_NAME)
    page = find_page(program)

    program.type("zoe brien")
    program.wait(lambda: titles(page) == [AWKWARD_NAME])

    row = page.current_row()
    assert row is not None
    assert (row.born, row.age) == ("17 Apr 1988", "38 years")
    assert row.detail == f"{patient.record_number}  ·  07700 900123"


def test_enter_opens_the_first(clinic_records: Services, program: Program) -> None:
    registered(clinic_records, AWKWARD_NAME)
    page = find_page(program)
    program.type("sukru")
    program.wait(lambda: titles(page) == [AWKWARD_NAME])

    program.press(Qt.Key.Key_Return)

    opened = program.page(PatientPage)
    program.wait(lambda: AWKWARD_NAME in opened.banner.accessibleName())


def test_enter_before_the_list_is_there_opens_an_unmistakable_patient(
    clinic_records: Services, program: Program
) -> None:
    registered(clinic_records, AWKWARD_NAME)

    program.type("zoe o'brien")
    program.press(Qt.Key.Key_Return)

    program.page(PatientPage)


def test_enter_before_the_list_is_there_never_chooses_between_namesakes(
    clinic_records: Services, program: Program
) -> None:
    registered(clinic_records, "Anna Meyer", "1960-01-02")
    registered(clinic_records, "Anna Meyer", "1991-05-06")
    page = find_page(program)

    program.type("anna meyer")
    program.press(Qt.Key.Key_Return)
    program.wait(lambda: titles(page) == ["Anna Meyer", "Anna Meyer"])

    assert program.window.current_page is page


def test_enter_never_opens_a_line_that_belongs_to_older_text(
    clinic_records: Services, program: Program
) -> None:
    registered(clinic_records, "Anna Meyer")
    wanted = registered(clinic_records, "Bertram Olsen")
    page = find_page(program)
    program.type("anna")
    program.wait(lambda: titles(page) == ["Anna Meyer"])
    chosen: list[str] = []
    assert program.desktop.session is not None
    program.desktop.session.find.patient_chosen.connect(chosen.append)

    page.field.setText("bertram olsen")
    page.field.textEdited.emit("bertram olsen")
    page.field.returnPressed.emit()

    program.wait(lambda: chosen == [wanted.id])


def test_arrows_move_in_the_list_while_the_keyboard_stays_in_the_field(
    clinic_records: Services, program: Program
) -> None:
    registered(clinic_records, "Anna Meyer", "1960-01-02")
    registered(clinic_records, "Anna Meyer", "1991-05-06")
    page = find_page(program)
    program.type("anna meyer")
    program.wait(lambda: len(titles(page)) == 2)
    first = page.current_row()

    program.press(Qt.Key.Key_Down)
    second = page.current_row()
    program.press(Qt.Key.Key_Down)

    assert first is not None
    assert second is not None
    assert {first.born, second.born} == {"2 Jan 1960", "6 May 1991"}
    assert page.current_row() == second
    assert focus() is page.field


def test_the_newest_keystroke_wins(clinic_records: Services, program: Program) -> None:
    for name in ("Anna Meyer", "Bertram Olsen", "Bea Ortiz"):
        registered(clinic_records, name)
    page = find_page(program)

    for text in ("anna", "ber", "bertram olsen"):
        page.field.setText(text)
        page.field.textEdited.emit(text)

    program.wait(lambda: titles(page) == ["Bertram Olsen"])


def test_ctrl_n_registers_with_what_was_typed(program: Program) -> None:
    program.type("Zoë Neu")
    program.press(Qt.Key.Key_N, CTRL)

    page = program.page(RegisterPage)
    program.wait(lambda: page.typed().name == "Zoë Neu")


def test_nobody_found_says_what_to_do(program: Program) -> None:
    page = find_page(program)

    program.type("<b>nobody</b>")
    program.wait(lambda: "Nobody found" in page.empty.accessibleName())

    assert "<b>nobody</b>" in page.empty.accessibleName()
    assert "Ctrl+N" in page.empty.accessibleName()


def test_of_more_than_are_shown_the_list_says_so_and_the_arrows_stop_at_the_last(
    clinic_records: Services, program: Program
) -> None:
    for _ in range(MOST_SHOWN + 2):
        registered(clinic_records, "Anna Example")
    page = find_page(program)

    program.type("anna")
    program.wait(lambda: len(titles(page)) == MOST_SHOWN + 1)
    for _ in range(MOST_SHOWN + 3):
        program.press(Qt.Key.Key_Down)

    assert titles(page)[-1].startswith(f"The best {MOST_SHOWN} are shown")
    assert page.current_row() == page.list.row_at(MOST_SHOWN - 1)


def test_without_patients_the_list_says_so(program: Program) -> None:
    page = find_page(program)

    program.wait(lambda: "No patients yet" in page.empty.accessibleName())


def test_with_nothing_typed_drafts_come_first_and_are_continued_from_the_list(
    clinic_records: Services, program: Program
) -> None:
    registered(clinic_records, "Anna Meyer")
    patient = registered(clinic_records, "Bertram Olsen")
    draft = clinic_records.consultations.start(DOCTOR, patient.id).consultation.id
    registered(clinic_records, "Bea Ortiz")
    page = find_page(program)

    program.choose("find")
    program.wait(lambda: len(titles(page)) == 5)

    assert titles(page)[:3] == [
        "Continue where you stopped",
        "Bertram Olsen",
        "Recent patients",
    ]
    row = page.current_row()
    assert row is not None
    assert (row.kind, row.target) == (RowKind.DRAFT, draft)
    assert "Dr Mary Example" in row.mark
    assert program.window.current_page is page, "a draft is never opened by itself"


def test_a_patient_with_a_draft_is_marked_in_words(
    clinic_records: Services, program: Program
) -> None:
    patient = registered(clinic_records, "Bertram Olsen")
    clinic_records.consultations.start(DOCTOR, patient.id)
    page = find_page(program)

    program.type("olsen")
    program.wait(lambda: titles(page) == ["Bertram Olsen"])

    row = page.current_row()
    assert row is not None
    assert "Draft open" in row.mark


def test_escape_clears_the_field(clinic_records: Services, program: Program) -> None:
    registered(clinic_records, "Anna Meyer")
    page = find_page(program)
    program.type("nobody at all")
    program.wait(lambda: titles(page) == [])

    program.press(Qt.Key.Key_Escape)

    program.wait(lambda: titles(page) == ["Recent patients", "Anna Meyer"])
    assert page.text() == ""


def test_a_typed_document_id_opens_that_document_or_says_there_is_none(
    program: Program,
) -> None:
    program.type("abcd-efgh-jkmn")
    program.press(Qt.Key.Key_Return)

    page = program.page(HandoutPage)
    program.wait(lambda: page.notice.message is not None)
    assert page.notice.message is not None
    assert "There is no document ABCD-EFGH-JKMN" in page.notice.message.text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ABCD-EFGH-JKMN", "ABCD-EFGH-JKMN"),
        (" abcd-efgh-jkmn ", "ABCD-EFGH-JKMN"),
        ("OBCD-EFGH-JKML", "0BCD-EFGH-JKM1"),
        ("ABCDEFGHJKM1", "ABCD-EFGH-JKM1"),
        ("ABCDEFGHJKMN", ""),
        ("Bartholomews", ""),
        ("Anna Lena Marc", ""),
        ("07700 900 123", ""),
        ("UBCD-EFGH-JKMN", ""),
        ("", ""),
    ],
)
def test_a_document_id_is_told_from_a_name(typed: str, meant: str) -> None:
    assert document_id(typed) == meant


def test_a_draft_in_the_list_opens_the_very_consultation(
    clinic_records: Services, program: Program
) -> None:
    patient = registered(clinic_records, "Bertram Olsen")
    draft = clinic_records.consultations.start(DOCTOR, patient.id).consultation.id
    page = find_page(program)
    program.choose("find")
    program.wait(lambda: len(titles(page)) == 2)
    opened: list[ConsultationId] = []
    assert program.desktop.session is not None
    program.desktop.session.find.consultation_chosen.connect(opened.append)

    program.press(Qt.Key.Key_Return)

    program.wait(lambda: opened == [draft])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_that_has_the_keyboard(program: Program, key: Qt.Key) -> None:
    button = find_page(program).new_button
    button.setFocus()
    program.press(key)

    assert isinstance(program.window.current_page, RegisterPage)


def test_the_enter_that_opens_a_patient_presses_nothing_on_the_page_it_opens(
    clinic_records: Services, program: Program
) -> None:
    registered(clinic_records, AWKWARD_NAME)
    page = find_page(program)
    program.type("sukru")
    program.wait(lambda: titles(page) == [AWKWARD_NAME])
    program.press(Qt.Key.Key_Return)
    opened = program.page(PatientPage)
    program.wait(lambda: isinstance(focus(), QPushButton))

    program.qtbot.wait(50)
    assert program.window.current_page is opened
    program.press(Qt.Key.Key_Return)
    program.page(ConsultationPage)
