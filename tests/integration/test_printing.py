"""Printing the document itself: what a printer is given, and what is said when it takes none."""

from pathlib import Path

import pytest

from intake_app.domain.errors import NotAllowed
from intake_app.services.access import Actor, Role
from intake_app.services.audit import Kind
from intake_app.services.demonstration import Demonstration, Script, demonstrate
from intake_app.services.printing import (
    NoPdfPrinting,
    NoPrinter,
    PagesRefused,
    PrinterRefused,
    PrintOrder,
    Sides,
)
from intake_app.services.suite import Services
from tests.helpers.printers import PaperTray, paper_tray
from tests.helpers.stopped_clock import StoppedClock
from tests.helpers.upkeep import rows

DOCTOR = Actor("Dr Ana Example", Role.PRACTITIONER)


@pytest.fixture
def tray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PaperTray:
    return paper_tray(tmp_path / "printer", monkeypatch)


@pytest.fixture
def made(services: Services, script: Script, clock: StoppedClock) -> Demonstration:
    return demonstrate(services, script, clock, patients=1)


def printed(folder: Path) -> int:
    return sum(Kind.DOCUMENT_PRINTED in row for row in rows(folder, "audit"))


def test_the_printer_is_given_the_very_bytes_that_were_issued(
    services: Services, made: Demonstration, tray: PaperTray, data_folder: Path
) -> None:
    before = printed(data_folder)
    name = services.printing.hand_over(DOCTOR, made.document.document_id, PrintOrder())

    assert name == "Front_desk"
    assert tray.paper == made.document.content
    assert printed(data_folder) == before + 1


def test_nobody_sees_more_of_a_job_than_the_documents_id(
    services: Services, made: Demonstration, tray: PaperTray
) -> None:
    services.printing.hand_over(DOCTOR, made.document.document_id, PrintOrder(printer="Back"))

    assert tray.arguments == [
        *("-d", "Back", "-t", made.document.document_id, "-n", "1"),
        *("-o", "document-format=application/pdf", "-"),
    ]


def test_what_was_chosen_is_asked_of_the_printer(
    services: Services, made: Demonstration, tray: PaperTray
) -> None:
    order = PrintOrder(
        printer="Back",
        copies=3,
        is_collated=False,
        pages="1-2,4",
        sides=Sides.LONG_EDGE,
        in_grey=True,
        paper="Letter",
        is_fitted=True,
        last_page_first=True,
        further=(("page-set", "odd"), ("InputSlot", "Tray 2"), ("quote", 'a"b\\')),
    )

    services.printing.hand_over(DOCTOR, made.document.document_id, order)

    assert tray.arguments[4:6] == ["-n", "3"]
    assert tray.options == {
        "document-format": "application/pdf",
        "collate": "false",
        "page-ranges": "1-2,4",
        "sides": "two-sided-long-edge",
        "print-color-mode": "monochrome",
        "media": "Letter",
        "print-scaling": "fit",
        "outputorder": "reverse",
        "page-set": "odd",
        "InputSlot": '"Tray 2"',
        "quote": r'"a\"b\\"',
    }


def test_a_printer_that_takes_nothing_is_a_refusal_and_nothing_is_noted(
    services: Services, made: Demonstration, tray: PaperTray, data_folder: Path
) -> None:
    before = printed(data_folder)
    for told, reason in (
        ("lp: Error - The printer or class does not exist.", "no printer of this name"),
        ('lp: Destination "Back" is not accepting jobs.', "takes no documents at the moment"),
        ("lp: Unable to connect to server", "service is not running"),
        ("lp: Error - the tray is on fire.", "cannot be used: the tray is on fire. Nothing"),
        ("", "no reason was given"),
    ):
        tray.answer("lp", err=f"{told}\n", rc=1)
        with pytest.raises(PrinterRefused, match="The printer Back cannot be used") as refusal:
            services.printing.hand_over(
                DOCTOR, made.document.document_id, PrintOrder(printer="Back")
            )
        assert reason in str(refusal.value)
        assert "save the document as PDF" in str(refusal.value)
    assert printed(data_folder) == before


def test_a_stopped_printer_is_not_given_what_it_would_print_some_day(
    services: Services, made: Demonstration, tray: PaperTray, data_folder: Path
) -> None:
    tray.answer(
        "lpstat",
        out="printer Back disabled since Sat Nov 21 07:56:56 2026 -\n\tOut of paper\n",
    )
    before = printed(data_folder)

    with pytest.raises(PrinterRefused, match=r"it is stopped \(Out of paper\)"):
        services.printing.hand_over(DOCTOR, made.document.document_id, PrintOrder(printer="Back"))

    assert tray.paper is None
    assert printed(data_folder) == before


def test_without_any_printer_a_sentence_says_so(
    services: Services, made: Demonstration, tray: PaperTray
) -> None:
    tray.answer("lpstat", out="no system default destination\n")

    with pytest.raises(NoPrinter, match="Set one up"):
        services.printing.hand_over(DOCTOR, made.document.document_id, PrintOrder())


def test_a_system_without_cups_takes_no_pdf(
    services: Services, made: Demonstration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert not services.printing.takes_pdf()
    with pytest.raises(NoPdfPrinting):
        services.printing.hand_over(DOCTOR, made.document.document_id, PrintOrder())


def test_pages_that_are_not_there_are_refused_before_the_printer_passes_over_them(
    services: Services, made: Demonstration, tray: PaperTray
) -> None:
    for pages in ("0", "99", "3-1", "1;2", "2,1", "-", "1-", "x", "1,", "١-٢", "１"):
        with pytest.raises(PagesRefused, match="no pages of this document"):
            services.printing.hand_over(
                DOCTOR, made.document.document_id, PrintOrder(printer="Back", pages=pages)
            )
    assert tray.calls == []


def test_whoever_may_not_issue_may_not_print(
    services: Services, made: Demonstration, tray: PaperTray, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake_app.services.access.ALLOWED", dict.fromkeys(Role, frozenset()))

    with pytest.raises(NotAllowed):
        services.printing.hand_over(DOCTOR, made.document.document_id, PrintOrder())
    assert tray.calls == []
