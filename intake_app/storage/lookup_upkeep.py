"""Whether the lookup is in step with the patients; made anew, it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from intake_app.services.audit import Deed
from intake_app.storage.audit.chain import append
from intake_app.storage.audit.head import AuditHead
from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.folder_upkeep import refuse_none
from intake_app.storage.records import open_records
from intake_app.storage.search.in_step import what_is_kept
from intake_app.storage.search.index import rebuild


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

    def is_in_step(self) -> bool:
        with self._in_transaction() as connection:
            in_step = _is_as_it_was_made_anew(connection)
            connection.execute("ROLLBACK")
        return in_step

    def make_anew(self, deed: Deed) -> bool:
        with self._in_transaction() as connection:
            was_in_step = _is_as_it_was_made_anew(connection)
            # Nothing is sealed: who is folded from what was sealed is again as the seal says, and
            # whoever is not was changed by another hand, which is to be found later too.
            entry = append(connection, deed, self._now())
            connection.execute("COMMIT")
        AuditHead(self._folder).advance(entry)
        return was_in_step

    @contextmanager
    def _in_transaction(self) -> Iterator[Connection]:
        """Of records that are up to date; others wait until it is over."""
        refuse_none(self._folder)
        open_records(self._folder, self._key, now=self._now).close()
        records = records_file(self._folder)
        connection = connect(records, self._key)
        try:
            with refusing(records):
                connection.execute("BEGIN IMMEDIATE")
                yield connection
        finally:
            connection.close()


def _is_as_it_was_made_anew(connection: Connection) -> bool:
    before = what_is_kept(connection)
    rebuild(connection)
    return before == what_is_kept(connection)
