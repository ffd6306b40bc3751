"""What is shipped in resources/ loads, fits together and keeps its promises."""

from pathlib import Path

import pytest

from intake_app.content.loading import load_content
from intake_app.content.resources import find_resources
from intake_app.domain.errors import ContentInvalid
from intake_app.domain.evidence.evidence import Certainty, Stance
from intake_app.domain.fhir.form import check_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.domain.form.questionnaire import Item, ItemType, Questionnaire
from intake_app.domain.visit.aftercare import Direction
from intake_app.domain.visit.hair_form import (
    DECISION,
    DIAGNOSIS,
    FIRST_SESSION,
    NEXT_VISIT,
    PRINTED_NOTE,
    PULLED,
    RESULTS_LOOK,
    SALT_PARTS,
    SHED,
)
from intake_app.services.ports import Content
from tests.helpers.content_files import copied_resources


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content()


@pytest.fixture
def resources_copy(tmp_path: Path) -> Path:
    return copied_resources(tmp_path)


@pytest.fixture(scope="module")
def form(content: Content) -> Questionnaire:
    questionnaire = check_form(from_json_text(content.form.definition)).questionnaire
    assert questionnaire is not None
    return questionnaire


def _questions(item: Item) -> int:
    return sum(each.is_question for each in item.walk())


def test_all_claims_topics_disagreements_and_articles_are_there(content: Content) -> None:
    evidence = content.evidence

    assert len(evidence.sources) == 5
    assert len(evidence.claims) == 196
    assert len(evidence.topics) == 25
    assert len(evidence.disagreements) == 24
    assert sum(len(each.sides) for each in evidence.disagreements.values()) == 111


def test_claims_keep_their_figures_and_what_they_stand_for(content: Content) -> None:
    claim = content.evidence.claims["000-32"]

    assert claim.figure is not None
    assert claim.figure.minimum == 90
    assert claim.stance is Stance.FAVOURABLE
    assert claim.certainty is Certainty.UNSOURCED
    assert claim.disagreements == ("C06", "C07")


def test_every_topic_is_spoken_of_by_some_claim(content: Content) -> None:
    spoken = {topic for claim in content.evidence.claims.values() for topic in claim.topics}

    assert spoken == set(content.evidence.topics)


def test_the_form_is_understood_whole(content: Content) -> None:
    check = check_form(from_json_text(content.form.definition))

    assert check.errors == ()
    assert check.unsupported == ()


def test_the_form_has_nine_sections_with_questions_in_each(form: Questionnaire) -> None:
    counts = {section.link_id: _questions(section) for section in form.sections}

    assert list(counts) == [
        "visit",
        "history",
        "examination",
        "safety",
        "sun",
        "care",
        "expectations",
        "plan",
        "agreement",
    ]
    assert all(count >= 8 for count in counts.values())
    assert sum(counts.values()) >= 90


def test_the_form_has_every_question_that_the_program_itself_reads(form: Questionnaire) -> None:
    wanted = {DECISION, DIAGNOSIS, FIRST_SESSION, NEXT_VISIT, PRINTED_NOTE, PULLED, SHED}

    assert {*wanted, RESULTS_LOOK, *SALT_PARTS.values()} <= set(form.by_link_id)


def test_only_administrative_questions_must_have_an_answer(form: Questionnaire) -> None:
    always = {item.link_id for item in form.by_link_id.values() if item.always_answered}

    assert always == {"visit.date", "visit.kind", "visit.practitioner", "plan.decision"}


def test_none_of_these_excludes_every_other_choice(form: Questionnaire) -> None:
    several = [
        item
        for item in form.by_link_id.values()
        if item.type is ItemType.CHOICE and item.repeats and item.link_id != "plan.alternatives"
    ]
    with_none = [
        item for item in several if any(option.text.startswith("None") for option in item.options)
    ]

    assert with_none
    for item in with_none:
        assert any(option.exclusive for option in item.options), item.link_id


def test_the_mandatory_windows_have_values_of_the_clinic(content: Content) -> None:
    mandatory = {window.id for window in content.windows if window.mandatory}

    assert mandatory == {"washing", "sun", "colour-before", "colour-after", "wet-places"}
    for window in content.windows:
        assert window.value is not None
        assert window.basis == "clinic policy, not evidence"


def test_colouring_is_looked_at_on_both_sides_of_the_session(content: Content) -> None:
    asked = {
        window.direction: {plan.start for plan in window.plans}
        for window in content.windows
        if window.id.startswith("colour")
    }

    assert "care.next_colouring" in asked[Direction.AFTER]
    assert "care.next_colouring" in asked[Direction.BEFORE]


def test_each_article_is_quoted_in_the_comparison(content: Content) -> None:
    rows = content.texts["en"].comparison
    claims = [
        claim
        for row in rows
        for statement in (*row.favour, *row.against, *row.figures)
        for claim in statement.claims
    ]

    assert content.evidence.source_numbers(claims) == (1, 2, 3, 4, 5)


def test_every_source_figure_for_the_number_of_sessions_stands_by_itself(
    content: Content,
) -> None:
    row = next(row for row in content.texts["en"].comparison if row.id == "sessions")

    figures = [(each.text, each.claims) for each in row.figures if each.claims]
    assert figures == [
        ("At least 5.", ("000-17",)),
        ("At least 8 to 12, by how bald you are.", ("002-56",)),
        ("10 to 15 for the full course.", ("003-17",)),
        ("1 week apart.", ("003-18",)),
        ("1 to 2 weeks apart.", ("002-57",)),
        ("Each takes 15 to 30 minutes.", ("000-14",)),
        ("Each takes 20 to 30 minutes.", ("002-12",)),
        ("Each takes 10 to 30 minutes, by the area.", ("003-09", "003-19")),
    ]


def test_the_version_names_the_bytes_it_was_made_from(
    content: Content, resources_copy: Path
) -> None:
    assert load_content(resources_copy).version == content.version

    texts = resources_copy / "handout" / "en" / "handout.toml"
    texts.write_bytes(texts.read_bytes() + b"# a remark\n")
    assert load_content(resources_copy).version != content.version


def test_line_ends_of_another_system_change_nothing(
    content: Content, resources_copy: Path
) -> None:
    for file in resources_copy.rglob("*.*"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert load_content(resources_copy) == content


def test_resources_are_found_inside_the_package_before_those_beside_it(tmp_path: Path) -> None:
    package = tmp_path / "intake_app"
    beside, inside = tmp_path / "resources", package / "resources"
    (beside / "evidence").mkdir(parents=True)
    package.mkdir()
    assert find_resources(package) == beside

    (inside / "evidence").mkdir(parents=True)
    assert find_resources(package) == inside


def test_a_package_without_resources_says_so(tmp_path: Path) -> None:
    with pytest.raises(ContentInvalid, match="install the program again"):
        find_resources(tmp_path / "intake_app")
