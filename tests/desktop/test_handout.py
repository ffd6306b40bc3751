"""The handout on the screen: looked at, issued by printing or saving, opened as issued."""

from dataclasses import replace
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintEngine, QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton

from intake_app.desktop.pages.clinic_page import ClinicPage
from intake_app.desktop.pages.handout_page import HandoutPage
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.desktop.pages.register_page import RegisterPage
from intake_app.desktop.pdf_pages import PageSize, PdfPages
from intake_app.desktop.print_orders import order_of
from intake_app.desktop.printing import _paint, print_pages, save_file
from intake_app.domain.errors import FileNotWritable
from intake_app.domain.form.answers import Place, given
from intake_app.domain.handout.handout import Edition, HandoutOptions
from intake_app.domain.scalp.file import as_attachment
from intake_app.domain.visit.beginning import VisitKind
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.drafting import SetAnswer
from intake_app.services.access import Actor, Role
from intake_app.services.demonstration import Demonstration
from intake_app.services.handouts import HandoutService, Preview
from intake_app.services.printing import PrintOrder, Sides
from intake_app.services.suite import Services
from tests.helpers.earlier_visits import completed_visit
from tests.helpers.printers import paper_tray
from tests.helpers.program import ALT, CTRL, Program, focus
from tests.helpers.scalp_maps import PAINTED

DOCTOR = Actor("Dr Ana Example", Role.PRACTITIONER)


@pytest.fixture
def issued(visited: Program, made: Demonstration) -> HandoutPage:
    """The document exactly as it was issued."""
    visited.type(made.document.document_id.lower())
    visited.press(Qt.Key.Key_Return)
    page = visited.page(HandoutPage)
    visited.wait(lambda: page.view.has_picture(0))
    return page


def to_the_handout(program: Program, services: Services, made: Demonstration) -> HandoutPage:
    """By way of the patient's page."""
    program.type(services.patients.get(DOCTOR, made.patient_id).record_number)
    program.press(Qt.Key.Key_Return)
    patient = program.page(PatientPage)
    program.wait(lambda: patient.consultations.table.current_line() is not None)
    patient.consultations.button("handout").click()
    return program.page(HandoutPage)


def with_other_phone(services: Services) -> None:
    """Change what is printed, so that a handout is a new one."""
    services.clinic.save(DOCTOR, replace(services.clinic.get(), phone="01632 960999"))


def documents(services: Services, made: Demonstration) -> list[str]:
    return [each.document_id for each in services.handouts.of_patient(DOCTOR, made.patient_id)]


def message_of(page: HandoutPage) -> str:
    return page.notice.message.text if page.notice.message is not None else ""


def test_a_document_opens_exactly_as_it_was_issued(
    issued: HandoutPage, visited: Program, made: Demonstration, services: Services, tmp_path: Path
) -> None:
    with_other_phone(services)

    issued.place_chosen.emit(str(tmp_path / "copy.pdf"))
    visited.wait(lambda: "Saved as" in message_of(issued))

    assert (tmp_path / "copy.pdf").read_bytes() == made.document.content
    assert documents(services, made) == [made.document.document_id]


def test_the_page_asks_for_no_more_width_than_half_a_screen(
    visited: Program, services: Services, made: Demonstration
) -> None:
    """At 200 % that is all there is; the language is the longest thing to choose."""
    with_other_phone(services)
    page = to_the_handout(visited, services, made)
    visited.wait(lambda: page.view.has_picture(0))

    assert page.words.document_id != made.document.document_id
    assert page.minimumSizeHint().width() <= 640


def test_who_it_is_for_stands_on_top(
    issued: HandoutPage, made: Demonstration, services: Services
) -> None:
    patient = services.patients.get(DOCTOR, made.patient_id)
    assert patient.name in issued.banner.accessibleName()
    assert patient.record_number in issued.banner.accessibleName()


def test_the_pages_are_drawn_with_all_their_pixels(issued: HandoutPage) -> None:
    assert issued.view_bar.pages > 1
    sheet = issued.view.sheet(0)
    assert sheet.picture_width == round(sheet.width() * sheet.devicePixelRatioF())


