"""The desktop's part of the composition root: where pages and presenters meet.

A consultation screen is built like this, and so are the others::

    page = ConsultationPage()
    presenter = ConsultationPresenter(page, desk, consultation_id, parent)
    presenter.completed      Signal(str)   it was completed: its handout comes next
    presenter.closed         Signal()      the person is done here: back where she came from
    presenter.handout_asked  Signal(str)   she looks at a completed one and wants its handout
    presenter.flush()        hands everything typed to desk.tasks.write; called before leaving
    presenter.question()     what to ask before leaving when something could not be saved; else ""

The page carries the review in its own stack, and a PatientBanner on top.
"""

from zoneinfo import available_timezones

from PySide6.QtCore import QObject, Signal

from intake_app.desktop.around import Around
from intake_app.desktop.menu_screens import PLACES
from intake_app.desktop.models.unfinished import Unfinished
from intake_app.desktop.navigation import Screen
from intake_app.desktop.pages.clinic_page import ClinicPage
from intake_app.desktop.pages.consultation_page import ConsultationPage
from intake_app.desktop.pages.handout_page import HandoutPage
from intake_app.desktop.pages.patient_page import PatientPage
from intake_app.desktop.pages.register_page import RegisterPage
from intake_app.desktop.photographs_screen import compare, photographs_screen
from intake_app.desktop.presenters.clinic import ClinicPresenter
from intake_app.desktop.presenters.consultation import ConsultationPresenter
from intake_app.desktop.presenters.handout import HandoutPresenter
from intake_app.desktop.presenters.papers import Wanted
from intake_app.desktop.presenters.patient import PatientPresenter
from intake_app.desktop.presenters.photograph_strip import PhotographStripPresenter
from intake_app.desktop.presenters.record_printing import RecordPrinting
from intake_app.desktop.presenters.register import RegisterPresenter, Whom
from intake_app.desktop.presenters.signatures_shown import SignaturesShown
from intake_app.domain.patients.patient import PatientId
from intake_app.domain.visit.consultation import ConsultationId


