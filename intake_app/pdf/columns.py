"""Two columns side by side: what stands below one another goes on at the top of the next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake_app.pdf.canvas import Sheet
from intake_app.pdf.flowables import SLACK, Flowable, Stack
from intake_app.pdf.structure import GROUP
from intake_app.pdf.theme import UNIT

COLUMNS = 2
_LEAST = 60.0
"""With less room than this at the foot of a page, columns begin on the next one."""


@dataclass(frozen=True, eq=False)
class Columns(Flowable):
    """A column of ``width`` in as many stretches as there are columns, all about as high."""

    body: Stack
    width: float
    gutter: float
    parts: Sequence[Flowable] = ()
    role: str = GROUP

    def __post_init__(self) -> None:
        if not self.parts:
            object.__setattr__(self, "parts", _balanced(self.body))

    @property
    def height(self) -> float:
        return max(part.height for part in self.parts)

    def split(self, room: float, *, anyhow: bool = False) -> "tuple[Columns, Columns] | None":
        parts, rest = _poured(self.body, room, anyhow=anyhow)
        while rest is None and room > _LEAST:
            # It only just fits, poured unevenly: what is asked for here are two parts of it.
            room -= UNIT
            parts, rest = _poured(self.body, room, anyhow=anyhow)
        if not parts or rest is None or (room < _LEAST and not anyhow):
            return None
        return replace(self, parts=parts), replace(self, body=rest, parts=())

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        for i, part in enumerate(self.parts):
            part.draw(sheet, left + i * (self.width + self.gutter), top)


def _poured(
    body: Stack, room: float, *, anyhow: bool = False
) -> tuple[list[Flowable], Stack | None]:
    """What fits into columns of a height, and what is left over."""
    parts: list[Flowable] = []
    rest: Stack = body
    for _ in range(COLUMNS):
        if rest.height <= room + SLACK:
            return [*parts, rest], None
        cut = rest.split(room, anyhow=anyhow)
        if cut is None:
            break
        parts.append(cut[0])
        rest = cut[1]
    return parts, rest


def _balanced(body: Stack) -> Sequence[Flowable]:
    """The columns as low as they can be and still hold everything."""
    height = body.height / COLUMNS
    while height < body.height:
        parts, rest = _poured(body, height)
        if rest is None:
            return parts
        height += UNIT
    return [body]