def test_a_page_can_be_read_out(issued: HandoutPage) -> None:
    assert "Your scalp injections" in issued.view.sheet(0).accessibleDescription()


def test_the_keyboard_goes_page_by_page_and_zooms(issued: HandoutPage, visited: Program) -> None:
    assert focus() is issued.view
    visited.press(Qt.Key.Key_PageDown)
    assert issued.view.place == 1
    visited.press(Qt.Key.Key_End)
    assert issued.view.place == issued.view_bar.pages - 1
    visited.press(Qt.Key.Key_Home)
    assert issued.view.place == 0

    width = issued.view.sheet(0).width()
    visited.press(Qt.Key.Key_Plus)
    assert issued.view.sheet(0).width() > width
    visited.press(Qt.Key.Key_0)
    assert issued.view.sheet(0).width() == width


def test_looking_stores_nothing(visited: Program, services: Services, made: Demonstration) -> None:
    with_other_phone(services)
    page = to_the_handout(visited, services, made)
    visited.wait(lambda: page.view.has_picture(0))

    assert "Not issued yet" in page.words.state
    assert documents(services, made) == [made.document.document_id]


def test_saving_issues_and_writes_the_issued_bytes(
    visited: Program, services: Services, made: Demonstration, tmp_path: Path
) -> None:
    with_other_phone(services)
    page = to_the_handout(visited, services, made)
    visited.wait(page.save_button.isEnabled)

    page.place_chosen.emit(str(tmp_path / "new.pdf"))
    visited.wait(lambda: "Saved as" in message_of(page))

    newest = documents(services, made)[0]
    assert newest != made.document.document_id
    assert (tmp_path / "new.pdf").read_bytes() == services.handouts.reprint(DOCTOR, newest).content
    assert page.words.state.startswith("Issued 21 Nov 2026")


def test_the_file_name_offered_is_the_documents_id_and_never_a_name(
    issued: HandoutPage, visited: Program, made: Demonstration, tmp_path: Path
) -> None:
    visited.press(Qt.Key.Key_S, CTRL)
    visited.wait(lambda: bool(issued.findChildren(QFileDialog)))
    dialog = issued.findChildren(QFileDialog)[0]

    assert [Path(file).name for file in dialog.selectedFiles()] == [
        f"{made.document.document_id}.pdf"
    ]
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.reject()


def test_a_place_that_cannot_be_written_is_refused_in_words(
    issued: HandoutPage, visited: Program, tmp_path: Path
) -> None:
    issued.place_chosen.emit(str(tmp_path / "no such folder" / "x.pdf"))

    visited.wait(lambda: "cannot be written" in message_of(issued))
    assert "Choose another place" in message_of(issued)


