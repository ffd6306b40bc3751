"""From PDF bytes to paper, and to a file. Runs in a worker thread; see docs/decisions.

Where the system's printers take PDF, the document itself is handed over by a service
(print_orders.py says how); what is here is for where they do not.
"""

import os
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from intake_app.desktop.pdf_pages import POINTS_PER_INCH, PdfPages
from intake_app.domain.errors import FileNotWritable
from intake_app.services.printing import NoPrinter, PrinterRefused

Printer = QPrinter
"""What the system's dialog chose."""

MOST_DOTS = 600
"""Dots per inch: finer than an eye sees, and a page still fits into memory."""


def is_file(printer: QPrinter) -> bool:
    """Whether it is “Print to file”."""
    return printer.outputFormat() == QPrinter.OutputFormat.PdfFormat


def print_pages(printer: QPrinter, content: bytes) -> None:
    """Draw the document, or the pages of it that were chosen in the dialog.

    Printing into a PDF file writes the document's own bytes: a copy, not a picture of it.

    Raises:
        PrinterRefused: The printer did not take it, or there is none.
        FileNotWritable: The file that stands for a printer cannot be written.
    """
    if is_file(printer):
        save_file(Path(printer.outputFileName()), content)
        return
    if not printer.printerName():
        raise NoPrinter
    _paint(printer, PdfPages(content))


def save_file(path: Path, content: bytes) -> None:
    """Write the file whole or not at all; who asks has agreed to replacing it.

    Raises:
        FileNotWritable: With the reason in the system's words.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            beside.write_bytes(content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileNotWritable(path=path, reason=reason) from None


def _paint(printer: QPrinter, pages: PdfPages) -> None:
    ranges = printer.pageRanges()
    places = [
        place
        for place in range(len(pages.sizes))
        if ranges.isEmpty() or ranges.contains(place + 1)
    ]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        places.reverse()
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterRefused(printer=printer.printerName(), reason="it does not answer")
    try:
        for nth, place in enumerate(places):
            if nth:
                printer.newPage()
            _paint_page(painter, printer, pages, place)
    finally:
        painter.end()


def _paint_page(painter: QPainter, printer: QPrinter, pages: PdfPages, place: int) -> None:
    """Put the page where it lies on its paper, at its own size."""
    size = pages.sizes[place]
    dots = min(printer.resolution(), MOST_DOTS)
    picture = pages.picture(place, width=round(size.width / POINTS_PER_INCH * dots))
    scale = printer.resolution() / POINTS_PER_INCH
    margins = printer.pageLayout().marginsPixels(printer.resolution())
    offset = (0, 0) if printer.fullPage() else (-margins.left(), -margins.top())
    paper = QRect(*offset, round(size.width * scale), round(size.height * scale))
    painter.drawImage(paper, picture)
