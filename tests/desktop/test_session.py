"""The window as a whole: opening, refusing, first start, acting, closing."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from intake_app.desktop.opening import Opening
from intake_app.desktop.pages.clinic_page import ClinicPage
from intake_app.desktop.pages.find_page import FindPage
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.desktop.pages.records_page import RecordsPage
from intake_app.desktop.pages.register_page import RegisterPage
from intake_app.desktop.preferences import Preferences
from intake_app.desktop.widgets.info_dialog import InfoDialog
from intake_app.domain.dates import parse_iso
from intake_app.domain.errors import RecordsReadOnly
from intake_app.domain.patients.patient import PatientDetails
from intake_app.domain.products import Product
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from intake_app.services.upkeep import Progress
from tests.desktop.conftest import DOCTOR
from tests.helpers.program import ALT, CLINIC, CTRL, Program, opening_of, running
from tests.helpers.stopped_clock import StoppedClock


def settings_of(program: Program) -> ClinicPage:
    """The settings, opened by their key."""
    program.press(Qt.Key.Key_Comma, CTRL)
    page = program.page(ClinicPage)
    program.wait(lambda: page.texts()["name"] == CLINIC.name)
    return page


@pytest.fixture
def new_program(qtbot: QtBot, opening: Opening) -> Iterator[Program]:
    """The window over records without a clinic: the first start."""
    with running(qtbot, opening) as opened:
        yield opened


def texts_of(page: ClinicPage, **texts: str) -> None:
    page.show_texts(texts)


def test_the_first_start_leads_to_the_set_up(new_program: Program) -> None:
    page = new_program.page(ClinicPage)

    assert page.demonstration_button.isVisible() is False, "there is no demonstration to make"
    assert page.save_button.text() == "Set up the clinic"
    assert not new_program.window.top_bar.back.isVisible(), "behind it there is nothing yet"


def test_the_first_start_leads_to_a_backup_by_keyboard(new_program: Program) -> None:
    """On a new computer there are records already, somewhere else."""
    page = new_program.page(ClinicPage)
    assert page.backup_button.isVisible()

    new_program.press(Qt.Key.Key_B, ALT)

    assert new_program.page(RecordsPage).restore_button.isEnabled()


def test_the_set_up_puts_the_clinic_in_force_and_its_first_practitioner_to_work(
    new_program: Program, services: Services
) -> None:
    page = new_program.page(ClinicPage)
    new_program.wait(lambda: bool(page.texts()["time_zone"]))
    texts_of(page, name="Made-up Clinic", practitioners="Dr A\n\nDr B", time_zone="Europe/Berlin")

    new_program.press(Qt.Key.Key_S, CTRL)

    new_program.page(FindPage)
    clinic = services.clinic.get()
    assert (clinic.name, clinic.practitioners) == ("Made-up Clinic", ("Dr A", "Dr B"))
    assert new_program.window.top_bar.actors.currentText() == "Dr A"


def test_a_time_zone_that_does_not_exist_is_refused_in_its_place(
    new_program: Program, services: Services
) -> None:
    page = new_program.page(ClinicPage)
    new_program.wait(lambda: bool(page.texts()["time_zone"]))
    texts_of(page, name="Made-up Clinic", time_zone="Mars/Base")

    page.submitted.emit()

    zone = page.form.inputs["time_zone"]
    new_program.wait(lambda: "Mars/Base" in zone.accessibleDescription())
    assert not services.clinic.is_set_up()
    texts_of(page, name="", time_zone="UTC")


def test_what_is_still_missing_for_a_handout_is_said(
    program: Program, clinic_records: Services
) -> None:
    page = settings_of(program)
    texts_of(page, night_phone="")

    page.submitted.emit()

    program.wait(lambda: page.notice.message is not None)
    assert page.notice.message is not None
    assert "the number outside those hours" in page.notice.message.text
    assert clinic_records.clinic.get() == replace(CLINIC, night_phone="")


def test_the_clinics_words_are_typed_in_one_language_after_the_other(
    program: Program, clinic_records: Services
) -> None:
    page = settings_of(program)
    card = page.form.words
    assert [card.language.itemData(place) for place in range(4)] == ["ar", "bn", "es", "tr"]
    assert CLINIC.interest in card.inputs["interest"].accessibleDescription()

    for code, words in (("es", "Cobra cada sesión."), ("ar", "نبيع هذا العلاج")):
        card.language.show_text(code)
        card.language.changed.emit()
        card.inputs["interest"].setFocus()
        program.type(words)
    arabic = card.inputs["interest"].document().defaultTextOption()
    assert arabic.textDirection() is Qt.LayoutDirection.RightToLeft
    assert "1 of 4" in card.language.currentText()
    page.submitted.emit()

    program.wait(lambda: page.notice.message is not None)
    clinic = clinic_records.clinic.get()
    assert [(each.language, each.interest) for each in clinic.words] == [
        ("ar", "نبيع هذا العلاج"),
        ("es", "Cobra cada sesión."),
    ]
    assert clinic == replace(CLINIC, words=clinic.words)
    card.language.show_text("es")
    card.language.changed.emit()
    assert card.inputs["interest"].text() == "Cobra cada sesión."


def test_saving_the_settings_keeps_what_another_window_wrote_beside_them(
    program: Program, clinic_records: Services
) -> None:
    page = settings_of(program)
    meanwhile = replace(CLINIC, products=(Product(name="Made-up mix"),))
    clinic_records.clinic.save(DOCTOR, meanwhile)
    texts_of(page, phone="01632 960777")

    page.submitted.emit()

    program.wait(lambda: page.notice.message is not None)
    assert clinic_records.clinic.get() == replace(meanwhile, phone="01632 960777")


def test_the_language_of_the_words_themselves_is_chosen_by_name(
    program: Program, clinic_records: Services
) -> None:
    page = settings_of(program)

    page.form.words.own_language.show_text("tr")
    offered = [page.form.words.language.itemData(place) for place in range(4)]
    assert offered == ["en", "ar", "bn", "es"]
    page.submitted.emit()

    program.wait(lambda: page.notice.message is not None)
    assert clinic_records.clinic.get() == replace(CLINIC, own_language="tr")


def test_settings_cannot_be_typed_before_they_are_read(
    program: Program, clinic_records: Services
) -> None:
    """What was typed was written over; what was saved lacked all the rest."""
    program.choose("settings")
    page = program.window.current_page
    assert isinstance(page, ClinicPage)
    assert not page.form.isEnabled()
    page.submitted.emit()

    program.wait(page.form.inputs["name"].hasFocus)
    assert page.texts()["name"] == CLINIC.name
    assert clinic_records.clinic.get() == CLINIC


def test_reception_may_not_change_the_settings(program: Program, clinic_records: Services) -> None:
    program.window.top_bar.actor_chosen.emit(0)
    page = settings_of(program)
    texts_of(page, name="Another Clinic")

    page.submitted.emit()

    program.wait(lambda: page.notice.message is not None)
    assert clinic_records.clinic.get().name == CLINIC.name
    assert page.texts()["name"] == "Another Clinic"


def test_the_practitioners_and_the_reception_can_act(program: Program) -> None:
    actors = program.window.top_bar.actors
    names = [actors.itemText(place) for place in range(actors.count())]

    assert names == ["Reception", "Dr Mary Example", "Nurse Sam Sample"]
    assert actors.currentText() == "Dr Mary Example"


def test_who_worked_last_is_remembered(qtbot: QtBot, program: Program, data_folder: Path) -> None:
    program.press(Qt.Key.Key_W, ALT)
    program.press(Qt.Key.Key_Down)
    program.wait(lambda: Preferences(data_folder).working_as == "Nurse Sam Sample")


def test_the_scheme_is_remembered(program: Program, data_folder: Path) -> None:
    program.window.menus.actions["dark"].trigger()

    assert Preferences(data_folder).scheme == "dark"
    program.window.menus.actions["light"].trigger()


def test_records_of_a_newer_program_are_refused_in_words_and_untouched(
    qtbot: QtBot, opening: Opening
) -> None:
    refusing = replace(opening, open_lookup=refuse)
    with running(qtbot, refusing) as program:
        page = program.page(FindPage)
        assert page.notice.message is not None
        assert "cannot be written" in page.notice.message.text
        assert "--data-dir" not in page.notice.message.text
        assert page.notice.message.actions == [("retry", "Try again")]


def refuse() -> None:
    raise RecordsReadOnly(path="/somewhere")


def test_after_a_refusal_one_can_try_again(
    qtbot: QtBot, opening: Opening, clinic_records: Services
) -> None:
    attempts: list[int] = []

    def once_refused() -> None:
        attempts.append(1)
        if len(attempts) == 1:
            refuse()

    with running(qtbot, replace(opening, open_lookup=once_refused)) as program:
        page = program.page(FindPage)
        page.action_chosen.emit("retry")
        program.wait(lambda: "No patients yet" in page.empty.accessibleName())
        assert page.notice.message is None


def test_a_wish_that_comes_before_the_records_are_open_is_kept(
    qtbot: QtBot, opening: Opening, clinic_records: Services
) -> None:
    with running(qtbot, opening) as program:
        program.choose("register")
        program.page(RegisterPage)


def test_what_is_typed_until_a_wish_can_be_granted_goes_along(
    qtbot: QtBot, opening: Opening, clinic_records: Services
) -> None:
    go_on = Event()

    def slow(progress: Progress) -> Services:
        go_on.wait()
        return opening.open_services(progress)

    with running(qtbot, replace(opening, open_services=slow), settled=False) as program:
        program.choose("register")
        program.type("Anna Mey")
        go_on.set()
        page = program.page(RegisterPage)

        program.wait(lambda: page.typed().name == "Anna Mey")


def test_closing_asks_about_what_is_typed_and_not_saved(qtbot: QtBot, program: Program) -> None:
    program.press(Qt.Key.Key_N, CTRL)
    page = program.page(RegisterPage)
    page.form.inputs["name"].show_text("Anna")

    program.window.close()
    program.decision().reject()

    assert program.window.isVisible()
    assert page.typed().name == "Anna"


def test_closing_saves_an_answer_that_was_being_typed(
    qtbot: QtBot, opening: Opening, clinic_records: Services
) -> None:
    details = PatientDetails(name="Anna Meyer", birth_date=parse_iso("1988-04-17"))
    patient = clinic_records.patients.register(DOCTOR, details)
    with running(qtbot, opening) as program:
        program.type("anna")
        program.press(Qt.Key.Key_Return)
        page = program.page(PatientPage)
        program.wait(lambda: "Anna" in page.banner.accessibleName())
        page.begin_button.click()
        program.wait(lambda: program.window.current_page is not page)
        program.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        program.press(Qt.Key.Key_A, CTRL)
        program.type("20.11.2026")

    summary = clinic_records.consultations.of_patient(DOCTOR, patient.id)[0]
    assert str(summary.visit_date) == "2026-11-20"


def is_marked(program: Program) -> bool:
    return program.window.top_bar.is_marked_made_up


def test_made_up_patients_open_in_a_folder_of_their_own_and_are_marked(
    qtbot: QtBot,
    tmp_path: Path,
    data_folder: Path,
    content: Content,
    clock: StoppedClock,
    clinic_records: Services,
) -> None:
    other = tmp_path / "made-up"

    def make() -> Opening:
        shutil.copytree(data_folder, other)
        return replace(opening_of(other, content, clock), made_up=True)

    own = opening_of(data_folder, content, clock, make)
    with running(qtbot, own) as program:
        assert not is_marked(program)
        program.choose("demonstration")
        program.wait(lambda: is_marked(program))
        program.press(Qt.Key.Key_N, CTRL)
        program.page(RegisterPage)
        assert is_marked(program)

        program.choose("demonstration")
        program.wait(lambda: not is_marked(program))
        program.page(FindPage)
    assert other.is_dir()


def test_back_and_find_lead_home(program: Program) -> None:
    program.press(Qt.Key.Key_Comma, CTRL)
    program.page(ClinicPage)
    program.press(Qt.Key.Key_Left, ALT)
    program.page(FindPage)

    program.press(Qt.Key.Key_Comma, CTRL)
    program.page(ClinicPage)
    program.press(Qt.Key.Key_F, CTRL)
    program.page(FindPage)


def test_f1_shows_the_keys(program: Program) -> None:
    program.press(Qt.Key.Key_F1)

    program.wait(lambda: bool(program.window.findChildren(InfoDialog)))
    close_info(program)


def test_every_wish_in_the_menu_does_something(program: Program) -> None:
    """No dead entry: each of them is dispatched somewhere."""
    for wish in ("find", "back", "register", "settings", "keyboard", "about"):
        program.window.menus.actions[wish].trigger()
    program.page(ClinicPage)
    close_info(program)


def close_info(program: Program) -> None:
    for dialog in program.window.findChildren(InfoDialog):
        dialog.close()
