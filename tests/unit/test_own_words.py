"""No run of six words is taken from the five articles.

tests/data/six_word_runs.txt holds hashes only, of every run of six words in the articles but
those of their titles: the articles' text itself is not ours to keep here.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import Edition, HandoutOptions
from intake_app.services.ports import Content
from tests.helpers.printed import texts
from tests.helpers.visits import every_visit

RUNS = Path(__file__).resolve().parents[1] / "data" / "six_word_runs.txt"
HERE = Path(__file__).resolve().parents[2]
RESOURCES = HERE / "resources"
KINDS = (
    "*.md",
    "docs/**/*.md",
    "intake_app/**/*.py",
    *(f"resources/**/*.{kind}" for kind in ("csv", "json", "toml")),
)
CITING = {"claims.csv", "sources.csv", "articles.toml"}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LENGTH = 6
DIGITS = 12


@pytest.fixture(scope="module")
def taken() -> frozenset[str]:
    return frozenset(RUNS.read_text("ascii").split())


def runs(text: str) -> Iterator[str]:
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    for start in range(len(words) - LENGTH + 1):
        yield " ".join(words[start : start + LENGTH])


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def digest(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()[:DIGITS]


def test_the_file_holds_hashes_and_nothing_else(taken: frozenset[str]) -> None:
    assert len(taken) > 3000
    assert all(re.fullmatch(r"[0-9a-f]{12}", each) for each in taken)


def test_no_paper_repeats_six_words_of_an_article(content: Content, taken: frozenset[str]) -> None:
    printed = {
        text
        for _, given in every_visit(content)
        for edition in (Edition.STANDARD, Edition.SHORT)
        for block in compose_handout(given, HandoutOptions(edition=edition)).blocks
        for text in texts(block)
    }

    assert {run for text in printed for run in runs(text) if digest(run) in taken} == set()


def test_neither_does_any_text_from_which_papers_are_made(taken: frozenset[str]) -> None:
    """All English of all files, also what no made-up visit prints, and what was translated.

    Who wrote an article, and as what, is a citation.
    """
    files = [each for each in RESOURCES.glob("handout/*/*.toml") if each.stem != "articles"]
    files.append(RESOURCES / "aftercare" / "windows.toml")
    said = [text for path in files for text in strings(tomllib.loads(path.read_text("utf-8")))]

    assert len(files) > 10
    assert len(said) > 1000
    assert {run for text in said for run in runs(text) if digest(run) in taken} == set()


def test_neither_do_the_claims_nor_the_form(content: Content, taken: frozenset[str]) -> None:
    said = [claim.paraphrase for claim in content.evidence.claims.values()]
    said += [side.text for each in content.evidence.disagreements.values() for side in each.sides]
    said += [rule.sentence for rule in content.rules]
    said += strings(from_json_text(content.form.definition))

    assert {run for text in said for run in runs(text) if digest(run) in taken} == set()


def test_neither_does_any_file_of_the_program_or_about_it(
    content: Content, taken: frozenset[str]
) -> None:
    """Words of the screens and of the demonstration, notes to a rule, pages to read.

    Where a claim stands in its article, and who wrote that, is a citation.
    """
    cited = {run for claim in content.evidence.claims.values() for run in runs(claim.location)}
    cited |= {run for source in content.evidence.sources.values() for run in runs(source.author)}
    files = [path for kind in KINDS for path in sorted(HERE.glob(kind))]
    found = {
        (path.name, run)
        for path in files
        for run in runs(path.read_text("utf-8"))
        if digest(run) in taken
    }

    assert len(files) > 300
    assert {name for name, run in found if run in cited} <= CITING
    assert {(name, run) for name, run in found if run not in cited} == set()


def test_a_run_that_is_taken_would_be_found() -> None:
    text = "one two three, four Five six seven"

    assert digest("one two three four five six") in {digest(run) for run in runs(text)}
