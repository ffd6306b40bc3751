"""The document itself handed to a printer: never a picture of it, where the system takes PDF."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from intake_app.domain.dates import quoted
from intake_app.domain.errors import InputRefused, IntakeError
from intake_app.services.access import Act, Actor, require
from intake_app.services.handouts import HandoutService

_NUMBER = re.compile("[0-9]{1,5}")
"""As printers read it: of no other script."""


class PrinterRefused(IntakeError):
    """Nothing was printed, and nothing waits to be."""

    code = "printer-refused"
    sentence = (
        "The printer {printer} cannot be used: {reason}. Nothing was printed: "
        "choose another printer, or save the document as PDF."
    )


class NoPrinter(PrinterRefused):
    code = "no-printer"
    sentence = (
        "There is no printer to print with. Set one up in the system's own settings, "
        "or save the document as PDF."
    )


class NoPdfPrinting(PrinterRefused):
    code = "no-pdf-printing"
    sentence = (
        "This system's printers take no PDF from a program. Print from the window, "
        "or write the document into a file and print that."
    )


class PagesRefused(InputRefused):
    code = "pages-refused"
    sentence = (
        "{pages} are no pages of this document. It has {count}: write them in order, like 1-3,5."
    )


class Sides(StrEnum):
    """How a sheet is printed on, in the words of the Internet Printing Protocol."""

    ONE = "one-sided"
    LONG_EDGE = "two-sided-long-edge"
    SHORT_EDGE = "two-sided-short-edge"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """What was chosen in the print dialog.

    Attributes:
        printer: Its name; empty for the one that the system usually takes.
        pages: Like "1-3,5"; empty for all.
        sides: None leaves it to the printer.
        paper: Its name, such as A4; empty leaves it to the printer.
        is_fitted: The pages are made smaller where the paper is not their own.
        further: Other options of the system's, by their names.
    """

    printer: str = ""
    copies: int = 1
    is_collated: bool = True
    pages: str = ""
    sides: Sides | None = None
    in_grey: bool = False
    paper: str = ""
    is_fitted: bool = False
    last_page_first: bool = False
    further: tuple[tuple[str, str], ...] = ()


class PdfPrinters(Protocol):
    """Printers that a PDF can be handed to as it is."""

    def are_there(self) -> bool:
        """Whether the system takes PDF at all; says nothing of a single printer."""
        ...

    def hand_over(self, order: PrintOrder, title: str, content: bytes) -> str:
        """Put it into the printer's queue; gives the printer's name.

        Raises PrinterRefused with the reason in words; then nothing is in the queue.
        """
        ...


class PrintingService:
    """Hands issued documents to printers, byte for byte, and notes it afterwards."""

    def __init__(self, handouts: HandoutService, printers: PdfPrinters) -> None:
        self._handouts = handouts
        self._printers = printers

    def takes_pdf(self) -> bool:
        """Whether this system's printers take the document itself."""
        return self._printers.are_there()

    def hand_over(self, actor: Actor, document_id: str, order: PrintOrder) -> str:
        """Print an issued document; gives the name of the printer that has it.

        The job is called by the document's id: others see the names of jobs.

        Raises:
            DocumentNotFound: No document has this id.
            PagesRefused: It has no such pages.
            PrinterRefused: It was not taken; then it is not noted as printed either.
        """
        require(actor, Act.ISSUE_HANDOUT)
        if not self._printers.are_there():
            raise NoPdfPrinting
        document = self._handouts.reprint(actor, document_id)
        _refuse_pages(order.pages, document.pages)
        printer = self._printers.hand_over(order, document.document_id, document.content)
        self._handouts.printed(actor, document.document_id)
        return printer


def _refuse_pages(pages: str, count: int) -> None:
    """Printers pass over pages that are not there in silence."""
    if not pages:
        return
    ranges = [part.partition("-") for part in pages.split(",")]
    told = [number for first, to, last in ranges for number in (first, last if to else first)]
    numbers = [int(each) if _NUMBER.fullmatch(each) else 0 for each in told]
    if not all(1 <= each <= count for each in numbers) or numbers != sorted(numbers):
        raise PagesRefused(pages=quoted(pages), count=count)
