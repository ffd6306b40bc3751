"""A scalp map as a file: an SVG that any program can show, and that reopens here exactly.

Each mark is one line, in the order in which it was made; what stands around them is only there
for other programs. The percentages stand at the top, so that they are known without counting.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from intake_app.domain.scalp.map import Cleared, Drawing, Mark, NoLoss, Size, Stroke
from intake_app.domain.scalp.views import OUTLINES, REGIONS_VERSION, SIDE, View
from intake_app.domain.values import Attachment

CONTENT_TYPE = "image/svg+xml"
TITLE = "Scalp map"
LARGEST = 400_000
"""Characters of a drawing that stays with the answers: some thousand strokes."""

_VIEWS = "|".join(View)
_OPENING = re.compile(
    r'<svg xmlns="http://www\.w3\.org/2000/svg" xmlns:xlink="http://www\.w3\.org/1999/xlink" '
    r'viewBox="[\d ]+" data-drawing="scalp-map" data-regions="(\d+)" data-percent="([^"]*)">'
)
_PERCENT = re.compile(rf"({_VIEWS}):(\d+\.\d)")
_STROKE = re.compile(
    rf'<g data-mark="(brush|eraser)" data-view="({_VIEWS})" transform="[^"]*" '
    r'clip-path="[^"]*"><path stroke-width="(\d+)" d="M([\d ]+)(?:L([\d ]+)|h0)"/></g>'
)
_NO_LOSS = re.compile(rf'<g data-mark="no-loss" data-views="((?:{_VIEWS})(?: (?:{_VIEWS}))*)">.*')
_CLEARED = re.compile(r'<use data-mark="cleared" .*')
_GAP = 40
_PLACES = {
    View.TOP: (0, 0),
    View.BACK: (SIDE + _GAP, 0),
    View.RIGHT: (0, SIDE + _GAP),
    View.LEFT: (SIDE + _GAP, SIDE + _GAP),
}


def as_attachment(drawing: Drawing) -> Attachment:
    """The drawing as an answer."""
    data = base64.b64encode(_svg(drawing).encode("ascii")).decode("ascii")
    return Attachment(content_type=CONTENT_TYPE, title=TITLE, data=data)


def drawing_in(file: Attachment) -> Drawing | None:
    """The drawing that a file holds; None where it holds none of ours."""
    if not is_drawing(file):
        return None
    try:
        return Drawing(tuple(_marks(_lines(file))))
    except ValueError:
        return None


def percents_in(file: Attachment) -> Mapping[View, Decimal]:
    """The percentages written into a drawing; of a view nobody looked at there is none."""
    lines = _lines(file)
    opening = _OPENING.fullmatch(lines[0]) if lines else None
    found = _PERCENT.findall(opening[2]) if opening else []
    return {View(view): Decimal(number) for view, number in found}


def is_drawing(file: Attachment) -> bool:
    """Whether a file says that it is one of our drawings."""
    lines = _lines(file)
    return bool(lines) and _OPENING.fullmatch(lines[0]) is not None


def _lines(file: Attachment) -> list[str]:
    if file.content_type != CONTENT_TYPE or not file.data:
        return []
    try:
        return (
            base64.b64decode(file.data.encode("ascii"), validate=True).decode("ascii").split("\n")
        )
    except (binascii.Error, UnicodeError):
        return []


def _marks(lines: list[str]) -> Iterator[Mark]:
    for line in lines:
        if stroke := _STROKE.fullmatch(line):
            yield Stroke(
                view=View(stroke[2]),
                erases=stroke[1] == "eraser",
                size=Size(int(stroke[3]) // 2),
                points=tuple(_points(f"{stroke[4]} {stroke[5] or ''}")),
            )
        elif no_loss := _NO_LOSS.fullmatch(line):
            yield NoLoss(tuple(View(view) for view in no_loss[1].split()))
        elif _CLEARED.fullmatch(line):
            yield Cleared()
        elif 'data-mark="' in line:
            raise ValueError("a mark that is not ours")


def _points(text: str) -> Iterator[tuple[int, int]]:
    numbers = [int(number) for number in text.split()]
    yield from zip(numbers[::2], numbers[1::2], strict=True)


def _svg(drawing: Drawing) -> str:
    edge = 2 * SIDE + _GAP
    percents = {view: drawing.percent(view) for view in View}
    said = " ".join(f"{view}:{p:.1f}" for view, p in percents.items() if p is not None)
    opening = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {edge} {edge}" data-drawing="scalp-map" '
        f'data-regions="{REGIONS_VERSION}" data-percent="{said}">'
    )
    marks = [_line(mark) for mark in drawing.marks]
    return "\n".join([opening, *_ground(), *marks, "</svg>", ""])


def _ground() -> Iterator[str]:
    """The four scalps to draw on, for other programs."""
    yield "<style>path{fill:none;stroke-linecap:round;stroke-linejoin:round}"
    yield "[data-mark=brush]{stroke:#B4442B}[data-mark=eraser]{stroke:#B9B2AA}"
    yield ".scalp{fill:#B9B2AA}</style>"
    yield "<defs>"
    for view in View:
        yield f'<clipPath id="{view}"><path d="{_outline(view)}"/></clipPath>'
    yield "</defs>"
    yield '<g id="ground">'
    for view in View:
        yield _scalp(view)
    yield "</g>"


def _line(mark: Mark) -> str:
    match mark:
        case Cleared():
            return '<use data-mark="cleared" xlink:href="#ground"/>'
        case NoLoss(views):
            scalps = "".join(_scalp(view) for view in views)
            return f'<g data-mark="no-loss" data-views="{" ".join(views)}">{scalps}</g>'
        case Stroke():
            tool = "eraser" if mark.erases else "brush"
            first, *rest = (f"{x} {y}" for x, y in mark.points)
            path = f"M{first}L{' '.join(rest)}" if rest else f"M{first}h0"
            return (
                f'<g data-mark="{tool}" data-view="{mark.view}" {_moved(mark.view)} '
                f'clip-path="url(#{mark.view})">'
                f'<path stroke-width="{2 * mark.size}" d="{path}"/></g>'
            )


def _scalp(view: View) -> str:
    return f'<path class="scalp" {_moved(view)} d="{_outline(view)}"/>'


def _moved(view: View) -> str:
    x, y = _PLACES[view]
    return f'transform="translate({x} {y})"'


def _outline(view: View) -> str:
    cubics = OUTLINES[view]
    curves = "".join(f"C{' '.join(f'{x} {y}' for x, y in cubic[1:])}" for cubic in cubics)
    return f"M{cubics[0][0][0]} {cubics[0][0][1]}{curves}Z"
