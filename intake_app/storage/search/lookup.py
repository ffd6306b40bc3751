"""Opens the lookup alone, without SQLAlchemy, so that the first search does not wait for it."""

from pathlib import Path
from threading import Lock

from intake_app.domain.clinic import Clinic
from intake_app.services.finding import MOST_SHOWN, PatientMatch
from intake_app.storage.connection import Connection, connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.failures import refusing
from intake_app.storage.revision import HEAD, stored_revision
from intake_app.storage.search.search import Lookup

_CACHE = "PRAGMA cache_size = -65536"
"""KiB; what a million patients are found by is read from everywhere."""


class RecordsLookup:
    """The lookup over a record file, with its failures in words.

    Threads take turns; ``interrupt`` does not wait for its turn.
    """

    def __init__(self, records: Path, key: DataKey | None = None) -> None:
        self._records = records
        self._connection = connect(records, key)
        self._turn = Lock()
        with refusing(records):
            self._connection.execute(_CACHE)
            self._lookup = Lookup(self._connection, day_first=_day_first(self._connection))

    def find(self, text: str, *, limit: int = MOST_SHOWN) -> list[PatientMatch]:
        with self._turn, refusing(self._records):
            return self._lookup.find(text, limit=limit)

    def recent(self, *, limit: int = MOST_SHOWN) -> list[PatientMatch]:
        with self._turn, refusing(self._records):
            return self._lookup.recent(limit=limit)

    def interrupt(self) -> None:
        self._lookup.interrupt()

    def close(self) -> None:
        with self._turn:
            self._connection.close()


def open_lookup(folder: Path, key: DataKey | None = None) -> RecordsLookup | None:
    """The lookup over the records in ``folder``; None where ``open_records`` has to come first.

    Raises:
        RecordsRefused: Newer, damaged, or not to be opened.
    """
    if stored_revision(folder, key) != HEAD:
        return None
    return RecordsLookup(records_file(folder), key)


def _day_first(connection: Connection) -> bool:
    """Whether 3/4/1988 is 3 April in this clinic."""
    setting = connection.execute(
        "SELECT json_extract(settings, '$.day_first') FROM clinic_setting"
        " ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return Clinic().day_first if setting is None or setting[0] is None else bool(setting[0])
