"""The answers of a consultation on paper: black on white, with the patient on every page."""

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QFont, QPainter, QPalette, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from intake_app.desktop.printing import is_file
from intake_app.services.printing import NoPrinter, PrinterRefused

STYLE = (
    "a { color: #000; text-decoration: none; } .quiet, .quiet a { color: #444; }"
    " .answer { color: #000; font-weight: 600; }"
    " h3 { margin-top: 14px; margin-bottom: 4px; } h4 { margin: 8px 0 2px 0; }"
    " p { margin: 2px 0; } ul { margin: 2px 0; }"
)
_POINTS = 9.5
_MARGIN_LINES = 2
"""Lines of the page's own at its top and at its foot, one of them empty."""


def print_text(printer: QPrinter, document: QTextDocument, head: str) -> None:
    """Draw the document, or the pages of it that were chosen; ``head`` stands on each.

    Raises:
        NoPrinter: None was chosen.
        PrinterRefused: It was, and does not answer.
    """
    if not (printer.outputFileName() if is_file(printer) else printer.printerName()):
        raise NoPrinter
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterRefused(printer=printer.printerName(), reason="it does not answer")
    try:
        _draw(painter, printer, document, head)
    finally:
        painter.end()


def _draw(painter: QPainter, printer: QPrinter, document: QTextDocument, head: str) -> None:
    font = QFont(document.defaultFont())
    font.setPointSizeF(_POINTS)
    painter.setFont(font)
    document.setDefaultFont(font)
    document.documentLayout().setPaintDevice(printer)
    paper = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
    around = painter.fontMetrics().lineSpacing() * _MARGIN_LINES
    size = QSizeF(paper.width(), paper.height() - 2 * around)
    document.setPageSize(size)
    chosen = printer.pageRanges()
    pages = [
        place
        for place in range(document.pageCount())
        if chosen.isEmpty() or chosen.contains(place + 1)
    ]
    for nth, place in enumerate(pages):
        if nth:
            printer.newPage()
        _draw_page(painter, document, place, around)
        foot = QCoreApplication.translate("RecordPaper", "Page {page} of {pages}").format(
            page=place + 1, pages=document.pageCount()
        )
        painter.setPen(Qt.GlobalColor.black)
        painter.drawText(QRectF(0, 0, size.width(), around), Qt.AlignmentFlag.AlignLeft, head)
        below = QRectF(0, around + size.height(), size.width(), around)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, foot)


def _draw_page(painter: QPainter, document: QTextDocument, place: int, top: float) -> None:
    size = document.pageSize()
    painter.save()
    painter.translate(0, top - place * size.height())
    part = QRectF(0, place * size.height(), size.width(), size.height())
    painter.setClipRect(part)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = part
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    context.palette = palette
    document.documentLayout().draw(painter, context)
    painter.restore()
