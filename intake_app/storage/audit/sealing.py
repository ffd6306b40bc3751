"""When the rows that a transaction has changed are sealed: with its entry, or a little later."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from intake_app.domain.errors import RecordsRefused
from intake_app.services.audit import Deed
from intake_app.storage.audit.chain import Entry, append
from intake_app.storage.audit.head import AuditHead
from intake_app.storage.audit.seals import (
    LONGEST_WAIT,
    is_typing,
    let_wait,
    seal_rest,
    seal_waiting,
    seals_of,
)
from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.touched_rows import take_touched


@dataclass(slots=True)
class Sealing:
    """What one program over one record file knows of its seals."""

    records: Path
    _sealed_at: datetime | None = None

    def write(
        self, connection: Connection, noted: list[tuple[Deed, datetime]], now: datetime
    ) -> Entry | None:
        """Write the entries of a transaction, and in them what it has changed.

        To be called at its end, when nothing will be changed any more; gives the last entry.
        """
        with refusing(self.records):
            changed = take_touched(connection)
            texts: list[str] = []
            if changed and not noted and is_typing(connection, changed) and not self._is_due(now):
                let_wait(connection, changed)
            elif changed:
                texts = seals_of(connection, changed)
                self._sealed_at = now
            last = None
            for place, (deed, at) in enumerate(noted, start=1):
                own = texts.pop(0) if texts and place == len(noted) else ""
                last = append(connection, deed, at, own)
            return seal_rest(connection, texts, now) or last

    def _is_due(self, now: datetime) -> bool:
        """Also when the clock went backwards."""
        since = self._sealed_at
        return since is None or not since <= now < since + LONGEST_WAIT


def settle_seals(connection: Connection, head: AuditHead, now: datetime) -> None:
    """Seal what still waits, in a transaction of its own: at the end, or after a kill."""
    if connection.execute("SELECT 1 FROM unsealed_row LIMIT 1").fetchone() is None:
        return
    connection.execute("BEGIN IMMEDIATE")
    entry = seal_waiting(connection, now)
    connection.execute("COMMIT")
    if entry is not None:
        head.advance(entry)


def settle_at_the_end(records: Path, key: DataKey | None, head: AuditHead, now: datetime) -> None:
    """What cannot be sealed now, on a full disk say, is sealed at the next start."""
    try:
        connection = connect(records, key)
        try:
            with refusing(records):
                settle_seals(connection, head, now)
        finally:
            connection.close()
    except RecordsRefused:
        return
