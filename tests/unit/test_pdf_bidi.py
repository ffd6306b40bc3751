"""The bidirectional algorithm on known cases, and the laws that hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_app.pdf.bidi import embedding_levels, needs_bidi, paragraph_level, visual_order

LRE, RLE, PDF, LRO, RLO = "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
DRAWN = "abcאבגابج123٣٤ +-.,:$%()[]{}«»\u0300\u0651\t!?"
ANY_TEXT = st.text(st.sampled_from(DRAWN + LRE + RLE + PDF + LRO + RLO + LRI + RLI + FSI + PDI))


def shown(text: str, base: int | None = None) -> str:
    """The characters of ``text`` as they stand on the line, from left to right."""
    return "".join(text[i] for i in visual_order(embedding_levels(text, base)))


@pytest.mark.parametrize(
    ("text", "base", "levels"),
    [
        ("abc", 0, "000"),
        ("אבג", 0, "111"),
        ("אבג", 1, "111"),
        ("abc אבג", 0, "0000111"),
        ("abc אבג", 1, "2221111"),
        ("אב 12", 0, "11122"),  # I1: numbers in right-to-left text
        ("ab 12", 1, "22222"),  # W7: a number after a left-to-right letter
        ("ا 12", 0, "1122"),  # W2: European numbers after an Arabic letter
        ("א 1,2", 1, "11222"),  # W4: a separator between two numbers
        ("א ٣,٤", 1, "11222"),
        ("א 1+2", 1, "11222"),
        ("א $12", 1, "11222"),  # W5: a currency sign before a number
        ("א 5%", 1, "1122"),
        ("א\u0651ב", 0, "111"),  # W1: a mark follows what it stands on
        ("אב!", 0, "110"),  # N2: a sentence mark at the end belongs to the paragraph
        ("אב!", 1, "111"),
        ("א - ב", 0, "11111"),  # N1: neutrals between two of one direction
        ("א(b)ג", 1, "11211"),  # N0: brackets in a right-to-left paragraph
        ("a(ב)c", 0, "00100"),
        ("a(b ב)c", 0, "0000100"),
        ("ab  ", 1, "2211"),  # L1: blanks at the end
        ("a\tא", 1, "211"),  # L1: a separator
    ],
)
def test_levels_of_known_cases(text: str, base: int, levels: str) -> None:
    assert "".join(map(str, embedding_levels(text, base))) == levels


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (f"a{RLE}b{PDF}c", {0: 0, 2: 2, 4: 0}),  # X2: an embedding
        (f"a{RLO}b1{PDF}c", {0: 0, 2: 1, 3: 1, 5: 0}),  # X4: an override
        (f"א{LRO}ב{PDF}ג", {0: 1, 2: 2, 4: 1}),
        (f"a{RLI}b ב{PDI}c", {0: 0, 1: 0, 2: 2, 4: 1, 5: 0, 6: 0}),  # X5a: an isolate
        (f"a{FSI}בג{PDI}1", {0: 0, 2: 1, 3: 1, 5: 0}),  # X5c: it runs as its first letter
        (f"a{FSI}b{PDI}1", {0: 0, 2: 2, 4: 0}),
        (f"a{RLI}b", {0: 0, 1: 0, 2: 2}),  # an isolate that nobody closes
        (f"a{PDI}b{PDF}c", {0: 0, 1: 0, 2: 0, 4: 0}),  # ends that nobody opened
    ],
)
def test_embeddings_and_isolates(text: str, levels: dict[int, int]) -> None:
    found = embedding_levels(text, paragraph_level(text))

    assert {place: found[place] for place in levels} == levels


def test_a_name_set_apart_does_not_drag_the_number_behind_it() -> None:
    assert shown(f"{FSI}אבג{PDI} 12", 0).replace(FSI, "").replace(PDI, "") == "גבא 12"
    assert shown("אבג 12", 0) == "12 גבא"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("", 0),
        ("123", 0),
        ("1 א b", 1),
        ("a א", 0),
        (f"{RLI}א{PDI}a", 0),
        (f"{RLI}א{PDI}", 0),
        ("٣ a", 0),
    ],
)
def test_the_first_strong_letter_outside_isolates_decides(text: str, level: int) -> None:
    assert paragraph_level(text) == level


def test_embeddings_deeper_than_the_standard_allows_are_counted_not_followed() -> None:
    deep = f"{RLE * 200}a{PDF * 200}b"

    levels = embedding_levels(deep, 0)

    assert max(levels) <= 126
    assert levels[-1] == 0


@given(ANY_TEXT, st.sampled_from([0, 1, None]))
def test_every_character_gets_a_level_within_bounds(text: str, base: int | None) -> None:
    levels = embedding_levels(text, base)
    lowest = paragraph_level(text) if base is None else base

    assert len(levels) == len(text)
    assert all(lowest <= level <= 126 for level in levels)


@given(ANY_TEXT)
def test_reordering_loses_and_doubles_nothing(text: str) -> None:
    assert sorted(visual_order(embedding_levels(text))) == list(range(len(text)))


@given(st.text(st.characters(max_codepoint=0x052F)))
def test_left_to_right_text_stays_as_it_is(text: str) -> None:
    assert not needs_bidi(text)
    assert shown(text) == text


@given(st.text(st.sampled_from("אבגד ")))
def test_right_to_left_letters_are_turned_round(text: str) -> None:
    assert shown(text, 1) == text[::-1]


@given(ANY_TEXT, ANY_TEXT)
def test_an_isolate_hides_what_is_in_it_from_what_is_around_it(inside: str, after: str) -> None:
    controls = {LRE, RLE, PDF, LRO, RLO, LRI, RLI, FSI, PDI, "\t"}
    inside = "".join(char for char in inside if char not in controls)
    text, other = f"{LRI}{inside}{PDI}{after}", f"{LRI}{PDI}{after}"

    levels = embedding_levels(text, 0)
    tail = len(after)

    assert levels[len(levels) - tail :] == embedding_levels(other, 0)[2:]
