"""Where a document is to go: the system's dialogs for printers and for files."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from intake_app.desktop.pdf_pages import PageSize
from intake_app.desktop.print_orders import paper_of
from intake_app.desktop.widgets.file_dialog import FileDialog


def ask_for_printer(
    parent: QWidget,
    document_id: str,
    *,
    sizes: Sequence[PageSize],
    then: Callable[[QPrinter], None],
) -> None:
    """Ask which printer, pages and copies; ``then`` is not called when it is cancelled.

    It begins with the paper that the document was set for.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(document_id)
    printer.setPageSize(paper_of(sizes[0]))
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, len(sizes))
    dialog.accepted.connect(lambda: then(printer))
    QDialog.open(dialog)  # QPrintDialog hides the one without arguments


def ask_for_a_printer(parent: QWidget, name: str, then: Callable[[QPrinter], None]) -> None:
    """Ask which printer, of something whose pages are not laid out before it is known."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.accepted.connect(lambda: then(printer))
    QDialog.open(dialog)  # QPrintDialog hides the one without arguments


def ask_for_place(parent: QWidget, document_id: str, then: Callable[[str], None]) -> None:
    """Ask which file; it asks before replacing one.

    The name offered is the document's id: file names are seen by others.
    """
    title = QCoreApplication.translate("Handout", "Save as PDF")
    kinds = QCoreApplication.translate("Handout", "PDF (*.pdf)")
    dialog = FileDialog(parent, title, kinds)
    dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(f"{document_id}.pdf")
    dialog.fileSelected.connect(then)
    dialog.open()
