"""Work that never ends is given up, and nothing is raised after it has ended."""

from contextlib import suppress

import pytest

from intake_app.expressions.time_limit import within


def without_end() -> None:
    while True:
        with suppress(Exception):  # as a library that passes over what goes wrong
            _again()


def _again() -> None:
    """One more step."""


def go_wrong() -> None:
    raise LookupError


def test_work_that_never_ends_is_given_up() -> None:
    with pytest.raises(TimeoutError):
        within(0.02, without_end)


def test_what_ends_in_time_is_handed_on() -> None:
    assert within(60, lambda: "done") == "done"


def test_what_goes_wrong_in_time_goes_wrong_as_before() -> None:
    with pytest.raises(LookupError):
        within(60, go_wrong)


def test_work_that_ends_about_when_the_time_is_up_disturbs_nothing_later() -> None:
    for _ in range(300):
        try:
            within(0.0005, lambda: sum(range(20_000)))
        except TimeoutError:
            continue
        _again()
