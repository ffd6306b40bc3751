"""Any form and any record of it, for laws that must hold for all of them."""

from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from intake_app.domain.dates import PartialDate
from intake_app.domain.form.answers import Answer, Answers, Confirmation, Place
from intake_app.domain.form.questionnaire import Item, Option, Questionnaire
from intake_app.domain.values import AnswerState, Attachment, Coding, Moment, Quantity, Value
from intake_app.domain.visit.consultation import Record
from intake_app.domain.visit.screening import Override
from tests.helpers.builders import form, question

LONG_AGO = datetime(1000, 1, 2)  # noqa: DTZ001  # hypothesis adds the zone
FAR_AHEAD = datetime(8999, 12, 30)  # noqa: DTZ001
TEXTS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"),
    min_size=1,
    max_size=20,
).filter(lambda text: bool(text.strip()))
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
PARTIAL_DATES = st.dates(date(1000, 1, 1), date(9000, 12, 31)).flatmap(
    lambda d: st.sampled_from(
        [PartialDate.from_day(d), PartialDate(d.year, d.month), PartialDate(d.year)]
    )
)
MOMENTS = st.one_of(
    PARTIAL_DATES.map(Moment),
    st.datetimes(LONG_AGO, FAR_AHEAD, timezones=OFFSETS).map(
        lambda at: Moment(PartialDate.from_day(at.date()), at)
    ),
)
DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
)
CODINGS = [
    Coding("a", "Option A", "urn:s"),
    Coding("b", "", "urn:s"),
    Coding("c", "C"),
    Coding("", "words"),
]
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "boolean": st.booleans(),
    "decimal": DECIMALS,
    "integer": st.integers(-(2**31) + 1, 2**31 - 1),
    "date": PARTIAL_DATES,
    "dateTime": MOMENTS,
    "time": st.times(),
    "string": TEXTS,
    "text": TEXTS,
    "url": TEXTS,
    "choice": st.sampled_from(CODINGS),
    "open-choice": st.one_of(st.sampled_from(CODINGS), TEXTS),
    "quantity": st.builds(Quantity, DECIMALS, st.one_of(st.just(""), TEXTS)),
    "attachment": st.builds(
        Attachment,
        st.one_of(st.just(""), TEXTS),
        TEXTS,
        size=st.one_of(st.none(), st.integers(0, 2**31 - 1)),
        creation=st.one_of(st.none(), MOMENTS),
        language=st.sampled_from(["", "en", "tr"]),
    ),
}


@st.composite
def items(draw: DrawFn, names: list[str], depth: int) -> Item:
    link_id = f"{draw(st.sampled_from(['x', 'é.y', 'z[0]', 'w[]', 'v]']))}{len(names)}"
    if draw(st.booleans()):
        link_id += "[7]"
    names.append(link_id)
    kinds = [*VALUES, "display"] + ["group"] * (4 if depth else 0)
    kind = draw(st.sampled_from(kinds))
    inner: tuple[Item, ...] = ()
    if kind == "group" or (depth and kind != "display" and draw(st.integers(0, 5)) == 0):
        count = draw(st.integers(1, 3))
        inner = tuple(draw(items(names, depth - 1)) for _ in range(count))
    repeats = kind != "display" and draw(st.booleans())
    if "choice" in kind:
        options = tuple(Option(value=each) for each in CODINGS)
        return question(link_id, kind, items=inner, repeats=repeats, options=options)
    return question(link_id, kind, items=inner, repeats=repeats)


@st.composite
def forms_with_records(draw: DrawFn) -> tuple[Questionnaire, Record]:
    names: list[str] = []
    questionnaire = form(*(draw(items(names, 3)) for _ in range(draw(st.integers(1, 4)))))
    at: dict[Place, Answer] = {}
    counts: dict[Place, int] = {}

    def fill(inside: tuple[Item, ...], at_rows: tuple[int, ...]) -> None:
        for item in inside:
            place = Place(item.link_id, at_rows)
            if item.has_rows:
                count = draw(st.integers(0, 3))
                if count:
                    counts[place] = count
                for row in range(count):
                    own = Place(item.link_id, (*at_rows, row))
                    if item.is_question and (chosen := draw(_answers_to(item))):
                        at[own] = chosen
                    fill(item.items, own.rows)
                continue
            if item.is_question and (chosen := draw(_answers_to(item))):
                at[place] = chosen
            fill(item.items, at_rows)

    fill(questionnaire.items, ())
    overrides = draw(
        st.dictionaries(
            st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True),
            st.builds(
                Override,
                reason=TEXTS,
                name=TEXTS,
                at=st.datetimes(LONG_AGO, FAR_AHEAD, timezones=st.just(UTC)),
            ),
            max_size=2,
        )
    )
    answers = Answers(MappingProxyType(at), MappingProxyType(counts))
    return questionnaire, Record(answers=answers, overrides=MappingProxyType(overrides))


def _answers_to(item: Item) -> st.SearchStrategy[Answer | None]:
    most = 3 if item.takes_several else 1
    values: st.SearchStrategy[list[Value]] = st.lists(
        VALUES[item.type.value], min_size=1, max_size=most
    )
    states = st.sampled_from([AnswerState.UNKNOWN, AnswerState.DECLINED])
    return st.one_of(
        st.none(),
        st.builds(
            lambda chosen, confirmed: Answer(tuple(chosen), confirmed=confirmed),
            values,
            st.one_of(st.none(), st.builds(Confirmation, TEXTS, PARTIAL_DATES)),
        ),
        states.map(lambda state: Answer(state=state)),
    )
