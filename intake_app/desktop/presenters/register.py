"""Registering a patient, or correcting one: typed text to details, doubles while typing."""

from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.desk import Desk
from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.found_rows import FoundRow
from intake_app.desktop.models.typed_patient import TypedPatient
from intake_app.desktop.models.unfinished import Unfinished
from intake_app.desktop.presenters.interrupted import Interrupted, InterruptedView
from intake_app.desktop.presenters.reason_words import double_row
from intake_app.desktop.shown import shown_age, shown_date
from intake_app.domain.dates import PartialDate, checked_birth_date, parse_typed
from intake_app.domain.errors import IntakeError
from intake_app.domain.patients.patient import Patient, PatientDetails, PatientId, Sex

_FIELD_OF = {
    "name-missing": "name",
    "name-too-long": "name",
    "date-not-understood": "birth_date",
    "date-without-year": "birth_date",
    "day-not-in-month": "birth_date",
    "month-not-in-year": "birth_date",
    "birth-date-refused": "birth_date",
}


class RegisterView(InterruptedView, Protocol):
    edited: SignalInstance
    birth_left: SignalInstance
    submitted: SignalInstance

    def show_reading(self, *, under_way: bool) -> None: ...
    def show_error(self, field: str, text: str) -> None: ...
    def warn(self, field: str, text: str) -> None: ...
    def clear_errors(self) -> None: ...
    def show_birth_hint(self, text: str) -> None: ...
    def show_doubles(self, rows: list[FoundRow]) -> None: ...
    def show_message(self, message: Message | None) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """A patient who is known and is corrected, or somebody new of whom a name may be typed.

    Attributes:
        unfinished: Registrations that were begun before in this sitting.
    """

    patient_id: PatientId | None = None
    name: str = ""
    unfinished: Unfinished = field(default_factory=Unfinished)


