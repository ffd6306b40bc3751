"""Where pages end: columns can be parted, and the last page is not a line or two."""

from pathlib import Path

import pytest

from intake_app.domain.handout.handout import Edition, Paper
from intake_app.pdf.columns import Columns
from intake_app.pdf.drawings import Drawings
from intake_app.pdf.flowables import SLACK, Placed, Stack
from intake_app.pdf.fonts import FontLibrary
from intake_app.pdf.look import look_of
from intake_app.pdf.pages import cut_into_pages
from intake_app.pdf.press import Press
from intake_app.pdf.setting import Setter
from intake_app.pdf.theme import BODY

LEAST = 72.0
FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


@pytest.mark.parametrize(
    "lines", [(7, 4, 8, 8, 7, 3), (1, 8, 6, 7, 5, 4), (5, 7, 5, 7, 6, 8, 4, 8)]
)
def test_columns_can_be_parted_wherever_the_page_ends(lines: tuple[int, ...]) -> None:
    look = look_of(Edition.STANDARD, Paper.A4)
    press = Press(Setter(FontLibrary(FONTS)), look, Drawings(FONTS.with_name("drawings")))
    parts = [
        Placed(press.text("\n".join("x" * count), BODY, 200.0), (5.0, 2.0, 1.0)[i % 3])
        for i, count in enumerate(lines)
    ]
    columns = Columns(Stack(parts), 200.0, 20.0)

    for tenth in range(1300, int(columns.height * 10)):
        pages = cut_into_pages(Stack([Placed(columns)]), tenth / 10)
        assert len(pages) > 1
        assert all(page.height <= tenth / 10 + SLACK for page in pages)


def test_the_last_page_holds_more_than_a_line_or_two() -> None:
    look = look_of(Edition.STANDARD, Paper.A4)
    press = Press(Setter(FontLibrary(FONTS)), look, Drawings(FONTS.with_name("drawings")))
    column = Stack([Placed(press.text("\n".join("x" * 3), BODY, 200.0), 2.0)] * 20)

    for tenth in range(3000, int(column.height * 10), 7):
        room = tenth / 10
        pages = cut_into_pages(column, room)
        assert pages[-1].height >= LEAST
        assert all(page.height <= room + SLACK for page in pages)
        assert sum(page.height for page in pages) > 60 * BODY.leading - SLACK
