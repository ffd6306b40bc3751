"""Whether a record file is whole, page by page; whoever watches can stop it at any page.

SQLCipher 4 ends each page with 16 bytes of initialisation vector and 64 of HMAC-SHA512, under a
key that follows from the file's salt.
"""

import hashlib
import hmac
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from sqlcipher3 import dbapi2 as sqlcipher

from intake_app.storage.connection import Connection
from intake_app.storage.data_key import DataKey
from intake_app.storage.watching import Reached, unwatched

PAGE: Final = 4096
SALT: Final = 16
MAC: Final = 64
_AT_A_TIME: Final = 256
_LOOKS: Final = 5
"""A page that is being written at this moment may seem bad; not again and again."""

Proof = Callable[[int, bytes], bool]
"""Whether a page, as it is on the disk, is what was written under this number."""


def pages_are_whole(
    connection: Connection, key: DataKey | None, reached: Reached = unwatched
) -> bool:
    """Read every page; each page of an encrypted file proves itself by its own checksum.

    An unprotected file has no checksums: what can be seen there is whether the pages fit
    together, and whether the indexes agree with the tables.

    Raises:
        sqlcipher3's errors, when a page is too damaged to be looked at.
    """
    if key is not None:
        return _are_proved(_file_of(connection), key, reached)
    try:
        return connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    except sqlcipher.OperationalError:
        reached(0.0)  # it was stopped, or it cannot be looked at
        raise


def proof_of(key: DataKey, salt: bytes) -> Proof:
    mac_salt = bytes(octet ^ 0x3A for octet in salt)
    mac_key = hashlib.pbkdf2_hmac("sha512", key.octets, mac_salt, 2, 32)
    begun = hmac.new(mac_key, digestmod="sha512")

    def proves(number: int, raw: bytes) -> bool:
        mac = begun.copy()  # for as long as it computes nobody else waits
        mac.update(raw[SALT if number == 1 else 0 : -MAC])
        mac.update(struct.pack("<I", number))
        return hmac.compare_digest(mac.digest(), raw[-MAC:])

    return proves


def _file_of(connection: Connection) -> Path:
    row = connection.execute("PRAGMA database_list").fetchone()
    return Path(str(row[2])) if row else Path()


def _are_proved(records: Path, key: DataKey, reached: Reached) -> bool:
    with records.open("rb") as file:
        proves = proof_of(key, file.read(SALT))
        size = file.seek(0, 2)
        for first in range(1, size // PAGE + 1, _AT_A_TIME):
            reached((first - 1) * PAGE / size)
            if not all(_is_good(file, proves, *page) for page in _pages(file, first)):
                return False
    return size > 0 and size % PAGE == 0


def _pages(file: BinaryIO, first: int) -> Iterator[tuple[int, bytes]]:
    file.seek((first - 1) * PAGE)
    some = file.read(_AT_A_TIME * PAGE)
    for number in range(len(some) // PAGE):
        yield first + number, some[number * PAGE : (number + 1) * PAGE]


def _is_good(file: BinaryIO, proves: Proof, number: int, raw: bytes) -> bool:
    for _ in range(_LOOKS):
        if proves(number, raw):
            return True
        file.seek((number - 1) * PAGE)
        raw = file.read(PAGE)
    return False
