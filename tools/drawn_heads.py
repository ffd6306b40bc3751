"""Heads seen from above, and the grades of hair loss on them: our own parametric drawings.

Nothing is traced. A grade is described by where the front edge of the hair runs, how large a
bare spot the crown has, and how thin the hair is; see docs/decisions/0046.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

SKIN = "#EBDCCB"
HAIR = "#3F4E5A"
SHEEN = "#6C7C88"
INK = "#24323C"
"""For lines that lie on the skin."""
LINE = 'stroke="currentColor" stroke-width="3" stroke-linejoin="round" stroke-linecap="round"'

Place = tuple[float, float]
"""Across from -1 to 1 and back from the usual front edge (0) to the back of the head (1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontEdge:
    """A grade of pattern loss from the front.

    Attributes:
        edge: The left half of the front edge, from the side of the head to its middle.
        crown: The radius of a bare spot on the crown; 0 where there is none.
        band: How full the band between front and crown is, from 0 to 1.
    """

    edge: tuple[Place, ...]
    crown: float = 0
    band: float = 1


NORWOOD = {
    "i": FrontEdge(edge=((-0.80, 0.13), (-0.55, 0.02), (-0.28, -0.02), (0, -0.03))),
    "ii": FrontEdge(edge=((-0.81, 0.17), (-0.50, 0.15), (-0.27, 0.03), (0, -0.01))),
    "iia": FrontEdge(edge=((-0.81, 0.18), (-0.52, 0.15), (-0.27, 0.12), (0, 0.11))),
    "iii": FrontEdge(edge=((-0.83, 0.20), (-0.49, 0.30), (-0.24, 0.07), (0, 0.01))),
    "iiia": FrontEdge(edge=((-0.83, 0.22), (-0.53, 0.26), (-0.27, 0.23), (0, 0.22))),
    "iii-vertex": FrontEdge(
        edge=((-0.82, 0.19), (-0.50, 0.20), (-0.25, 0.05), (0, 0.01)), crown=0.21
    ),
    "iv": FrontEdge(edge=((-0.84, 0.23), (-0.51, 0.36), (-0.26, 0.18), (0, 0.12)), crown=0.29),
    "iva": FrontEdge(edge=((-0.85, 0.25), (-0.58, 0.40), (-0.29, 0.41), (0, 0.41))),
    "v": FrontEdge(
        edge=((-0.86, 0.26), (-0.58, 0.45), (-0.30, 0.37), (0, 0.32)), crown=0.36, band=0.45
    ),
    "va": FrontEdge(edge=((-0.87, 0.28), (-0.66, 0.52), (-0.36, 0.63), (0, 0.66))),
    "vi": FrontEdge(edge=((-0.89, 0.29), (-0.68, 0.56), (-0.46, 0.82), (0, 0.91))),
    "vii": FrontEdge(edge=((-0.955, 0.50), (-0.79, 0.65), (-0.51, 0.86), (0, 0.94))),
}
"""By code; an added a is a front edge that goes back as a whole, without a spot on the crown."""

LUDWIG = {"i": (0.40, 230), "ii": (0.52, 110), "iii": (0.62, 14)}
"""The half width of the thin area, and how many hairs are drawn in it."""


def norwood(grade: FrontEdge) -> str:
    """One grade of Hamilton-Norwood, the nose at the top."""
    hair = f'<path d="{_hair(grade.edge)}" fill="{HAIR}"/>'
    parts = [_head(), hair, _sheen(grade.edge)]
    if grade.crown:
        x, y = _at((0, 0.68))
        rx, ry = 68 * grade.crown * 1.5, 84 * grade.crown * 1.25
        parts.append(_oval(x, y, rx, ry))
    if grade.band < 1:
        parts.append(_sparse_band(grade))
    return _picture(parts)


def ludwig(half_width: float, hairs_left: int) -> str:
    """One grade of Ludwig: the front edge stays, behind it the hair is thin or gone."""
    edge = NORWOOD["i"].edge
    x, y = _at((0, 0.42))
    rx, ry = 80 * half_width, 62.0
    hairs = _hairs_in_oval((x, y, rx, ry), hairs_left)
    parts = [
        _head(),
        f'<path d="{_hair(edge)}" fill="{HAIR}"/>',
        _sheen(edge),
        _oval(x, y, rx, ry),
        _thin_lines(hairs, HAIR),
    ]
    return _picture(parts)


def _picture(parts: Sequence[str]) -> str:
    inside = "\n".join(part for part in parts if part)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 220">\n' + inside + "\n</svg>\n"
    )