class RegisterPresenter(QObject):
    """Corrects a known patient, or registers a new one.

    Signals:
        saved: It is in the records (patient id).
    """

    saved = Signal(str)

    def __init__(
        self,
        page: RegisterView,
        desk: Desk,
        clinic: ClinicNow,
        whom: Whom,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._desk = desk
        self._clinic = clinic
        self._is_new = whom.patient_id is None
        self._known: Patient | None = None
        self._is_saving = False
        self._is_read = True
        self._begun_with = TypedPatient()
        page.edited.connect(self._edited)
        page.birth_left.connect(self._check_birth)
        page.submitted.connect(self._submit)
        self.interrupted = Interrupted(page, whom.unfinished, self)
        self.interrupted.put_back.connect(self._edited)
        if whom.patient_id is None:
            self.interrupted.begin(whom.name.strip())
        else:
            self._load(whom.patient_id)

    def question(self) -> str:
        """What to ask before the typed text is given up; empty when there is none."""
        if self._page.typed() == self._begun_with:
            return ""
        return self.tr("What you typed about this patient has not been saved.")

    def _load(self, patient_id: PatientId) -> None:
        patients, actor = self._desk.services.patients, self._desk.actor()
        self._is_read = False
        self._page.show_reading(under_way=True)
        self._desk.tasks.run(
            lambda: patients.get(actor, patient_id),
            done=self._show_patient,
            failed=self._refused,
        )

    def _show_patient(self, patient: Patient) -> None:
        self._known = patient
        self._begun_with = _as_typed(patient.details, day_first=self._clinic.clinic.day_first)
        self._page.show_typed(self._begun_with)
        self._show_birth_hint()
        self._is_read = True
        self._page.show_reading(under_way=False)

    def _edited(self) -> None:
        self._page.clear_errors()
        self._show_birth_hint()
        if self._is_new:
            self._look_for_doubles()

    def _check_birth(self) -> None:
        """Say at once, not only on saving, that a date cannot be right."""
        typed = self._page.typed()
        if typed.birth_unknown or not typed.birth_date.strip():
            return
        try:
            _birth_of(typed, self._clinic)
        except IntakeError as error:
            self._page.warn("birth_date", sentence(error))

    def _show_birth_hint(self) -> None:
        birth = _birth_or_none(self._page.typed(), self._clinic)
        if birth is None:
            self._page.show_birth_hint(
                self.tr("In full, or only month and year, or only the year")
            )
            return
        hint = self.tr("{day}, {age}").format(
            day=shown_date(birth), age=shown_age(birth, self._clinic.today())
        )
        self._page.show_birth_hint(hint)

    def _look_for_doubles(self) -> None:
        typed = self._page.typed()
        so_far = _details_of(typed, _birth_or_none(typed, self._clinic))
        patients, actor = self._desk.services.patients, self._desk.actor()
        self._desk.tasks.run_newest(
            "doubles",
            lambda: patients.likely_doubles(actor, so_far),
            done=lambda found: self._page.show_doubles(
                [double_row(double, self._clinic.today()) for double in found]
            ),
            failed=self._refused,
        )

    def _submit(self) -> None:
        if self._is_saving or not self._is_read:
            return
        self._page.clear_errors()
        try:
            details = self._details()
        except IntakeError as error:
            self._refused(error)
            return
        if details is not None:
            self._save(details)

    def _save(self, details: PatientDetails) -> None:
        patients, actor, known = self._desk.services.patients, self._desk.actor(), self._known

        def write() -> Patient:
            if known is None:
                return patients.register(actor, details)
            return patients.correct(actor, known, details)

        self._is_saving = True
        self._desk.tasks.write(write, done=self._was_saved, failed=self._refused)

    def _was_saved(self, patient: Patient) -> None:
        self._is_saving = False
        self._begun_with = self._page.typed()
        self.interrupted.settle()
        self.saved.emit(patient.id)

    def _refused(self, error: Exception) -> None:
        self._is_saving = False
        words = sentence(error)
        field = _FIELD_OF.get(error.code) if isinstance(error, IntakeError) else None
        if field is None:
            self._page.show_message(Message(level=Level.STOP, text=words))
        else:
            self._page.show_error(field, words)

    def _details(self) -> PatientDetails | None:
        """What was typed as details; None when the page says what is still to be typed."""
        typed = self._page.typed()
        birth = None
        if not typed.birth_unknown:
            if not typed.birth_date.strip() and typed.name.strip():
                self._page.show_error(
                    "birth_date",
                    self.tr("Type the date of birth, or say below that it is not known."),
                )
                return None
            birth = _birth_of(typed, self._clinic) if typed.birth_date.strip() else None
        return _details_of(typed, birth).checked(today=self._clinic.today())


def _details_of(typed: TypedPatient, birth: PartialDate | None) -> PatientDetails:
    return PatientDetails(
        name=typed.name.strip(),
        birth_date=birth,
        sex=Sex(typed.sex),
        language=typed.language,
        phones=tuple(line.strip() for line in typed.phones.splitlines() if line.strip()),
        email=typed.email.strip(),
        guardian=typed.guardian.strip(),
        romanised_name=typed.romanised_name.strip(),
    )


def _birth_or_none(typed: TypedPatient, clinic: ClinicNow) -> PartialDate | None:
    try:
        return None if typed.birth_unknown else _birth_of(typed, clinic)
    except IntakeError:
        return None


def _birth_of(typed: TypedPatient, clinic: ClinicNow) -> PartialDate:
    today = clinic.today()
    birth = parse_typed(typed.birth_date, day_first=clinic.clinic.day_first, today=today)
    return checked_birth_date(birth, today=today)


def _as_typed(details: PatientDetails, *, day_first: bool) -> TypedPatient:
    return TypedPatient(
        name=details.name,
        birth_date=_typed_date(details.birth_date, day_first=day_first),
        birth_unknown=details.birth_date is None,
        sex=details.sex.value,
        language=details.language,
        phones="\n".join(details.phones),
        email=details.email,
        guardian=details.guardian,
        romanised_name=details.romanised_name,
    )


def _typed_date(day: PartialDate | None, *, day_first: bool) -> str:
    if day is None:
        return ""
    if not day.is_full:
        return str(day) if day.month is None else f"{day.month:02d}.{day.year:04d}"
    if day_first:
        return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"
    return f"{day.month:02d}/{day.day:02d}/{day.year:04d}"
