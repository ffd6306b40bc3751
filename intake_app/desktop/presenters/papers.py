"""Where a handout's pages come from: drawn anew, or as they were issued."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from intake_app.desktop.desk import Desk
from intake_app.desktop.pdf_pages import PdfPages
from intake_app.desktop.print_orders import order_of
from intake_app.desktop.printing import Printer, is_file, print_pages, save_file
from intake_app.domain.dates import PartialDate
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.patients.patient import Patient
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.domain.visit.corrections import Correction
from intake_app.services.handouts import LanguageOffer
from intake_app.services.ports import IssuedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Either the handout of a consultation, or a document exactly as it was issued."""

    consultation_id: ConsultationId | None = None
    document_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPaper:
    """What is on the screen; ``issued`` once it is stored, with what was corrected since."""

    patient: Patient
    document_id: str
    pages: PdfPages
    undrawable: Sequence[str]
    issued: IssuedDocument | None
    corrections: Sequence[Correction] = ()
    other_name: str = ""
    """What is printed for a name that no font has."""
    untranslated: Sequence[str] = ()
    """What the clinic has written in another language only, in words."""
    said_before: Sequence[PartialDate] = ()
    """The days of the earlier visits that a part of it is from."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What has to be known before the first page can be drawn."""

    patient: Patient
    languages: LanguageOffer


class Papers:
    """Gives work for other threads; who acts is settled when it is asked for."""

    def __init__(self, desk: Desk, wanted: Wanted) -> None:
        self._desk = desk
        self._wanted = wanted

    def to_show(self, options: HandoutOptions) -> Callable[[], ShownPaper]:
        """Draw the handout of the consultation, or fetch the document."""
        if self._wanted.consultation_id is None:
            return self._stored()
        return self._drawn(self._wanted.consultation_id, options)

    def to_give(self, options: HandoutOptions) -> Callable[[], IssuedDocument]:
        """Issue the handout of the consultation, or fetch the document."""
        services, actor, wanted = self._desk.services, self._desk.actor(), self._wanted
        if wanted.consultation_id is None:
            return lambda: services.handouts.reprint(actor, wanted.document_id)
        consultation_id = wanted.consultation_id
        return lambda: services.handouts.issue(actor, consultation_id, options)

    def to_print(self, printer: Printer) -> Callable[[IssuedDocument], None]:
        """Hand the document itself to the printer, or draw it where it has to be drawn."""
        services, actor = self._desk.services, self._desk.actor()

        def hand_over(document: IssuedDocument) -> None:
            order = None
            if not is_file(printer) and services.printing.takes_pdf():
                order = order_of(printer, PdfPages(document.content).sizes[0])
            if order is not None and order.printer:
                services.printing.hand_over(actor, document.document_id, order)
                return
            print_pages(printer, document.content)
            services.handouts.printed(actor, document.document_id)

        return hand_over

    def to_save(self, path: Path) -> Callable[[IssuedDocument], None]:
        """Copy the document into a file."""
        services, actor = self._desk.services, self._desk.actor()

        def save(document: IssuedDocument) -> None:
            save_file(path, document.content)
            services.handouts.printed(actor, document.document_id)

        return save

    def beginning(self, consultation_id: ConsultationId) -> Callable[[], Beginning]:
        """Fetch whom the consultation is about, and what they read."""
        services, actor = self._desk.services, self._desk.actor()
        return lambda: Beginning(
            services.consultations.open(actor, consultation_id).patient,
            services.handouts.offer(actor, consultation_id),
        )

    def to_note_giving(self, document_id: str, *, was_given: bool) -> Callable[[], IssuedDocument]:
        """Keep that the patient has the document, or has it not after all."""
        services, actor = self._desk.services, self._desk.actor()
        return lambda: services.handouts.mark_given(actor, document_id, was_given=was_given)

    def _stored(self) -> Callable[[], ShownPaper]:
        services, actor = self._desk.services, self._desk.actor()
        document_id = self._wanted.document_id

        def work() -> ShownPaper:
            document = services.handouts.show(actor, document_id)
            return ShownPaper(
                patient=services.patients.get(actor, document.patient_id),
                document_id=document.document_id,
                pages=PdfPages(document.content),
                undrawable=document.undrawable,
                issued=document,
                corrections=services.corrections.of_consultation(actor, document.consultation_id),
            )

        return work

    def _drawn(
        self, consultation_id: ConsultationId, options: HandoutOptions
    ) -> Callable[[], ShownPaper]:
        services, actor = self._desk.services, self._desk.actor()

        def work() -> ShownPaper:
            preview = services.handouts.preview(actor, consultation_id, options)
            document_id = preview.handout.document_id
            issued = services.handouts.show(actor, document_id) if preview.already else None
            return ShownPaper(
                patient=preview.patient,
                document_id=document_id,
                pages=PdfPages(preview.rendered.content),
                undrawable=preview.rendered.undrawable,
                other_name=preview.other_name,
                untranslated=preview.untranslated,
                said_before=preview.said_before,
                issued=issued,
            )

        return work
