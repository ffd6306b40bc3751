"""Bring a record file to the tables this program works with: all the way or not at all."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import NullPool

from intake_app.domain.errors import RecordsDamaged
from intake_app.services.access import Actor, Role
from intake_app.services.audit import PROGRAM, Deed, Kind
from intake_app.services.upkeep import to_the_end
from intake_app.storage.audit.chain import last_entry
from intake_app.storage.audit.seals import ALL_ANEW, seal_everything
from intake_app.storage.backup_file import SUFFIX
from intake_app.storage.backups.backup import make_backup
from intake_app.storage.connection import Connection
from intake_app.storage.data_folder import BACKUPS_FOLDER, records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.engine import WRITE, open_engine
from intake_app.storage.failures import refusing
from intake_app.storage.revision import HEAD, revision_in
from intake_app.storage.search.index import rebuild

MIGRATIONS = Path(__file__).parent / "migrations"

_LONGEST_STEPS_SECONDS = 120
"""How long to wait while another program takes these steps, a backup included."""


def bring_up_to_date(
    folder: Path,
    now: Callable[[], datetime],
    *,
    key: DataKey | None = None,
    migrations: Path = MIGRATIONS,
    head: str = HEAD,
) -> None:
    """Create or change the tables in one transaction, after a backup of what there is.

    The revision is looked at again once the file is locked: two programs may start at once.

    Args:
        folder: The data folder; its record file exists.
        now: Names the backup.
        key: What the records are encrypted with.
        migrations: Where Alembic finds the steps.
        head: The revision to arrive at.

    Raises:
        RecordsRefused: Newer, damaged, busy, read-only, or no room for the backup.
    """
    records = records_file(folder)
    engine = open_engine(records, key, pool=NullPool).execution_options(**WRITE)
    with engine.connect() as connection:
        raw = cast("Connection", connection.connection.driver_connection)
        # Tables are rebuilt under other names; SQLite ignores this inside a transaction.
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute(f"PRAGMA busy_timeout = {_LONGEST_STEPS_SECONDS * 1000}")
        with connection.begin(), refusing(records):
            found = revision_in(raw, records)
            if found == head:
                return
            if found:
                # As it was last committed; the lock lets nobody change it meanwhile.
                name = f"before-{head}-{now():%Y%m%dT%H%M%SZ}{SUFFIX}"
                target = folder / BACKUPS_FOLDER / name
                make_backup(folder, key, target, now=now(), progress=to_the_end)
            _run_alembic(connection, migrations)
            rebuild(raw)
            seal_everything(raw, now(), _telling(raw, older=bool(found)))
            if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise RecordsDamaged(path=records)


def _run_alembic(connection: SqlConnection, migrations: Path) -> None:
    # Alembic takes longer to load than the rest of the start; mostly it is not needed.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    command.upgrade(config, "head")


def _telling(raw: Connection, *, older: bool) -> Deed:
    """These records began now, or were there before the audit was, or were changed in form."""
    if last_entry(raw) is not None:
        return ALL_ANEW
    kind = Kind.RECORDS_CARRIED_OVER if older else Kind.RECORDS_BEGUN
    return Deed(Actor(PROGRAM, Role.MANAGER), kind)
