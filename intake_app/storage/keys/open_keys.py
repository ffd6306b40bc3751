"""The key slots once somebody has opened them: users come, go and change their passphrases."""

from collections.abc import Iterable
from dataclasses import dataclass

from intake_app.domain.protection_errors import KeysRefused, UserRemoved
from intake_app.services.access import Role
from intake_app.services.protection import User
from intake_app.services.upkeep import Progress, to_the_end
from intake_app.storage.data_key import DataKey
from intake_app.storage.key_files import KEYS_FILE
from intake_app.storage.keys.key_folder import KeyFolder
from intake_app.storage.keys.key_slots import Holder, Slot, SlotKind, make_slot
from intake_app.storage.keys.keys import Keys
from intake_app.storage.keys.recovery_code import new_recovery_code

RECOVERY = Holder(SlotKind.RECOVERY, "recovery code", Role.MANAGER)


@dataclass(slots=True, kw_only=True)
class FolderKeys:
    """Implements services.protection.OpenKeys.

    Attributes:
        folder: Where the key file is.
        key: What the records are encrypted with.
        user: Who opened the slots.
    """

    folder: KeyFolder
    key: DataKey
    user: User

    def users(self) -> list[User]:
        with self.folder.alone():
            keys = self._read()
        return [user_of(slot) for slot in keys.of_kind(SlotKind.PASSPHRASE)]

    def put(self, user: User, passphrase: str) -> None:
        holder = Holder(SlotKind.PASSPHRASE, user.name, user.role)
        self._replace(holder, passphrase)

    def remove(self, name: str) -> None:
        """Raises KeysRefused when no manager would be left: nobody could let others in."""
        with self.folder.alone():
            keys = self._read()
            left = _without(keys, SlotKind.PASSPHRASE, name)
            if not any(_is_managers(slot) for slot in left):
                raise _refused(self.folder, "without this user nobody would be a manager")
            self.folder.write(keys.with_slots(left, self.key))

    def new_recovery_code(self) -> str:
        return new_recovery_code()

    def use_recovery_code(self, code: str) -> None:
        self._replace(RECOVERY, code)

    def renew_key(self, progress: Progress = to_the_end) -> None:
        """Encrypt the records with a new key. Raises RecordsOpenElsewhere, KeyRenewalStopped."""
        new = DataKey.new()
        with self.folder.alone():
            keys = self._read().with_key(new)
            self.folder.encrypt_anew(keys, old=self.key, new=new, progress=progress)
        self.key = new

    def _replace(self, holder: Holder, secret: str) -> None:
        with self.folder.alone():
            keys = self._read()
            slot = make_slot(
                keys.vault, holder, secret=secret, key=self.key, cost=self.folder.cost
            )
            left = _without(keys, holder.kind, holder.name)
            self.folder.write(keys.with_slots((*left, slot), self.key))

    def _read(self) -> Keys:
        keys = self.folder.read()
        refuse_forged(keys, self.key, self.folder)
        if not any(user_of(slot) == self.user for slot in keys.slots):
            raise UserRemoved(name=self.user.name, path=self.folder.path)
        return keys


def user_of(slot: Slot) -> User:
    return User(slot.holder.name, slot.holder.role)


def refuse_forged(keys: Keys, key: DataKey, folder: KeyFolder) -> None:
    """Raises KeysRefused when somebody without the data key changed the slots."""
    if not keys.are_genuine(key):
        raise _refused(folder, "it was changed by something other than this program")


def _is_managers(slot: Slot) -> bool:
    return slot.holder.kind is SlotKind.PASSPHRASE and slot.holder.role is Role.MANAGER


def _without(keys: Keys, kind: SlotKind, name: str) -> Iterable[Slot]:
    return [slot for slot in keys.slots if (slot.holder.kind, slot.holder.name) != (kind, name)]


def _refused(folder: KeyFolder, reason: str) -> KeysRefused:
    return KeysRefused(path=folder.path / KEYS_FILE, reason=reason)
