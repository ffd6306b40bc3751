"""How far what was typed lies from words of names: one by one, and from many at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from intake_app.storage.search.typing_errors import (
    UNFINISHED,
    errors_allowed,
    typing_distances,
)

_words = st.text("abc", min_size=3, max_size=9)


def _as_meant(typed: str, known: str) -> float:
    """What typing_distances says of many, worked out for one; one too many if it is farther."""
    limit, size = errors_allowed(typed), len(typed)
    if (whole := OSA.distance(typed, known)) <= limit:
        return whole
    begun = [known[:end] for end in (size - 1, size, size + 1) if end < len(known)]
    return min((limit + 1, *(OSA.distance(typed, one) + UNFINISHED for one in begun)))


@given(_words, st.lists(_words, max_size=12))
def test_from_many_at_once_it_is_as_far_as_from_each(typed: str, known: list[str]) -> None:
    allowed = errors_allowed(typed) + UNFINISHED

    each = {one: _as_meant(typed, one) for one in known}

    assert typing_distances(typed, known, unfinished=True) == {
        one: far for one, far in each.items() if far <= allowed
    }


@given(_words, st.lists(_words, max_size=12))
def test_of_a_finished_word_half_an_error_less_is_allowed(typed: str, known: list[str]) -> None:
    each = {one: _as_meant(typed, one) for one in known}

    assert typing_distances(typed, known, unfinished=False) == {
        one: far for one, far in each.items() if far <= errors_allowed(typed)
    }


@pytest.mark.parametrize("typed", ["looci", "lcois", "ocis", "lociis", "kocis"])
def test_a_letter_too_many_is_forgiven_where_the_word_is_not_finished(typed: str) -> None:
    assert "locis" in typing_distances(typed, ["locis"], unfinished=True)
