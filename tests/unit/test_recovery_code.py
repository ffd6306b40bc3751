"""The recovery code: long enough, and one wrong letter is noticed and placed."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.domain.protection_errors import RecoveryCodeMistyped
from intake_app.storage.keys.recovery_code import ALPHABET, new_recovery_code, read_recovery_code

places = st.integers(0, 39)
letters = st.sampled_from(ALPHABET)


def test_a_code_is_eight_groups_of_five_and_never_the_same() -> None:
    codes = {new_recovery_code() for _ in range(50)}

    assert len(codes) == 50
    assert {tuple(map(len, code.split("-"))) for code in codes} == {(5,) * 8}


@pytest.mark.parametrize("between", ["", " ", "-", " - ", "\n"])
def test_however_it_is_typed_it_is_the_same_code(between: str) -> None:
    code = new_recovery_code()
    looked_alike = code.lower().replace("1", "l").replace("0", "o").replace("-", between)

    assert read_recovery_code(looked_alike) == code
    assert read_recovery_code(code.replace("1", "I")) == code


@given(places, letters)
def test_any_one_wrong_letter_is_noticed_in_its_group(place: int, letter: str) -> None:
    code = new_recovery_code().replace("-", "")
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong == code:
        return

    with pytest.raises(RecoveryCodeMistyped, match=f"group {place // 5 + 1} is wrong"):
        read_recovery_code(wrong)


@given(st.integers(0, 7), st.integers(0, 3))
def test_two_letters_swapped_are_noticed(group: int, place: int) -> None:
    code = list(new_recovery_code().replace("-", ""))
    first = group * 5 + place
    swapped = [*code]
    swapped[first], swapped[first + 1] = code[first + 1], code[first]
    if swapped == code:
        return

    with pytest.raises(RecoveryCodeMistyped, match=f"group {group + 1} is wrong"):
        read_recovery_code("".join(swapped))


@pytest.mark.parametrize(("one", "other"), [*combinations(range(8), 2)])
def test_two_groups_swapped_are_noticed(one: int, other: int) -> None:
    groups = new_recovery_code().split("-")
    groups[one], groups[other] = groups[other], groups[one]

    with pytest.raises(RecoveryCodeMistyped):
        read_recovery_code("-".join(groups))


@pytest.mark.parametrize("typed", ["", "AAAAA", "Ü" * 40, "U" * 40, "0" * 41, "🙂"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(RecoveryCodeMistyped, match="Read it from the paper again"):
        read_recovery_code(typed)
