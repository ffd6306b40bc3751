"""Look after the lookup: whether it is in step with the patients, and making it anew."""

from typing import Protocol

from intake_app.services.access import Act, Actor, require
from intake_app.services.audit import Deed, Kind
from intake_app.services.upkeep import Progress, to_the_end


class LookupUpkeep(Protocol):
    """The lookup of one data folder."""

    def is_in_step(self, progress: Progress) -> bool:
        """Whether it finds what it would find if it were made anew; nothing is changed.

        Raises CheckStopped, MigrationStopped: ``progress`` said so.
        """
        ...

    def make_anew(self, deed: Deed, progress: Progress) -> bool:
        """Make it from the patients, note ``deed``; tells whether it was in step before.

        Raises CheckStopped, MigrationStopped: then it is as it was.
        """
        ...


class LookupUpkeepService:
    """Use cases about the lookup as a whole. Nobody can save while one is under way."""

    def __init__(self, lookup: LookupUpkeep) -> None:
        self._lookup = lookup

    def is_in_step(self, actor: Actor, progress: Progress = to_the_end) -> bool:
        require(actor, Act.BACK_UP)
        return self._lookup.is_in_step(progress)

    def make_anew(self, actor: Actor, progress: Progress = to_the_end) -> bool:
        require(actor, Act.BACK_UP)
        return self._lookup.make_anew(Deed(actor, Kind.LOOKUP_MADE_ANEW), progress)
