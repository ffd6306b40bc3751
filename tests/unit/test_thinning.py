"""Which backups stay."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intake_app.domain.visit.thinning import staying

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ages = st.lists(st.timedeltas(timedelta(days=-2), timedelta(days=3000)), max_size=60)


def test_a_year_of_hours_becomes_a_few_dozen() -> None:
    kept = staying([NOW - timedelta(hours=hour) for hour in range(24 * 365)], NOW)

    assert 24 + 12 + 5 + 9 <= len(kept) <= 24 + 14 + 8 + 13
    assert len([at for at in kept if NOW - at < timedelta(days=1)]) == 24


def test_a_clock_that_is_years_ahead_costs_no_history() -> None:
    """The battery of the computer's clock is empty: it is 2040, a backup is made and thinned."""
    times = [NOW - timedelta(hours=hour) for hour in range(24 * 365)]
    before = staying(times, NOW)
    wrong = NOW.replace(year=2040)

    kept = staying({*before, wrong}, wrong)

    assert wrong in kept
    assert len(before - kept) <= 4, "one of each rule, whose place the new one took"
    after = NOW + timedelta(hours=1)
    assert staying({*kept, after}, after) >= {wrong, after, *list(kept - {wrong})[:1]}


def test_a_clinic_that_closed_for_years_finds_its_backups() -> None:
    times = {NOW - timedelta(days=day) for day in range(10)}
    later = NOW + timedelta(days=1500)

    assert staying({*times, later}, later) == {*times, later}


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
