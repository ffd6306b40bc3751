"""A damaged file in resources/ gives one sentence with the file, the line and the reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from intake_app.content.evidence import CLAIMS, DISAGREEMENTS, SOURCES, TOPICS
from intake_app.content.loading import load_content
from intake_app.content.questionnaire import FORM
from intake_app.content.rules import RULES
from intake_app.content.windows import WINDOWS
from intake_app.domain.errors import ContentInvalid
from tests.helpers.content_files import copied_resources, damage

TEXTS = "handout/en/handout.toml"
COMPARISON = "handout/en/comparison.toml"


@pytest.fixture
def resources_copy(tmp_path: Path) -> Path:
    return copied_resources(tmp_path)


def _refusal(root: Path) -> ContentInvalid:
    with pytest.raises(ContentInvalid) as refused:
        load_content(root)
    return refused.value


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        (SOURCES, "source_id,title", "id,title", "the header must be source_id,title"),
        (SOURCES, "\n004,Is", "\n003,Is", "the id “003” is used twice"),
        (CLAIMS, "000-05,000,", "000-05,007,", "there is no source “007”"),
        (CLAIMS, "000-05,000,", "000-04,000,", "the id “000-04” is used twice"),
        (CLAIMS, "neutral,hedged,C02", "lukewarm,hedged,C02", "the stance “lukewarm” is unknown"),
        (CLAIMS, "neutral,hedged,C02", "neutral,sure,C02", "the certainty “sure” is unknown"),
        (CLAIMS, "neutral,hedged,C02", "neutral,hedged,C99", "there is no disagreement “C99”"),
        (CLAIMS, "neutral,hedged,C02", "neutral,hedged,C03", "no side of C03"),
        (CLAIMS, "neutral,hedged,C02", "neutral,hedged,C02,", "13 columns instead of 12"),
        (CLAIMS, ",session_duration,One", ",sitting,One", "there is no topic “sitting”"),
        (CLAIMS, ",15,30,minutes,", ",fifteen,30,minutes,", "holds “fifteen”, not a number"),
        (CLAIMS, ",15,30,minutes,", ",31,30,minutes,", "from 31 down to 30"),
        (CLAIMS, '"Balding with', '"Balding "with', "the quoting is broken"),
        (CLAIMS, "000-04,000,Intro (untitled),", "000-04,000,,", "the column location is empty"),
        (CLAIMS, ",session_duration,One", ",,One", "the column topics is empty"),
        (DISAGREEMENTS, ",At least 5,000-17", ",At least 5,000-71", "there is no claim “000-71”"),
        (DISAGREEMENTS, ",At least 5,000-17", ",At least 5,000-17 000-14", "000-14 does not name"),
        (DISAGREEMENTS, "C01,How many sessions,10", "C01,How often,10", "is called “How often”"),
        (RULES, 'id = "pregnant"', "id = pregnant", "this is not TOML"),
        (RULES, 'id = "herpes"', 'id = "pregnant"', "“pregnant” is used twice"),
        (RULES, 'severity = "stop"', 'severity = "halt"', "“severity” cannot be “halt”"),
        (RULES, 'question = "safety.herpes"', 'question = "safety.hepes"', "“safety.hepes”"),
        (RULES, 'answer = "pregnant"', 'answer = "expecting"', "has no choice “expecting”"),
        (RULES, 'state = "unknown"', 'state = "not-sure"', "the state “not-sure”"),
        (RULES, 'derived = "age_at_visit"', 'derived = "age"', "no derived value “age”"),
        (RULES, '"002-21"]', '"002-99"]', "names “002-99”"),
        (RULES, 'id = "herpes"', 'id = "herpes"; x', "this is not TOML"),
        (RULES, 'sources = ["001-06"]', "sources = []", "a rule needs a reason"),
        (RULES, 'sources = ["001-06"]', 'source = ["001-06"]', "“source” is unknown"),
        (WINDOWS, 'sources = ["001-27"]', 'sources = ["001-72"]', "the claim “001-72”"),
        (WINDOWS, 'direction = "after"', 'direction = "past"', "“direction” cannot be “past”"),
        (WINDOWS, 'unit = "hours"', 'unit = "weeks"', "it must be one of: hours, days"),
        (WINDOWS, "value = 24", 'value = "24"', "must be a whole number"),
        (WINDOWS, "value = 24", "value = -24", "must be a whole number"),
        (WINDOWS, "mandatory = true", 'mandatory = "yes"', "must be true or false"),
        (WINDOWS, "set_on = 2026-11-21", 'set_on = "soon"', "must be a day like"),
        (WINDOWS, 'what = "Wash or wet your hair"', "what = 3", "“what” must be a text"),
        (WINDOWS, 'sources = ["001-27"]', 'sources = "001-27"', "must be a list of texts"),
        (WINDOWS, 'id = "exercise"', 'id = "washing"', "“washing” is used twice"),
        (WINDOWS, "plans = []", "plans = [1]", "must be a list of tables"),
        (WINDOWS, "plans = []", 'plans = [{ to = "care.wet_plan.to" }]', "holds { question } or"),
        (WINDOWS, '"sun.holiday.from"', '"sun.trip.from"', "asks for “sun.trip.from”"),
        (WINDOWS, '"care.last_colouring"', '"care.dye_reaction"', "no question for a date"),
        (TEXTS, "Page {page} of {pages}", "Page {page}", "lacks the placeholder {pages}"),
        (TEXTS, "Page {page} of", "Page {number}, {page} of", "the placeholder {number}"),
        (TEXTS, "Page {page} of", "Page {page of", "has a brace that does not fit"),
        (TEXTS, '"Sunday"]', '"Sunday", "Funday"]', "has 8 texts instead of 7"),
        (TEXTS, '"care.next_colouring" =', '"care.next_color" =', "is no question in the form"),
        (TEXTS, 'silence = "no-difference"', 'silence = "no-gain"', "the silence “no-gain”"),
        (TEXTS, '"002-46"]', '"002-64x"]', "the claim “002-64x”"),
        (TEXTS, 'review_due = "2027-11-21"', 'review_due = "2027"', "must be a day like"),
        (TEXTS, 'places = "', 'place = "', "is no text that the handout uses"),
        (COMPARISON, '"000-18"] }', '"000-81"] }', "names the claim “000-81”"),
        (TEXTS, 'review_due = "2027-11-21"', 'review_due = "soon"', "“soon” must be a day like"),
        (TEXTS, 'heading = "Who says so"', 'heading = ""', "“heading” must be a text"),
        (TEXTS, 'page = "Page', 'page = P"age', "this is not TOML"),
        (COMPARISON, 'id = "harm"', 'id = "pain"', "“pain” is used twice"),
        (
            COMPARISON,
            '{ text = "At least 5.", c',
            "{ c",
            "a statement has no text",
        ),
        (COMPARISON, 'text = "At least 5.",', 'text = "At least 5.", note = 1,', "not “note”"),
        (COMPARISON, '["pattern-loss"]', '["pattern"]', "which the form does not offer"),
        (COMPARISON, 'id = "works-pattern-loss"', 'id = "helps-pattern"', "no row for everybody"),
        (FORM, '"linkId": "sun.tanning"', '"linkId": "sun.protection"', "“sun.protection”"),
    ],
)
def test_damage_is_named_with_its_file_and_line(
    resources_copy: Path, file: str, old: str, new: str, reason: str
) -> None:
    damaged = damage(resources_copy, file, old, new)

    refusal = _refusal(resources_copy)

    line = damaged.line + old.startswith("\n")
    assert reason in str(refusal)
    assert (refusal.data["file"], refusal.data["line"]) == (file, line)


def test_a_topic_that_went_is_missed_where_it_is_used(resources_copy: Path) -> None:
    damage(resources_copy, TOPICS, "\ncost,", "\nprice,")

    refusal = _refusal(resources_copy)

    assert refusal.data["file"] == CLAIMS
    assert "there is no topic “cost”" in str(refusal)


def test_a_statement_without_claims_names_its_silence(resources_copy: Path) -> None:
    old = '{ text = "At least 5.", claims = ["000-17"] }'
    damaged = damage(resources_copy, COMPARISON, old, '{ text = "At least 5.", claims = [] }')

    refusal = _refusal(resources_copy)

    assert refusal.data["line"] == damaged.line
    assert "rests on claims or studies or names its silence" in str(refusal)


def test_a_side_of_the_comparison_is_never_left_blank(resources_copy: Path) -> None:
    sides = """favour = [
  { text = "Two articles say that there is no pain.", claims = ["001-19", "003-12"] },
  { text = "One also says: not much, for most.", claims = ["001-07"] },
  { text = "Numbing gel may be put on first.", claims = ["000-10"] },
  { text = "There may be a gel for skin that burns.", claims = ["003-14"] },
]"""
    damaged = damage(resources_copy, COMPARISON, sides, "favour = []")

    refusal = _refusal(resources_copy)

    assert refusal.data["line"] == damaged.line
    assert "“favour” is empty" in str(refusal)


def test_a_phrase_that_is_missing_is_named(resources_copy: Path) -> None:
    damage(resources_copy, TEXTS, 'lead = "We held your plans against these rules."\n', "")

    assert "the phrase “own.lead” is missing" in str(_refusal(resources_copy))


def test_a_list_that_is_missing_or_empty_is_named(resources_copy: Path) -> None:
    heads = 'heads = ["What", "When", "Why", "Where from"]'
    damage(resources_copy, TEXTS, heads, "")
    assert "the list “calendar.heads” is missing" in str(_refusal(resources_copy))

    damage(resources_copy, TEXTS, "[calendar]", f"[calendar]\n{heads}")
    path = resources_copy / TEXTS
    before, lines = path.read_text("utf-8").split("[cards.emergency]")
    first, last = lines.index("lines = ["), lines.index("]")
    path.write_text(f"{before}[cards.emergency]{lines[:first]}lines = [{lines[last:]}", "utf-8")
    assert "“lines” is empty" in str(_refusal(resources_copy))


def test_a_text_that_never_ends_is_named_at_the_end_of_its_file(resources_copy: Path) -> None:
    path = resources_copy / RULES
    text = path.read_text("utf-8") + "note = [1,"
    path.write_text(text, "utf-8")

    refusal = _refusal(resources_copy)

    assert refusal.data["line"] == text.count("\n") + 1
    assert "this is not TOML" in str(refusal)


def test_a_question_that_names_an_unknown_claim_is_named(resources_copy: Path) -> None:
    damage(resources_copy, FORM, '"valueString": "002-47"', '"valueString": "002-74"')

    refusal = _refusal(resources_copy)

    assert refusal.data["file"] == FORM
    assert "“visit.practitioner” names “002-74”" in str(refusal)


def test_a_question_without_a_reason_is_named_with_its_line(resources_copy: Path) -> None:
    form = (resources_copy / FORM).read_text("utf-8")
    line = form.count("\n", 0, form.index('"linkId": "visit.reason"')) + 1
    before, item = form.split('"linkId": "visit.reason"')
    head, _, tail = before.rpartition("urn:intake-app:reason")
    (resources_copy / FORM).write_text(
        f'{head}urn:intake-app:other{tail}"linkId": "visit.reason"{item}', "utf-8"
    )

    refusal = _refusal(resources_copy)

    assert refusal.data["line"] == line
    assert "“visit.reason” does not say why it is asked" in str(refusal)


def test_broken_json_is_named_with_its_line(resources_copy: Path) -> None:
    damaged = damage(resources_copy, FORM, '"status": "active",', '"status" "active",')

    refusal = _refusal(resources_copy)

    assert (refusal.data["file"], refusal.data["line"]) == (FORM, damaged.line)
    assert "this is not JSON" in str(refusal)


@pytest.mark.parametrize("file", [CLAIMS, RULES, WINDOWS, TEXTS, COMPARISON, FORM])
def test_a_missing_file_is_named(resources_copy: Path, file: str) -> None:
    (resources_copy / file).unlink()

    refusal = _refusal(resources_copy)

    assert refusal.data["file"] == file
    assert "the file is missing" in str(refusal)


@pytest.mark.parametrize("file", [CLAIMS, RULES, WINDOWS, TEXTS, COMPARISON, FORM])
def test_a_file_that_is_not_utf8_is_named_with_its_line(resources_copy: Path, file: str) -> None:
    path = resources_copy / file
    lines = path.read_bytes().split(b"\n")
    lines[1] += b"\xff"
    path.write_bytes(b"\n".join(lines))

    refusal = _refusal(resources_copy)

    assert (refusal.data["file"], refusal.data["line"]) == (file, 2)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("spoil", [_empty, _folder])
@pytest.mark.parametrize("file", [CLAIMS, FORM, COMPARISON])
def test_a_file_that_holds_nothing_is_refused_in_words(
    resources_copy: Path, file: str, spoil: Callable[[Path], None]
) -> None:
    spoil(resources_copy / file)

    assert _refusal(resources_copy).data["file"] == file


def test_a_window_without_a_value_loads_and_is_left_for_the_printing_to_refuse(
    resources_copy: Path,
) -> None:
    damage(resources_copy, WINDOWS, "value = 24\n", "")

    windows = load_content(resources_copy).windows

    assert windows[0].value is None
