"""What an earlier visit said goes on the paper of a later one that does not ask."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Answer, Answers, Place
from intake_app.domain.values import AnswerState
from intake_app.domain.visit.aftercare import PlanQuestion
from intake_app.domain.visit.carried import Carried, Part, carried
from intake_app.domain.visit.consultation import ConsultationId, Record
from intake_app.domain.visit.following_up import EarlierVisit
from tests.helpers.builders import answered, code, day, form

DAY = date(2026, 11, 21)
FORM = form()
PLANS = (
    PlanQuestion(start="care.next_colouring"),
    PlanQuestion(start="sun.holiday.from", end="sun.holiday.to"),
    PlanQuestion(start="expectations.event"),
)
SAYS = st.sampled_from(["pattern-loss", "traction", "unclear", AnswerState.UNKNOWN, None])


def visit(on: str | date, values: dict[str, object]) -> EarlierVisit:
    at = day(on) if isinstance(on, str) else PartialDate.from_day(on)
    return EarlierVisit(
        id=ConsultationId(f"visit of {at}"),
        day=at,
        questionnaire=FORM,
        record=Record(answers=answered(values)),
    )


def from_before(visits: Sequence[EarlierVisit], answers: Answers | None = None) -> Carried:
    return carried(answers or Answers(), DAY, visits, PLANS)


def diagnosis(says: object) -> dict[str, object]:
    if says is None:
        return {}
    return {"examination.diagnosis": code(says) if isinstance(says, str) else says}


@given(says=st.lists(SAYS, max_size=5), own=SAYS)
def test_the_newest_visit_with_a_word_on_the_diagnosis_is_the_one_that_counts(
    says: list[object], own: object
) -> None:
    visits = [visit(DAY - timedelta(days=n + 1), diagnosis(each)) for n, each in enumerate(says)]

    found = from_before(visits, answered(diagnosis(own)))

    words = [(each.day, said) for each, said in zip(visits, says, strict=True) if said]
    if own is None and words and isinstance(words[0][1], str):
        at, said = words[0]
        assert found.day(Part.DIAGNOSIS) == at
        assert found.into(Answers()).at == {
            Place("examination.diagnosis"): Answer((code(str(said)),))
        }
    else:
        assert found.day(Part.DIAGNOSIS) is None


@given(st.lists(st.integers(-40, 40), max_size=4), st.integers(-40, 40), st.integers(0, 40))
def test_no_day_that_had_passed_is_carried_and_every_day_ahead_is(
    offsets: list[int], begins: int, lasts: int
) -> None:
    events = [DAY + timedelta(days=each) for each in offsets]
    start, end = (DAY + timedelta(days=each) for each in (begins, begins + lasts))
    values: dict[str, object] = {
        f"sun.holiday.from[{row}]": PartialDate.from_day(each) for row, each in enumerate(events)
    }
    values[f"sun.holiday.from[{len(events)}]"] = PartialDate.from_day(start)
    values[f"sun.holiday.to[{len(events)}]"] = PartialDate.from_day(end)
    values["expectations.event"] = PartialDate.from_day(end)

    kept = from_before([visit("2026-03-03", values)]).into(Answers())

    rows = {row for row, each in enumerate(events) if each >= DAY}
    rows |= {len(events)} if end >= DAY else set()
    assert {place.rows[0] for place, _ in kept.anywhere("sun.holiday.from")} == rows
    assert bool(list(kept.anywhere("expectations.event"))) == (end >= DAY)


def test_hopes_are_those_of_one_visit_and_never_a_mixture() -> None:
    older = visit("2026-01-05", {"expectations.goal": "All of it", "expectations.size": 9})
    newer = visit("2026-03-03", {"expectations.goal": "Less shedding"})

    found = from_before([newer, older])

    assert [str(place) for place in found.into(Answers()).at] == ["expectations.goal"]
    assert found.day(Part.HOPES) == day("2026-03-03")
    assert found.visits == (newer.id,)


def test_what_is_said_today_stands_and_what_is_not_asked_again_is_left_alone() -> None:
    before = visit(
        "2026-03-03",
        {
            "examination.diagnosis": code("traction"),
            "expectations.goal": "More of it",
            "safety.depression": code("now"),
            "plan.results_look": day("2027-03-03"),
        },
    )
    today = answered({"expectations.goal": "Less of it", "care.next_colouring": day("2026-12-01")})

    found = from_before([before], today)

    said = found.into(today)
    assert said.at.items() >= today.at.items()
    assert {str(place) for place in said.at} - {str(place) for place in today.at} == {
        "examination.diagnosis",
        "plan.results_look",
    }
    assert found.day(Part.HOPES) is None


def test_visits_are_read_only_as_far_as_somebody_asks() -> None:
    said = {
        "examination.diagnosis": code("traction"),
        "expectations.goal": "More",
        "plan.results_look": day("2027-03-03"),
        "care.next_colouring": day("2026-12-01"),
    }
    visits = iter([visit("2026-03-03", said), visit("2026-01-05", said)])

    carried(Answers(), DAY, visits, PLANS)

    assert next(visits).day == day("2026-01-05")
