"""A signature: the strokes as they were drawn, who signed, and when; kept as an SVG.

Any program shows the SVG. Its metadata hold the points with their times in milliseconds, from
which it is drawn again.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import NamedTuple

from intake_app.domain.dates import PartialDate
from intake_app.domain.values import Attachment, Moment
from intake_app.domain.visit.attachments import new_file

SIGNATURE = "signature"
"""The control of a question that takes a signature."""
WIDTH, HEIGHT = 1000, 300
MOST_POINTS = 20_000
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INK = (
    '<g fill="none" stroke="#000" stroke-width="5" stroke-linecap="round" stroke-linejoin="round">'
)


class Point(NamedTuple):
    """In a field of 1000 by 300; ``at`` counts milliseconds from the first point."""

    x: int
    y: int
    at: int


Stroke = tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    strokes: tuple[Stroke, ...]
    signer: str
    signed_at: datetime

    def svg(self) -> bytes:
        data = {
            "signer": self.signer,
            "signedAt": self.signed_at.isoformat(),
            "strokes": self.strokes,
        }
        metadata = escape(json.dumps(data, separators=(",", ":")), quote=False)
        title = escape(_NOT_IN_XML.sub(" ", self._title), quote=False)
        paths = "".join(f'<path d="{_path(stroke)}"/>' for stroke in self.strokes)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
            f' width="{WIDTH}" height="{HEIGHT}"><title>{title}</title>'
            f'<metadata>{metadata}</metadata><rect width="{WIDTH}" height="{HEIGHT}"'
            f' fill="#fff"/>{_INK}{paths}</g></svg>'
        ).encode()

    def file(self) -> Attachment:
        """As an answer that is still to be kept."""
        day = PartialDate.from_day(self.signed_at.date())
        return new_file(
            self.svg(),
            content_type="image/svg+xml",
            title=self._title,
            creation=Moment(day, self.signed_at),
        )

    @property
    def _title(self) -> str:
        return f"Signature of {self.signer}"


def _path(stroke: Stroke) -> str:
    """A point alone is a dot, which needs some length to be inked."""
    first, *others = stroke
    rest = " ".join(f"L{point.x} {point.y}" for point in others) or "l0.1 0"
    return f"M{first.x} {first.y} {rest}"
