"""What the person's own answers put on the paper, and what the lists of sources hold."""

from dataclasses import replace
from datetime import date

import pytest

from intake_app.domain.evidence.statements import Statement
from intake_app.domain.form.answers import Answers, Place, given
from intake_app.domain.handout.blocks import (
    TICK_HERE,
    WRITE_HERE,
    FactBoxes,
    Grid,
    StatementList,
    StudyList,
)
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import CalendarTable, Handout, HandoutOptions
from intake_app.domain.handout.inside import all_inside
from intake_app.domain.own_words import bare
from intake_app.domain.values import Value
from intake_app.pdf.citing import cited
from intake_app.services.ports import Content
from tests.helpers.builders import code, day, patient
from tests.helpers.printed import block, blocks, texts
from tests.helpers.visits import input_of, the_form, visit

OPTIONS = HandoutOptions()


def paper(content: Content, answers: Answers) -> Handout:
    return compose_handout(input_of(content, the_form(content), answers, patient()), OPTIONS)


def with_diagnosis(*pairs: tuple[str, Value]) -> Answers:
    answers = Answers().with_answer(Place("examination.diagnosis"), given(code("pattern-loss")))
    for link_id, value in pairs:
        answers = answers.with_answer(Place(link_id), given(value))
    return answers


def test_what_stops_a_session_is_marked_and_comes_first(content: Content) -> None:
    stops = {rule.id: rule for rule in content.rules}["herpes"]
    answers = visit(content, condition=stops.condition).answers
    answers = answers.with_answer(Place("care.dye_reaction"), given(code("hair-dye")))

    you = block(paper(content, answers), StatementList)

    assert "cold sores" in you.lines[0].text
    assert you.marked == {0}
    assert any("hair dye" in line.text for line in you.lines[1:])


def test_a_line_that_two_findings_share_is_said_once(content: Content) -> None:
    for given_ in (visit(content, diagnosis="pattern-loss"),):
        you = block(compose_handout(given_, OPTIONS), StatementList)
        assert len({line.text for line in you.lines}) == len(you.lines)


def test_the_list_holds_the_studies_that_are_cited_and_no_other(content: Content) -> None:
    composed = compose_handout(visit(content, diagnosis="traction"), OPTIONS)

    listed = {entry.number for entry in block(composed, StudyList).entries}
    cited_in = all_inside(composed.blocks, Statement)
    named = {number for statement in cited_in for number in statement.studies}
    assert listed == named
    assert len(listed) < len(content.evidence.studies)


@pytest.mark.parametrize(
    ("outcome", "reported"),
    [("thicker", "photos looked better in 63 of 100"), ("less-shedding", "69 of 100 women")],
)
def test_a_hope_stands_beside_what_is_reported_for_it(
    content: Content, outcome: str, reported: str
) -> None:
    answers = with_diagnosis(
        ("expectations.goal", "More hair <b>for</b> the {wedding}"),
        ("expectations.outcome", code(outcome)),
        ("expectations.size", 7),
        ("expectations.by_when", day("2027-05-01")),
    )
    lists = blocks(paper(content, answers), StatementList)
    said = [
        bare(line.text) for line in next(each for each in lists if "hope" in each.heading).lines
    ]

    assert "In your words: More hair <b>for</b> the {wedding}" in said
    assert "How big a change, from 0 to 10: 7." in said
    assert any("1 May 2027" in line for line in said)
    assert any(reported in line for line in said)


def test_a_hope_that_no_study_looked_at_is_said_to_be_untested(content: Content) -> None:
    answers = with_diagnosis(("expectations.outcome", code("patch")))
    lists = blocks(paper(content, answers), StatementList)
    said = [line.text for line in next(each for each in lists if "hope" in each.heading).lines]

    assert any(line.startswith("Not tested: what you hope for") for line in said)


def test_a_product_is_printed_with_its_batch_and_what_is_open_stays_open(
    content: Content,
) -> None:
    answers = with_diagnosis()
    cells: dict[str, Value] = {
        "name": "Mix A",
        "batch": "B-17",
        "expiry": day("2027-03-31"),
        "medicine": True,
        "outside_licence": False,
    }
    for name, value in cells.items():
        answers = answers.with_answer(Place(f"plan.products.{name}", (0,)), given(value))
    answers = answers.with_row_count(Place("plan.products"), 1)

    rows = [tuple(map(bare, row)) for row in block(paper(content, answers), Grid).rows]

    assert rows == [("Mix A", WRITE_HERE, "B-17", "31 March 2027", "yes", "no")]


