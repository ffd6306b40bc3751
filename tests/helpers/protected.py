"""Protected records of a test's own: real ones, but quick to open and with nobody waiting."""

from pathlib import Path

from intake_app.services.access import Role
from intake_app.services.protection import Credentials, User
from intake_app.storage.key_files import PLAIN_HEADER
from intake_app.storage.keys.attempts import Wait
from intake_app.storage.keys.key_slots import Cost
from intake_app.storage.keys.open_keys import FolderKeys
from intake_app.storage.keys.protection import FolderProtection
from tests.helpers.record_builders import AWKWARD_NAME, NOON

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
"""The program itself refuses key files that are this cheap to guess at."""

PASSPHRASE = "correct horse bättery"
ANNA = User("Anna", Role.MANAGER)
OMAR = User("Dr Omar Özil", Role.PRACTITIONER)
RITA = User("Rita", Role.RECEPTION)


class Waited(list[float]):
    """How long somebody would have waited."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def protection_of(
    folder: Path, *, cost: Cost = CHEAP, wait: Wait | None = None
) -> FolderProtection:
    waited = Waited() if wait is None else wait
    return FolderProtection(folder, now=lambda: NOON, wait=waited, cost=cost)


def protect(folder: Path) -> tuple[FolderKeys, str]:
    shown: list[str] = []
    keys = protection_of(folder).protect(ANNA, PASSPHRASE, shown.append)
    return keys, shown[0]


def sign_in(folder: Path, passphrase: str = PASSPHRASE, name: str = "") -> FolderKeys:
    return protection_of(folder).unlock(Credentials(passphrase=passphrase, name=name))


def with_plain_text(folder: Path) -> list[str]:
    """The files in which somebody without a key could read something of a patient."""
    words = [*AWKWARD_NAME.split(), "lukasz", "P000001", "record_number", "CREATE TABLE"]
    encoded = [word.encode(kind) for word in words for kind in ("utf-8", "utf-16-le")]
    # Four bytes turn up by chance in a few hundred encrypted files.
    traces = [trace for trace in encoded if len(trace) >= 6]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [
        path.name
        for path in files
        if any(trace in path.read_bytes() for trace in (*traces, PLAIN_HEADER))
    ]
