"""What the English handout says, over visits for every rule.

The release rules that hold in every language are in tests/helpers/release_rules.py; here is what
they cannot know: which words stand where in English. Each of H01 to H23 is answered or pointed
to in docs/discern.md.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from intake_app.domain.evidence.studies import whole_people
from intake_app.domain.handout.blocks import (
    ChoiceTable,
    FactBoxes,
    StatementList,
    StudyList,
)
from intake_app.domain.handout.composing import MANDATORY_WINDOWS, compose_handout
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import (
    CalendarTable,
    CallCards,
    CardLevel,
    Comparison,
    Edition,
    Handout,
    HandoutOptions,
    Imprint,
    Lines,
    SourceList,
    Unknowns,
)
from intake_app.services.ports import Content
from tests.helpers.printed import block, blocks, texts
from tests.helpers.reading_grade import flesch_kincaid, sentences_of, smog
from tests.helpers.visits import DIAGNOSES, every_visit

EASY, SMOG_EASY = 6.0, 8.0
ROOT = Path(__file__).resolve().parents[2]
DISCERN = ROOT / "docs" / "discern.md"


@pytest.fixture(scope="module")
def visits(content: Content) -> Mapping[str, HandoutInput]:
    return dict(every_visit(content))


@pytest.fixture(scope="module")
def whole_papers(visits: Mapping[str, HandoutInput]) -> Mapping[str, Handout]:
    """In the standard edition, whose blocks those of large print are."""
    return {name: compose_handout(each, HandoutOptions()) for name, each in visits.items()}


@pytest.fixture(scope="module")
def short_papers(visits: Mapping[str, HandoutInput]) -> Mapping[str, Handout]:
    options = HandoutOptions(edition=Edition.SHORT)
    return {name: compose_handout(each, options) for name, each in visits.items()}


@pytest.fixture(scope="module", params=["whole", "short"])
def papers(request: pytest.FixtureRequest) -> Mapping[str, Handout]:
    """For checks that hold on every edition, the short one with its blocks in brief."""
    found: Mapping[str, Handout] = request.getfixturevalue(f"{request.param}_papers")
    return found


def headed(paper: Handout, heading: str) -> StatementList:
    return next(each for each in blocks(paper, StatementList) if each.heading == heading)


def every_text(papers: Mapping[str, Handout]) -> Iterator[tuple[str, str]]:
    for name, paper in papers.items():
        for each in paper.blocks:
            yield from ((name, text) for text in texts(each))


def test_the_visits_make_every_rule_and_every_line_hold(
    content: Content, visits: Mapping[str, HandoutInput]
) -> None:
    rules = {rule.id for rule in content.rules}
    assert {name for name in rules if name not in visits[f"rule {name}"].personal.rules} == set()
    lines = {line.id for line in content.personal_lines}
    assert {name for name in lines if name not in visits[f"line {name}"].personal.lines} == set()
    assert {paper for paper in visits if paper in DIAGNOSES} >= set(DIAGNOSES) - {""}


def test_what_discern_md_points_to_is_on_the_paper(whole_papers: Mapping[str, Handout]) -> None:
    page = DISCERN.read_text("utf-8")
    answers, _, _ = page.partition("## The release rules")
    rows = [line for line in answers.splitlines() if line.startswith("|")]
    named = {name for row in rows for name in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", row)}
    printed = " | ".join(text for each in whole_papers["none"].blocks for text in texts(each))
    sources = (SourceList, StudyList)
    printed += " | ".join(
        each.heading for each in whole_papers["none"].blocks if isinstance(each, sources)
    )

    assert len(named) > 15
    assert {name for name in named if name.rstrip(",") not in printed} == set()


def test_every_file_and_test_that_discern_md_names_is_there() -> None:
    page = DISCERN.read_text("utf-8")
    tests = {
        line.split("(")[0].removeprefix("def ")
        for path in (ROOT / "tests").rglob("test_*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("def test_")
    }
    named = re.findall(r"`([^`]+)`", page)
    links = re.findall(r"\]\(([^)]+)\)", page)

    assert len(named) > 10
    for name in named:
        places = ("", "intake_app", "tests/unit", "tests/integration", "tests/helpers")
        assert name in tests or any((ROOT / place / name).exists() for place in places), name
    assert [link for link in links if not (DISCERN.parent / link).exists()] == []
    assert {f"H{number:02}" for number in range(1, 24)} == set(re.findall(r"\bH\d\d\b", page))


def test_discern_md_answers_every_item_of_both_instruments_with_an_element() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in DISCERN.read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    discern = [row for row in rows if row[0].isdigit()]
    ipdas = [row for row in rows if row[-1] == "yes"]

    assert [int(row[0]) for row in discern] == list(range(1, 17))
    assert len(ipdas) == 12
    assert all(len(row[-2]) > 10 for row in (*discern, *ipdas))
    least = {4: 4, 5: 4, 6: 4, 8: 4, 10: 4, 11: 4, 12: 4, 14: 4}
    low = [row[0] for row in discern if int(row[-1]) < least.get(int(row[0]), 3)]
    assert low == []


def test_h01_what_follows_from_answers_and_in_short_reads_at_grade_6(
    papers: Mapping[str, Handout],
) -> None:
    for heading in ("For you", "In short"):
        told = {text for paper in papers.values() for text in texts(headed(paper, heading))}
        scored = sentences_of(sorted(told))
        assert flesch_kincaid(scored) <= EASY, heading
        assert smog(scored) <= SMOG_EASY, heading


def test_h09_figures_in_sentences_are_those_of_their_studies(content: Content) -> None:
    personal = content.texts["en"].personal
    bound = [
        *(each for text in personal.diagnoses.values() for each in text.in_short),
        *(each for text in personal.diagnoses.values() for each in text.hopes.values()),
        *(each for choice in personal.choices for cell in choice.cells for each in cell),
    ]
    for each in bound:
        shares = [
            share
            for study_id in each.studies
            for study in [content.evidence.studies[study_id]]
            for share in (study.treated_of_100, study.control_of_100)
            if share is not None
        ]
        known = {number for share in shares for number in (whole_people(share),)}
        known |= {100 - number for number in known}
        said = {int(number) for number in re.findall(r"\b(\d+) of 100\b", each.text)}
        if shares and len(each.studies) == 1:
            assert said <= known, each.text


def test_a_table_that_counts_harm_alone_does_not_speak_of_getting_better(
    whole_papers: Mapping[str, Handout],
) -> None:
    boxes = block(whole_papers["pattern-loss"], FactBoxes).boxes
    heads = {box.title: box.heads[3] for box in boxes}

    assert heads.pop("Pain with dutasteride injections") == "Did not have it, of 100"
    assert set(heads.values()) == {"Did not improve, of 100"}


def test_h11_what_is_not_known_is_said(papers: Mapping[str, Handout], content: Content) -> None:
    wordings = tuple(content.texts["en"].silences.values())
    for paper in papers.values():
        lines = block(paper, Unknowns).lines
        assert all(line.text.startswith(wordings) for line in lines)
        assert {wording for wording in wordings for line in lines if line.text.startswith(wording)}


@pytest.mark.parametrize("diagnosis", DIAGNOSES)
def test_h12_doing_nothing_comes_first_and_has_company(
    whole_papers: Mapping[str, Handout], short_papers: Mapping[str, Handout], diagnosis: str
) -> None:
    table = block(whole_papers[diagnosis or "none"], ChoiceTable)
    names = [row.name for row in table.rows]
    brief = [line.text for line in headed(short_papers[diagnosis or "none"], "Your choices").lines]

    assert names[0].startswith(("Nothing", "No treatment"))
    assert "The injections that are offered to you" in names
    assert len(names) >= 4
    assert brief == names
    for row in table.rows:
        assert len(row.cells) == len(table.labels)
        assert [i for i, cell in enumerate(row.cells) if not cell] == [4], row.name


def test_h13_every_mandatory_window_is_there_with_its_value(
    papers: Mapping[str, Handout], content: Content
) -> None:
    mandatory = {window.what for window in content.windows if window.id in MANDATORY_WINDOWS}
    for paper in papers.values():
        rows = {row.what: row for row in block(paper, CalendarTable).rows}
        assert mandatory <= set(rows)
        assert all(re.search(r"\d", row.limit) for row in rows.values())
        assert "Set by:" in block(paper, CalendarTable).lead


def test_h15_page_1_says_whom_to_ring_and_when(papers: Mapping[str, Handout]) -> None:
    for paper in papers.values():
        cards = {card.level: card for card in block(paper, CallCards).cards}
        ring = " ".join(cards[CardLevel.RING].lines)
        assert cards[CardLevel.RING].number == "01632 960 000"
        assert cards[CardLevel.EMERGENCY].number == "112"
        assert "12 weeks" in ring
        assert "Do not squeeze, rub or massage" in ring
        assert paper.blocks.index(block(paper, CallCards)) < 3


def test_h17_and_h23_the_foot_names_interest_version_review_and_where_to_report(
    papers: Mapping[str, Handout], content: Content
) -> None:
    for paper in papers.values():
        said = " ".join(text for each in blocks(paper, Lines) for text in each.lines)
        foot = " ".join(block(paper, Imprint).lines)
        assert "We sell this treatment" in said
        for wanted in (content.version, "looked at again", "report a side effect", "sell no"):
            assert wanted in foot
        assert len(block(paper, SourceList).entries) == 5
        assert block(paper, StudyList).entries


def test_h19_where_the_articles_disagree_each_says_its_own_figure(
    whole_papers: Mapping[str, Handout],
) -> None:
    row = next(
        row
        for row in block(whole_papers["none"], Comparison).rows
        if "How many sessions" in row.question
    )

    said = [(figure.text, figure.sources) for figure in row.figures]
    assert ("At least 5.", (1,)) in said
    assert ("At least 8 to 12, by how bald you are.", (3,)) in said
    assert ("10 to 15 for the full course.", (4,)) in said


def test_each_kind_of_hair_loss_has_its_own_comparison_and_course(
    whole_papers: Mapping[str, Handout],
) -> None:
    settled = [each for each in DIAGNOSES if each not in ("other", "unclear", "")]
    works = {block(whole_papers[each], Comparison).rows[0].question for each in settled}
    nothing = {str(block(whole_papers[each], ChoiceTable).rows[0].cells) for each in settled}

    assert len(works) == len(settled)
    assert len(nothing) == len(settled)


def test_fact_boxes_are_for_those_whom_the_studies_were_about(
    whole_papers: Mapping[str, Handout],
) -> None:
    assert len(block(whole_papers["pattern-loss"], FactBoxes).boxes) >= 3
    for diagnosis in ("telogen-effluvium", "alopecia-areata", "traction", "unclear"):
        assert blocks(whole_papers[diagnosis], FactBoxes) == []


def test_every_fact_box_has_a_row_for_harm_and_says_who_how_many_when(
    whole_papers: Mapping[str, Handout],
) -> None:
    for box in block(whole_papers["pattern-loss"], FactBoxes).boxes:
        assert any("Side effects" in row.outcome or "pain" in row.outcome for row in box.rows)
        assert re.search(r"\d+ (women|men|people)", box.who)
        assert box.strength_words[0] in "●◐○◇"
        assert box.limits.studies


def test_both_groups_of_a_figure_add_up_to_100(whole_papers: Mapping[str, Handout]) -> None:
    first = block(whole_papers["pattern-loss"], FactBoxes).boxes[0].rows[0]

    assert (first.control, first.treated) == ("18", "63")
    assert first.others == "Drug mix: 37\nSalt water: 82"
