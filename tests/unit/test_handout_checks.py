"""The release rules of the handout that a program can decide, over visits for every rule.

The names H01 to H23 are those of the list that the handout was designed against; each is
answered or pointed to in docs/discern.md.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.evidence.studies import whole_people
from intake_app.domain.handout.blocks import (
    ChoiceTable,
    FactBoxes,
    Grid,
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
    TitleBlock,
    Unknowns,
)
from intake_app.domain.handout.inside import all_inside
from intake_app.services.ports import Content
from tests.helpers.printed import block, blocks, sentences, texts, words
from tests.helpers.reading_grade import flesch_kincaid, sentences_of, smog
from tests.helpers.visits import DIAGNOSES, every_visit

BANNED = re.compile(
    r"\b(painless|proven|best|cures?|cured|guaranteed|miracle|no side effects)\b|90 ?%",
    re.IGNORECASE,
)
ALLOWED = ("The best figure we found",)
"""Names the best figure both ways round, and no treatment."""
FREQUENCY = re.compile(
    r"\b(common|commonly|uncommon|rare|rarely|usual|usually|very|often|seldom|frequently)\b"
    r"|\b(1|one) in (\d|ten|a hundred)",
    re.IGNORECASE,
)
OF_100 = re.compile(r"\b\d+ (?:more )?of 100\b")
EASY, PLAIN, LONGEST = 6.0, 8.0, 20
SMOG_ABOVE = 2.0
GOOD = re.compile(
    r"\b(better|helped?|helps|gains?|grows?|thick(?:er)?|improved?|works?"
    r"|regrow\w*|c[oa]mes? back|passe?s?)\b",
    re.IGNORECASE,
)
BAD = re.compile(
    r"\b(harms?|pain|hurts?|germs|scars?|abscess(?:es)?|pus|allergy|died|bald|swell\w*|sore)\b",
    re.IGNORECASE,
)
ILLNESS = {"scarring-suspected": r"\bscars?\b", "alopecia-areata": r"\bbald\b"}
"""Words that name the illness itself there, and no harm of a treatment."""


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
    page = (Path(__file__).resolve().parents[2] / "docs" / "discern.md").read_text("utf-8")
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


def test_h01_the_parts_for_everybody_read_at_grade_6(papers: Mapping[str, Handout]) -> None:
    paper = papers["pattern-loss"]
    for each in (block(paper, CallCards), block(paper, CalendarTable), block(paper, Lines)):
        assert flesch_kincaid(sentences_of(texts(each))) <= EASY, type(each).__name__


def test_h01_what_follows_from_answers_and_in_short_reads_at_grade_6(
    papers: Mapping[str, Handout],
) -> None:
    told = {text for paper in papers.values() for text in texts(headed(paper, "For you"))}
    assert flesch_kincaid(sentences_of(sorted(told))) <= EASY
    for diagnosis in DIAGNOSES:
        short = headed(papers[diagnosis or "none"], "In short")
        assert flesch_kincaid(sentences_of(texts(short))) <= EASY, diagnosis


def test_h01_every_paper_reads_at_grade_8_by_both_formulas(papers: Mapping[str, Handout]) -> None:
    for name, paper in papers.items():
        scored = sentences_of(text for each in paper.blocks for text in texts(each))
        grade = flesch_kincaid(scored)
        assert grade <= PLAIN, name
        assert smog(scored) <= PLAIN + SMOG_ABOVE, name


def test_h02_no_sentence_is_longer_than_20_words(papers: Mapping[str, Handout]) -> None:
    long = {
        sentence
        for paper in papers.values()
        for each in paper.blocks
        if not isinstance(each, TitleBlock | SourceList | StudyList)
        for sentence in sentences(each)
        if len(words(sentence)) > LONGEST
    }

    assert long == set()


def test_h06_nothing_is_in_capitals_throughout(papers: Mapping[str, Handout]) -> None:
    shouted = {text for _, text in every_text(papers) if re.search(r"\b[A-Z]{5,}\b", text)}

    assert shouted == set()


def test_h07_good_and_bad_are_told_at_the_same_length(papers: Mapping[str, Handout]) -> None:
    for name, paper in papers.items():
        start = paper.blocks.index(headed(paper, "In short"))
        told = " ".join(text for each in paper.blocks[start:] for text in texts(each))
        told = re.sub(ILLNESS.get(name, "$^"), "", told)
        ratio = len(GOOD.findall(told)) / len(BAD.findall(told))
        assert 0.5 <= ratio <= 2, f"{name}: {ratio:.2f}"
        for row in (row for each in blocks(paper, Comparison) for row in each.rows):
            favour, against = (
                sum(len(words(each.text)) for each in side) for side in (row.favour, row.against)
            )
            assert 0.5 <= favour / against <= 2, row.question


def test_h08_no_word_promises_what_is_not_known(papers: Mapping[str, Handout]) -> None:
    promised = {text for _, text in every_text(papers) if BANNED.search(text)}

    assert {text for text in promised if not text.startswith(ALLOWED)} == set()


def test_h09_every_figure_of_100_names_its_source(papers: Mapping[str, Handout]) -> None:
    for paper in papers.values():
        for statement in all_inside(paper.blocks, Statement):
            if OF_100.search(statement.text):
                assert statement.sources or statement.studies, statement.text


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


def test_h10_no_word_stands_for_a_frequency(papers: Mapping[str, Handout]) -> None:
    vague = {text for _, text in every_text(papers) if FREQUENCY.search(text)}

    assert vague == set()


@pytest.mark.parametrize("said", ["It is rare.", "1 in 10 people", "It happens very often."])
def test_h10_would_refuse_a_frequency_in_words(said: str) -> None:
    assert FREQUENCY.search(said)


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


def test_h16_what_is_injected_has_a_line_for_each_thing(
    whole_papers: Mapping[str, Handout],
) -> None:
    for paper in whole_papers.values():
        grid = block(paper, Grid)
        assert grid.heading == "What is injected"
        assert len(grid.heads) == 6
        assert grid.rows


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


@pytest.mark.parametrize("diagnosis", DIAGNOSES)
def test_h18_no_kind_of_hair_loss_is_named_that_nobody_recorded(
    content: Content, papers: Mapping[str, Handout], diagnosis: str
) -> None:
    paper = papers[diagnosis or "none"]
    every = (text for each in blocks(paper, StatementList) for text in texts(each))
    notes = next(text for text in every if "Your notes" in text)
    known = content.texts["en"].personal.diagnoses

    name = known[diagnosis].name if diagnosis in known else known["unknown"].name
    assert name in notes
    others = {each.name for code, each in known.items() if each.name != name}
    assert not any(other in notes for other in others)


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
