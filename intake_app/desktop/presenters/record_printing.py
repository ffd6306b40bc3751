"""A consultation goes to a printer as it was read back; that it did is noted first."""

from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.presenters.allowed import MessageView
from intake_app.desktop.printing import Printer, is_file
from intake_app.domain.errors import IntakeError
from intake_app.domain.visit.consultation import ConsultationId


class RecordView(Protocol):
    printer_chosen: SignalInstance

    def print_record(self, printer: Printer) -> None: ...


class RecordPrinting(QObject):
    def __init__(
        self,
        review: RecordView,
        page: MessageView,
        desk: Desk,
        consultation_id: ConsultationId,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._review = review
        self._page = page
        self._desk = desk
        self._id = consultation_id
        review.printer_chosen.connect(self._note)

    def _note(self, printer: Printer) -> None:
        actor, service = self._desk.actor(), self._desk.services.consultations
        self._desk.tasks.write(
            lambda: service.printed(actor, self._id),
            done=lambda _nothing: self._print(printer),
            failed=self._refuse,
        )

    def _print(self, printer: Printer) -> None:
        try:
            self._review.print_record(printer)
        except IntakeError as error:
            self._refuse(error)
            return
        if is_file(printer):
            words = self.tr("Saved as {path}. It is not protected there.").format(
                path=printer.outputFileName()
            )
        else:
            words = self.tr("Sent to {printer}.").format(printer=printer.printerName())
        self._page.show_message(Message(level=Level.GOOD, text=words))

    def _refuse(self, error: Exception) -> None:
        self._page.show_message(Message(level=Level.STOP, text=sentence(error)))