def _head() -> str:
    """Ears, nose and the round of the head, before any hair."""
    return "\n".join(
        [
            f'<path d="M88 24 Q100 -4 112 24" fill="{SKIN}" {LINE}/>',
            f'<path d="M21 100 C6 92 4 132 20 136" fill="{SKIN}" {LINE}/>',
            f'<path d="M179 100 C194 92 196 132 180 136" fill="{SKIN}" {LINE}/>',
            f'<path d="{_ROUND}" fill="{SKIN}" {LINE}/>',
        ]
    )


_ROUND = (
    "M100 18 C148 18 181 60 181 118 C181 172 148 208 100 208 "
    "C52 208 19 172 19 118 C19 60 52 18 100 18 Z"
)


def _at(place: Place) -> Place:
    """From the head's own measure to the picture's."""
    across, back = place
    return 100 + 81 * across, 50 + 158 * back


def _hair(edge: Sequence[Place]) -> str:
    """The hair: behind its front edge, round the back of the head."""
    left = [_at(place) for place in edge]
    right = [(200 - x, y) for x, y in reversed(left[:-1])]
    curve = _smooth([*left, *right])
    (x0, y0), (x1, _y1) = left[0], right[-1]
    round_back = f"C{x1 + 6:.1f} {y0 + 12:.1f} 178.5 105 178.5 119"
    close = f"C178.5 170 147 205.5 100 205.5 C53 205.5 21.5 170 21.5 119 C21.5 105 {x0 - 6:.1f}"
    return f"{curve} {round_back} {close} {y0 + 12:.1f} {x0:.1f} {y0:.1f} Z"


def _smooth(places: Sequence[Place]) -> str:
    """A curve through all places (Catmull-Rom)."""
    padded = [places[0], *places, places[-1]]
    text = f"M{places[0][0]:.1f} {places[0][1]:.1f}"
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        first = [start[axis] + (end[axis] - before[axis]) / 6 for axis in (0, 1)]
        second = [end[axis] - (after[axis] - start[axis]) / 6 for axis in (0, 1)]
        points = (*first, *second, *end)
        text += " C" + " ".join(f"{number:.1f}" for number in points)
    return text


def _sheen(edge: Sequence[Place]) -> str:
    """A few lines in the direction in which the hair lies."""
    depth = edge[-1][1]
    lines = []
    for across in (-0.62, -0.36, -0.12, 0.12, 0.36, 0.62):
        start = max(depth + 0.10, 0.2 + abs(across) * 0.5)
        if start > 0.55:
            continue
        (x0, y0), (x1, y1) = _at((across, start)), _at((across * 1.12, min(0.93, start + 0.3)))
        lines.append(f"M{x0:.1f} {y0:.1f} L{x1:.1f} {y1:.1f}")
    return _thin_lines(" ".join(lines), SHEEN) if lines else ""


def _thin_lines(path: str, colour: str) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.6" '
        'stroke-linecap="round"/>'
    )


def _oval(x: float, y: float, rx: float, ry: float) -> str:
    return f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{SKIN}"/>'


def _sparse_band(grade: FrontEdge) -> str:
    """Gaps in what hair stands between front and crown."""
    top = grade.edge[-1][1] + 0.02
    bottom = 0.68 - grade.crown * 0.66
    gaps = []
    for step in range(-4, 5):
        (x, y0), (_x, y1) = _at((step * 0.11, top)), _at((step * 0.11, bottom))
        gaps.append(f"M{x:.1f} {y0:.1f} L{x:.1f} {y1:.1f}")
    width = 7 * (1 - grade.band)
    return f'<path d="{" ".join(gaps)}" fill="none" stroke="{SKIN}" stroke-width="{width:.1f}"/>'


def _hairs_in_oval(oval: tuple[float, float, float, float], count: int) -> str:
    """Short single hairs, scattered the same way every time."""
    x, y, rx, ry = oval
    chance = Random(7)  # noqa: S311 - the same drawing every time, no secret
    hairs: list[str] = []
    while len(hairs) < count:
        across, along = chance.uniform(-1, 1), chance.uniform(-1, 1)
        length = chance.uniform(5, 9)
        if across**2 + along**2 > 0.96:
            continue
        left, top = x + across * rx, y + along * ry
        hairs.append(f"M{left:.0f} {top:.0f}l{across * 3:.1f} {length:.1f}")
    return "".join(hairs)