def test_printing_into_a_file_copies_the_document(
    issued: HandoutPage, visited: Program, made: Demonstration, tmp_path: Path
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    issued.printer_chosen.emit(printer)
    visited.wait(lambda: "kept in the records" in message_of(issued))

    assert (tmp_path / "printed.pdf").read_bytes() == made.document.content
    assert f"Saved as {tmp_path / 'printed.pdf'}." in message_of(issued)


def test_that_a_file_gets_all_pages_is_said_to_whoever_chose_some(
    issued: HandoutPage, visited: Program, made: Demonstration, tmp_path: Path
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(1, 1)

    issued.printer_chosen.emit(printer)
    visited.wait(lambda: "with all its pages" in message_of(issued))

    assert (tmp_path / "printed.pdf").read_bytes() == made.document.content


class Queue(QPrinter):
    """A printer of the system's, as its dialog leaves it; there is none here."""

    def __init__(self, cups: list[str] | None = None) -> None:
        super().__init__()
        self._cups = cups or []
        self.both_sides = QPrinter.DuplexMode.DuplexNone

    def duplex(self) -> QPrinter.DuplexMode:
        return self.both_sides

    def printerName(self) -> str:  # noqa: N802 - Qt's name
        return "Front_desk"

    def outputFormat(self) -> QPrinter.OutputFormat:  # noqa: N802 - Qt's name
        return QPrinter.OutputFormat.NativeFormat

    def printEngine(self) -> QPrintEngine:  # noqa: N802 - Qt's name
        engine = SimpleNamespace(property=lambda _key: self._cups)
        return cast(QPrintEngine, engine)


def test_the_systems_printer_is_given_the_document_itself(
    issued: HandoutPage,
    visited: Program,
    made: Demonstration,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tray = paper_tray(tmp_path / "printer", monkeypatch)
    printer = Queue(["number-up", "1", "number-up-layout", "lrtb", "job-billing", ""])
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setCopyCount(2)

    issued.printer_chosen.emit(printer)
    visited.wait(lambda: "Sent to Front_desk" in message_of(issued))

    assert tray.paper == made.document.content
    assert tray.options == {
        "document-format": "application/pdf",
        "collate": "true",
        "sides": "one-sided",
        "media": "A4",
    }


def test_a_printer_that_refuses_says_why_and_nothing_was_printed(
    issued: HandoutPage, visited: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper_tray(tmp_path / "printer", monkeypatch).answer("lp", err="lp: no toner.\n", rc=1)

    issued.printer_chosen.emit(Queue())
    visited.wait(lambda: "cannot be used: no toner" in message_of(issued))


@pytest.mark.usefixtures("qapp")
def test_what_is_chosen_in_the_dialog_is_what_is_ordered() -> None:
    printer = Queue(
        ["number-up", "2", "number-up-layout", "lrtb", "page-ranges", "1-3,5", "page-set", "odd"]
    )
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.both_sides = QPrinter.DuplexMode.DuplexShortSide
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)

    order = order_of(printer, PageSize(595.3, 841.9))

    assert order == PrintOrder(
        printer="Front_desk",
        is_collated=True,
        pages="1-3,5",
        sides=Sides.SHORT_EDGE,
        in_grey=True,
        paper="Letter",
        is_fitted=True,
        last_page_first=True,
        further=(("number-up", "2"), ("number-up-layout", "lrtb"), ("page-set", "odd")),
    )


@pytest.mark.usefixtures("qapp")
def test_pages_chosen_where_the_system_keeps_none_of_its_own_are_ordered() -> None:
    printer = Queue()
    printer.setFromTo(2, 4)
    order = order_of(printer, PageSize(595.3, 841.9))
    assert order is not None
    assert order.pages == "2-4"
    assert not order.is_fitted


@pytest.mark.usefixtures("qapp")
def test_typed_text_never_becomes_an_argument() -> None:
    assert order_of(Queue(["job-billing", "Zoë 1988"]), PageSize(595.3, 841.9)) is None


def test_missing_settings_refuse_with_the_way_to_them(
    visited: Program, services: Services, made: Demonstration
) -> None:
    services.clinic.save(DOCTOR, replace(services.clinic.get(), night_phone=""))
    visited.choose("settings")
    settings = visited.page(ClinicPage)
    visited.wait(lambda: bool(settings.texts()["name"]))
    settings.submitted.emit()
    visited.wait(lambda: settings.notice.message is not None)
    visited.choose("find")

    page = to_the_handout(visited, services, made)
    visited.wait(lambda: page.notice.message is not None)

    assert "the number outside those hours" in message_of(page)
    assert not page.print_button.isEnabled()
    patient = services.patients.get(DOCTOR, made.patient_id)
    visited.wait(lambda: patient.name in page.banner.accessibleName())
    page.action_chosen.emit("settings")
    visited.page(ClinicPage)


def test_a_choice_is_no_wider_than_its_words_in_the_widest_window(
    visited: Program, services: Services, made: Demonstration
) -> None:
    page = to_the_handout(visited, services, made)
    visited.wait(lambda: page.view.has_picture(0))

    visited.window.resize(1920, 1000)

    visited.wait(lambda: page.width() > 1800)
    widths = {box: box.sizeHint().width() for box in page.choosers.values()}
    visited.wait(lambda: all(box.width() < 2 * width for box, width in widths.items()))


def test_words_that_the_clinic_has_not_translated_are_named_before_printing(
    visited: Program, services: Services, made: Demonstration
) -> None:
    clinic = services.clinic.get()
    services.clinic.save(DOCTOR, clinic.with_words(replace(clinic.words_in("es"), interest="")))
    page = to_the_handout(visited, services, made)
    visited.wait(lambda: page.view.has_picture(0))
    assert message_of(page) == ""

    page.choosers["language"].setCurrentIndex(page.choosers["language"].findData("es"))
    page.option_chosen.emit()

    visited.wait(lambda: "printed as the clinic wrote it" in message_of(page))
    assert "what the clinic gains from the treatment. The" in message_of(page)
    assert page.print_button.isEnabled()
    page.action_chosen.emit("settings")
    visited.page(ClinicPage)


def test_the_days_of_earlier_visits_that_the_paper_tells_of_are_named(
    visited: Program, services: Services, made: Demonstration
) -> None:
    session = VisitKind.TREATMENT_SESSION
    completed_visit(services, DOCTOR, made.patient_id, kind=session, on="2026-12-05")

    page = to_the_handout(visited, services, made)

    visited.wait(lambda: "is from an earlier one, with its day: 21 Nov 2026." in message_of(page))


def test_a_character_that_no_font_has_is_named(
    visited: Program, services: Services, made: Demonstration
) -> None:
    patient = services.patients.get(DOCTOR, made.patient_id)
    strange = replace(patient.details, name=f"{patient.name} \U00013000")
    services.patients.correct(DOCTOR, patient, strange)

    page = to_the_handout(visited, services, made)
    visited.wait(lambda: page.notice.message is not None)

    assert "U+13000 (EGYPTIAN HIEROGLYPH A001)" in message_of(page)


def test_only_what_exists_is_offered(
    visited: Program, services: Services, made: Demonstration
) -> None:
    page = to_the_handout(visited, services, made)
    visited.wait(lambda: "paper" in page.choosers)

    offered = {
        name: [box.itemData(i) for i in range(box.count())]
        for name, box in page.choosers.items()
        if name != "language"
    }
    assert offered == {"edition": ["standard", "large", "short"], "paper": ["A4", "Letter"]}
    assert page.chosen("edition", "standard") == "standard"
    assert page.chosen("language", "en") == "en"


def test_a_paper_that_comes_after_another_was_chosen_is_not_shown(
    visited: Program, services: Services, made: Demonstration, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = to_the_handout(visited, services, made)
    visited.wait(lambda: page.words.document_id != "")
    session = visited.desktop.session
    assert session is not None
    drawn, let_large_come = HandoutService.preview, Event()

    def late_large(
        self: HandoutService, actor: Actor, id_: ConsultationId, options: HandoutOptions
    ) -> Preview:
        if options.edition is Edition.LARGE:
            let_large_come.wait(30)
        return drawn(self, actor, id_, options)

    monkeypatch.setattr(HandoutService, "preview", late_large)
    edition = page.choosers["edition"]
    edition.setFocus()
    visited.press(Qt.Key.Key_Down)
    assert page.chosen("edition", "") == Edition.LARGE
    visited.press(Qt.Key.Key_Down)
    short = services.handouts.preview(
        DOCTOR, made.consultation_id, HandoutOptions(edition=Edition.SHORT)
    )
    visited.wait(lambda: page.words.document_id == short.handout.document_id)
    let_large_come.set()
    visited.wait(lambda: session._tasks.is_idle)

    assert page.words.document_id == short.handout.document_id


def test_the_scalp_map_goes_on_the_paper_where_it_is_wished(
    visited: Program, services: Services, made: Demonstration
) -> None:
    services.consultations.begin_amendment(DOCTOR, made.consultation_id, "a map")
    drawn = SetAnswer(Place("examination.salt.map"), given(as_attachment(PAINTED)))
    services.consultations.save(DOCTOR, made.consultation_id, [drawn])
    services.consultations.complete(DOCTOR, made.consultation_id)
    page = to_the_handout(visited, services, made)
    visited.wait(lambda: page.words.document_id != "")
    plain = page.words.document_id

    chooser = page.choosers["scalp_map"]
    chooser.setFocus()
    visited.press(Qt.Key.Key_Down)
    visited.wait(lambda: page.words.document_id not in {"", plain})

    with_map = HandoutOptions(scalp_map=True)
    wanted = services.handouts.preview(DOCTOR, made.consultation_id, with_map)
    assert page.words.document_id == wanted.handout.document_id


def picture_of(page: PdfPages) -> QImage:
    """The first page, so small that only its layout is left."""
    picture = page.picture(0, width=600).convertToFormat(QImage.Format.Format_Grayscale8)
    smooth = Qt.TransformationMode.SmoothTransformation
    return picture.scaled(60, 84, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


def difference(one: QImage, other: QImage) -> float:
    """The mean difference of the pixels, 0 to 255."""
    assert one.size() == other.size()
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return sum(abs(a - b) for a, b in pairs) / one.sizeInBytes()


@pytest.mark.usefixtures("qapp")
def test_a_printed_page_looks_like_the_page(made: Demonstration, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setResolution(150)
    pages = PdfPages(made.document.content)

    printer.setFromTo(1, 2)
    _paint(printer, pages)

    paper = (tmp_path / "paper.pdf").read_bytes()
    assert len(PdfReader(tmp_path / "paper.pdf").pages) == 2
    assert difference(picture_of(PdfPages(paper)), picture_of(pages)) < 4


@pytest.mark.usefixtures("qapp")
def test_only_the_pages_chosen_are_drawn(made: Demonstration, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    printer.setResolution(50)
    printer.setPageRanges(QPageRanges.fromString("1,3"))

    _paint(printer, PdfPages(made.document.content))

    assert len(PdfReader(tmp_path / "paper.pdf").pages) == 2


def test_saving_replaces_the_file_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "kept.pdf"
    place.write_bytes(b"old")

    save_file(place, b"new")
    assert place.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [place]

    (tmp_path / "folder").mkdir()
    with pytest.raises(FileNotWritable):
        save_file(tmp_path / "folder", b"new")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "kept.pdf"]


@pytest.mark.usefixtures("qapp")
def test_printing_to_a_file_that_cannot_be_written_is_a_refusal(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "x.pdf"))

    with pytest.raises(FileNotWritable):
        print_pages(printer, b"%PDF")


def test_that_the_patient_has_the_paper_is_said_by_key_and_taken_back(
    issued: HandoutPage, visited: Program, made: Demonstration, services: Services
) -> None:
    def given() -> bool:
        document = services.handouts.reprint(DOCTOR, made.document.document_id)
        return document.given is not None

    assert issued.given_button.text() == "&Given to the patient"
    visited.press(Qt.Key.Key_G, ALT)
    visited.wait(lambda: "Given to the patient 21 Nov 2026" in issued.words.state)
    assert given()

    visited.press(Qt.Key.Key_G, ALT)
    visited.wait(lambda: "Given" not in issued.words.state)
    assert not given()


def test_what_is_not_issued_cannot_have_been_given(
    visited: Program, services: Services, made: Demonstration
) -> None:
    with_other_phone(services)
    page = to_the_handout(visited, services, made)
    visited.wait(lambda: page.view.has_picture(0))

    assert not page.given_button.isVisible()


def test_a_name_that_no_font_has_leads_to_the_details_and_back_to_the_paper(
    visited: Program, services: Services, made: Demonstration
) -> None:
    patient = services.patients.get(DOCTOR, made.patient_id)
    details = replace(patient.details, name="ገብረ ኃይለ", romanised_name="")
    services.patients.correct(DOCTOR, patient, details)
    page = to_the_handout(visited, services, made)
    visited.wait(lambda: "ETHIOPIC SYLLABLE GA" in message_of(page))
    assert "Latin letters" in message_of(page)
    assert page.words.state == "There are no pages to show."

    button = focus()
    assert isinstance(button, QPushButton)
    assert button.text() == "Correct details"
    visited.press(Qt.Key.Key_Space)
    register = visited.page(RegisterPage)
    visited.wait(lambda: register.typed().name == "ገብረ ኃይለ")
    register.form.inputs["romanised_name"].setFocus()
    visited.type("Gebre Haile")
    register.submitted.emit()

    again = visited.page(HandoutPage)
    visited.wait(lambda: "the paper says" in message_of(again))
    assert f"the paper says Gebre Haile ({patient.record_number})" in message_of(again)
    visited.wait(lambda: again.view.has_picture(0))
    assert "ገብረ ኃይለ" in again.banner.accessibleName()
    assert "Gebre Haile" in again.view.sheet(0).accessibleDescription()
