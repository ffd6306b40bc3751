"""Bring a record file to the tables this program works with: all the way or not at all."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, cast

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import NullPool, Transaction
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.domain.errors import RecordsBusy, RecordsDamaged
from intake_app.domain.upkeep_errors import MigrationStopped
from intake_app.services.access import Actor, Role
from intake_app.services.audit import PROGRAM, Deed, Kind
from intake_app.services.upkeep import Progress, to_the_end
from intake_app.storage.audit.chain import last_entry
from intake_app.storage.audit.seals import (
    ALL_ANEW,
    Unlike,
    has_seals,
    seal_everything,
    sealed_as_another,
    unlike_their_seal,
)
from intake_app.storage.backups.backup import make_backup
from intake_app.storage.backups_before import drop_older_attempts, path_before
from intake_app.storage.connection import Connection
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.engine import WRITE, open_engine
from intake_app.storage.failures import refusal_of, refusing
from intake_app.storage.revision import HEAD, revision_in
from intake_app.storage.row_digests import is_revision
from intake_app.storage.search.index import rebuild
from intake_app.storage.watching import Reached, Watch, part_of, unwatched

MIGRATIONS = Path(__file__).parent / "migrations"

_LONGEST_STEPS_SECONDS: Final = 600
"""How long to wait while another program takes these steps, a backup included."""

_ASKING_MILLISECONDS: Final = 250
"""How often it is asked meanwhile whether to go on waiting."""

_BACKED_UP, _COMPARED, _SEARCHED = 0.1, 0.3, 0.75
"""How much is done by then: the backup, what is compared with its seals, the search made anew.
Sealing is the rest."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Where Alembic finds the steps, and the revision to arrive at."""

    folder: Path = MIGRATIONS
    head: str = HEAD


def bring_up_to_date(
    folder: Path,
    now: Callable[[], datetime],
    *,
    key: DataKey | None = None,
    steps: Steps = Steps(),
    progress: Progress = to_the_end,
) -> None:
    """Create or change the tables in one transaction, after a backup of what there is.

    The revision is looked at again once the file is locked: two programs may start at once.

    Args:
        folder: The data folder; its record file exists.
        now: Names the backup.
        key: What the records are encrypted with.
        steps: To which revision, and how.
        progress: Until everything is done it can be stopped; nothing of it is left then.

    Raises:
        RecordsRefused: Newer, damaged, busy, read-only, or no room for the backup.
        MigrationStopped: ``progress`` said so.
    """
    records = records_file(folder)
    watch = Watch(progress, MigrationStopped)
    engine = open_engine(records, key, pool=NullPool).execution_options(**WRITE)
    with engine.connect() as connection:
        raw = cast("Connection", connection.connection.driver_connection)
        # Tables are rebuilt under other names; SQLite ignores this inside a transaction.
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute(f"PRAGMA busy_timeout = {_ASKING_MILLISECONDS}")
        with watch.stopping(), _in_turn(connection, watch), refusing(records):
            found = revision_in(raw, records)
            if found == steps.head:
                return
            if not found:
                _take_steps(connection, steps, (now(), Kind.RECORDS_BEGUN), unwatched, {})
                return
            if sealed_as_another(raw):
                raise RecordsDamaged(path=records)
            watch.over(raw)
            with _backed_up(folder, key, (now(), steps.head), watch):
                with _fitting(records):
                    altered = _altered(raw, part_of(watch.reach, _BACKED_UP, _COMPARED))
                    first = now(), Kind.RECORDS_CARRIED_OVER
                    _take_steps(connection, steps, first, watch.reach, altered)
                if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
                    raise RecordsDamaged(path=records)
                watch.reach(1.0)


def _altered(raw: Connection, reach: Reached) -> dict[str, Unlike]:
    """What is not as its seal says already; the steps must not make it look as if it were.

    The revision is another matter: it is to be another one afterwards.
    """
    unlike = unlike_their_seal(raw, reach=reach) if has_seals(raw) else ()
    return {each.place: each for each in unlike if not is_revision(each.place)}


def _take_steps(
    connection: SqlConnection,
    steps: Steps,
    first: tuple[datetime, Kind],
    reach: Reached,
    altered: Mapping[str, Unlike],
) -> None:
    """``first`` is what the audit begins with, where there is none."""
    now, kind = first
    raw = cast("Connection", connection.connection.driver_connection)
    _run_alembic(connection, steps.folder)
    rebuild(raw, part_of(reach, _COMPARED, _SEARCHED))
    deed = Deed(Actor(PROGRAM, Role.MANAGER), kind) if last_entry(raw) is None else ALL_ANEW
    sealing = part_of(reach, _SEARCHED, 1.0)
    seal_everything(raw, now, deed, altered=altered, reach=sealing)


def _in_turn(connection: SqlConnection, watch: Watch) -> Transaction:
    """A transaction; when another program is taking these steps, after it."""
    patience = time.monotonic() + _LONGEST_STEPS_SECONDS
    while True:
        try:
            return connection.begin()
        except RecordsBusy:
            if time.monotonic() > patience:
                raise
        watch.reach(0.0)


@contextmanager
def _backed_up(
    folder: Path, key: DataKey | None, named: tuple[datetime, str], watch: Watch
) -> Iterator[None]:
    """What the records were before these steps is kept, unless the steps come to nothing.

    It is as they were last committed; the lock lets nobody change them meanwhile. A start that
    fails leaves them as they were, and fails again at the next try: copies would pile up.
    """
    now, head = named

    def progress(done: float) -> bool:
        return watch.goes_on(done * _BACKED_UP)

    target = path_before(folder, head, now)
    make_backup(folder, key, target, now=now, progress=progress)
    drop_older_attempts(target, head)
    try:
        yield
    except Exception:
        target.unlink(missing_ok=True)
        raise


@contextmanager
def _fitting(records: Path) -> Iterator[None]:
    """Steps that SQLite does not understand: the tables are not those of their revision."""
    try:
        yield
    except (DatabaseError, sqlcipher.Error) as error:
        raise refusal_of(error, records) or RecordsDamaged(path=records) from error


def _run_alembic(connection: SqlConnection, migrations: Path) -> None:
    # Alembic takes longer to load than the rest of the start; mostly it is not needed.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    command.upgrade(config, "head")
