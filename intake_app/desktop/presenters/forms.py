"""Which form the clinic uses: from what is wished on the page to the services."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.form_facts import FormFacts
from intake_app.desktop.models.form_preview import preview_state
from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.models.lines import Line
from intake_app.desktop.presenters.allowed import allowed, why_not
from intake_app.desktop.presenters.forms_words import facts_of, in_use_words, known_line
from intake_app.domain.errors import FileMissing, FileUnreadable
from intake_app.domain.form.questionnaire import FormRef, Questionnaire
from intake_app.services.access import Act, Actor
from intake_app.services.forms import FormLook, KnownForm

LARGEST = 50_000_000
"""Bytes; a form is far smaller."""


class FormsView(Protocol):
    file_chosen: SignalInstance
    use_confirmed: SignalInstance
    known_use_confirmed: SignalInstance
    preview_wanted: SignalInstance
    known_preview_wanted: SignalInstance

    def show_in_use(self, words: str, lines: Sequence[Line], *, why_not: str) -> None: ...
    def show_facts(self, facts: FormFacts | None) -> None: ...
    def show_message(self, message: Message | None) -> None: ...
    def show_preview(self, state: FormState) -> None: ...


class FormsPresenter(QObject):
    """Looks at a file first; only what was looked at is put in use."""

    def __init__(
        self,
        page: FormsView,
        desk: Desk,
        actor: Callable[[], Actor],
        clinic: ClinicNow,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._actor = actor
        self._clinic = clinic
        self._look: FormLook | None = None
        self._known: Sequence[KnownForm] = ()
        page.file_chosen.connect(self._look_at)
        page.use_confirmed.connect(self._load)
        page.known_use_confirmed.connect(self._use)
        page.preview_wanted.connect(self._preview_look)
        page.known_preview_wanted.connect(self._preview_known)
        self._read()

    def _read(self) -> None:
        forms = self._desk.services.forms
        self._desk.tasks.run(
            forms.known, done=self._show, failed=self._refuse, newest_of="known forms"
        )

    def _show(self, known: Sequence[KnownForm]) -> None:
        zone = self._clinic.zone
        in_use = next(form for form in known if form.is_in_use)
        self._known = known
        why = why_not(self._actor(), Act.CHANGE_FORM)
        lines = [known_line(form, zone, may_use=not why) for form in known]
        self._page.show_in_use(in_use_words(in_use, zone), lines, why_not=why)

    def show_rights(self) -> None:
        """Offer what whoever acts now may do."""
        if self._known:
            self._show(self._known)

    def _look_at(self, path: str) -> None:
        if not allowed(self._page, self._actor(), Act.CHANGE_FORM):
            return
        forms = self._desk.services.forms
        self._desk.tasks.run(
            lambda: forms.look(_read_file(Path(path))),
            done=self._show_look,
            failed=self._refuse,
            newest_of="looked at form",
        )

    def _show_look(self, look: FormLook) -> None:
        self._look = look
        self._page.show_facts(facts_of(look))

    def _load(self) -> None:
        if self._look is None or not allowed(self._page, self._actor(), Act.CHANGE_FORM):
            return
        forms, actor, text = self._desk.services.forms, self._actor(), self._look.definition
        self._desk.tasks.write(
            lambda: forms.load(actor, text), done=self._chosen, failed=self._refuse
        )

    def _use(self, ref: str) -> None:
        if not allowed(self._page, self._actor(), Act.CHANGE_FORM):
            return
        forms, actor = self._desk.services.forms, self._actor()
        self._desk.tasks.write(
            lambda: forms.use(actor, _ref_of(ref)), done=self._chosen, failed=self._refuse
        )

    def _chosen(self, form: KnownForm) -> None:
        self._look = None
        self._page.show_facts(None)
        text = self.tr("“{title}” is in use from now on.")
        title = form.title or str(form.ref)
        self._page.show_message(Message(level=Level.GOOD, text=text.format(title=title)))
        self._read()

    def _preview_look(self) -> None:
        if self._look is not None and self._look.check.questionnaire is not None:
            self._preview(self._look.check.questionnaire)

    def _preview_known(self, ref: str) -> None:
        forms = self._desk.services.forms
        self._desk.tasks.run(
            lambda: forms.questionnaire(_ref_of(ref)),
            done=self._preview,
            failed=self._refuse,
            newest_of="preview of a form",
        )

    def _preview(self, form: Questionnaire) -> None:
        self._page.show_preview(preview_state(form, self._clinic.today()))

    def _refuse(self, error: Exception) -> None:
        self._page.show_message(Message(level=Level.STOP, text=sentence(error)))


def _ref_of(text: str) -> FormRef:
    url, _bar, version = text.partition("|")
    return FormRef(url, version)


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise FileMissing(path=path) from None
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise FileUnreadable(path=path, reason=reason) from None
    if len(content) > LARGEST:
        raise FileUnreadable(path=path, reason=f"it is over {LARGEST} bytes long")
    return content
