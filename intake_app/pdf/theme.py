"""How the paper looks: one scale of type, a few colours, spaces on a grid of 4 points.

Every size and colour that is printed stands here, as in the standard edition: running text is
12 points, reference matter 10, and nothing is below 9. What other papers and editions make of
it is said in ``look.py``. All text has a contrast of at least 4.5 to 1, on tints too, and
nothing is said by colour alone.
"""

from typing import NamedTuple

UNIT = 4.0
SMALL_GAP, GAP, SECTION_GAP = UNIT, 2 * UNIT, 3 * UNIT
ITEM_GAP = 2.0
"""Between the items of a list."""

FIRST_PAGE_GAP, TIGHT_GAP = 3 * UNIT, UNIT
"""Between the parts of page 1, which has to hold them all; tight where they are long."""

INK = "0.1 0.1 0.11"
QUIET = "0.27 0.29 0.31"
ACCENT = "0.04 0.28 0.36"
WHITE = "1 1 1"
BLACK = "0 0 0"
TINT = "0.93 0.955 0.965"
SHADE = "0.82 0.86 0.875"
RULE = "0.6 0.65 0.67"

HAIR, THIN, THICK = 0.6, 1.0, 3.0


class Style(NamedTuple):
    """Type of one kind; ``leading`` is the distance of two baselines."""

    size: float
    leading: float
    colour: str = INK
    bold: bool = False


TITLE = Style(21, 26, ACCENT, bold=True)
HEADING = Style(15, 17, ACCENT, bold=True)
SUBHEADING = Style(12, 14.5, bold=True)
BODY = Style(12, 14.5)
STRONG = Style(12, 14.5, bold=True)
ON_DARK = Style(12, 16, WHITE, bold=True)
FACT, LABEL = Style(12, 15), Style(10, 15, QUIET)
SMALL = Style(10, 12.5, QUIET)
RUNNING = Style(10, 13)
FOOT = Style(9, 12, QUIET)
CARD_BODY, CARD_BODY_TIGHT = Style(12, 15), Style(12, 14)
CARD_HEAD = Style(13, 18, bold=True)
CARD_NUMBER = Style(16, 22, bold=True)
CARD_HEAD_ON_DARK = Style(13, 18, WHITE, bold=True)
GRID = Style(10, 12)
GRID_HEAD = Style(10, 12, bold=True)
GRID_CELL = Style(9, 12)
GRID_SMALL = Style(9, 12, bold=True)
ON_DARK_SMALL = Style(10, 13, WHITE, bold=True)
FIGURE = Style(16, 19, bold=True)
TICK = Style(15, 14.5)
SMALL_INK = Style(10, 12.5)
SMALL_STRONG = Style(10, 13, bold=True)
REFERENCE, REFERENCE_STRONG = Style(9, 11, QUIET), Style(9, 11, bold=True)
