"""The key the records are encrypted with, and how SQLCipher is told it."""

from secrets import token_bytes
from typing import Final

KEY_BYTES: Final = 32


class DataKey:
    """256 random bits. Shown nowhere: not in a log, an error or a debugger's list."""

    __slots__ = ("_octets",)

    def __init__(self, octets: bytes) -> None:
        if len(octets) != KEY_BYTES:
            raise ValueError("a data key has 256 bits")
        self._octets = octets

    def __repr__(self) -> str:
        return "DataKey(hidden)"

    @classmethod
    def new(cls) -> "DataKey":
        return cls(token_bytes(KEY_BYTES))

    @property
    def octets(self) -> bytes:
        return self._octets

    @property
    def for_sqlcipher(self) -> str:
        """The raw key; in this form nothing is derived from it, so opening is fast."""
        return f"x'{self._octets.hex()}'"
