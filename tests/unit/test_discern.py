"""What docs/discern.md points to is there on the paper."""

import re
from enum import Enum
from pathlib import Path

from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import HandoutOptions
from intake_app.domain.handout.inside import all_inside
from intake_app.services.ports import Content
from tests.helpers.visits import visit

DISCERN = Path(__file__).resolve().parents[2] / "docs" / "discern.md"
FEWEST = 15


def test_every_element_that_an_item_of_discern_or_ipdas_names_is_on_the_paper(
    content: Content,
) -> None:
    answers = DISCERN.read_text("utf-8").partition("## The release rules")[0]
    named = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", answers))
    papers = [
        compose_handout(visit(content, diagnosis=diagnosis), HandoutOptions())
        for diagnosis in ("pattern-loss", "")
    ]
    said = "\n".join(text for each in papers for text in all_inside(each.blocks, str, but=(Enum,)))

    assert len(named) >= FEWEST
    assert {each for each in named if each not in said} == set()
