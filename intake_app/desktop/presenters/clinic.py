"""The clinic's settings: from the records to the fields and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimeZone, Signal, SignalInstance

from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.presenters.allowed import why_not
from intake_app.domain.clinic import TIME_ZONE, Clinic
from intake_app.domain.clinic_words import IN_WORDS, ClinicWords
from intake_app.domain.errors import ValueRefused
from intake_app.domain.language import Language
from intake_app.services.access import Act, Actor

_DAY_FIRST = {True: "day", False: "month"}


class ClinicView(Protocol):
    submitted: SignalInstance
    edited: SignalInstance

    def texts(self) -> dict[str, str]: ...
    def show_texts(self, texts: Mapping[str, str]) -> None: ...
    def show_open(self, *, is_open: bool, why_not: str = "") -> None: ...
    def show_languages(self, offered: Sequence[Language]) -> None: ...
    def show_error(self, field: str, text: str) -> None: ...
    def clear_errors(self) -> None: ...
    def show_message(self, message: Message | None) -> None: ...


class ClinicPresenter(QObject):
    """Shows the settings in force and puts new ones in force.

    Signals:
        saved: New settings are in force (the Clinic).
    """

    saved = Signal(object)

    def __init__(
        self,
        page: ClinicView,
        desk: Desk,
        actor: Callable[[], Actor],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._actor = actor
        page.show_languages(desk.services.handouts.languages())
        self._begun_with = page.texts()
        self._is_saving = False
        self._is_read = False
        page.submitted.connect(self._save)
        page.edited.connect(page.clear_errors)
        page.show_open(is_open=False)  # what was typed before they are read would be written over
        desk.tasks.run(self._read, done=self._show, failed=self._refused)

    def question(self) -> str:
        """What to ask before the typed text is given up; empty when there is none."""
        if self._page.texts() == self._begun_with:
            return ""
        return self.tr("What you changed in the clinic's settings has not been saved.")

    def _read(self) -> tuple[Clinic, bool]:
        clinic = self._desk.services.clinic
        return clinic.get(), clinic.is_set_up()

    def _show(self, read: tuple[Clinic, bool]) -> None:
        clinic, is_set_up = read
        texts = _texts_of(clinic)
        if not is_set_up:
            texts["time_zone"] = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii")
        self._page.show_texts(texts)
        self._page.clear_errors()
        self._begun_with = self._page.texts()
        self._is_read = True
        self.show_rights()

    def show_rights(self) -> None:
        """Offer what whoever acts now may do, once there is something to change."""
        if self._is_read:
            why = why_not(self._actor(), Act.CHANGE_CLINIC)
            self._page.show_open(is_open=not why, why_not=why)

    def _save(self) -> None:
        if not self._is_read:
            return
        self._page.clear_errors()
        texts = self._page.texts()
        if not texts["name"].strip():
            self._page.show_error("name", self.tr("Type the name of the clinic."))
            return
        if self._is_saving:
            return
        actor, service = self._actor(), self._desk.services.clinic

        def save() -> Clinic:
            """Over what stands there now: products may have been changed in another window."""
            return service.save(actor, _clinic_of(texts, service.get()))

        self._is_saving = True
        self._desk.tasks.write(save, done=self._was_saved, failed=self._refused)

    def _was_saved(self, clinic: Clinic) -> None:
        self._is_saving = False
        self._begun_with = self._page.texts()
        self._page.show_message(self._saved_message(clinic))
        self.saved.emit(clinic)

    def _saved_message(self, clinic: Clinic) -> Message:
        missing = clinic.missing_for_handout()
        if not missing:
            return Message(level=Level.GOOD, text=self.tr("Saved."))
        text = self.tr(
            "Saved. Before a handout can be printed, these are still needed: {missing}."
        )
        return Message(level=Level.NOTE, text=text.format(missing=", ".join(missing)))

    def _refused(self, error: Exception) -> None:
        self._is_saving = False
        words = sentence(error)
        if isinstance(error, ValueRefused) and error.data["name"] == TIME_ZONE:
            self._page.show_error("time_zone", words)
        else:
            self._page.show_message(Message(level=Level.STOP, text=words))


def _texts_of(clinic: Clinic) -> dict[str, str]:
    return {
        "name": clinic.name,
        "address": clinic.address,
        "practitioners": "\n".join(clinic.practitioners),
        "phone": clinic.phone,
        "phone_hours": clinic.phone_hours,
        "night_phone": clinic.night_phone,
        "emergency_number": clinic.emergency_number,
        "support_line": clinic.support_line,
        "interest": clinic.interest,
        "independent_places": clinic.independent_places,
        "report_route": clinic.report_route,
        "time_zone": clinic.time_zone,
        "day_order": _DAY_FIRST[clinic.day_first],
        "own_language": clinic.own_language,
        **{
            f"{each.language}.{name}": text for each in clinic.words for name, text in each.texts()
        },
    }


def _clinic_of(texts: Mapping[str, str], known: Clinic) -> Clinic:
    """The typed settings; whether the patients are made up is not for typing."""
    names = tuple(line.strip() for line in texts["practitioners"].splitlines() if line.strip())
    clinic = replace(
        known,
        name=texts["name"].strip(),
        address=texts["address"].strip(),
        practitioners=names,
        phone=texts["phone"].strip(),
        phone_hours=texts["phone_hours"].strip(),
        night_phone=texts["night_phone"].strip(),
        emergency_number=texts["emergency_number"].strip(),
        support_line=texts["support_line"].strip(),
        interest=texts["interest"].strip(),
        independent_places=texts["independent_places"].strip(),
        report_route=texts["report_route"].strip(),
        time_zone=texts["time_zone"].strip(),
        day_first=texts["day_order"] == "day",
        own_language=texts["own_language"].strip() or known.own_language,
    )
    for language in {name.partition(".")[0] for name in texts if "." in name}:
        said = {name: texts.get(f"{language}.{name}", "").strip() for name in IN_WORDS}
        if language != clinic.own_language:
            clinic = clinic.with_words(ClinicWords(language=language, **said))
    return clinic
