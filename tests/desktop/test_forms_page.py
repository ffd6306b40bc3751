"""The screen Consultation form, in the real window over real records."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from intake_app.desktop.pages.consultation_page import ConsultationPage
from intake_app.desktop.pages.forms_page import FormsPage
from intake_app.desktop.pages.handout_page import HandoutPage
from intake_app.desktop.widgets.clinic.form_preview import FormPreview
from intake_app.domain.dates import parse_iso
from intake_app.domain.patients.patient import PatientDetails
from intake_app.services.suite import Services
from tests.desktop.conftest import DOCTOR
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.fhir_builders import extension, form_json, item_json
from tests.helpers.program import ALT, Program

OURS = form_json(
    item_json("mood", text="How is your mood?"),
    item_json("odd", extension=[extension("urn:unheard-of", valueString="x")]),
    title=AWKWARD_NAME,
)


@pytest.fixture
def page(program: Program) -> FormsPage:
    program.choose("form")
    page = program.page(FormsPage)
    program.wait(lambda: bool(page.in_use.text()))
    return page


def look_at(program: Program, page: FormsPage, path: Path, form: object) -> None:
    """Choose a file in the dialog that the keyboard opened."""
    path.write_text(form if isinstance(form, str) else json.dumps(form), encoding="utf-8")
    program.press(Qt.Key.Key_L, ALT)
    program.wait(lambda: bool(page.findChildren(QFileDialog)))
    dialog = page.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    program.wait(page.looked_at.isVisible)


def said(page: FormsPage) -> str:
    return page.notice.message.text if page.notice.message is not None else ""


def found(page: FormsPage) -> list[tuple[str, ...]]:
    model = page.looked_at.findings.model()
    return [
        tuple(str(model.index(row, column).data()) for column in range(3))
        for row in range(model.rowCount())
    ]


def test_it_says_which_form_is_in_use_and_which_there_are(page: FormsPage) -> None:
    line = page.known.table.current_line()

    assert "“Hair consultation”" in page.in_use.text()
    assert line is not None
    assert "comes with the program" in line.cells[3]
    assert page.load_button.hasFocus()


def test_a_form_is_looked_at_asked_about_and_put_in_use(
    program: Program, page: FormsPage, tmp_path: Path, clinic_records: Services
) -> None:
    look_at(program, page, tmp_path / "ours.json", OURS)

    program.wait_for_keyboard(page.looked_at.use_button)
    kinds = [(kind, where) for kind, where, _ in found(page)]
    assert ("Not understood", "odd") in kinds
    assert ("Handout", "plan.first_session") in kinds
    assert ("Screening", "pregnant") in kinds
    assert ("New", "mood") in kinds

    program.press(Qt.Key.Key_U, ALT)
    decision = program.decision()
    assert clinic_records.forms.in_use().ref.url != "urn:test:form"
    decision.accept_button.click()
    program.wait(lambda: "is in use from now on" in said(page))

    assert AWKWARD_NAME in said(page)
    assert clinic_records.forms.in_use().ref.url == "urn:test:form"
    assert not page.looked_at.isVisible()
    program.wait(lambda: AWKWARD_NAME in page.in_use.text())


def test_a_broken_form_shows_its_errors_and_cannot_be_used(
    program: Program, page: FormsPage, tmp_path: Path, clinic_records: Services
) -> None:
    look_at(program, page, tmp_path / "b.json", form_json(item_json("a"), item_json("a")))

    assert found(page)[0] == ("Error", "a", "This linkId is used more than once.")
    assert not page.looked_at.use_button.isVisible()

    program.wait_for_keyboard(page.looked_at.dismiss_button)
    program.press(Qt.Key.Key_N, ALT)
    program.wait(lambda: not page.looked_at.isVisible())
    assert page.load_button.hasFocus()
    assert clinic_records.forms.in_use().ref.url != "urn:test:form"


@pytest.mark.parametrize("text", ["", "not JSON", "[]", '{"resourceType": "Patient"}'])
def test_what_is_no_form_is_said_to_be_none(
    program: Program, page: FormsPage, tmp_path: Path, text: str
) -> None:
    look_at(program, page, tmp_path / "x.json", text)

    assert found(page)[0][0] == "Error"
    assert not page.looked_at.show_button.isVisible()


def test_a_file_that_is_gone_is_said_to_be(
    program: Program, page: FormsPage, tmp_path: Path
) -> None:
    page.file_chosen.emit(str(tmp_path / "gone.json"))

    program.wait(lambda: "There is no file" in said(page))


def test_the_form_can_be_seen_before_it_is_used(
    program: Program, page: FormsPage, tmp_path: Path
) -> None:
    look_at(program, page, tmp_path / "ours.json", OURS)
    program.press(Qt.Key.Key_O, ALT)
    program.wait(lambda: bool(page.findChildren(FormPreview)))
    preview = page.findChildren(FormPreview)[-1]
    program.wait(lambda: len(preview.sheets) == 2)
    assert preview.windowTitle() == AWKWARD_NAME
    preview.reject()


def test_one_goes_back_to_the_programs_own_form_by_keyboard(
    program: Program, page: FormsPage, tmp_path: Path, clinic_records: Services
) -> None:
    look_at(program, page, tmp_path / "ours.json", OURS)
    page.use_confirmed.emit()
    program.wait(lambda: AWKWARD_NAME in page.in_use.text())
    program.window.activateWindow()
    page.known.table.setFocus()
    line = page.known.table.current_line()
    assert line is not None
    assert line.cells[0] == "Hair consultation"

    program.press(Qt.Key.Key_Return)
    program.decision().accept_button.click()

    program.wait(lambda: "“Hair consultation”" in page.in_use.text())
    assert clinic_records.forms.in_use().ref.url.startswith("urn:intake-app")


def test_reception_is_refused_in_place(program: Program, page: FormsPage) -> None:
    program.window.top_bar.actor_chosen.emit(0)

    assert "may not choose the consultation form" in page.rights.text()
    assert page.load_button.isHidden()
    assert page.known.button("use").isHidden()
    page.file_chosen.emit("anything.json")
    assert "may not choose the consultation form" in said(page)

    program.window.top_bar.actor_chosen.emit(1)
    assert page.rights.isHidden()
    assert not page.load_button.isHidden()


def test_a_consultation_in_a_foreign_form_opens_and_completes_on_the_screen(
    program: Program, page: FormsPage, tmp_path: Path, clinic_records: Services
) -> None:
    look_at(program, page, tmp_path / "ours.json", OURS)
    page.use_confirmed.emit()
    program.wait(lambda: "is in use from now on" in said(page))
    details = PatientDetails(name=AWKWARD_NAME, birth_date=parse_iso("1988-04-17"))
    patient = clinic_records.patients.register(DOCTOR, details)
    draft = clinic_records.consultations.start(DOCTOR, patient.id).consultation.id
    session = program.desktop.session
    assert session is not None
    session.find.consultation_chosen.emit(draft)
    consultation = program.page(ConsultationPage)
    program.wait(lambda: consultation.state is not None)

    program.type("fine")
    consultation.review_requested.emit()
    consultation.completion_requested.emit()

    handout = program.page(HandoutPage)
    program.wait(lambda: handout.notice.message is not None)
    assert handout.notice.message is not None
    assert "does not ask “plan.decision”" in handout.notice.message.text
    assert not clinic_records.consultations.open(DOCTOR, draft).consultation.is_open
