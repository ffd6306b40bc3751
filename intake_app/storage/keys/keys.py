"""All key slots of one data folder, as keys.json holds them, and what makes them genuine."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from intake_app.domain.protection_errors import KeysRefused
from intake_app.services.access import Role
from intake_app.storage.data_key import KEY_BYTES, DataKey
from intake_app.storage.keys.key_slots import (
    COST,
    LARGEST_COST,
    LOCKED_BYTES,
    SALT_BYTES,
    SEALED_BYTES,
    Cost,
    Holder,
    Slot,
    SlotKind,
    open_slot,
    with_key,
)

VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The slots; a value: every change gives new ones.

    Attributes:
        vault: Tells these records from others, so that slots cannot be carried over.
        slots: In the order they were made.
        seal: Made with the data key over everything else: no slot can be added, dropped or
            exchanged by somebody who could not open the records.
    """

    vault: str
    slots: tuple[Slot, ...] = ()
    seal: bytes = b""

    @classmethod
    def new(cls) -> "Keys":
        return cls(vault=token_hex(16))

    def of_kind(self, kind: SlotKind) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.holder.kind is kind)

    def opened_by(self, secret: str, among: Iterable[Slot]) -> list[tuple[Slot, DataKey]]:
        """Which of these slots the secret opens."""
        tried = [(slot, open_slot(self.vault, slot, secret)) for slot in among]
        return [(slot, key) for slot, key in tried if key is not None]

    def with_slots(self, slots: Iterable[Slot], key: DataKey) -> "Keys":
        changed = replace(self, slots=tuple(slots))
        return replace(changed, seal=_mac(changed, key).finalize())

    def with_key(self, key: DataKey) -> "Keys":
        """Everybody's slot, giving another data key."""
        return self.with_slots((with_key(self.vault, slot, key) for slot in self.slots), key)

    def are_genuine(self, key: DataKey) -> bool:
        try:
            _mac(self, key).verify(self.seal)
        except InvalidSignature:
            return False
        return True


def keys_text(keys: Keys) -> bytes:
    row = {**_body(keys), "seal": _text(keys.seal)}
    return (json.dumps(row, ensure_ascii=False, indent=1) + "\n").encode()


def read_keys(content: bytes, path: Path, *, least: Cost = COST) -> Keys:
    """Keys from their file's content; nothing in it is believed before it is checked.

    Args:
        content: JSON.
        path: Named in refusals.
        least: A slot that is cheaper to guess at is refused.

    Raises:
        KeysRefused: Not as this program writes it, or weaker.
    """
    try:
        row = json.loads(content)
        version = row["version"]
        if version != VERSION:
            reason = f"it is of version {version!s:.20}, and this program knows version {VERSION}"
            raise KeysRefused(path=path, reason=reason)
        slots = tuple(_slot(each) for each in row["slots"])
        keys = Keys(vault=_words(row["vault"]), slots=slots, seal=_octets(row["seal"], KEY_BYTES))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise KeysRefused(path=path, reason="it is damaged") from None
    _refuse_weak(keys, path, least)
    return keys


def _refuse_weak(keys: Keys, path: Path, least: Cost) -> None:
    if not all(slot.cost.between(least, LARGEST_COST) for slot in keys.slots):
        reason = "a slot in it is easier to guess at, or harder to open, than this program allows"
        raise KeysRefused(path=path, reason=reason)
    holders = [(slot.holder.kind, slot.holder.name) for slot in keys.slots]
    if len(holders) != len(set(holders)) or {kind for kind, _ in holders} != {*SlotKind}:
        raise KeysRefused(path=path, reason="a slot in it is missing or there twice")


def _mac(keys: Keys, key: DataKey) -> HMAC:
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"intake key seal")
    mac = HMAC(derived.derive(key.octets), SHA256())
    mac.update(json.dumps(_body(keys), sort_keys=True).encode())
    return mac


def _body(keys: Keys) -> dict[str, object]:
    return {
        "version": VERSION,
        "vault": keys.vault,
        "slots": [
            {
                "kind": slot.holder.kind.value,
                "name": slot.holder.name,
                "role": slot.holder.role.value,
                "memory_kib": slot.cost.memory_kib,
                "passes": slot.cost.passes,
                "lanes": slot.cost.lanes,
                "salt": _text(slot.salt),
                "public": _text(slot.public),
                "locked_private": _text(slot.locked_private),
                "sealed_key": _text(slot.sealed_key),
            }
            for slot in keys.slots
        ],
    }


def _slot(row: dict[str, object]) -> Slot:
    return Slot(
        holder=Holder(
            SlotKind(_words(row["kind"])), _words(row["name"]), Role(_words(row["role"]))
        ),
        cost=Cost(
            memory_kib=_number(row["memory_kib"]),
            passes=_number(row["passes"]),
            lanes=_number(row["lanes"]),
        ),
        salt=_octets(row["salt"], SALT_BYTES),
        public=_octets(row["public"], KEY_BYTES),
        locked_private=_octets(row["locked_private"], LOCKED_BYTES),
        sealed_key=_octets(row["sealed_key"], SEALED_BYTES),
    )


def _text(octets: bytes) -> str:
    return b64encode(octets).decode("ascii")


def _octets(value: object, length: int) -> bytes:
    octets = b64decode(_words(value), validate=True)
    if len(octets) != length:
        raise ValueError("of another length")
    return octets


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    value.encode()  # half a character, which JSON can carry and UTF-8 cannot
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value
