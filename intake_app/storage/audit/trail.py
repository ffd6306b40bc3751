"""Audit entries as the services write them, in the transaction of what they tell of."""

from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from intake_app.domain.value_classes import dataclass
from intake_app.services.audit import Deed
from intake_app.storage.audit.chain import Entry, next_entry, values_of
from intake_app.storage.audit.head import AuditHead
from intake_app.storage.seals import seal_of
from intake_app.storage.tables import AuditRow

SITTING: Final = timedelta(minutes=30)
_MOST = 4096

_TABLE = cast("Table", AuditRow.__table__)
_ENTRY = [_TABLE.c[name] for name in Entry.__slots__]
_LAST = select(*_ENTRY).order_by(AuditRow.sequence.desc()).limit(1)


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


class SqlAuditTrail:
    """Implements services.audit.AuditTrail.

    Args:
        session: The transaction.
        sittings: Those of this program.
        head: Follows what is committed.
        now: The time.
    """

    def __init__(
        self,
        session: Session,
        sittings: Sittings,
        head: AuditHead,
        now: Callable[[], datetime],
    ) -> None:
        self._session = session
        self._sittings = sittings
        self._head = head
        self._now = now
        self._last: Entry | None = None
        self._begun: dict[Deed, datetime] = {}

    def note(self, deed: Deed) -> None:
        self._append(deed)
        self._session.flush()
        if seal := seal_of(deed, self._ask):
            self._append(seal)

    def _ask(self, question: str, parameters: tuple[str, ...]) -> Sequence[Sequence[object]]:
        return self._session.connection().exec_driver_sql(question, parameters).all()

    def _append(self, deed: Deed) -> None:
        last = self._last
        if last is None:
            row = self._session.execute(_LAST).one_or_none()
            last = None if row is None else Entry(*row)
        self._last = next_entry(last, deed, self._now())
        self._session.execute(insert(AuditRow).values(**values_of(self._last)))

    def note_sitting(self, deed: Deed) -> None:
        now = self._now()
        if deed in self._begun or self._sittings.goes_on(deed, now):
            return
        self.note(deed)
        self._begun[deed] = now

    def follow_committed(self) -> None:
        """To be called once what was noted here is on the disk."""
        for deed, at in self._begun.items():
            self._sittings.began(deed, at)
        self._begun.clear()
        if self._last is not None:
            self._head.advance(self._last)
            self._last = None
