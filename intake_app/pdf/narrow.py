"""Tables where the page is too narrow for them: the cells of a row one below the other.

The name of a row stands on a band over its cells, each behind the head of its column, so that
nothing has to be looked up.
"""

from collections.abc import Iterable, Sequence

from intake_app.pdf.drawings import Drawing, Illustrated
from intake_app.pdf.flowables import Flowable, Placed, Stack
from intake_app.pdf.press import Press, Words
from intake_app.pdf.setting import Run
from intake_app.pdf.tables import Box, Table
from intake_app.pdf.theme import BODY, GAP, SMALL_GAP, TINT

_PAD = 8.0

Labelled = tuple[str, Words]


def piled_table(rows: Sequence[Flowable], press: Press) -> Table:
    """A table without a head, of rows that say their heads themselves."""
    return Table(Stack(()), rows, press.look.column, line=0, gap=SMALL_GAP)


def piled_row(
    name: Words, cells: Iterable[Labelled], press: Press, *, drawing: Drawing | None = None
) -> Stack:
    """The name of a row over its cells; of an empty one the label stands alone."""
    column = press.look.column
    width = column - 2 * _PAD
    runs = [Run(name, bold=True)] if isinstance(name, str) else name
    indent = drawing.size + SMALL_GAP if drawing else 0.0
    title = press.text(runs, BODY, width - indent, role="TH")
    band = Box(
        Illustrated(drawing, title, indent),
        column,
        (_PAD, SMALL_GAP),
        ground=TINT,
        keep_with_next=True,
    )
    parts = [Placed(_cell(cell, press, width), SMALL_GAP) for cell in cells]
    return Stack([Placed(band), *parts], role="TR", whole=press.look.whole(GAP * 16))


def _cell(cell: Labelled, press: Press, width: float) -> Flowable:
    label, words = cell
    runs = [Run(words)] if isinstance(words, str) else list(words)
    name = [Run(f"{label}: " if words else label, bold=True)] if label else []
    text = press.text([*name, *runs], BODY, width, role="TD")
    return Box(text, press.look.column, (_PAD, 0))
