"""The published studies: figures only with what they mean, and nothing from memory."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from intake_app.content.loading import load_content
from intake_app.content.studies import STUDIES
from intake_app.domain.errors import ContentInvalid
from intake_app.domain.evidence.studies import Citation, SeenAs, whole_people
from intake_app.domain.own_words import own_words
from intake_app.services.ports import Content
from tests.helpers.content_files import copied_resources, damage

EVIDENCE = "handout/en/evidence.toml"
CHOICES = "handout/en/choices.toml"
YOU = "handout/en/you.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        (STUDIES, ",62.79,17.5,", ",162.79,17.5,", "lies between 0 and 100"),
        (STUDIES, ",62.79,17.5,", ",many,17.5,", "holds “many”, not a number"),
        (STUDIES, ",week 18,62.79", ",,62.79", "the column time_point is empty"),
        (STUDIES, "\nE8,", "\nE7,", "the id “E7” is used twice"),
        (STUDIES, ",2026-11-20,2027-11-20,", ",2026-11-20,soon,", "holds “soon”, not a day"),
        (STUDIES, ",2026-11-20,2027-11-20,", ",2026-11-20,2026-11-20,", "must be later"),
        (STUDIES, "author fr; title fr", "title", "holds “title”, not a part of the citation"),
        (STUDIES, "author fr; title fr", "title french", "and its language, like “title fr”"),
        (STUDIES, "author fr; title fr", "doi fr", "(author, title, published_in)"),
        (STUDIES, ",abstract,2026", ",rumour,2026", "the seen_as “rumour” is unknown"),
        (EVIDENCE, 'studies = ["E5"]', 'studies = ["E99"]', "names the study “E99”"),
        (EVIDENCE, 'study = "E8"', 'study = "E88"', "names the study “E88”"),
        (EVIDENCE, 'code = "traction"', 'code = "tractor"', "names “tractor”"),
        (EVIDENCE, 'code = "unknown"', 'code = "other"', "no diagnosis “unknown”"),
        (EVIDENCE, 'strength = "few-people"', 'strength = "strong"', "cannot be “strong”"),
        (EVIDENCE, 'outcomes = ["other", "patch"]', 'outcomes = ["patch"]', "nothing for “other”"),
        (EVIDENCE, 'outcomes = ["other", "patch"]', 'outcomes = ["youth"]', "names “youth”"),
        (EVIDENCE, 'silence = "no-difference", text', 'silence = "hush", text', "its silence is"),
        (CHOICES, 'id = "nothing"', 'id = "none"', "it is the first choice"),
        (CHOICES, 'helped = [{ silence = "not-tested"', "helped = [{ plain = true", "cannot be"),
        (YOU, 'keloid = "', 'keloids = "', "no words for “keloid”"),
        (YOU, 'sun-bed = "', 'sun-beds = "', "no words for “sun-bed”"),
        (YOU, "[lines]\n", '[lines]\nmoon = "Stay in."\n', "words for “moon”"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    tmp_path: Path, file: str, old: str, new: str, reason: str
) -> None:
    root = copied_resources(tmp_path)
    damage(root, file, old, new)

    with pytest.raises(ContentInvalid) as refused:
        load_content(root)

    assert reason in str(refused.value)
    assert file in str(refused.value)


def test_a_figure_needs_somebody_to_be_compared_with(tmp_path: Path) -> None:
    root = copied_resources(tmp_path)
    damage(root, STUDIES, "12 scalp sessions of salt water (40 women)", "")

    with pytest.raises(ContentInvalid, match="the comparator is empty"):
        load_content(root)


def test_a_box_counts_only_what_its_study_counted(tmp_path: Path) -> None:
    root = copied_resources(tmp_path)
    damage(
        root,
        EVIDENCE,
        'outcome = "Side effects", silence = "says-nothing"',
        'outcome = "x", counted = true',
    )
    damage(root, EVIDENCE, ', text = "the part we read." },\n]', " },\n]")

    with pytest.raises(ContentInvalid, match="counts what the study has no figure for"):
        load_content(root)


def test_nothing_in_a_citation_is_from_memory(content: Content) -> None:
    for study in content.evidence.studies.values():
        assert "memory" not in study.citation.line
        assert len(study.citation.line) > len("PubMed 1.")


def test_what_could_not_be_confirmed_is_left_out_and_named(content: Content) -> None:
    studies = content.evidence.studies

    assert studies["E7"].citation.author == ""
    assert "author" in studies["E7"].citation.not_confirmed
    assert studies["H8"].citation.line == "PubMed 17550571."


def test_every_study_has_words_that_a_patient_can_read(content: Content) -> None:
    told = content.texts["en"].personal.studies

    assert set(told) == set(content.evidence.studies)


def test_only_what_an_abstract_says_was_taken_from_most(content: Content) -> None:
    seen = [study.seen_as for study in content.evidence.studies.values()]

    assert seen.count(SeenAs.ABSTRACT) > len(seen) / 2


def test_shares_become_whole_people_with_a_half_counting_up(content: Content) -> None:
    studies = content.evidence.studies

    def both(study_id: str) -> list[int]:
        study = studies[study_id]
        shares = (study.treated_of_100, study.control_of_100)
        return [whole_people(share) for share in shares if share is not None]

    assert both("E5") == [63, 18]
    assert both("E7") == [69, 38]
    assert both("E15") == [26, 14]
    assert both("H7") == [45]


@pytest.fixture
def citation() -> Callable[[str], Citation]:
    def made(doi: str) -> Citation:
        return Citation(
            author="Moe A", title="A title", published_in="A journal", year="2020",
            doi=doi, pmid="", url="https://example.org/a", not_confirmed="",
            languages={},
        )  # fmt: skip

    return made


def test_an_address_stands_only_where_nothing_better_does(
    citation: Callable[[str], Citation],
) -> None:
    assert citation("10.1/x").line == "Moe A. A title. A journal. 2020. doi 10.1/x."
    assert citation("").line == "Moe A. A title. A journal. 2020."


FOREIGN = re.compile(
    r"(?i)[à-öø-ÿœ]|\b(?:les?|des|du|et|aux|el|los|las|y|der|und|della?|ve|ile|clin)\b"
)
"""What no English title has; somebody who adds one says what it is written in."""


def test_every_title_and_place_that_is_not_english_says_its_language(content: Content) -> None:
    studies = content.evidence.studies
    for study in studies.values():
        told = study.citation
        for part, text in (("title", told.title), ("published_in", told.published_in)):
            assert bool(FOREIGN.search(text)) is (part in told.languages), f"{study.id}: {text}"

    assert studies["H12"].citation.languages == {"author": "fr", "title": "fr"}
    assert own_words("Haute Autorité de Santé", "fr") in studies["E11"].citation.line
    assert not any(FOREIGN.search(each.title) for each in content.evidence.sources.values())
