"""One patient's visits and papers, and what can be done with them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from intake_app.desktop.pages.consultation_page import ConsultationPage
from intake_app.desktop.pages.handout_page import HandoutPage
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.desktop.widgets.decision import Decision
from intake_app.domain.visit.beginning import VisitKind
from intake_app.services.demonstration import Demonstration
from intake_app.services.suite import Services
from tests.desktop.test_handout import DOCTOR
from tests.helpers.earlier_visits import completed_visit
from tests.helpers.program import ALT, Program


def open_patient(program: Program, services: Services, made: Demonstration) -> PatientPage:
    program.choose("find")
    page = program.desktop.page
    program.wait(lambda: program.window.current_page is page)
    number = services.patients.get(DOCTOR, made.patient_id).record_number
    page.field.setText(number)
    page.field.textEdited.emit(number)
    program.press(Qt.Key.Key_Return)
    opened = program.page(PatientPage)
    program.wait(lambda: opened.consultations.table.current_line() is not None)
    return opened


def cells(page: PatientPage) -> tuple[str, ...]:
    line = page.consultations.table.current_line()
    assert line is not None
    return line.cells


def test_visits_and_documents_are_listed(
    visited: Program, services: Services, made: Demonstration
) -> None:
    page = open_patient(visited, services, made)

    assert cells(page)[:4] == ("21 Nov 2026", "First visit", "✓ Completed", "Dr Ana Example")
    document = page.documents.table.current_line()
    assert document is not None
    assert document.cells[0] == made.document.document_id
    assert document.cells[-1] == "in force"


def test_before_it_is_known_whose_page_it_is_nothing_is_said_or_begun(qtbot: QtBot) -> None:
    page = PatientPage()
    qtbot.addWidget(page)
    page.show()

    assert "No consultation yet" not in words_on(page)
    assert "No handout yet" not in words_on(page)
    with qtbot.assertNotEmitted(page.consultation_begun):
        qtbot.mouseClick(page.begin_button, Qt.MouseButton.LeftButton)
        for action in page.actions():
            action.trigger()

    page.show_lines([], [])
    assert "No consultation yet" in words_on(page)
    assert "No handout yet" in words_on(page)
    with qtbot.waitSignal(page.consultation_begun):
        qtbot.mouseClick(page.begin_button, Qt.MouseButton.LeftButton)


def words_on(page: PatientPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_only_what_can_be_done_is_offered(
    visited: Program, services: Services, made: Demonstration
) -> None:
    page = open_patient(visited, services, made)
    acts = ("continue", "open", "handout", "amend", "discard")

    assert [act for act in acts if page.consultations.button(act).isVisible()] == [
        "open",
        "handout",
        "amend",
    ]


def test_of_a_check_after_treatment_no_handout_is_offered(
    visited: Program, services: Services, made: Demonstration
) -> None:
    kind = VisitKind.AFTER_TREATMENT_CHECK
    check = completed_visit(services, DOCTOR, made.patient_id, kind=kind)
    page = open_patient(visited, services, made)

    offered: dict[str, bool] = {}
    table = page.consultations.table
    for place in range(table.model().rowCount()):
        table.setCurrentIndex(table.model().index(place, 0))
        line = table.current_line()
        assert line is not None
        offered[line.id] = page.consultations.button("handout").isVisible()
    assert offered[check] is False
    assert offered[made.consultation_id] is True


def test_enter_on_a_document_opens_it_as_issued(
    visited: Program, services: Services, made: Demonstration
) -> None:
    page = open_patient(visited, services, made)
    page.documents.table.setFocus()

    visited.press(Qt.Key.Key_Return)

    handout = visited.page(HandoutPage)
    visited.wait(lambda: made.document.document_id in handout.words.document_id)


def test_a_new_consultation_is_begun_by_its_key_and_left_as_a_draft(
    visited: Program, services: Services, made: Demonstration
) -> None:
    page = open_patient(visited, services, made)

    visited.press(Qt.Key.Key_N, ALT)
    visited.page(ConsultationPage)
    visited.press(Qt.Key.Key_Left, ALT)

    visited.wait(lambda: visited.window.current_page is not page)
    back = visited.page(PatientPage)
    visited.wait(lambda: back.consultations.table.model().rowCount() == 2)
    assert cells(back)[2] == "● Draft"
    assert back.consultations.button("continue").isVisible()


def test_a_draft_is_discarded_only_after_a_yes(
    visited: Program, services: Services, made: Demonstration
) -> None:
    services.consultations.start(DOCTOR, made.patient_id)
    page = open_patient(visited, services, made)
    assert cells(page)[2] == "● Draft"

    page.consultations.button("discard").click()
    visited.decision().reject()
    assert len(services.consultations.of_patient(DOCTOR, made.patient_id)) == 2

    visited.wait(lambda: not visited.window.findChildren(Decision))
    page.consultations.button("discard").click()
    visited.decision().accept_button.click()
    visited.wait(lambda: page.consultations.table.model().rowCount() == 1)
    assert len(services.consultations.of_patient(DOCTOR, made.patient_id)) == 1


def test_amending_needs_a_reason_which_is_kept(
    visited: Program, services: Services, made: Demonstration
) -> None:
    page = open_patient(visited, services, made)

    page.consultations.button("amend").click()
    decision = visited.decision()
    assert not decision.accept_button.isEnabled()
    decision.reason.setText("The date was mistyped")
    decision.accept_button.click()

    visited.page(ConsultationPage)
    consultation = services.consultations.open(DOCTOR, made.consultation_id).consultation
    assert consultation.amendment is not None
    assert consultation.amendment.reason == "The date was mistyped"


def test_reception_is_refused_an_amendment_in_words(
    visited: Program, services: Services, made: Demonstration
) -> None:
    visited.window.top_bar.actor_chosen.emit(0)
    page = open_patient(visited, services, made)

    page.amendment_wanted.emit(made.consultation_id, "Because")

    visited.wait(lambda: page.notice.message is not None)
    assert page.notice.message is not None
    assert "may not" in page.notice.message.text


def test_the_keyboard_begins_in_the_visits(
    visited: Program, services: Services, made: Demonstration
) -> None:
    page = open_patient(visited, services, made)

    visited.wait(page.consultations.table.hasFocus)
    visited.press(Qt.Key.Key_Return)
    visited.page(ConsultationPage)


def test_no_two_things_on_the_page_have_the_same_key(
    visited: Program, services: Services, made: Demonstration
) -> None:
    page = open_patient(visited, services, made)
    shown = [button.text() for button in page.findChildren(QPushButton)]
    menus = [action.text() for action in visited.window.menuBar().actions()]
    keys = [text[text.index("&") + 1].lower() for text in (*shown, *menus) if "&" in text]
    keys += [action.shortcut().toString()[-1].lower() for action in page.actions()]

    keys.remove("o")  # a draft is continued where what is completed is opened: never both
    assert sorted(keys) == sorted(set(keys))
