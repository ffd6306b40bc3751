"""Every side of every disagreement between the articles stands on the paper.

What is left out, and why, is docs/decisions/0084.
"""

from collections.abc import Iterator

import pytest

from intake_app.domain.evidence.bound_text import BoundText
from intake_app.domain.evidence.evidence import Disagreement
from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.composing_input import HandoutInput
from intake_app.domain.handout.handout import Edition, HandoutOptions
from intake_app.domain.handout.inside import all_inside
from intake_app.services.ports import Content
from tests.helpers.visits import DIAGNOSES, visit

OF_ONE_KIND = {
    "C05": "pattern-loss",
    "C18": "alopecia-areata",
    "C22": "telogen-effluvium",
}
"""Disagreements about one kind of hair loss, which stand on the papers of that kind only."""


def claims_printed(given: HandoutInput, edition: Edition) -> set[str]:
    """The claims that a statement of this paper, or a row of its calendar, rests on."""
    paper = compose_handout(given, HandoutOptions(edition=edition))
    printed = {each.text for each in all_inside(paper.blocks, Statement)}
    texts = given.texts
    parts = (texts.comparison, texts.unknowns, texts.personal.choices)
    bound = [each for part in parts for each in all_inside(part, BoundText)]
    said = {claim for each in bound if each.text in printed for claim in each.claims}
    return said | {claim for window in given.windows for claim in window.sources}


def sides_left_out(disagreement: Disagreement, printed: set[str]) -> Iterator[str]:
    for side in disagreement.sides:
        if side.claim_ids and not printed & set(side.claim_ids):
            yield f"{disagreement.id}: {side.text}"


@pytest.mark.parametrize("edition", [Edition.STANDARD, Edition.LARGE])
@pytest.mark.parametrize("diagnosis", DIAGNOSES)
def test_every_side_of_every_disagreement_is_said(
    content: Content, diagnosis: str, edition: Edition
) -> None:
    printed = claims_printed(visit(content, diagnosis=diagnosis), edition)
    expected = [
        each
        for each in content.evidence.disagreements.values()
        if OF_ONE_KIND.get(each.id, diagnosis) == diagnosis
    ]

    assert [line for each in expected for line in sides_left_out(each, printed)] == []
    assert len(expected) >= len(content.evidence.disagreements) - len(OF_ONE_KIND)


def test_a_side_that_nobody_says_is_found(content: Content) -> None:
    printed = claims_printed(visit(content, diagnosis="traction"), Edition.STANDARD)
    silent = content.evidence.disagreements["C15"]

    assert list(sides_left_out(silent, printed)) == []
    assert list(sides_left_out(silent, printed - {"002-38"})) == [
        "C15: Not invasive, since nothing is cut"
    ]