def test_there_is_room_for_two_statements_of_their_own(content: Content) -> None:
    rows = blocks(paper(content, with_diagnosis()), Grid)[1].rows

    assert len(rows) == 7
    assert all(row[1:4] == (TICK_HERE,) * 3 for row in rows)
    assert [row[0] for row in rows[5:]] == [WRITE_HERE] * 2


def test_who_set_the_windows_is_said_once_and_again_where_it_was_another(
    content: Content,
) -> None:
    whole = visit(content, diagnosis="pattern-loss")
    first, *others = whole.windows
    changed = replace(first, author="Dr Example", set_on=date(2026, 11, 20))

    table = block(
        compose_handout(replace(whole, windows=(changed, *others)), OPTIONS), CalendarTable
    )

    assert table.lead.count("starting value of the program") == 1
    named = [row.what for row in table.rows if "Dr Example" in row.origin]
    assert named == [first.what]
    assert not any("starting value" in row.origin for row in table.rows)


def test_a_visit_that_asked_for_no_diagnosis_does_not_say_that_there_is_none(
    content: Content,
) -> None:
    session = Answers().with_answer(Place("visit.kind"), given(code("treatment-session")))

    said = " ".join(texts(paper(content, session).blocks))

    assert "The notes of this visit name no settled cause" in said
    assert "The notes of this visit do not say how your skin reacts to the sun" in said
    for claim in ("yours is not settled", "We do not know how your skin", "we do not know which"):
        assert claim not in said


def test_no_patient_is_told_of_a_gain_that_nobody_noted(content: Content) -> None:
    answers = with_diagnosis(("care.minoxidil", True))
    answers = answers.with_answer(
        Place("examination.diagnosis"), given(code("scarring-suspected"))
    )

    said = " ".join(texts(paper(content, answers).blocks))

    assert "any gain may go" in said
    assert "the gain goes" not in said


def test_black_henna_that_was_borne_is_not_called_a_reaction(content: Content) -> None:
    answers = with_diagnosis(("care.last_kind", code("black-henna")))

    said = " ".join(texts(paper(content, answers).blocks))

    assert "or used black henna" in said


def test_the_rule_of_a_product_is_said_once(content: Content) -> None:
    answers = with_diagnosis(("plan.blood_donation", True))
    dht_blocker = Place("plan.products.dht_blocker", (0,))
    answers = answers.with_answer(dht_blocker, given(True))
    answers = answers.with_row_count(Place("plan.products"), 1)

    said = " ".join(texts(paper(content, answers).blocks))

    assert "Ask what is in the mix first" in said
    assert said.count("give no blood for 6 months") == 1


def test_every_study_can_be_found_by_what_the_short_edition_says_of_it(
    content: Content,
) -> None:
    """A number or an address of its own; a year alone finds nothing without a title."""
    for study in content.evidence.studies.values():
        citation, brief = study.citation, study.citation.in_brief
        found = brief.removesuffix(f"{citation.year}.")
        named = citation.title and bare(citation.title) in bare(brief)
        assert citation.url in brief or named or any(each.isdigit() for each in found), brief


def test_a_fact_box_says_what_was_read_of_its_study_and_when(content: Content) -> None:
    printed = compose_handout(visit(content, diagnosis="pattern-loss"), HandoutOptions())

    seen = {box.title: bare(box.seen) for box in block(printed, FactBoxes).boxes}

    weak = "Weak minoxidil (0.5 in 100) against salt water"
    abstract, summary = seen["Pain with dutasteride injections"], seen[weak]
    assert abstract == "We read the summary only, last on 20 November 2026."
    assert summary == ("We read only what another page says of it, last on 21 November 2026.")


def test_articles_and_studies_are_numbered_apart() -> None:
    runs = cited(Statement(text="So it is said.", sources=(1, 3), studies=(2,)))

    assert "".join(run.text for run in runs) == "So it is said.\u00a0[1,\u00a03,\u00a0S2]"
