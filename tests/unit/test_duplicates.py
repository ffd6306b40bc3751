"""How likely it is that two patients are one person, and why."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.domain.patients.birth_likeness import BirthLikeness, birth_likeness
from intake_app.domain.patients.duplicate_blocks import worth_comparing
from intake_app.domain.patients.duplicates import LIKELY, Identity, Reason, Register, likeness
from intake_app.domain.patients.name_sounds import sound
from intake_app.domain.patients.patient import PatientId

CLINIC = Register(patients=2_000, bearers={"anna": 60, "meyer": 25, "ivan": 4, "petrov": 3})

WORDS = st.sampled_from(
    [
        *("anna", "ana", "hanna", "meyer", "maier", "mayer", "li", "le", "a", "mohamed"),
        *("иван", "ivan", "petrov", "петров", "王", "明", "محمد"),
    ]
) | st.text("abcdexyz", min_size=1, max_size=9)
BIRTHS = st.sampled_from(
    ["", "1980", "1980-03", "1980-03-04", "1980-04-03", "1981-03-04", "1980-03-14", "1971-12-30"]
)
IDENTITIES = st.builds(
    Identity,
    id=st.uuids().map(str).map(PatientId),
    words=st.lists(WORDS, min_size=1, max_size=4).map(tuple),
    also=st.lists(WORDS, max_size=3).map(tuple),
    birth=BIRTHS,
    phones=st.frozensets(st.sampled_from(["301234567", "170555555"]), max_size=2),
    email=st.sampled_from(["", "a@example.org", "b@example.org"]),
    sex=st.sampled_from(["", "female", "male", "other"]),
)


def identity(name: str, birth: str = "1980-03-04", **more: object) -> Identity:
    known = Identity(id=PatientId(name + birth), words=tuple(name.split()), birth=birth)
    return replace(known, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ("anna meyer", "anna meyer", (Reason.SAME_NAME, Reason.SAME_BIRTH_DATE)),
        ("anna meyer", "meyer anna", (Reason.SAME_NAME_REORDERED, Reason.SAME_BIRTH_DATE)),
        ("anna meyer", "ana meyre", (Reason.NAME_ALIKE, Reason.SAME_BIRTH_DATE)),
        ("anna meyer", "anna maier", (Reason.NAME_ALIKE, Reason.SAME_BIRTH_DATE)),
        ("annamaria meyer", "anna maria meyer", (Reason.NAME_ALIKE, Reason.SAME_BIRTH_DATE)),
        ("иван петров", "ivan petrov", (Reason.NAME_ROMANISED, Reason.SAME_BIRTH_DATE)),
        ("anna theodorakis", "anna zybulski", (Reason.NAME_IN_PART, Reason.SAME_BIRTH_DATE)),
    ],
)
def test_names_that_are_one_are_likely_and_say_why(
    one: str, other: str, reasons: tuple[Reason, ...]
) -> None:
    register = replace(CLINIC, bearers={})
    found = likeness(identity(one), identity(other), register)
    assert found.score >= LIKELY
    assert sorted(found.reasons) == sorted(reasons)


@pytest.mark.parametrize(
    ("birth", "reason"),
    [
        ("1980-04-03", Reason.SWAPPED_BIRTH_DATE),
        ("1981-03-04", Reason.YEAR_DIGIT),
        ("1980-03-14", Reason.DAY_DIGIT),
        ("1908-03-04", Reason.BIRTH_DIGITS_SWAPPED),
        ("1980", Reason.BIRTH_DATE_IN_PART),
        ("1980-03", Reason.BIRTH_DATE_IN_PART),
    ],
)
def test_slips_in_the_date_of_birth_are_forgiven_to_the_same_name(
    birth: str, reason: Reason
) -> None:
    found = likeness(identity("ivan petrov"), identity("ivan petrov", birth), CLINIC)
    assert found.score >= LIKELY
    assert reason in found.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (identity("anna meyer"), identity("anna meyer", "1971-12-30")),
        (identity("anna meyer"), identity("bertram olsen")),
        (
            identity("anna meyer", phones=frozenset({"1"})),
            identity("bea ortiz", "1999-09-09", phones=frozenset({"1"})),
        ),
    ],
)
def test_two_people_are_not_listed(one: Identity, other: Identity) -> None:
    assert likeness(one, other, CLINIC).score < LIKELY


def test_a_shared_rare_name_says_more_than_a_frequent_one() -> None:
    rare = likeness(identity("ivan petrov"), identity("ivan petrov", ""), CLINIC)
    frequent = likeness(identity("anna meyer"), identity("anna meyer", ""), CLINIC)
    assert rare.score > frequent.score


def test_a_shared_telephone_and_e_mail_add_to_it_and_another_sex_takes_from_it() -> None:
    one, other = identity("anna meyer", ""), identity("anna mayer", "")
    plain = likeness(one, other, CLINIC).score
    for more, is_more in (
        ({"phones": frozenset({"301234567"})}, True),
        ({"email": "anna@example.org"}, True),
    ):
        both = [replace(each, **more) for each in (one, other)]
        assert (likeness(both[0], both[1], CLINIC).score > plain) is is_more
    apart = likeness(replace(one, sex="female"), replace(other, sex="male"), CLINIC)
    assert apart.score < plain


@given(IDENTITIES, IDENTITIES)
def test_the_order_of_the_two_does_not_matter(one: Identity, other: Identity) -> None:
    assert likeness(one, other, CLINIC) == likeness(other, one, CLINIC)


@given(IDENTITIES, IDENTITIES)
def test_a_score_is_a_chance_in_percent(one: Identity, other: Identity) -> None:
    assert 0 <= likeness(one, other, CLINIC).score <= 100


@given(BIRTHS, BIRTHS)
def test_dates_are_compared_the_same_both_ways(one: str, other: str) -> None:
    assert birth_likeness(one, other) is birth_likeness(other, one)
    if len(one) == 10:
        assert birth_likeness(one, one) is BirthLikeness.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("meyer", "maier"),
        ("иванов", "ivanov"),
        ("محمد", "mohamed"),
        ("schmidt", "schmitt"),
        ("παπαδοπουλος", "papadopoulos"),
    ],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@given(st.text(max_size=600))
def test_every_word_has_a_sound_unless_it_is_empty(word: str) -> None:
    assert bool(sound(word)) == bool(word) or not word.isascii()


@given(st.lists(IDENTITIES, max_size=12, unique_by=lambda each: each.id))
def test_few_patients_with_one_key_are_all_compared_and_each_pair_once(
    identities: list[Identity],
) -> None:
    pairs = [frozenset((one.id, other.id)) for one, other in worth_comparing(identities)]
    assert max(Counter(pairs).values(), default=1) == 1
    assert all(len(pair) == 2 for pair in pairs)
    for one, other in combinations(identities, 2):
        full = len(one.birth) == len(other.birth) == 10
        if (full and one.birth == other.birth) or one.phones & other.phones:
            assert frozenset((one.id, other.id)) in pairs


def test_a_day_that_means_unknown_does_not_make_everybody_compared() -> None:
    crowd = [
        identity(
            f"{first}{second} {second}{first}k", "1900-01-01", id=PatientId(f"{first}{second}")
        )
        for first in "bdfgklmnprst"
        for second in "aeioubdfgklmnprst"
    ]
    everybody = len(crowd) * (len(crowd) - 1) // 2
    assert len(list(worth_comparing(crowd))) < everybody / 4


def test_in_a_crowd_on_one_day_the_alike_are_still_compared() -> None:
    crowd = [identity(f"b{letter}k w{letter}rt", id=PatientId(letter)) for letter in "aeiou" * 9]
    crowd = [replace(each, id=PatientId(str(place))) for place, each in enumerate(crowd)]
    crowd += [
        identity("ivan petrov", id=PatientId("x")),
        identity("ivan petrow", id=PatientId("y")),
    ]
    pairs = {frozenset((one.id, other.id)) for one, other in worth_comparing(crowd)}
    assert frozenset(("x", "y")) in pairs
