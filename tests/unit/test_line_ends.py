"""The short patterns for most papers part words where the whole ones do."""

from hypothesis import example, given
from hypothesis import strategies as st

from intake_app.pdf import line_ends
from intake_app.pdf.line_ends import tokens_of

SIGNS = st.sampled_from([*"ab1é_ -–—/\u200b][}:,.(“$U+şа", "\n", "العم", "বা"])


def parted_by_all_rules(text: str) -> list[str]:
    signs, inside = line_ends._in_any_script()
    parted: list[str] = []
    for word in line_ends._WORD.findall(text):
        parted += inside.split(word) if signs.search(word) else [word]
    return parted


@given(st.lists(SIGNS, max_size=30).map("".join))
@example("twice-weekly/daily – 5–7 days [U+1234][U+5678] a- -b 1-2")
def test_words_without_other_scripts_are_parted_by_few_rules(text: str) -> None:
    assert list(tokens_of(text)) == parted_by_all_rules(text)


@given(
    st.lists(st.one_of(SIGNS, st.sampled_from([*"王（）、เก็บ髙ｧ한"])), max_size=30).map("".join)
)
@example("twice-weekly 王小明（です）")
def test_words_among_other_scripts_are_parted_by_all_rules(text: str) -> None:
    assert list(tokens_of(text)) == parted_by_all_rules(text)
    assert "".join(tokens_of(text)) == text


def test_a_line_may_end_behind_a_hyphen_but_not_before_a_number() -> None:
    assert list(tokens_of("well-known 1-2")) == ["well-", "known ", "1-2"]
