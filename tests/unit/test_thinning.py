"""Which backups stay."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intake_app.domain.visit.thinning import staying

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ages = st.lists(st.timedeltas(timedelta(days=-2), timedelta(days=3000)), max_size=60)


def test_a_year_of_hours_becomes_a_few_dozen() -> None:
    kept = staying([NOW - timedelta(hours=hour) for hour in range(24 * 365)], NOW)

    assert 24 + 13 + 6 + 10 <= len(kept) <= 24 + 14 + 9 + 13
    assert len([at for at in kept if NOW - at < timedelta(days=1)]) == 24


@given(ages)
def test_the_newest_always_stays_and_nothing_is_made_up(old: list[timedelta]) -> None:
    times = [NOW - age for age in old]

    kept = staying(times, NOW)

    assert kept <= set(times)
    assert not times or max(times) in kept


@given(ages)
def test_thinning_twice_is_thinning_once(old: list[timedelta]) -> None:
    kept = staying([NOW - age for age in old], NOW)

    assert staying(kept, NOW) == kept
