"""What is the same to a reader is spelled the same for the search."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intake_app.storage.search.folding import ascii_digits, digits_of, fold, phone_digits
from intake_app.storage.search.name_forms import EXTRAS_MARK, index_text


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Núñez", "nunez"),
        ("NÚÑEZ", "Nuñez"),
        ("Núñez", unicodedata.normalize("NFD", "Núñez")),
        ("İbrahim Işık", "IBRAHIM ISIK"),
        ("ışık", "isik"),
        ("Łukasz Żuraw", "lukasz zuraw"),
        ("Øyvind Sæther", "oyvind saether"),
        ("Straße", "STRASSE"),
        ("Đặng Thị Hương", "dang thi huong"),
        ("O’Brien", "o'brien"),
        ("O’Brien", "obrien"),
        ("Smith-Jones", "smith jones"),
        ("مُحَمَّد", "محمد"),
        ("أحمد إبراهيم", "احمد ابراهيم"),
        ("فاطمة", "فاطمه"),
        ("محمـــد", "محمد"),
        ("Ёлкин Пётр", "елкин петр"),
        ("Παπαδόπουλος", "παπαδοπουλοσ"),
        ("שָׁלוֹם", "שלום"),
        ("ﬁona", "fiona"),
        ("Ｓｍｉｔｈ", "smith"),
        ("サトウ", "さとう"),
        ("ｻﾄｳ", "サトウ"),
        ("Zo\u200bë", "zoe"),
        ("\u202eevil", "evil"),
        ("Anna №2", "anna no2"),
        ("٤٢", "42"),
    ],
)
def test_what_a_reader_takes_for_the_same_is_folded_to_the_same(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ব্যানার্জী", "ব্যানার্জি"),
        ("क", "कि"),
        ("か", "が"),
        ("มก", "มุก"),
        ("김", "이"),
        ("王", "五"),
    ],
)
def test_signs_that_make_another_word_are_kept(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_han_characters_and_symbols_become_words_of_their_own() -> None:
    assert fold("王小明") == "王 小 明"
    assert fold("Anna🙂") == "anna 🙂"


def test_half_a_korean_syllable_is_the_beginning_of_the_name() -> None:
    assert fold("김민준").startswith(fold("김미"))


def test_markup_and_full_text_operators_leave_only_their_words() -> None:
    assert fold('<b>&co</b> "AND" NEAR(x*) ^-+:') == "b co b and near x"


@pytest.mark.parametrize(
    "nothing", ["", " ", "\x00\x1f", "-.,;:!?", "\ud800", "'", "\u200b", '"*', "́"]
)
def test_text_without_a_letter_is_folded_to_nothing(nothing: str) -> None:
    assert fold(nothing) == ""


any_text = st.text(st.characters(exclude_categories=()), max_size=60)


@given(any_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(any_text)
def test_no_folded_text_can_be_mistaken_for_a_command(text: str) -> None:
    folded = fold(text)

    assert all(char.isalnum() or char == " " for char in folded if char.isascii())
    folded.encode("utf-8")
    assert folded == " ".join(folded.split())


@given(any_text)
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


@example("", ":-:")
@given(st.text(max_size=30), st.text(max_size=30))
def test_an_index_text_begins_with_the_words_of_the_name(name: str, romanised: str) -> None:
    own, mark, extras = index_text(name, romanised).partition(EXTRAS_MARK)

    assert own.split() == fold(name).split()
    assert set(fold(romanised).split()) <= {*own.split(), *extras.split()}
    assert bool(mark) == bool(extras.split())


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Mohammed Al-Rashid", "alrashid"),
        ("Siobhán O’Brien-Smith", "obriensmith"),
        ("Siobhán O’Brien-Smith", "brien"),
        ("Jean–Luc Picard", "jeanluc"),
        ("محمد الأحمد", "احمد"),
        ("김 민준", "김민준"),
        ("민준 김", "김민준"),
        ("김민준", "민준"),
        ("남궁민수", "민수"),
    ],
)
def test_other_ways_to_type_a_name_are_indexed_with_it(name: str, typed: str) -> None:
    assert fold(typed) in index_text(name).split()


def test_the_romanised_name_is_indexed_beside_the_name() -> None:
    found_by = "فاطمه العلي | fatima al ali alali el ul elali ulali علي"

    assert index_text("فاطمة العلي", "Fatima Al-Ali") == found_by


def test_a_plain_name_has_nothing_beside_it() -> None:
    assert index_text("Zoë Łukasz") == "zoe lukasz"


def test_digits_of_every_script_are_the_same_number() -> None:
    assert digits_of("+৮৮০ ١٧ (12)-३") == "88017123"
    assert ascii_digits("P০০৭") == "P007"


def test_telephone_numbers_stand_side_by_side() -> None:
    assert phone_digits(["+44 20 7946 0958", "none", "٠٥٠١"]) == "442079460958 0501"
