"""The bidirectional algorithm against the conformance cases of Unicode, all of them."""

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from intake_app.pdf.bidi import embedding_levels, paragraph_level, visual_order

CASES = Path(__file__).parents[1] / "data" / "BidiCharacterTest.txt.xz"
HOW_MANY = 91_707
REMOVED = "x"


@dataclass(frozen=True, slots=True)
class Case:
    line: int
    text: str
    base: int | None
    paragraph: int
    levels: list[str]
    order: list[int]


def cases() -> Iterator[Case]:
    with lzma.open(CASES, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            told = line.partition("#")[0].strip()
            if told:
                characters, direction, paragraph, levels, order = told.split(";")
                yield Case(
                    number,
                    "".join(chr(int(code, 16)) for code in characters.split()),
                    None if direction == "2" else int(direction),
                    int(paragraph),
                    levels.split(),
                    [int(place) for place in order.split()],
                )


def is_kept(case: Case) -> bool:
    found = embedding_levels(case.text, case.base)
    paragraph = paragraph_level(case.text) if case.base is None else case.base
    seen = [i for i, level in enumerate(case.levels) if level != REMOVED]
    order = [seen[i] for i in visual_order([found[i] for i in seen])]
    levels = [str(found[i]) for i in seen] == [case.levels[i] for i in seen]
    return levels and order == case.order and paragraph == case.paragraph


def test_every_conformance_case_of_the_standard_passes() -> None:
    told = list(cases())

    assert len(told) == HOW_MANY
    assert [case.line for case in told if not is_kept(case)] == []
