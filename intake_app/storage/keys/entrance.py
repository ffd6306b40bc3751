"""The way into the records: whether a passphrase is needed, and what it opens."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from intake_app.domain.protection_errors import (
    RecordsProtected,
    RecordsProtectedAlready,
)
from intake_app.services.protection import Secrets, first_user
from intake_app.storage.data_folder import holds_records
from intake_app.storage.key_files import is_protected

if TYPE_CHECKING:  # the types alone; what they need is loaded for protected records only
    from intake_app.storage.keys.open_keys import FolderKeys
    from intake_app.storage.keys.protection import FolderProtection


def folder_protection(folder: Path) -> "FolderProtection":
    # Start-up time: the libraries for cryptography take longer to load than a patient to find.
    from intake_app.storage.keys.protection import FolderProtection  # noqa: PLC0415

    return FolderProtection(folder)


def enter(
    folder: Path,
    secrets: Secrets | None,
    protection_of: "Callable[[Path], FolderProtection]" = folder_protection,
) -> "FolderKeys | None":
    """The keys to the records in ``folder``; None where they are not protected.

    Records that are about to begin are protected when a passphrase was given beforehand.

    Raises:
        RecordsProtected: A passphrase is needed, and nobody can be asked for one.
        RecordsRefused: It is the wrong one, or the key file cannot be used.
    """
    if not is_protected(folder):
        if secrets is None or not secrets.are_given() or holds_records(folder):
            return None
        credentials = secrets.credentials(folder)
        # Another program that starts at this moment may be the one that makes the keys.
        with suppress(RecordsProtectedAlready):
            user = first_user(credentials)
            show = secrets.show_recovery_code
            return protection_of(folder).protect(user, credentials.passphrase, show)
    if secrets is None:
        raise RecordsProtected(path=folder)
    return protection_of(folder).unlock(secrets.credentials(folder))
