"""The pages of a record file without SQLite, which gives up at the first bad one.

The format is that of sqlite.org/fileformat2.html; pages.py says how SQLCipher ends each page.
"""

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from intake_app.storage.data_key import DataKey
from intake_app.storage.key_files import PLAIN_HEADER
from intake_app.storage.pages import MAC, PAGE, SALT, proof_of

_IV: Final = 16
_RESERVE: Final = _IV + MAC
_WAL_HEADER: Final = 32
_FRAME_HEADER: Final = 24

_Open = Callable[[int, bytes], bytes | None]
"""From a page as it is on the disk to the page; None when it is not what was written."""


class Pages(Protocol):
    """Pages, counted from 1; ``usable`` is the part of each that holds data."""

    @property
    def count(self) -> int: ...
    @property
    def usable(self) -> int: ...

    def page(self, number: int) -> bytes | None:
        """None when it is not there, or not what was written."""
        ...


class FilePages:
    """The pages of a record file as it was last committed, journal included.

    Args:
        records: The record file.
        key: Its key, if it is encrypted.
    """

    def __init__(self, records: Path, key: DataKey | None) -> None:
        self._file = records.open("rb")
        header = self._file.read(100)
        self._size, reserve = _sizes(header) if key is None else (PAGE, _RESERVE)
        self._open: _Open = _plain if key is None else _opener(key, header[:SALT])
        self.usable = self._size - reserve
        self._newer = _committed_frames(records.with_name(f"{records.name}-wal"), self._size)
        length = self._file.seek(0, 2)
        self.count = max([-(-length // self._size), *self._newer])

    def page(self, number: int) -> bytes | None:
        raw = self._newer.get(number)
        if raw is None:
            self._file.seek((number - 1) * self._size)
            raw = self._file.read(self._size)
        return self._open(number, raw) if len(raw) == self._size else None

    def close(self) -> None:
        self._file.close()


def _sizes(header: bytes) -> tuple[int, int]:
    """Size and reserve as an unprotected file gives them; the usual ones if it cannot."""
    if header[:16] != PLAIN_HEADER:
        return PAGE, 0
    size = int.from_bytes(header[16:18], "big")
    return (size, header[20]) if size >= 512 and size & (size - 1) == 0 else (PAGE, 0)


def _plain(_number: int, raw: bytes) -> bytes:
    return raw


def _opener(key: DataKey, salt: bytes) -> _Open:
    # Only salvaging takes pages apart; every other start does without this library.
    from cryptography.hazmat.primitives.ciphers import (  # noqa: PLC0415
        Cipher,
        algorithms,
        modes,
    )

    proves = proof_of(key, salt)

    def opened(number: int, raw: bytes) -> bytes | None:
        if not proves(number, raw):
            return None
        hidden = raw[SALT if number == 1 else 0 : -MAC]
        text, vector = hidden[:-_IV], hidden[-_IV:]
        decryptor = Cipher(algorithms.AES(key.octets), modes.CBC(vector)).decryptor()
        begin = PLAIN_HEADER if number == 1 else b""
        return begin + decryptor.update(text) + decryptor.finalize() + bytes(_RESERVE)

    return opened


def _committed_frames(journal: Path, size: int) -> dict[int, bytes]:
    """The newest committed form of each page in a write-ahead journal; none when it is broken."""
    committed: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    try:
        content = journal.read_bytes()
    except FileNotFoundError:
        return committed
    if len(content) < _WAL_HEADER or content[:3] != b"\x37\x7f\x06":
        return committed
    order = ">" if content[3] & 1 else "<"
    salts, check = content[16:24], _checksum(content[:24], order, (0, 0))
    for at in range(_WAL_HEADER, len(content) - size - _FRAME_HEADER + 1, size + _FRAME_HEADER):
        frame = content[at : at + _FRAME_HEADER]
        page = content[at + _FRAME_HEADER : at + _FRAME_HEADER + size]
        check = _checksum(page, order, _checksum(frame[:8], order, check))
        number, after_commit = struct.unpack(">II", frame[:8])
        if frame[8:16] != salts or struct.unpack(">II", frame[16:]) != check:
            break
        waiting[number] = page
        if after_commit:
            committed.update(waiting)
            waiting.clear()
    return committed


def _checksum(octets: bytes, order: str, start: tuple[int, int]) -> tuple[int, int]:
    first, second = start
    words = struct.unpack(f"{order}{len(octets) // 4}I", octets)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
