"""The answers of a consultation on paper: what was not said stays apart, and it is noted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from intake_app.desktop.presenters.record_printing import RecordPrinting
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Place, given
from intake_app.domain.visit.drafting import SetAnswer
from intake_app.services.audit import Kind
from intake_app.services.suite import Services
from intake_app.storage.records import Records
from tests.helpers.consultation_screen import Sitting, begin, choose, sitting


@pytest.fixture
def screen(qtbot: QtBot, services: Services) -> Iterator[Sitting]:
    with sitting(qtbot, services, begin(services)) as it:
        it.edit(SetAnswer(Place("history.onset"), UNKNOWN))
        it.edit(SetAnswer(Place("visit.reason"), DECLINED))
        it.edit(SetAnswer(Place("examination.notes"), given("<b>Bold</b> notes\n" * 120)))
        choose(it, "safety.allergy", "mild")
        it.presenter.flush()
        qtbot.waitUntil(lambda: bool(it.state.assessment.findings))
        it.page.show_review()
        RecordPrinting(it.page.review, it.page, it.desk, it.consultation_id, it.presenter)
        yield it


def message_of(screen: Sitting) -> str:
    message = screen.page.notice.message
    return message.text if message is not None else ""


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_unknown_declined_and_not_asked_are_told_apart_on_paper(
    screen: Sitting, tmp_path: Path, elsewhere: Records
) -> None:
    path = tmp_path / "record.pdf"
    screen.page.review.printer_chosen.emit(pdf_printer(path))
    screen.qtbot.waitUntil(lambda: path.exists() and path.read_bytes().endswith(b"%%EOF\n"))
    screen.qtbot.waitUntil(lambda: f"Saved as {path}" in message_of(screen))

    pages = [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]
    words = " ".join(pages)
    assert "unknown (asked, but not known)" in words
    assert "declined (asked, but not said)" in words
    assert "Not asked:" in words
    assert "<b>Bold</b> notes" in words
    assert words.index("Draft: not completed") < words.index("Stop: There has been an allergy")
    assert len(pages) > 2
    assert all("born 17 Apr 1988, record P000001" in page for page in pages)
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    with elsewhere.writing() as uow:
        kinds = uow._session.connection().exec_driver_sql("SELECT kind FROM audit").scalars().all()
    assert kinds.count(Kind.CONSULTATION_PRINTED) == 1


def test_without_a_printer_it_is_said_that_there_is_none(screen: Sitting) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.NativeFormat)
    if printer.printerName():
        pytest.skip("this computer has a printer")

    screen.page.review.printer_chosen.emit(printer)

    screen.qtbot.waitUntil(lambda: screen.page.notice.message is not None)
