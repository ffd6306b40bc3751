"""One sitting with the records of one folder, from the first look to the last write.

Imported after the first paint: from here on the types of the services are needed.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intake_app.desktop.acting import WorkingAs
from intake_app.desktop.actor_choice import ActorChoice
from intake_app.desktop.around import Around
from intake_app.desktop.bringing_up_to_date import BringingUpToDate
from intake_app.desktop.clinic_now import ClinicNow
from intake_app.desktop.desk import Desk
from intake_app.desktop.door import Door
from intake_app.desktop.errors import sentence
from intake_app.desktop.finders import FoundByServices, LookupAlone
from intake_app.desktop.keeping import Keeping
from intake_app.desktop.main_window import MainWindow
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.navigation import Navigation, Screen
from intake_app.desktop.opening import Opening
from intake_app.desktop.pages.find_page import FindPage
from intake_app.desktop.preferences import Preferences
from intake_app.desktop.presenters.find import FindPresenter
from intake_app.desktop.stages import Opened, Stages
from intake_app.desktop.tasks import Tasks
from intake_app.desktop.upkeep_desk import upkeep_desk
from intake_app.domain.clinic import Clinic

if TYPE_CHECKING:
    from intake_app.desktop.screens import Screens


PLACES = ("duplicates", "form", "products", "text", "times")
"""Wishes that lead to a screen of the same name."""


class Session(QObject):
    """Joins the window with the records; a wish that comes too early is kept until it can be.

    Signals:
        demonstration_wanted: Made-up patients are wanted instead.
        left: Somebody else wants to sign in.
        alone_wanted: Something is to be done with closed records (the AloneWork).
        settled: Everything is open and what was found is shown, or the records are refused.
    """

    demonstration_wanted = Signal()
    left = Signal()
    alone_wanted = Signal(object)
    settled = Signal()

    def __init__(
        self, window: MainWindow, page: FindPage, opening: Opening, preferences: Preferences
    ) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._opening = opening
        self._preferences = preferences
        self._clinic = ClinicNow(opening.now)
        self._acting = WorkingAs(self)
        ActorChoice(self._acting, window.top_bar, preferences, self)
        self._tasks = Tasks(self)
        self.find = FindPresenter(page, self._tasks, self._clinic.today, self)
        self._navigation = Navigation(window, self._tasks, self)
        self._stages = Stages(opening, self._tasks, self)
        BringingUpToDate(window, page, self._stages)
        self._door = Door(window, opening.entrance, self._tasks, self)
        desk = upkeep_desk(opening, self._acting, self._tasks, self._clinic)
        self.keeping = Keeping(window, desk, self)
        self._screens: Screens | None = None
        self._wish: Callable[[Screens], None] | None = None
        self._connect()

    def start(self) -> None:
        """Open the records; the window is painted and can be typed into already."""
        find = Screen(page=self._page, presenter=self.find, title=self.tr("Find"), kept=True)
        self._window.top_bar.show_made_up(made_up=self._opening.made_up)
        self._navigation.go(lambda: find)
        self._open()

    def wish(self, wish: str) -> None:
        """Something of the menu was chosen; what is not listed is the window's own affair."""
        wishes: dict[str, Callable[[], None]] = {
            "find": self._navigation.home,
            "back": self._navigation.back,
            "lock": self._door.locking.lock,
            "records": lambda: self._navigation.go(self.keeping.screen),
            "protection": lambda: self._when_ready(
                lambda _screens: self._navigation.go(self._door.protection_screen)
            ),
            "register": lambda: self._when_ready(
                lambda screens: screens.go_to_registration(
                    self._page.text() if self._navigation.is_home else ""
                )
            ),
            **{place: partial(self._when_ready, _going_to(place)) for place in PLACES},
            "settings": lambda: self._when_ready(lambda screens: screens.go_to_settings()),
        }
        if wish in wishes:
            wishes[wish]()

    def make_demonstration(
        self, make: Callable[[], Opening], *, then: Callable[[Opening], None]
    ) -> None:
        """Make up patients in a folder of their own; that takes a moment."""
        self._window.show_state(self.tr("Making up patients…"))
        self._tasks.run(make, done=then, failed=self._cannot_demonstrate)

    def end(self, then: Callable[[], None]) -> None:
        """Save what is typed, ask about what cannot be, let go of the records, do ``then``."""

        def ask_or_leave() -> None:
            if self._screens is None or self._screens.unfinished.newest is None:
                self._let_go(then)
            else:
                words = self.tr("A registration that was interrupted is not finished.")
                self._window.ask(words, proceed=lambda: self._let_go(then))

        self._navigation.leave_then(ask_or_leave)

    def _connect(self) -> None:
        self._stages.lookup_ready.connect(lambda lookup: self.find.use(LookupAlone(lookup)))
        self._stages.ready.connect(self._begin)
        self._stages.refused.connect(self._refused)
        self._door.opened.connect(self._navigation.home)
        self._door.opened.connect(self._open)
        self._door.left.connect(self.left)
        self._door.alone_wanted.connect(self.alone_wanted)
        self.keeping.alone_wanted.connect(self.alone_wanted)
        self._page.registration_requested.connect(
            lambda name: self._when_ready(lambda screens: screens.go_to_registration(name))
        )
        self._page.action_chosen.connect(self._open)
        self.find.patient_chosen.connect(
            lambda patient: self._when_ready(lambda screens: screens.go_to_patient(patient))
        )
        self.find.consultation_chosen.connect(
            lambda draft: self._when_ready(lambda screens: screens.go_to_consultation(draft))
        )
        self.find.document_chosen.connect(
            lambda document: self._when_ready(lambda screens: screens.go_to_document(document))
        )
        self._navigation.moved.connect(self.find.refresh)

    def _open(self) -> None:
        self._page.show_message(None)
        self._window.show_state(self.tr("Opening the records…"))
        self._stages.start()

    def _begin(self, opened: Opened) -> None:
        from intake_app.desktop.screens import Screens  # noqa: PLC0415 - start-up time

        actor = self._door.actor()
        self._acting.sign_in(actor)
        self._window.menus.show_protection(signed_in=actor is not None)
        desk = Desk(services=opened.services, actor=self._acting.actor, tasks=self._tasks)
        around = Around(
            desk=desk,
            clinic=self._clinic,
            actor_for_settings=self._acting.setting_up,
            actor_changed=self._acting.offered,
            in_charge=self._acting.in_charge,
            navigation=self._navigation,
            can_demonstrate=self._opening.make_demonstration is not None,
        )
        self._screens = Screens(around, self)
        self._screens.clinic_saved.connect(self._take_clinic)
        self._screens.demonstration_wanted.connect(self.demonstration_wanted)
        self._screens.backup_wanted.connect(partial(self.wish, "records"))
        self._take_clinic(opened.clinic)
        if not self._opening.made_up:
            self.keeping.begin()
        self.find.use(FoundByServices(opened.services, opened.lookup, self._acting.actor))
        folder = self.tr("Records in {folder}").format(folder=self._opening.data_folder)
        self._window.show_state(folder)
        self.find.found.connect(self.settled)
        wish, self._wish = self._wish, None
        if not opened.is_set_up:
            self._screens.go_to_settings(first_start=True)
            self._screens.clinic_saved.connect(self._door.offer_protection)
        elif wish is not None:
            wish(self._screens)

    def _take_clinic(self, clinic: Clinic) -> None:
        self._clinic.clinic = clinic
        self._window.top_bar.show_made_up(made_up=clinic.made_up or self._opening.made_up)
        first = clinic.practitioners[0] if clinic.practitioners else ""
        self._acting.offer(clinic.practitioners, preferred=self._preferences.working_as or first)

    def _refused(self, error: Exception) -> None:
        """Say why the records cannot be opened; the program stays up to try again."""
        self._window.show_state(self.tr("The records are not open."))
        self._page.show_nothing(
            self.tr("The records are not open"), self.tr("Nothing was changed in them.")
        )
        self._page.show_message(
            Message(
                level=Level.STOP,
                text=sentence(error),
                actions=[("retry", self.tr("Try again"))],
            )
        )
        if self._door.is_meant_by(error):
            self._door.ask(self._navigation)
        self.settled.emit()

    def _cannot_demonstrate(self, error: Exception) -> None:
        self._window.show_state(self.tr("There are no made-up patients."))
        self._window.show_message(Message(level=Level.STOP, text=sentence(error)))

    def _when_ready(self, wish: "Callable[[Screens], None]") -> None:
        if self._screens is None:
            self._wish = wish
        else:
            wish(self._screens)

    def _let_go(self, then: Callable[[], None]) -> None:
        self._tasks.close()
        self._door.locking.rest()
        self._opening.close()
        self._navigation.dismiss()
        then()


def _going_to(place: str) -> "Callable[[Screens], None]":
    return lambda screens: screens.go_to_place(place)
