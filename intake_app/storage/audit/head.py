"""The head of the audit chain, kept outside the database: audit-head.json, private, whole.

Without it a chain whose last entries were cut off would look whole. It is written after the
commit that it tells of: killed in between, it lags behind and is caught up at the next start.
It is never moved back, and never made anew over entries that it does not know: a head that is
missing, or does not fit, stays a finding of ``records verify``. Programs that save at the same
time take turns at it, so whoever was told that something is saved has a head that knows of it;
only where the disk takes no more it lags, until a later entry, or the next start, finds room.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final

from intake_app.domain.errors import RecordsRefused
from intake_app.services.access import Actor, Role
from intake_app.services.audit import Deed, Kind
from intake_app.storage.audit.chain import (
    Entry,
    Head,
    append,
    entry_at,
    head_of,
    last_entry,
)
from intake_app.storage.connection import Connection
from intake_app.storage.failures import refusing
from intake_app.storage.file_lock import locked
from intake_app.storage.folder_parts import HEAD_FILE, HEAD_LOCK
from intake_app.storage.json_fields import fields_in
from intake_app.storage.whole_files import write_whole

_OWED: Final = "owed"
_LAST_OF_ALL: Final = 2**63 - 1


class AuditHead:
    """The head of one data folder.

    Args:
        folder: The data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / HEAD_FILE
        self._turn = folder / HEAD_LOCK
        self._fits = True

    def read(self) -> Head | None:
        """None when it is not there, or is not a head."""
        return head_in(self._content())

    def advance(self, entry: Entry) -> None:
        """Let the head follow an entry that is on the disk; it may be late, never early."""
        try:
            with locked(self._turn):
                self._follow(entry)
        except RecordsRefused:
            return  # what it follows is saved; a later entry, or the next start, catches up

    def begin(self, entry: Entry) -> None:
        """Begin with this entry, where there was no audit before it."""
        write_whole(self._file, head_text(head_of(entry)))

    def catch_up(self, connection: Connection, now: datetime) -> None:
        """At the start: follow what was committed before a kill, note what is owed."""
        with locked(self._turn):
            content = self._content()
            head, last = head_in(content), last_entry(connection)
            if head is None:
                if last is not None and self._has_just_begun(connection):
                    self.begin(last)
                return
            at_head = entry_at(connection, head.sequence)
            self._fits = at_head is not None and at_head.hash == head.hash
            if not self._fits or last is None:
                return
            if owed := owed_in(content):
                connection.execute("BEGIN IMMEDIATE")
                last = append(connection, owed, now)
                connection.execute("COMMIT")
            with suppress(RecordsRefused):
                self._follow(last)

    def _follow(self, entry: Entry) -> None:
        """In one's turn: what is read is what is written over."""
        known = self.read()
        if self._fits and known is not None and known.sequence < entry.sequence:
            write_whole(self._file, head_text(head_of(entry)))

    def _has_just_begun(self, connection: Connection) -> bool:
        """Whoever cut off all entries but the first, and took the head away, left the rest."""
        if self._file.exists() or not _only_begun(connection):
            return False
        used = "SELECT 1 FROM patient UNION ALL SELECT 1 FROM clinic_setting LIMIT 1"
        first = entry_at(connection, 1)
        carried_over = first is not None and first.kind == Kind.RECORDS_CARRIED_OVER
        return carried_over or connection.execute(used).fetchone() is None

    def _content(self) -> dict[str, object]:
        with refusing(self._file):
            try:
                return fields_in(self._file.read_bytes())
            except FileNotFoundError:
                return {}


def _only_begun(connection: Connection) -> bool:
    """Whether nothing but the beginning is told, with the seal of what there was then."""
    begun = (Kind.RECORDS_SEALED.value, Kind.RECORD_SEALED.value)
    later = "SELECT 1 FROM audit WHERE sequence > 1 AND kind NOT IN (?, ?) LIMIT 1"
    return connection.execute(later, begun).fetchone() is None


def head_in(content: Mapping[str, object]) -> Head | None:
    sequence = content.get("sequence")
    texts = [content.get(name) for name in ("hash", "day", "kind")]
    if not isinstance(sequence, int) or not 0 < sequence <= _LAST_OF_ALL:
        return None
    if not all(isinstance(text, str) for text in texts):
        return None
    return Head(sequence, *map(str, texts))


def owed_in(content: Mapping[str, object]) -> Deed | None:
    """What becomes an entry when the records are opened for the next time."""
    owed = content.get(_OWED)
    if not isinstance(owed, dict):
        return None
    try:
        return Deed(Actor(str(owed["actor"]), Role(owed["role"])), Kind(owed["kind"]))
    except (KeyError, ValueError):
        return None


def head_text(head: Head, *, owed: Deed | None = None) -> bytes:
    """A head file; ``owed`` becomes an entry when the records are opened for the next time."""
    content: dict[str, object] = asdict(head)
    if owed is not None:
        deed = {"actor": owed.actor.name, "role": owed.actor.role.value, "kind": owed.kind.value}
        content[_OWED] = deed
    return json.dumps(content, indent=2).encode()
