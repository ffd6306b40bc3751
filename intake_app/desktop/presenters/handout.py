"""A handout before and after it is issued: drawn, shown, issued when it goes to paper."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.desk import Desk
from intake_app.desktop.messages import Message
from intake_app.desktop.models.paper import Chooser, PaperWords
from intake_app.desktop.pdf_pages import PageSize, Picture
from intake_app.desktop.presenters.before_printing import beforehand
from intake_app.desktop.presenters.handout_words import WITH_MAP, HandoutWords
from intake_app.desktop.presenters.papers import Beginning, Papers, ShownPaper, Wanted
from intake_app.desktop.printing import Printer
from intake_app.desktop.shown import PatientHeading, heading_of
from intake_app.domain.handout.handout import Edition, HandoutOptions, Paper
from intake_app.domain.patients.patient import PatientId
from intake_app.services.handouts import LanguageOffer
from intake_app.services.ports import IssuedDocument


class HandoutView(Protocol):
    picture_wanted: SignalInstance
    option_chosen: SignalInstance
    printer_chosen: SignalInstance
    place_chosen: SignalInstance
    giving_said: SignalInstance

    def show_patient(self, heading: PatientHeading) -> None: ...
    def show_words(self, words: PaperWords) -> None: ...
    def show_choosers(self, choosers: Sequence[Chooser]) -> None: ...
    def chosen(self, name: str, otherwise: str) -> str: ...
    def show_pages(self, sizes: Sequence[PageSize]) -> None: ...
    def show_picture(self, place: int, picture: Picture, text: str) -> None: ...
    def show_message(self, message: Message | None) -> None: ...


class HandoutPresenter(QObject):
    """Draws in worker threads; what has been issued never changes.

    Signals:
        issued: It is stored now (document id).
    """

    issued = Signal(str)

    def __init__(
        self,
        page: HandoutView,
        desk: Desk,
        clinic: ClinicNow,
        wanted: Wanted,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._papers = Papers(desk, wanted)
        self._clinic = clinic
        self._words = HandoutWords(clinic)
        self._shown: ShownPaper | None = None
        page.picture_wanted.connect(self._render)
        page.option_chosen.connect(self._draw)
        page.printer_chosen.connect(self._print)
        page.place_chosen.connect(self._save)
        page.giving_said.connect(self._note_giving)
        self._offer: LanguageOffer | None = None
        self._patient_id: PatientId | None = None
        if wanted.consultation_id is None:
            self._draw()
        else:
            page.show_words(PaperWords(document_id="", state=self._words.drawing()))
            work = self._papers.beginning(wanted.consultation_id)
            desk.tasks.run(work, done=self._begin, failed=self._refused)

    @property
    def patient_id(self) -> PatientId | None:
        """Whose paper it is, once that is known."""
        return self._patient_id

    def _begin(self, beginning: Beginning) -> None:
        self._patient_id = beginning.patient.id
        self._page.show_patient(heading_of(beginning.patient, self._clinic.today()))
        self._offer = beginning.languages
        self._page.show_choosers(self._words.choosers(beginning.languages))
        self._draw()

    def _draw(self) -> None:
        self._page.show_words(PaperWords(document_id="", state=self._words.drawing()))
        self._page.show_message(None)
        work = self._papers.to_show(self._options())
        self._desk.tasks.run(work, done=self._show, failed=self._cannot_draw, newest_of="handout")

    def _show(self, shown: ShownPaper) -> None:
        self._shown = shown
        self._page.show_patient(heading_of(shown.patient, self._clinic.today()))
        self._page.show_words(self._words.paper(shown.document_id, shown.issued))
        withdrawn = self._words.withdrawn(shown.issued, shown.corrections)
        self._page.show_message(withdrawn or beforehand(shown, self._offer))
        self._page.show_pages(shown.pages.sizes)

    def _render(self, place: int, width: int) -> None:
        if self._shown is None:
            return
        pages = self._shown.pages

        def show(drawn: tuple[Picture, str]) -> None:
            if self._shown is not None and self._shown.pages is pages:
                self._page.show_picture(place, *drawn)

        self._desk.tasks.run(
            lambda: (pages.picture(place, width=width), pages.text(place)),
            done=show,
            failed=self._refused,
        )

    def _print(self, printer: Printer) -> None:
        self._with_issued(self._papers.to_print(printer), self._words.printed(printer))

    def _save(self, path: str) -> None:
        self._with_issued(self._papers.to_save(Path(path)), self._words.saved(path))

    def _note_giving(self, was_given: bool) -> None:  # noqa: FBT001 - the signal's signature
        if self._shown is None:
            return
        self._desk.tasks.write(
            self._papers.to_note_giving(self._shown.document_id, was_given=was_given),
            done=lambda document: self._page.show_words(
                self._words.paper(document.document_id, document)
            ),
            failed=self._refused,
        )

    def _with_issued(self, use: Callable[[IssuedDocument], None], words: Message) -> None:
        """Issue the document if that is still to be done, then put it elsewhere."""

        def use_it(document: IssuedDocument) -> None:
            self._page.show_words(self._words.paper(document.document_id, document))
            self.issued.emit(document.document_id)
            self._desk.tasks.run(
                lambda: use(document),
                done=lambda _nothing: self._page.show_message(words),
                failed=self._refused,
            )

        work = self._papers.to_give(self._options())
        self._desk.tasks.write(work, done=use_it, failed=self._refused)

    def _options(self) -> HandoutOptions:
        usual = HandoutOptions()
        return HandoutOptions(
            edition=Edition(self._page.chosen("edition", usual.edition)),
            language=self._page.chosen("language", usual.language),
            paper=Paper(self._page.chosen("paper", usual.paper)),
            scalp_map=self._page.chosen("scalp_map", "") == WITH_MAP,
        )

    def _cannot_draw(self, error: Exception) -> None:
        self._page.show_words(PaperWords(document_id="", state=self._words.not_drawn()))
        self._page.show_message(self._words.refusal(error))

    def _refused(self, error: Exception) -> None:
        self._page.show_message(self._words.refusal(error))
