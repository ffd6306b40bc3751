"""Voiding and moving a consultation on the patient's page, by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from intake_app.desktop.pages.consultation_page import ConsultationPage
from intake_app.desktop.pages.handout_page import HandoutPage
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.desktop.widgets.decision import Decision
from intake_app.desktop.widgets.patient.who_dialog import WhoDialog
from intake_app.domain.dates import parse_iso
from intake_app.domain.patients.patient import PatientDetails
from intake_app.services.demonstration import Demonstration
from intake_app.services.suite import Services
from tests.desktop.test_handout import DOCTOR
from tests.desktop.test_patient_page import cells, open_patient
from tests.helpers.program import ALT, Program


@pytest.fixture
def program(visited: Program) -> Program:
    return visited


def answer(program: Program, words: str) -> Decision:
    """Type into the question that is asked, and press Enter."""
    decision = program.decision()
    program.wait(decision.isVisible)
    decision.reason.setFocus()
    decision.reason.setText(words)
    decision.accept_button.click()
    return decision


def test_a_void_consultation_is_marked_and_so_is_its_document(
    program: Program, services: Services, made: Demonstration
) -> None:
    page = open_patient(program, services, made)
    page.consultations.button("void").click()
    answer(program, "Typed for <b>her</b> sister")

    program.wait(lambda: cells(page)[2].startswith("✕ Void"))
    told = page.consultations.detail.words
    program.wait(lambda: "Typed for <b>her</b> sister" in told.text())
    for act in ("amend", "void", "move", "handout"):
        assert page.consultations.button(act).isHidden()
    document = page.documents.table.current_line()
    assert document is not None
    assert document.cells[-1].startswith("✕ of a void consultation")

    page.consultations.button("open").click()
    review = program.page(ConsultationPage).review
    program.wait(lambda: "✕ Void since" in review.standing.text())
    assert review.amend_button.isHidden()
    assert review.handout_button.isHidden()

    program.choose("back")
    page = program.page(PatientPage)
    program.wait(lambda: page.documents.table.current_line() is not None)
    page.documents.button("show").click()
    handout = program.page(HandoutPage)
    program.wait(
        lambda: handout.notice.message is not None and "void" in handout.notice.message.text
    )


def test_a_consultation_is_moved_to_whom_the_record_number_names(
    program: Program, services: Services, made: Demonstration
) -> None:
    other = services.patients.register(DOCTOR, PatientDetails(name="Mia Made-Up"))
    page = open_patient(program, services, made)
    page.consultations.button("move").click()
    answer(program, other.record_number.lower()).deleteLater()

    program.wait(lambda: any("Mia" in _shown(d) for d in _asked(program)))
    final = next(d for d in _asked(program) if "Mia" in _shown(d))
    final.reason.setText("It was Mia")
    final.accept_button.click()

    program.wait(lambda: "→ Moved to" in cells(page)[2])
    assert other.record_number in cells(page)[2]
    moved = services.consultations.open(DOCTOR, made.consultation_id)
    assert moved.patient.id == other.id

    told = page.consultations.detail.words
    program.wait(lambda: "It was Mia" in told.text())
    assert "Mia Made-Up" in told.text()
    assert "First visit of 21 Nov 2026" in told.text()
    assert DOCTOR.name in told.text()
    page.consultations.button("follow").click()
    program.wait(lambda: program.window.current_page is not page)
    there = program.page(PatientPage)
    program.wait(lambda: there.consultations.table.current_line() is not None)
    assert other.record_number in there.banner.accessibleName()
    program.wait(lambda: "It was Mia" in there.consultations.detail.words.text())


def test_a_voiding_is_taken_back_with_a_reason_and_both_stay_said(
    program: Program, services: Services, made: Demonstration
) -> None:
    services.corrections.void(DOCTOR, made.consultation_id, "Written twice")
    page = open_patient(program, services, made)
    program.wait(lambda: "Written twice" in page.consultations.detail.words.text())
    assert page.consultations.button("amend").isHidden()

    page.consultations.button("reinstate").click()
    answer(program, "It was the other one").deleteLater()

    program.wait(lambda: cells(page)[2] == "✓ Completed")
    told = page.consultations.detail.words
    program.wait(lambda: "It was the other one" in told.text())
    assert "Written twice" in told.text()
    assert page.consultations.button("amend").isVisibleTo(page)


def test_the_desk_is_not_offered_what_it_may_not_do(
    program: Program, services: Services, made: Demonstration
) -> None:
    program.window.top_bar.actor_chosen.emit(0)
    page = open_patient(program, services, made)

    buttons = ("open", "handout", "amend", "void", "move")
    offered = [each for each in buttons if page.consultations.button(each).isVisibleTo(page)]
    assert offered == ["open", "handout"]


def test_who_is_meant_is_chosen_among_those_who_answer_to_a_name(
    program: Program, services: Services, made: Demonstration
) -> None:
    twins = [
        services.patients.register(
            DOCTOR, PatientDetails(name="Mia Made-Up", birth_date=parse_iso("1990-01-02"))
        )
        for _ in range(2)
    ]
    page = open_patient(program, services, made)
    page.consultations.button("move").click()
    answer(program, "Mia Made").deleteLater()

    program.wait(lambda: bool(program.window.findChildren(WhoDialog)))
    (who,) = program.window.findChildren(WhoDialog)
    shown = [who.table.model().index(row, 2).data() for row in range(2)]
    assert sorted(shown) == sorted(each.record_number for each in twins)
    chosen = who.table.current_line()
    assert chosen is not None
    assert chosen.cells[:2] == ("Mia Made-Up", "2 Jan 1990")
    QTest.keyClick(who.table, Qt.Key.Key_Return)

    program.wait(lambda: any("Mia" in _shown(d) for d in _asked(program)))
    final = next(d for d in _asked(program) if "Mia" in _shown(d))
    assert chosen.cells[2] in _shown(final)
    final.reason.setText("It was she")
    final.accept_button.click()
    program.wait(lambda: chosen.cells[2] in cells(page)[2])


def test_a_record_number_that_nobody_has_moves_nothing(
    program: Program, services: Services, made: Demonstration
) -> None:
    page = open_patient(program, services, made)
    page.consultations.button("move").click()
    answer(program, "P999999")

    program.wait(lambda: page.notice.message is not None and "P999999" in page.notice.message.text)
    assert cells(page)[2] == "✓ Completed"


def test_alt_e_begins_the_record_of_an_unwanted_effect(
    program: Program, services: Services, made: Demonstration
) -> None:
    page = open_patient(program, services, made)
    program.press(Qt.Key.Key_E, ALT)

    opened = program.page(ConsultationPage)
    program.wait(lambda: opened.state is not None)
    assert opened.state is not None
    kinds = [a.values for p, a in opened.state.answers.at.items() if p.link_id == "visit.kind"]
    assert kinds[0][0].code == "after-treatment-check"  # type: ignore[union-attr]
    assert page is not None


def _asked(program: Program) -> list[Decision]:
    return program.window.findChildren(Decision)


def _shown(decision: Decision) -> str:
    return " ".join(label.text() for label in decision.findChildren(QLabel))
