"""What was chosen in the print dialog, as an order that the system's printing understands."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintEngine, QPrinter

from intake_app.desktop.pdf_pages import PageSize
from intake_app.services.printing import PrintOrder, Sides

_CUPS_OPTIONS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
"""Where Qt's dialog keeps what it would tell CUPS: names and values in turn (PPK_CupsOptions)."""

_NOT_IN_ARGUMENTS = "job-billing"
"""Text that somebody typed: the arguments of a program can be read by others."""

_PAGES, _SAYS_NOTHING = "page-ranges", {"number-up": "1", "job-sheets": "none,none"}
_WITH_MANY_ON_A_SHEET = "number-up-layout"

_SIDES = {
    QPrinter.DuplexMode.DuplexNone: Sides.ONE,
    QPrinter.DuplexMode.DuplexAuto: Sides.LONG_EDGE,
    QPrinter.DuplexMode.DuplexLongSide: Sides.LONG_EDGE,
    QPrinter.DuplexMode.DuplexShortSide: Sides.SHORT_EDGE,
}
_SAME_PAPER = 9
"""Points by which two sheets may differ and be the same: about three millimetres."""


def order_of(printer: QPrinter, page: PageSize) -> PrintOrder | None:
    """The order for a document of such pages; None where something chosen has no words in it."""
    options = _cups_options(printer)
    if options.pop(_NOT_IN_ARGUMENTS, ""):
        return None
    pages = options.pop(_PAGES, "") or _pages(printer)
    if options.get("number-up", "1") == "1":
        options.pop(_WITH_MANY_ON_A_SHEET, None)
    paper = printer.pageLayout().pageSize()
    return PrintOrder(
        printer=printer.printerName(),
        copies=printer.copyCount(),
        is_collated=printer.collateCopies(),
        pages=pages,
        sides=_SIDES[printer.duplex()],
        in_grey=printer.colorMode() is QPrinter.ColorMode.GrayScale,
        paper=paper.key(),
        is_fitted=not _is_same(paper, page),
        last_page_first=printer.pageOrder() is QPrinter.PageOrder.LastPageFirst,
        further=tuple(
            (name, value)
            for name, value in options.items()
            if value and _SAYS_NOTHING.get(name) != value
        ),
    )


def paper_of(page: PageSize) -> QPageSize:
    """The paper of a page, by the name that printers know it under."""
    return QPageSize(QSize(round(page.width), round(page.height)))


def _cups_options(printer: QPrinter) -> dict[str, str]:
    told = [str(each) for each in printer.printEngine().property(_CUPS_OPTIONS) or ()]
    return dict(zip(told[::2], told[1::2], strict=False))


def _pages(printer: QPrinter) -> str:
    ranges = printer.pageRanges()
    return "" if ranges.isEmpty() else str(ranges.toString())


def _is_same(paper: QPageSize, page: PageSize) -> bool:
    size = paper.sizePoints()
    pairs = ((size.width(), page.width), (size.height(), page.height))
    return all(abs(one - other) <= _SAME_PAPER for one, other in pairs)
