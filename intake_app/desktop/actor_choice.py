"""The top bar's "Working as": shows who acts, takes another choice, remembers it."""

from PySide6.QtCore import QObject

from intake_app.desktop.acting import WorkingAs
from intake_app.desktop.preferences import Preferences
from intake_app.desktop.widgets.top_bar import TopBar


class ActorChoice(QObject):
    """Joins WorkingAs with the bar it is shown in."""

    def __init__(
        self, acting: WorkingAs, bar: TopBar, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._acting = acting
        self._bar = bar
        self._preferences = preferences
        acting.offered.connect(self._show)
        bar.actor_chosen.connect(self._choose)
        self._show()

    def _show(self) -> None:
        names = [person.name for person in self._acting.people]
        self._bar.show_actors(names, self._acting.place)

    def _choose(self, place: int) -> None:
        self._acting.choose(place)
        self._preferences.remember("working_as", self._acting.actor().name)
