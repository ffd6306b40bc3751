"""Whether the lookup is in step with the patients; made anew, it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from intake_app.domain.upkeep_errors import CheckStopped
from intake_app.services.audit import Deed
from intake_app.services.upkeep import Progress
from intake_app.storage.audit.chain import append
from intake_app.storage.audit.head import AuditHead
from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.folder_upkeep import refuse_none
from intake_app.storage.records import open_records
from intake_app.storage.revision import HEAD, stored_revision
from intake_app.storage.search.in_step import what_is_kept
from intake_app.storage.search.index import rebuild
from intake_app.storage.watching import Reached, Watch, part_of

_CARRIED: Final = 0.6
"""How much is done when records of an older release are brought up to date first."""

_READ, _MADE = 0.2, 0.8
"""How much of the rest is done when the lookup is read, and when it is made anew."""


class LookupOfFolder:
    """Implements services.lookup_upkeep.LookupUpkeep.

    Args:
        folder: The data folder.
        key: What the records are encrypted with.
        now: The time.
    """

    def __init__(
        self, folder: Path, key: DataKey | None = None, *, now: Callable[[], datetime]
    ) -> None:
        self._folder = folder
        self._key = key
        self._now = now

    def is_in_step(self, progress: Progress) -> bool:
        with self._in_transaction(progress) as (connection, watch):
            in_step = _is_as_it_was_made_anew(connection, watch.reach)
            connection.execute("ROLLBACK")
        return in_step

    def make_anew(self, deed: Deed, progress: Progress) -> bool:
        with self._in_transaction(progress) as (connection, watch):
            was_in_step = _is_as_it_was_made_anew(connection, watch.reach)
            # Nothing is sealed: who is folded from what was sealed is again as the seal says, and
            # whoever is not was changed by another hand, which is to be found later too.
            entry = append(connection, deed, self._now())
            connection.execute("COMMIT")
        AuditHead(self._folder).advance(entry)
        return was_in_step

    @contextmanager
    def _in_transaction(self, progress: Progress) -> Iterator[tuple[Connection, Watch]]:
        """Of records that are up to date; others wait until it is over."""
        refuse_none(self._folder)
        carried = _CARRIED if stored_revision(self._folder, self._key) != HEAD else 0.0
        carrying = partial(_share, progress, 0.0, carried)
        open_records(self._folder, self._key, now=self._now, progress=carrying).close()
        records = records_file(self._folder)
        watch = Watch(partial(_share, progress, carried, 1.0), CheckStopped)
        connection = connect(records, self._key)
        try:
            with watch.stopping(), refusing(records):
                watch.over(connection)
                connection.execute("BEGIN IMMEDIATE")
                yield connection, watch
        finally:
            connection.close()


def _share(progress: Progress, begins: float, ends: float, done: float) -> bool:
    return progress(begins + done * (ends - begins))


def _is_as_it_was_made_anew(connection: Connection, reach: Reached) -> bool:
    reach(0.0)
    before = what_is_kept(connection)
    rebuild(connection, part_of(reach, _READ, _MADE))
    same = before == what_is_kept(connection)
    reach(1.0)
    return same
