"""What the handout's screen says around the pages."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.paper import Chooser, PaperWords
from intake_app.desktop.printing import Printer, is_file
from intake_app.desktop.shown import one_line, shown_moment
from intake_app.domain.handout.handout import Edition, HandoutOptions, Paper
from intake_app.domain.handout.printed_names import NameNotDrawable, PatientNameNotDrawable
from intake_app.domain.language import Language
from intake_app.domain.visit.corrections import Correction, CorrectionKind, voiding
from intake_app.services.handouts import LanguageOffer
from intake_app.services.ports import IssuedDocument

WITH_MAP = "with"
"""What the chooser of the scalp map says where it goes on the paper."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Handout", text)


class HandoutWords:
    """Sentences; the settings say whether something is missing from them."""

    def __init__(self, clinic: ClinicNow) -> None:
        self._clinic = clinic

    def choosers(self, offer: LanguageOffer) -> tuple[Chooser, ...]:
        """What exists, and only that; the patient's own language first."""
        editions = {
            Edition.STANDARD: _tr("Standard"),
            Edition.LARGE: _tr("Large print"),
            Edition.SHORT: _tr("Short"),
        }
        papers = {Paper.A4: _tr("A4"), Paper.LETTER: _tr("Letter")}
        drawn = [("", _tr("Not on the paper")), (WITH_MAP, _tr("On the paper"))]
        scalp_map = [Chooser("scalp_map", _tr("Scalp &map"), drawn)] if offer.scalp_map else []
        return (
            Chooser("edition", _tr("E&dition"), [(e.value, editions[e]) for e in Edition]),
            Chooser(
                "language",
                _tr("&Language"),
                [(each.code, language_words(each)) for each in offer.languages],
                offer.usual.code if offer.usual else HandoutOptions().language,
            ),
            Chooser("paper", _tr("P&aper"), [(p.value, papers[p]) for p in Paper]),
            *scalp_map,
        )

    def drawing(self) -> str:
        return _tr("The pages are being drawn…")

    def not_drawn(self) -> str:
        return _tr("There are no pages to show.")

    def paper(self, document_id: str, issued: IssuedDocument | None) -> PaperWords:
        if issued is None:
            state = _tr("Not issued yet: printing or saving issues it.")
        else:
            state = _tr("Issued {moment} by {name}").format(
                moment=shown_moment(issued.issued_at, self._clinic.zone), name=issued.issued_by
            )
            if issued.superseded_by:
                newer = _tr("{state}. A newer one replaces it: {id}.")
                state = newer.format(state=state, id=issued.superseded_by)
            if issued.given:
                state = _tr("{state}. Given to the patient {moment} by {name}").format(
                    state=state,
                    moment=shown_moment(issued.given.at, self._clinic.zone),
                    name=issued.given.by,
                )
        given = issued.given is not None if issued is not None else None
        return PaperWords(document_id=document_id, state=state, given=given)

    def withdrawn(
        self, issued: IssuedDocument | None, corrections: Sequence[Correction]
    ) -> Message | None:
        """That it is of a void consultation, or was issued to somebody else."""
        if void := voiding(corrections):
            text = _tr("✕ The consultation of this document is void: {reason}")
            return Message(level=Level.STOP, text=text.format(reason=one_line(void.reason)))
        for said in corrections:
            was_moved = said.kind is CorrectionKind.MOVED
            if was_moved and issued is not None and issued.issued_at <= said.at:
                text = _tr("✕ This document was issued to another patient: {reason}")
                return Message(level=Level.STOP, text=text.format(reason=one_line(said.reason)))
        return None

    def refusal(self, error: Exception) -> Message:
        """With the way to where the reason can be mended."""
        actions: list[tuple[str, str]] = []
        if isinstance(error, PatientNameNotDrawable):
            actions = [("details", _tr("Correct details"))]
        elif isinstance(error, NameNotDrawable) or self._clinic.clinic.missing_for_handout():
            actions = [("settings", _tr("Open settings"))]
        return Message(level=Level.STOP, text=sentence(error), actions=actions)

    def printed(self, printer: Printer) -> Message:
        if is_file(printer):
            return self._in_file(printer)
        text = _tr("Sent to {printer}. The document is kept in the records.")
        return Message(level=Level.GOOD, text=text.format(printer=printer.printerName()))

    def saved(self, path: str) -> Message:
        text = _tr("Saved as {path}. The document is kept in the records.")
        return Message(level=Level.GOOD, text=text.format(path=path))

    def _in_file(self, printer: Printer) -> Message:
        """A file gets the document itself, whatever pages were chosen of it."""
        path = printer.outputFileName()
        if printer.pageRanges().isEmpty():
            return self.saved(path)
        text = _tr(
            "Saved as {path}, with all its pages: some of them can be chosen for a printer only. "
            "The document is kept in the records."
        )
        return Message(level=Level.NOTE, text=text.format(path=path))


def language_words(language: Language) -> str:
    """Its own name; and that nobody who could has read the text, as long as that is so."""
    if language.reviewed_by:
        return language.name
    return _tr("{language} (not reviewed)").format(language=language.name)
