"""A patient's photographs over all visits: listed, and laid beside each other."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from intake_app.desktop.opening import Opening
from intake_app.desktop.pages.consultation_page import ConsultationPage
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.desktop.pages.photographs_page import PhotographsPage
from intake_app.desktop.widgets.file_row import FileRow
from intake_app.desktop.widgets.form.field_frame import FieldFrame
from intake_app.desktop.widgets.patient.picture_comparison import PictureComparison
from intake_app.domain.dates import parse_iso
from intake_app.domain.form.answers import Place, given
from intake_app.domain.patients.patient import PatientDetails, PatientId
from intake_app.domain.visit.drafting import SetAnswer
from intake_app.services.suite import Services
from tests.helpers.builders import AWKWARD_NAME, day
from tests.helpers.consultation_screen import DOCTOR
from tests.helpers.earlier_visits import completed_visit
from tests.helpers.pictures import made_up_head, photograph
from tests.helpers.program import Program, running
from tests.helpers.stopped_clock import StoppedClock
from tests.integration.test_photographs import AGREEMENT, agree, save, taking


def a_visit(services: Services, patient: PatientId, on: str, *views: str) -> None:
    visit = services.consultations.start(DOCTOR, patient).consultation.id
    save(services, visit, SetAnswer(Place("visit.date"), given(day(on))))
    agree(services, visit)
    for row, view in enumerate(views):
        head = made_up_head(parting=20 + 10 * row)
        save(services, visit, *taking(photograph(picture=head), row, view))


@pytest.fixture
def patient(services: Services) -> PatientId:
    details = PatientDetails(name=AWKWARD_NAME, birth_date=parse_iso("1988-04-17"))
    patient = services.patients.register(DOCTOR, details).id
    a_visit(services, patient, "2026-03-12", "top", "left")
    a_visit(services, patient, "2026-07-02", "top")
    a_visit(services, patient, "2026-11-21", "top", "back")
    other = services.patients.register(DOCTOR, PatientDetails(name="Somebody Else")).id
    a_visit(services, other, "2026-05-05", "top")
    return patient


@pytest.fixture
def program(qtbot: QtBot, opening: Opening, patient: PatientId) -> Iterator[Program]:
    with running(qtbot, opening) as it:
        yield it


def open_patient(program: Program) -> PatientPage:
    program.choose("find")
    find = program.desktop.page
    program.wait(lambda: program.window.current_page is find)
    find.field.setText("P000001")
    find.field.textEdited.emit("P000001")
    program.press(Qt.Key.Key_Return)
    return program.page(PatientPage)


def go_to_photographs(program: Program) -> PhotographsPage:
    page = open_patient(program)
    program.wait(lambda: page.photographs.words.text() == "5 photographs")
    assert [each.is_there for each in page.photographs.pictures] == [True] * 5
    QTest.keyClick(page.photographs.button, Qt.Key.Key_Space)
    photographs = program.page(PhotographsPage)
    program.wait(lambda: photographs.list.count() == 5)
    return photographs


def rows(page: PhotographsPage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def others(page: PhotographsPage) -> list[str]:
    return [page.other.itemText(row) for row in range(page.other.count())]


def test_all_visits_of_this_patient_are_there_and_the_nearest_earlier_lies_beside(
    program: Program,
) -> None:
    page = go_to_photographs(program)

    assert rows(page) == [
        "Top, 21 Nov 2026 (draft)",
        "Back, 21 Nov 2026 (draft)",
        "Top, 2 Jul 2026 (draft)",
        "Top, 12 Mar 2026 (draft)",
        "Left side, 12 Mar 2026 (draft)",
    ]
    assert others(page) == ["Top, 2 Jul 2026 (draft)", "Top, 12 Mar 2026 (draft)"]
    program.wait(lambda: "Left of the line" in page.comparison.pictures.accessibleName())
    assert page.comparison.pictures.accessibleName() == (
        "Left of the line Top, 2 Jul 2026 (draft), right of it Top, 21 Nov 2026 (draft)"
    )
    assert "Zoë" in page.banner.accessibleName()

    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert others(page) == ["No photograph of this view from another visit"]
    program.wait(lambda: page.comparison.pictures.accessibleName() == rows(page)[1])
    assert not page.comparison.slider.isEnabled()


def test_who_took_the_agreement_back_has_no_photographs_on_the_screen(
    program: Program, services: Services, patient: PatientId, clock: StoppedClock
) -> None:
    clock.move(minutes=5)
    visit = services.consultations.start(DOCTOR, patient).consultation.id
    save(services, visit, SetAnswer(AGREEMENT, given(False)))

    found = services.photographs.of_patient(DOCTOR, patient)

    assert (found.photographs, found.is_withdrawn) == ((), True)
    page = open_patient(program)
    program.wait(lambda: "does not agree" in page.photographs.words.text())
    assert page.photographs.button.isHidden()


def plain(colour: str) -> QImage:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def test_the_line_between_two_pictures_is_moved_by_keys_and_by_mouse(qtbot: QtBot) -> None:
    comparison = PictureComparison()
    qtbot.addWidget(comparison)
    comparison.resize(600, 460)
    comparison.show()
    qtbot.waitExposed(comparison)
    comparison.show_two((plain("red"), "12 Mar 2026"), (plain("blue"), "21 Nov 2026"))

    def colours(*parts: float) -> list[str]:
        image = comparison.pictures.grab().toImage()
        middle = image.height() // 2
        return [image.pixelColor(int(image.width() * x), middle).name() for x in parts]

    red, blue = "#ff0000", "#0000ff"
    assert colours(0.25, 0.75) == [red, blue]
    QTest.keyClick(comparison.slider, Qt.Key.Key_End)
    assert colours(0.25, 0.75) == [red, red]
    QTest.keyClick(comparison.slider, Qt.Key.Key_Home)
    assert colours(0.25, 0.75) == [blue, blue]
    at = QPoint(round(comparison.pictures.width() * 0.6), 50)
    QTest.mouseClick(comparison.pictures, Qt.MouseButton.LeftButton, pos=at)
    assert comparison.slider.value() == 60
    assert colours(0.5, 0.7) == [red, blue]

    comparison.show_one(plain("blue"), "21 Nov 2026")
    assert colours(0.25, 0.75) == [blue, blue]


def test_a_photograph_in_hand_is_laid_beside_one_of_an_earlier_visit(
    qtbot: QtBot, opening: Opening, services: Services
) -> None:
    details = PatientDetails(name=AWKWARD_NAME, birth_date=parse_iso("1988-04-17"))
    patient = services.patients.register(DOCTOR, details).id
    before = {"agreement.photos_record": True, "examination.photographs": "taken"}
    head = photograph(picture=made_up_head(parting=20))
    completed_visit(services, DOCTOR, patient, before, *taking(head, 0, "top"), on="2026-05-03")
    visit = services.consultations.start(DOCTOR, patient).consultation.id
    agree(services, visit)
    for row, view in enumerate(("back", "top")):
        save(
            services, visit, *taking(photograph(picture=made_up_head(parting=40 + row)), row, view)
        )

    with running(qtbot, opening) as program:
        patients = open_patient(program)
        patients.consultation_opened.emit(visit)
        page = program.page(ConsultationPage)
        program.wait(lambda: page.state is not None)
        place = Place("examination.photos.image", (1,))
        page.go_to(place)
        frame = next(each for each in page.findChildren(FieldFrame) if each.place == place)
        kept = frame.findChildren(FileRow)[0]
        program.wait(kept.compare_button.isVisible)
        assert kept.compare_button in kept.stops
        QTest.keyClick(kept.compare_button, Qt.Key.Key_Space)
        photographs = program.page(PhotographsPage)
        program.wait(lambda: photographs.list.count() == 3)
        program.wait(lambda: "right of it" in photographs.comparison.pictures.accessibleName())

        assert photographs.list.currentItem().text() == "Top, 21 Nov 2026 (draft)"
        assert "Left of the line Top, 3 May 2026" in (
            photographs.comparison.pictures.accessibleName()
        )
        assert photographs.comparison.slider.isEnabled()
        program.choose("back")
        again = program.page(ConsultationPage)
        program.wait(lambda: again.form.current == "examination")


def test_photographs_of_a_discarded_draft_leave_the_page_with_it(program: Program) -> None:
    page = open_patient(program)
    program.wait(lambda: page.photographs.words.text() == "5 photographs")
    program.wait(lambda: page.consultations.table.current_line() is not None)

    page.consultations.button("discard").click()
    program.decision().accept_button.click()

    program.wait(lambda: page.photographs.words.text() == "3 photographs")
    assert [each.is_there for each in page.photographs.pictures] == [*[True] * 3, False, False]
