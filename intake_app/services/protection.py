"""Who may open the records: users, their passphrases, the recovery code, the key itself."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from intake_app.domain.errors import ValueRefused
from intake_app.domain.protection_errors import PassphraseRefused
from intake_app.services.access import Act, Actor, Role, require
from intake_app.services.upkeep import Progress, to_the_end

SHORTEST_PASSPHRASE = 8
LONGEST_PASSPHRASE = 1000
LONGEST_NAME = 100

FIRST_USER = "manager"
"""What the first user is called unless a name is given."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with a passphrase of their own."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What somebody signs in with; without a name the passphrase alone must tell who it is."""

    passphrase: str = field(repr=False)
    name: str = ""


ShowCode = Callable[[str], None]
"""Shows a recovery code before anything rests on it, and returns when somebody has it.

What it raises leaves everything as it was.
"""


class OpenKeys(Protocol):
    """The key slots of one data folder, opened by one of their holders."""

    @property
    def user(self) -> User:
        """Who opened them."""
        ...

    def users(self) -> list[User]: ...

    def put(self, user: User, passphrase: str) -> None:
        """Give this user this passphrase and role, whether the user is new or not."""
        ...

    def remove(self, name: str) -> None: ...

    def new_recovery_code(self) -> str:
        """A code that opens nothing yet."""
        ...

    def use_recovery_code(self, code: str) -> None:
        """Let this code open the records, and not the old one."""
        ...

    def renew_key(self, progress: Progress = to_the_end) -> None:
        """Encrypt the records anew; raises RecordsOpenElsewhere, KeyRenewalStopped."""
        ...


class Protection(Protocol):
    """The protection of one data folder."""

    def protect(
        self, user: User, passphrase: str, show: ShowCode, progress: Progress = to_the_end
    ) -> OpenKeys:
        """Encrypt the records, or make keys for those about to begin.

        ``show`` gets the recovery code when nothing stands in the way, and before anything is
        encrypted: a program that is killed leaves nothing that only an unseen code opens.

        ``progress`` watches what comes after that, and may stop it.

        Raises RecordsProtectedAlready, RecordsOpenElsewhere, EncryptionStopped.
        """
        ...

    def unlock(self, credentials: Credentials) -> OpenKeys:
        """Raises RecordsNotProtected, PassphraseWrong, PassphraseShared, KeysRefused."""
        ...

    def unlock_with_code(self, recovery_code: str) -> OpenKeys:
        """Raises RecordsNotProtected, RecoveryCodeMistyped, RecoveryCodeWrong, KeysRefused."""
        ...


class Secrets(Protocol):
    """Where passphrases come from: whoever sits there, or what was given beforehand."""

    def are_given(self) -> bool:
        """Whether a passphrase was given before anybody was asked."""
        ...

    def credentials(self, folder: Path) -> Credentials:
        """Raises RecordsProtected when nothing was given and nobody can be asked."""
        ...

    def show_recovery_code(self, code: str) -> None:
        """Show it, this once, and return when somebody has it."""
        ...


class ProtectionService:
    """Use cases about the protection as a whole; they begin with closed records."""

    def __init__(self, protection: Protection) -> None:
        self._protection = protection

    def protect(
        self, credentials: Credentials, show: ShowCode, progress: Progress = to_the_end
    ) -> OpenKeys:
        """Encrypt what there is and what will come; the recovery code is shown first, once.

        Raises:
            RecordsProtectedAlready: There are users already.
            RecordsOpenElsewhere: Another window has the records open.
            EncryptionStopped: ``progress`` said so.
        """
        user = first_user(credentials)
        return self._protection.protect(user, credentials.passphrase, show, progress)

    def sign_in(self, credentials: Credentials) -> OpenKeys:
        return self._protection.unlock(credentials)

    def recover(self, recovery_code: str, credentials: Credentials) -> User:
        """A new passphrase for a user: the one named, otherwise the first manager."""
        passphrase = checked_passphrase(credentials.passphrase)
        keys = self._protection.unlock_with_code(recovery_code)
        users = keys.users()
        managers = [each for each in users if each.role is Role.MANAGER]
        name = checked_name(credentials.name) if credentials.name else managers[0].name
        known = [each for each in users if same_name(each.name, name)]
        user = known[0] if known else User(name, Role.MANAGER)
        keys.put(user, passphrase)
        return user


class UserService:
    """Use cases about the users, for one who has signed in."""

    def __init__(self, keys: OpenKeys) -> None:
        self._keys = keys

    def all(self) -> list[User]:
        """Anybody who has signed in may see who else can."""
        return self._keys.users()

    def add(self, actor: Actor, user: User, passphrase: str) -> User:
        """Raises ValueRefused when there is a user of that name."""
        require(actor, Act.CHANGE_USERS)
        checked = User(checked_name(user.name), user.role)
        if self._named(checked.name):
            raise ValueRefused(
                name="The user's name", value=checked.name, reason="there is such a user already"
            )
        self._keys.put(checked, checked_passphrase(passphrase))
        return checked

    def remove(self, actor: Actor, name: str) -> None:
        """Raises ValueRefused: no such user, or the only manager."""
        require(actor, Act.CHANGE_USERS)
        user = self._known(name)
        managers = [each for each in self._keys.users() if each.role is Role.MANAGER]
        if managers == [user]:
            raise ValueRefused(
                name="The user to remove",
                value=user.name,
                reason="nobody else is a manager. Add another manager first",
            )
        self._keys.remove(user.name)

    def change_passphrase(self, actor: Actor, name: str, passphrase: str) -> User:
        """One's own, or as a manager anybody's."""
        user = self._known(name)
        if actor.name != user.name:
            require(actor, Act.CHANGE_USERS)
        self._keys.put(user, checked_passphrase(passphrase))
        return user

    def change_role(self, actor: Actor, user: User, passphrase: str) -> User:
        """Another user's, with a new passphrase: the role is locked together with it.

        Raises ValueRefused: no such user, or one's own role.
        """
        require(actor, Act.CHANGE_USERS)
        known = self._known(user.name)
        if known.name == actor.name:
            raise ValueRefused(
                name="Your own role",
                value=user.role.value,
                reason="only another manager changes it. Ask one, or add one first",
            )
        changed = User(known.name, user.role)
        self._keys.put(changed, checked_passphrase(passphrase))
        return changed

    def new_recovery_code(self, actor: Actor) -> str:
        """A code to be written down; it opens nothing before it is used."""
        require(actor, Act.CHANGE_PROTECTION)
        return self._keys.new_recovery_code()

    def use_recovery_code(self, actor: Actor, code: str) -> None:
        """From now on; what was backed up before goes on opening with the code of its time."""
        require(actor, Act.CHANGE_PROTECTION)
        self._keys.use_recovery_code(code)

    def renew_key(self, actor: Actor, progress: Progress = to_the_end) -> None:
        """Encrypt the records with a new key, after a backup.

        Somebody who was removed, and kept an old key file, opens nothing new with it.
        """
        require(actor, Act.CHANGE_PROTECTION)
        self._keys.renew_key(progress)

    def _known(self, name: str) -> User:
        found = self._named(checked_name(name))
        if found is None:
            raise ValueRefused(name="The user's name", value=name, reason="there is no such user")
        return found

    def _named(self, name: str) -> User | None:
        alike = [each for each in self._keys.users() if same_name(each.name, name)]
        exactly = [each for each in alike if each.name == name]
        return next(iter(exactly or alike), None)


def actor_of(keys: OpenKeys) -> Actor:
    """Who acts, once the records are open."""
    return Actor(keys.user.name, keys.user.role)


def checked_passphrase(passphrase: str) -> str:
    """Raises PassphraseRefused: too short, too long, or not text."""
    length = len(passphrase.strip())
    if not SHORTEST_PASSPHRASE <= length <= LONGEST_PASSPHRASE:
        limits = f"{SHORTEST_PASSPHRASE} to {LONGEST_PASSPHRASE}"
        raise PassphraseRefused(reason=f"it has {length} characters; {limits} are allowed")
    if any(unicodedata.category(char) == "Cs" for char in passphrase):
        raise PassphraseRefused(reason="it is not text in UTF-8")
    return passphrase


def checked_name(name: str) -> str:
    """A user's name on one line, composed one way.

    Raises:
        ValueRefused: Nothing in it, too long, or with characters that cannot be seen.
    """
    tidy = tidy_name(name)
    refusals: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: not tidy, "it is empty"),
        (lambda: len(tidy) > LONGEST_NAME, f"at most {LONGEST_NAME} characters are kept"),
        (
            lambda: any(unicodedata.category(char) in {"Cc", "Cs"} for char in tidy),
            "it has characters that cannot be seen",
        ),
    )
    for refused, reason in refusals:
        if refused():
            shown = ascii(name[:LONGEST_NAME])
            raise ValueRefused(name="The user's name", value=shown, reason=reason)
    return tidy


def tidy_name(name: str) -> str:
    """The same name however it was spaced and its letters composed."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def same_name(one: str, other: str) -> bool:
    """Nobody signs in under another name only because of a capital letter."""
    return tidy_name(one).casefold() == tidy_name(other).casefold()


def first_user(credentials: Credentials) -> User:
    """Who protects the records becomes their manager.

    Raises:
        PassphraseRefused, ValueRefused: The passphrase or the name cannot be taken.
    """
    checked_passphrase(credentials.passphrase)
    return User(checked_name(credentials.name or FIRST_USER), Role.MANAGER)
