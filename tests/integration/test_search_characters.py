"""Names in Han characters: each is a word, and every two of them are kept as one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_app.storage.search.characters import MOST_PAIRED
from intake_app.storage.search.index import rebuild
from intake_app.storage.search.ranking import REAL_FIT
from tests.helpers.register import Register

_FEW = "王李张刘陈杨"
_MANY = "赵黄周吴徐孙马朱胡郭何林"
"""More different characters than are paired."""


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    register = Register(tmp_path)
    yield register
    register.connection.close()


@pytest.mark.parametrize("typed", ["小明", "明小", "王明", "明 王", "小 明 王", "王小明"])
def test_characters_are_found_in_any_order(register: Register, typed: str) -> None:
    meant = register.add("王小明")
    register.add("李小龙")
    register.add("王李")

    assert register.found(typed)[0] == meant


def test_a_name_of_very_many_characters_is_found_by_any_of_them(register: Register) -> None:
    assert len(set(_MANY)) > MOST_PAIRED
    meant = register.add(_MANY)
    register.add("赵明")

    for first, second in zip(_MANY, _MANY[3:], strict=False):
        assert register.found(first + second) == [meant]


def test_characters_are_found_beside_letters_and_a_year(register: Register) -> None:
    register.add("王小明", born="1990-01-02")
    meant = register.add("王小明 Michael", born="1985-03-12")

    assert register.found("王 明 mich") == [meant]
    assert register.found("mich 明王") == [meant]
    assert register.found("明王 1985") == [meant]


def test_a_changed_name_is_found_by_its_new_characters_alone(register: Register) -> None:
    number = register.add("王小明")

    register.rename(number, "王大明")

    assert register.found("大王") == [number]
    assert register.lookup.find("小王")[0].score < REAL_FIT


def test_the_pairs_follow_what_rebuilding_makes(register: Register) -> None:
    number = register.add("王小明")

    rebuild(register.connection)

    assert register.found("明小") == [number]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.text(_FEW + _MANY, min_size=1, max_size=12), min_size=1, max_size=8),
    st.text(_FEW + _MANY, min_size=1, max_size=6),
)
def test_all_who_have_each_character_are_found_and_nobody_else_is_before_them(
    register: Register, names: list[str], typed: str
) -> None:
    register.clear()
    numbers = {register.add(name): name for name in names}
    meant = {number for number, name in numbers.items() if set(typed) <= set(name)}

    assert set(register.found(typed)[: len(meant)]) == meant
