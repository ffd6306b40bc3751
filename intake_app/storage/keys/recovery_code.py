"""The recovery code: 160 random bits that a person can read from paper and type.

Eight groups of four Crockford letters and one check letter each. The check letter is a weighted
sum in the field of 32 elements, with the group's place added: one wrong letter, two letters
swapped, or two groups swapped are noticed before the slow part begins, and the group is named.
"""

from secrets import randbelow
from typing import Final

from intake_app.domain.protection_errors import RecoveryCodeMistyped

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS: Final = 8
GROUP_LETTERS: Final = 5

_FIELD: Final = 0b100101
"""x^5 + x^2 + 1, which cannot be divided: the field's arithmetic."""

_SEEN_ALIKE: Final = str.maketrans("ILO", "110", "- \t\r\n")


def new_recovery_code() -> str:
    return "-".join(_checked_group(place) for place in range(GROUPS))


def read_recovery_code(typed: str) -> str:
    """The code as it was printed, however it was typed.

    Raises:
        RecoveryCodeMistyped: Too short or long, or a group whose check letter is wrong.
    """
    letters = typed.upper().translate(_SEEN_ALIKE)
    if len(letters) != GROUPS * GROUP_LETTERS:
        reason = f"it has {GROUPS * GROUP_LETTERS} letters and digits, not {len(letters)}"
        raise RecoveryCodeMistyped(reason=reason)
    starts = range(0, len(letters), GROUP_LETTERS)
    groups = [letters[start : start + GROUP_LETTERS] for start in starts]
    for place, group in enumerate(groups):
        if not _is_sound(group, place):
            raise RecoveryCodeMistyped(reason=f"a letter in group {place + 1} is wrong")
    return "-".join(groups)


def _checked_group(place: int) -> str:
    values = [randbelow(len(ALPHABET)) for _ in range(GROUP_LETTERS - 1)]
    return "".join(ALPHABET[value] for value in (*values, _check(values, place)))


def _is_sound(group: str, place: int) -> bool:
    values = [ALPHABET.find(letter) for letter in group]
    return -1 not in values and values[-1] == _check(values[:-1], place)


def _check(values: list[int], place: int) -> int:
    total, weight = place, 1
    for value in values:
        weight = _times(weight, 2)
        total ^= _times(weight, value)
    return total


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 0b100000:
            one ^= _FIELD
        other >>= 1
    return product
