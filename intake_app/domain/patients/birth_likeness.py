"""In what two dates of birth agree, mistakes of the hand allowed for."""

from enum import Enum, auto


class BirthLikeness(Enum):
    SAME = auto()
    SWAPPED = auto()
    YEAR_DIGIT = auto()
    DAY_DIGIT = auto()
    DIGITS_SWAPPED = auto()
    MONTH_AGREES = auto()
    YEAR_AGREES = auto()
    SAME_BIRTHDAY = auto()
    UNKNOWN = auto()
    DIFFERENT = auto()


_FULL = 10
_YEAR = 4
_SHORT = {7: BirthLikeness.MONTH_AGREES, _YEAR: BirthLikeness.YEAR_AGREES}


def birth_likeness(one: str, other: str) -> BirthLikeness:
    """Compare dates in ISO form, each a day, a month, a year or empty."""
    if not one or not other:
        return BirthLikeness.UNKNOWN
    known = min(len(one), len(other))
    if known < _FULL:
        agrees = one[:known] == other[:known]
        return _SHORT[known] if agrees else BirthLikeness.DIFFERENT
    if one == other:
        return BirthLikeness.SAME
    if one[:_YEAR] == other[:_YEAR] and one[5:7] == other[8:] and one[8:] == other[5:7]:
        return BirthLikeness.SWAPPED
    return _slip(one, other)


def _slip(one: str, other: str) -> BirthLikeness:
    apart = [place for place in range(_FULL) if one[place] != other[place]]
    if len(apart) == 1:
        return BirthLikeness.YEAR_DIGIT if apart[0] < _YEAR else BirthLikeness.DAY_DIGIT
    if len(apart) == 2:
        first, second = apart
        crossed = one[first] == other[second] and one[second] == other[first]
        if crossed and second - first == 1:
            return BirthLikeness.DIGITS_SWAPPED
    return BirthLikeness.SAME_BIRTHDAY if one[_YEAR:] == other[_YEAR:] else BirthLikeness.DIFFERENT
