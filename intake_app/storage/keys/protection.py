"""The protection of one data folder: begin, protect, sign in by passphrase or recovery code.

A new key comes into force by renaming one file: see key_files.py for what a kill in between
leaves, and who finishes it.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from intake_app.domain.errors import RecordsRefused
from intake_app.domain.protection_errors import (
    PassphraseShared,
    PassphraseWrong,
    RecordsProtectedAlready,
    RecoveryCodeWrong,
)
from intake_app.services.protection import Credentials, ShowCode, User, same_name, tidy_name
from intake_app.services.upkeep import Progress, to_the_end
from intake_app.storage.data_folder import holds_records, make_private_folder
from intake_app.storage.data_key import DataKey
from intake_app.storage.keys.attempts import Attempts, Wait
from intake_app.storage.keys.key_folder import KeyFolder
from intake_app.storage.keys.key_slots import COST, Cost, Holder, SlotKind, make_slot
from intake_app.storage.keys.keys import Keys
from intake_app.storage.keys.open_keys import RECOVERY, FolderKeys, refuse_forged, user_of
from intake_app.storage.keys.recovery_code import new_recovery_code, read_recovery_code


def _utc_now() -> datetime:
    return datetime.now(UTC)


class FolderProtection:
    """Implements services.protection.Protection over a data folder.

    Args:
        folder: The data folder.
        now: The time; names backups and measures waiting.
        wait: Lets seconds pass after wrong passphrases.
        cost: What a guess costs: made like this, and refused when cheaper.
    """

    def __init__(
        self,
        folder: Path,
        *,
        now: Callable[[], datetime] = _utc_now,
        wait: Wait = time.sleep,
        cost: Cost = COST,
    ) -> None:
        self._folder = KeyFolder(folder, now, cost)
        self._attempts = Attempts(folder, self._folder.alone, now=now, wait=wait)

    def protect(
        self, user: User, passphrase: str, show: ShowCode, progress: Progress = to_the_end
    ) -> FolderKeys:
        folder, key, code = self._folder, DataKey.new(), new_recovery_code()
        make_private_folder(folder.path)
        with folder.alone():
            if folder.has_keys():
                raise RecordsProtectedAlready(path=folder.path)
            keys = self._first_keys(user, passphrase, code, key)
            if holds_records(folder.path):
                folder.encrypt_first_time(keys, key, lambda: show(code), progress)
            else:
                show(code)
                folder.write(keys)
        return FolderKeys(folder=folder, key=key, user=user)

    def unlock(self, credentials: Credentials) -> FolderKeys:
        name, passphrase = tidy_name(credentials.name), credentials.passphrase
        return self._open(SlotKind.PASSPHRASE, name, passphrase, PassphraseWrong)

    def unlock_with_code(self, recovery_code: str) -> FolderKeys:
        code = read_recovery_code(recovery_code)
        return self._open(SlotKind.RECOVERY, "", code, RecoveryCodeWrong)

    def _open(
        self, kind: SlotKind, name: str, secret: str, wrong: type[RecordsRefused]
    ) -> FolderKeys:
        """``name`` may be empty: then it is the secret that says who it is."""
        who = self._counted(kind, name)
        with self._attempts.in_turn(who):
            keys = self._folder.read()
            slots = [
                slot
                for slot in keys.of_kind(kind)
                if not name or same_name(name, slot.holder.name)
            ]
            opened = keys.opened_by(secret, slots)
            if not opened:
                raise wrong(path=self._folder.path)
            self._attempts.succeeded(who, nobody_else=len(slots) == 1)
        if len(opened) > 1:
            raise PassphraseShared(path=self._folder.path)
        ((slot, key),) = opened
        refuse_forged(keys, key, self._folder)
        return FolderKeys(folder=self._folder, key=key, user=user_of(slot))

    def _counted(self, kind: SlotKind, name: str) -> str:
        """Whose tries these are; a name that nobody has is as good as none."""
        with self._folder.alone():
            slots = self._folder.read().of_kind(kind)
        known = [slot.holder.name for slot in slots if same_name(name, slot.holder.name)]
        return f"{kind.value} {known[0]}" if known else kind.value

    def _first_keys(self, user: User, passphrase: str, code: str, key: DataKey) -> Keys:
        keys, cost = Keys.new(), self._folder.cost
        holder = Holder(SlotKind.PASSPHRASE, user.name, user.role)
        slots = [
            make_slot(keys.vault, each, secret=secret, key=key, cost=cost)
            for each, secret in ((holder, passphrase), (RECOVERY, code))
        ]
        return keys.with_slots(slots, key)
