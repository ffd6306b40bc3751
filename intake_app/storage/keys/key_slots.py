"""Key slots: the data key, once for each passphrase and once for the recovery code.

Each slot has a key pair. Its private key is locked with the passphrase (Argon2id, AES-256-GCM);
the data key is sealed to its public key (X25519, HKDF, AES-256-GCM). So the records can get a
new data key without asking every user for their passphrase.
"""

import json
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from secrets import token_bytes
from typing import Final

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from intake_app.services.access import Role
from intake_app.storage.data_key import KEY_BYTES, DataKey

SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
LOCKED_BYTES: Final = _NONCE_BYTES + KEY_BYTES + _TAG_BYTES
SEALED_BYTES: Final = KEY_BYTES + LOCKED_BYTES


class SlotKind(StrEnum):
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one guess at a passphrase costs: Argon2id's parameters."""

    memory_kib: int
    passes: int
    lanes: int

    def between(self, least: "Cost", most: "Cost") -> bool:
        return (
            least.memory_kib <= self.memory_kib <= most.memory_kib
            and least.passes <= self.passes <= most.passes
            and least.lanes <= self.lanes <= most.lanes
        )


COST: Final = Cost(memory_kib=64 * 1024, passes=3, lanes=1)
"""About a quarter of a second; what every slot of real records costs at least."""

LARGEST_COST: Final = Cost(memory_kib=1024 * 1024, passes=64, lanes=16)
"""A file that asks for more was made to keep the computer busy."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose slot it is. A recovery code acts as a manager."""

    kind: SlotKind
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    holder: Holder
    cost: Cost
    salt: bytes
    public: bytes
    locked_private: bytes
    sealed_key: bytes


def make_slot(vault: str, holder: Holder, *, secret: str, key: DataKey, cost: Cost = COST) -> Slot:
    """A new slot that gives ``key`` to whoever knows ``secret``."""
    private = X25519PrivateKey.generate()
    slot = Slot(
        holder=holder,
        cost=cost,
        salt=token_bytes(SALT_BYTES),
        public=private.public_key().public_bytes_raw(),
        locked_private=b"",
        sealed_key=b"",
    )
    stretched = AESGCM(_stretched(secret, slot))
    nonce = token_bytes(_NONCE_BYTES)
    locked = nonce + stretched.encrypt(nonce, private.private_bytes_raw(), _bound(vault, slot))
    return with_key(vault, replace(slot, locked_private=locked), key)


def with_key(vault: str, slot: Slot, key: DataKey) -> Slot:
    """The same slot, giving another data key."""
    passing = X25519PrivateKey.generate()
    shared = passing.exchange(X25519PublicKey.from_public_bytes(slot.public))
    passing_public = passing.public_key().public_bytes_raw()
    nonce = token_bytes(_NONCE_BYTES)
    sealer = AESGCM(_sealing_key(shared, passing_public, slot.public))
    sealed = sealer.encrypt(nonce, key.octets, _bound(vault, slot))
    return replace(slot, sealed_key=passing_public + nonce + sealed)


def open_slot(vault: str, slot: Slot, secret: str) -> DataKey | None:
    """The data key; None when the secret is another, or anything in the slot was changed."""
    bound = _bound(vault, slot)
    try:
        private = X25519PrivateKey.from_private_bytes(
            _decrypted(_stretched(secret, slot), slot.locked_private, bound)
        )
        passing_public = slot.sealed_key[:KEY_BYTES]
        shared = private.exchange(X25519PublicKey.from_public_bytes(passing_public))
        sealing = _sealing_key(shared, passing_public, slot.public)
        return DataKey(_decrypted(sealing, slot.sealed_key[KEY_BYTES:], bound))
    except (InvalidTag, ValueError):  # ValueError: a public key that is no point to work with
        return None


def _stretched(secret: str, slot: Slot) -> bytes:
    """One passphrase however the keyboard composes its letters."""
    return hash_secret_raw(
        unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass"),
        slot.salt,
        time_cost=slot.cost.passes,
        memory_cost=slot.cost.memory_kib,
        parallelism=slot.cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _sealing_key(shared: bytes, passing_public: bytes, public: bytes) -> bytes:
    info = b"intake data key" + passing_public + public
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(shared)


def _decrypted(key: bytes, locked: bytes, bound: bytes) -> bytes:
    return AESGCM(key).decrypt(locked[:_NONCE_BYTES], locked[_NONCE_BYTES:], bound)


def _bound(vault: str, slot: Slot) -> bytes:
    """What cannot be changed about a slot without making it useless."""
    holder, cost = slot.holder, slot.cost
    facts = [
        *("intake key slot 1", vault, holder.kind, holder.name, holder.role),
        *(cost.memory_kib, cost.passes, cost.lanes, slot.salt.hex(), slot.public.hex()),
    ]
    return json.dumps(facts).encode()
