"""Audit entries as the services write them, in the transaction of what they tell of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy.orm import Session

from intake_app.services.audit import Deed
from intake_app.storage.audit.chain import Entry
from intake_app.storage.audit.head import AuditHead
from intake_app.storage.audit.sealing import Sealing
from intake_app.storage.connection import Connection

SITTING: Final = timedelta(minutes=30)
_MOST = 4096


@dataclass(frozen=True, slots=True)
class Sittings:
    """When each sitting got its entry."""

    _since: dict[Deed, datetime] = field(default_factory=dict)

    def goes_on(self, deed: Deed, now: datetime) -> bool:
        since = self._since.get(deed)
        return since is not None and since <= now < since + SITTING

    def began(self, deed: Deed, at: datetime) -> None:
        if len(self._since) >= _MOST:
            self._since.clear()  # at worst a sitting gets a second entry
        self._since[deed] = at


@dataclass(frozen=True, slots=True)
class AuditOfFolder:
    """What the transactions of one program share."""

    head: AuditHead
    sealing: Sealing
    sittings: Sittings = field(default_factory=Sittings)


class SqlAuditTrail:
    """Implements services.audit.AuditTrail.

    Entries are written at the end of the transaction: the last says what it has changed.

    Args:
        session: The transaction.
        shared: What the transactions of this program share.
        now: The time.
    """

    def __init__(
        self, session: Session, shared: AuditOfFolder, now: Callable[[], datetime]
    ) -> None:
        self._session = session
        self._shared = shared
        self._now = now
        self._noted: list[tuple[Deed, datetime]] = []
        self._last: Entry | None = None
        self._begun: dict[Deed, datetime] = {}

    def note(self, deed: Deed) -> None:
        self._noted.append((deed, self._now()))

    def note_sitting(self, deed: Deed) -> None:
        now = self._now()
        if deed in self._begun or self._shared.sittings.goes_on(deed, now):
            return
        self.note(deed)
        self._begun[deed] = now

    def write(self) -> None:
        """To be called when everything else is written, before the commit."""
        raw = self._session.connection().connection.driver_connection
        sealing = self._shared.sealing
        self._last = sealing.write(cast("Connection", raw), self._noted, self._now())
        self._noted.clear()

    def follow_committed(self) -> None:
        """To be called once what was noted here is on the disk."""
        for deed, at in self._begun.items():
            self._shared.sittings.began(deed, at)
        self._begun.clear()
        if self._last is not None:
            self._shared.head.advance(self._last)
            self._last = None
