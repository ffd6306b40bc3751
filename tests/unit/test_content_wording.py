"""What is printed keeps to the rules for plain and balanced words."""

import re
from collections.abc import Iterator

import pytest

from intake_app.content.loading import load_content
from intake_app.domain.handout.texts import BoundText, ComparisonText, HandoutTexts
from intake_app.services.ports import Content

NEVER = re.compile(
    r"\b(painless|proven|best|cures?|cured|guaranteed|miracle|no side effects)\b|90 ?%",
    re.IGNORECASE,
)
FREQUENCY = re.compile(
    r"\b(common|commonly|uncommon|rare|rarely|usual|usually|very|often|frequently|1 in \d)\b",
    re.IGNORECASE,
)
SAFE = re.compile(r"\bsafe(ly)?\b", re.IGNORECASE)
LONGEST_SENTENCE = 20
FILLED_IN = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content()


@pytest.fixture(scope="module")
def texts(content: Content) -> HandoutTexts:
    return content.texts["en"]


def _bound(texts: HandoutTexts) -> Iterator[BoundText]:
    for row in texts.comparison:
        yield from (*row.favour, *row.against, *row.figures)
    yield from texts.unknowns


def _printed(content: Content) -> Iterator[str]:
    texts = content.texts["en"]
    yield from texts.phrases.values()
    yield from texts.silences.values()
    for lines in texts.lists.values():
        yield from lines
    yield from (each.text for each in _bound(texts))
    yield from (row.title for row in texts.comparison)
    yield from _personal(texts)
    for window in content.windows:
        yield from (window.what, window.why, window.spread, window.strip)


def _personal(texts: HandoutTexts) -> Iterator[str]:
    personal = texts.personal
    yield from (*personal.rules.values(), *personal.lines.values(), *personal.studies.values())
    for diagnosis in personal.diagnoses.values():
        yield from (each.text for each in (*diagnosis.in_short, *diagnosis.hopes.values()))
    for box in personal.boxes:
        yield from (box.title, box.who, box.limits, *(row.outcome for row in box.rows))
    for choice in personal.choices:
        yield from (choice.name, *(each.text for cell in choice.cells for each in cell))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text)


def _length(statements: tuple[BoundText, ...]) -> int:
    return sum(len(_words(each.text)) for each in statements)


def test_no_word_promises_what_is_not_known(content: Content) -> None:
    promised = [text for text in _printed(content) if NEVER.search(text)]

    assert [text for text in promised if not text.startswith("The best figure we found")] == []


def test_no_word_stands_for_a_frequency(content: Content) -> None:
    assert [text for text in _printed(content) if FREQUENCY.search(text)] == []


def test_safe_is_only_said_by_the_articles(content: Content) -> None:
    said = [text for text in _printed(content) if SAFE.search(text)]

    assert said == ["Three articles call it safe. They name no study."]


def test_sentences_are_short(content: Content) -> None:
    sentences = [
        sentence
        for text in _printed(content)
        for sentence in re.split(r"(?<=[.!?:])\s+", FILLED_IN.sub("Monday", text))
    ]

    assert [each for each in sentences if len(_words(each)) > LONGEST_SENTENCE] == []


def test_both_sides_of_every_question_have_their_say(texts: HandoutTexts) -> None:
    def is_uneven(row: ComparisonText) -> bool:
        return not 0.5 <= _length(row.favour) / _length(row.against) <= 2

    assert [row.id for row in texts.comparison if is_uneven(row)] == []


def test_no_markup_is_asked_for(content: Content) -> None:
    assert [text for text in _printed(content) if re.search(r"</?\w|\*\w|&\w", text)] == []


def test_a_lump_is_never_called_normal_and_never_rubbed(texts: HandoutTexts) -> None:
    line = next(each for each in texts.lists["cards.ring.lines"] if "lump" in each)

    for words in ("12 weeks", "never normal", "Do not squeeze, rub or massage"):
        assert words in line
    assert not any("lump" in each for each in texts.lists["cards.usual.lines"])


def test_every_usual_sign_says_how_long_it_may_last(texts: HandoutTexts) -> None:
    signs = [each for each in texts.lists["cards.usual.lines"] if ":" in each]

    assert len(signs) >= 4
    assert all(re.search(r"\d+ days", each) for each in signs)


def test_the_calendar_says_once_that_no_study_stands_behind_a_window(content: Content) -> None:
    assert {window.basis for window in content.windows} == {"clinic policy, not evidence"}
    assert "We found no study behind any of them" in content.texts["en"].say("calendar.lead")


def test_each_of_the_four_silences_is_used_and_worded(texts: HandoutTexts) -> None:
    used = {each.silence for each in _bound(texts) if each.silence}

    assert (
        used
        == set(texts.silences)
        == {
            "no-difference",
            "not-tested",
            "not-counted",
            "says-nothing",
        }
    )


def test_each_diagnosis_with_claims_of_its_own_has_its_row(texts: HandoutTexts) -> None:
    works = {row.id: row.diagnoses for row in texts.comparison if row.id.startswith("works")}

    assert works == {
        "works": frozenset(),
        "works-pattern-loss": frozenset({"pattern-loss"}),
        "works-telogen-effluvium": frozenset({"telogen-effluvium"}),
        "works-alopecia-areata": frozenset({"alopecia-areata"}),
        "works-scarring-suspected": frozenset({"scarring-suspected"}),
        "works-traction": frozenset({"traction"}),
    }
