"""Values of every kind the records hold, for hypothesis."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from types import MappingProxyType

from hypothesis import strategies as st

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Answer, Answers, Place
from intake_app.domain.form.answers import given as answered
from intake_app.domain.patients.patient import PatientDetails, Sex
from intake_app.domain.values import Coding, Moment, Quantity, Value
from intake_app.domain.visit.consultation import Record
from intake_app.domain.visit.screening import Override

storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
words = storable.filter(lambda text: bool(text.strip()))
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1))
instants = st.builds(lambda day, at: datetime.combine(day, at, UTC), days, st.times())
partial_dates = st.one_of(
    st.builds(PartialDate, st.integers(1900, 2200)),
    st.builds(PartialDate, st.integers(1900, 2200), st.integers(1, 12)),
    st.builds(PartialDate.from_day, days),
)
details = st.builds(
    PatientDetails,
    name=words,
    birth_date=st.none() | partial_dates,
    sex=st.sampled_from(Sex),
    language=storable,
    phones=st.lists(storable, max_size=3).map(tuple),
    email=storable,
    guardian=storable,
    romanised_name=storable,
)
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=0, max_value=999)
moments = st.builds(
    lambda day, at, hours: Moment(
        PartialDate.from_day(day), datetime.combine(day, at, timezone(timedelta(hours=hours)))
    ),
    days,
    st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    st.integers(-11, 13),
)
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "visit.date": partial_dates,
    "visit.reason": words,
    "salt": decimals,
    "pulled": st.integers(0, 10**6),
    "told": st.booleans(),
    "clock": st.builds(time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59)),
    "next": moments,
    "weight": st.builds(Quantity, decimals, words, st.just("urn:u"), st.just("kg")),
    "skin": st.sampled_from([Coding(code, f"Type {code}", "urn:s") for code in ("I", "II")]),
    "sun": words,
}


def answers_to(link_id: str) -> st.SearchStrategy[Answer | None]:
    given_value = VALUES[link_id].map(answered)
    return st.none() | st.sampled_from([UNKNOWN, DECLINED]) | given_value


@st.composite
def all_answers(pick: st.DrawFn) -> Answers:
    answers = Answers()
    for link_id in VALUES:
        answers = answers.with_answer(Place(link_id), pick(answers_to(link_id)))
    for row in range(rows := pick(st.integers(0, 3))):
        answers = answers.with_row_count(Place("treatments"), rows)
        what = Place("treatments.what", (row,))
        answers = answers.with_answer(what, pick(st.none() | words.map(answered)))
        for dose in range(doses := pick(st.integers(0, 2))):
            answers = answers.with_row_count(Place("doses", (row,)), doses)
            place = Place("dose[0]", (row, dose))
            answers = answers.with_answer(place, pick(st.none() | decimals.map(answered)))
    return answers


overrides = st.dictionaries(
    st.sampled_from(["pregnant", "on-retinoid"]),
    st.builds(Override, reason=words, name=words, at=instants),
)
unfinished_texts = st.dictionaries(
    st.sampled_from([Place("pulled"), Place("dose[0]", (0, 1)), Place("treatments.what", (2,))]),
    storable,
)
all_records = st.builds(Record, answers=all_answers(), overrides=overrides.map(MappingProxyType))
