"""Who acts: one of the clinic's practitioners, or the reception desk."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from intake_app.services.access import Actor, Role


class WorkingAs(QObject):
    """The people who may act here, and the one who does.

    Signals:
        offered: The choice of people, or whose turn it is, has changed.
    """

    offered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reception = Actor(self.tr("Reception"), Role.RECEPTION)
        self._people = [self._reception]
        self._now = self._reception
        self._was_chosen = False
        self._signed_in: Actor | None = None

    @property
    def people(self) -> Sequence[Actor]:
        return tuple(self._people)

    @property
    def place(self) -> int:
        """Where in the list the one who acts stands."""
        return self._people.index(self._now)

    def actor(self) -> Actor:
        return self._now

    def sign_in(self, actor: Actor | None) -> None:
        """Somebody with a passphrase acts in her own name, and nobody else does."""
        self._signed_in = actor

    def setting_up(self) -> Actor:
        """Who may change the settings: before there is any practitioner, whoever sets up."""
        if self._signed_in is not None:
            return self._signed_in
        if len(self._people) > 1:
            return self._now
        return Actor(self.tr("Set-up"), Role.MANAGER)

    def in_charge(self) -> Actor:
        """Who looks after the records.

        Where nobody signs in there is no manager to ask: a practitioner stands in.
        """
        if self._signed_in is None and self._now.role is Role.PRACTITIONER:
            return Actor(self._now.name, Role.MANAGER)
        return self.setting_up()

    def offer(self, practitioners: Sequence[str], *, preferred: str = "") -> None:
        """Offer these; nobody chosen yet, ``preferred`` acts if there is such a person."""
        if self._signed_in is not None:
            self._people = [self._signed_in]
            self._now = self._signed_in
            self.offered.emit()
            return
        names = dict.fromkeys(name.strip() for name in practitioners if name.strip())
        self._people = [self._reception, *(Actor(name, Role.PRACTITIONER) for name in names)]
        wanted = self._now.name if self._was_chosen else preferred
        known = {person.name: person for person in self._people}
        self._now = known.get(wanted, self._reception)
        self.offered.emit()

    def choose(self, place: int) -> None:
        self._now = self._people[place]
        self._was_chosen = True
        self.offered.emit()
