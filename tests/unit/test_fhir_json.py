"""JSON text: exact numbers, and faults said with their line."""

from collections import OrderedDict
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from intake_app.domain.errors import JsonBroken
from intake_app.domain.fhir_json import from_json_text, to_json_text, unstorable

TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"))
DOCUMENTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@for_all(DOCUMENTS, st.sampled_from([None, 0, 2]))
def test_what_is_written_is_read_back(document: object, indent: int | None) -> None:
    assert from_json_text(to_json_text(document, indent=indent)) == document


@pytest.mark.parametrize("digits", ["12.50", "0.10", "1E+3", "-0.00", "1" * 40 + ".5"])
def test_a_decimal_keeps_its_digits(digits: str) -> None:
    assert to_json_text([Decimal(digits)]) == f"[{digits}]"
    assert repr(from_json_text(f"[{digits}]")) == f"[Decimal('{digits}')]"


def test_a_text_that_looks_like_a_number_stays_a_text() -> None:
    document = ["1.5", "\\u00001.5", 'a"\\u00001"b']
    assert from_json_text(to_json_text(document)) == document


def test_names_are_written_as_they_are() -> None:
    assert to_json_text({"name": "Şükrü 髪"}) == '{"name": "Şükrü 髪"}'


def test_read_only_mappings_and_tuples_are_written_too() -> None:
    document = MappingProxyType({"a": (1, OrderedDict(b=Decimal("2.0")))})
    assert to_json_text(document) == '{"a": [1, {"b": 2.0}]}'


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), float("nan"), {1, 2}])
def test_what_json_cannot_hold_is_not_written(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        to_json_text([value])


def test_a_text_that_would_be_taken_for_a_number_is_not_written() -> None:
    with pytest.raises(TypeError, match="no file can store"):
        to_json_text(["\x001.5"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1, column 1"),
        ('{"a": 1,\n "b": }', "line 2, column 7"),
        ("[1,\n NaN]", "line 2, column 2: NaN is not a number"),
        ("[-Infinity]", "-Infinity is not a number"),
        ("[" * 100_000, "nested too deep"),
        ("9" * 5000, "too many digits"),
        (b'{"a":\n "\xff"}', "line 2, column 3: it is not UTF-8"),
    ],
)
def test_a_fault_is_said_with_its_line(text: str | bytes, said: str) -> None:
    with pytest.raises(JsonBroken) as broken:
        from_json_text(text, path="answers.json")
    assert said in str(broken.value)
    assert str(broken.value).startswith("answers.json is not valid JSON: line")


def test_a_byte_order_mark_is_passed_over() -> None:
    assert from_json_text(b"\xef\xbb\xbf[1]") == from_json_text("\ufeff[1]") == [1]


def test_what_cannot_be_kept_is_found_wherever_it_stands() -> None:
    assert unstorable({"a": [1, "fine", 2.5, None, True, Decimal(1)]}) == ""
    assert "no file can store" in unstorable([{"a\x00": 1}])
    assert "no file can store" in unstorable(({"a": ["\udfff"]},))
    assert "too long" in unstorable([10**400])
    assert "not a number" in unstorable([float("inf")])
    deep: object = []
    for _ in range(100_000):
        deep = [deep]
    assert "nested more than" in unstorable(deep)


def test_a_name_that_stands_twice_is_refused_with_its_line() -> None:
    with pytest.raises(JsonBroken, match=r'line 2.*"linkId" stands twice'):
        from_json_text('{"linkId": "a",\n"linkId": "b"}')