class Screens(QObject):
    """Builds each screen when it is wanted, and says where its signals lead.

    Signals:
        clinic_saved: New settings are in force (the Clinic).
        demonstration_wanted: The person wants to try it with made-up patients.
        backup_wanted: The person has records already, in a backup.
    """

    clinic_saved = Signal(object)
    demonstration_wanted = Signal()
    backup_wanted = Signal()

    def __init__(self, around: Around, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._navigation = around.navigation
        self.unfinished = Unfinished()

    def go_to_patient(self, patient_id: str) -> None:
        self._navigation.go(lambda: self._patient(PatientId(patient_id)))

    def go_to_registration(self, name: str = "") -> None:
        whom = Whom(name=name, unfinished=self.unfinished)
        self._navigation.go(lambda: self._register(whom))

    def go_to_consultation(self, consultation_id: str) -> None:
        self._navigation.go(lambda: self._consultation(ConsultationId(consultation_id)))

    def go_to_document(self, document_id: str) -> None:
        self._navigation.go(lambda: self._handout(Wanted(document_id=document_id)))

    def go_to_place(self, place: str) -> None:
        """Go to one of ``PLACES``, which need nothing but what is around."""
        self._navigation.go(lambda: PLACES[place](self._around, self))

    def go_to_settings(self, *, first_start: bool = False) -> None:
        self._navigation.go(lambda: self._settings(first_start=first_start))

    def _patient(self, patient_id: PatientId) -> Screen:
        page = PatientPage()
        presenter = PatientPresenter(
            page, self._around.desk, self._around.clinic, patient_id, self
        )
        presenter.consultation_ready.connect(self.go_to_consultation)
        strip = PhotographStripPresenter(
            page.photographs, self._around.desk, patient_id, presenter
        )
        presenter.shown.connect(strip.refresh)
        page.photographs.all_wanted.connect(
            lambda: self._navigation.go(lambda: photographs_screen(self._around, patient_id, self))
        )
        SignaturesShown(page.consultations.detail, self._around.desk, presenter)
        page.consultation_opened.connect(self.go_to_consultation)
        page.patient_wanted.connect(self.go_to_patient)
        page.handout_wanted.connect(
            lambda done: self._navigation.go(lambda: self._handout(_handout_of(done)))
        )
        page.document_opened.connect(self.go_to_document)
        page.correction_wanted.connect(
            lambda: self._navigation.go(lambda: self._register(Whom(patient_id=patient_id)))
        )
        return Screen(page=page, presenter=presenter, title=self.tr("Patient"))

    def _register(self, whom: Whom) -> Screen:
        page = RegisterPage(correcting=whom.patient_id is not None)
        presenter = RegisterPresenter(
            page, self._around.desk, self._around.clinic, whom, parent=self
        )
        if whom.patient_id is None:
            presenter.saved.connect(self._go_to_patient_instead)
        else:
            presenter.saved.connect(lambda _saved: self._navigation.back())
        page.cancelled.connect(lambda: self._navigation.back(within=False))
        page.double_chosen.connect(presenter.interrupted.settle)
        page.double_chosen.connect(self._go_to_patient_instead)
        title = self.tr("New patient") if whom.patient_id is None else self.tr("Correct details")
        if whom.patient_id is not None:
            return Screen(page=page, presenter=presenter, title=title, question=presenter.question)
        return Screen(
            page=page,
            presenter=presenter,
            title=title,
            question=presenter.question,
            keep=presenter.interrupted.keep,
        )

    def _consultation(self, consultation_id: ConsultationId) -> Screen:
        page = ConsultationPage()
        presenter = ConsultationPresenter(page, self._around.desk, consultation_id, self)
        RecordPrinting(page.review, page, self._around.desk, consultation_id, presenter)
        presenter.completed.connect(
            lambda done: self._navigation.go_instead(lambda: self._handout(_handout_of(done)))
        )
        presenter.handout_asked.connect(
            lambda done: self._navigation.go(lambda: self._handout(_handout_of(done)))
        )
        presenter.closed.connect(self._navigation.back)
        page.files.compared.connect(lambda file: compare(self._around, page.state, file, self))
        return Screen(
            page=page,
            presenter=presenter,
            title=self.tr("Consultation"),
            flush=presenter.flush,
            question=presenter.question,
        )

    def _handout(self, wanted: Wanted) -> Screen:
        page = HandoutPage()
        presenter = HandoutPresenter(page, self._around.desk, self._around.clinic, wanted, self)

        def mend(place: str) -> None:
            if place == "details" and presenter.patient_id is not None:
                whom = Whom(patient_id=presenter.patient_id)
                self._navigation.go(lambda: self._register(whom))
            else:
                self.go_to_settings()

        page.action_chosen.connect(mend)
        return Screen(page=page, presenter=presenter, title=self.tr("Handout"))

    def _settings(self, *, first_start: bool) -> Screen:
        page = ClinicPage(
            sorted(available_timezones()),
            first_start=first_start,
            can_demonstrate=self._around.can_demonstrate,
        )
        presenter = ClinicPresenter(page, self._around.desk, self._around.actor_for_settings, self)
        presenter.saved.connect(self.clinic_saved)
        self._around.actor_changed.connect(presenter.show_rights)
        if first_start:
            presenter.saved.connect(self._navigation.home)
        page.demonstration_wanted.connect(page.show_demonstration_begun)
        page.demonstration_wanted.connect(self.demonstration_wanted)
        page.backup_wanted.connect(self.backup_wanted)
        title = self.tr("Set-up") if first_start else self.tr("Settings")
        return Screen(
            page=page,
            presenter=presenter,
            title=title,
            question=presenter.question,
            has_way_back=not first_start,
        )

    def _go_to_patient_instead(self, patient_id: str) -> None:
        self._navigation.go_instead(lambda: self._patient(PatientId(patient_id)))


def _handout_of(consultation_id: str) -> Wanted:
    return Wanted(consultation_id=ConsultationId(consultation_id))
