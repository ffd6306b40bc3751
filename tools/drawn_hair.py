"""The two scales of Sinclair, drawn so that nobody takes one for the other.

Density is hair on a head: a parting seen close. Shedding is loose hair on a table: no head.
"""

from random import Random

from drawn_heads import HAIR, LINE, SHEEN, SKIN

DENSITY = {
    "1": (4, 0, 1.0),
    "2": (11, 0, 1.0),
    "3": (16, 24, 0.55),
    "4": (26, 40, 0.42),
    "5": (44, 60, 0.3),
}
"""The width of the parting, how far the hair beside it is thin, and how much is left there."""

SHEDDING = {"1": 5, "2": 14, "3": 32, "4": 64, "5": 120, "6": 210}
"""Hairs drawn: the size of a bundle for the eye, no count that anybody measured."""


def density(parting: float, thin: float, left: float) -> str:
    """A parting from the front (top) to the crown (bottom)."""
    frame = "M30 12 H170 Q188 12 188 30 V190 Q188 208 170 208 H30 Q12 208 12 190 V30 Q12 12 30 12"
    half = parting / 2
    strip = (
        f"M{100 - half * 0.7:.1f} 14 C{100 - half * 1.2:.1f} 80 {100 - half * 1.2:.1f} 140 "
        f"{100 - half * 0.5:.1f} 206 L{100 + half * 0.5:.1f} 206 C{100 + half * 1.2:.1f} 140 "
        f"{100 + half * 1.2:.1f} 80 {100 + half * 0.7:.1f} 14 Z"
    )
    parts = [
        f'<path d="{frame} Z" fill="{HAIR}"/>',
        f'<path d="{_combed()}" fill="none" stroke="{SHEEN}" stroke-width="1.4"/>',
        _gaps(half, thin, left),
        f'<path d="{strip}" fill="{SKIN}"/>',
        f'<path d="{frame} Z" fill="none" {LINE}/>',
    ]
    return _picture(parts)


def shedding(count: int) -> str:
    """Loose hairs lying in one lock; more of them make it wider and darker."""
    chance = Random(11)  # noqa: S311 - the same drawing every time, no secret
    width = 4 + count**0.5 * 3.6
    strands = []
    for _ in range(count):
        a, b, c, d = (chance.gauss(0, 1) * width / 2 for _ in range(4))
        top, bottom = 16 + chance.uniform(0, 14), 204 - chance.uniform(0, 16)
        strands.append(
            f"M{92 + a * 0.7:.0f} {top:.0f}C{150 + b:.0f} 76 {48 + c:.0f} 140 "
            f"{108 + d:.0f} {bottom:.0f}"
        )
    path = "".join(strands)
    pen = 'fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"'
    return _picture([f'<path d="{path}" {pen}/>'])


def _combed() -> str:
    """Lines of hair that fall to both sides of the parting."""
    lines = []
    for y in range(20, 182, 14):
        for side in (-1, 1):
            x0, x1 = 100 + side * 6, 100 + side * 84
            lines.append(f"M{x0} {y}Q{100 + side * 52} {y + 4} {x1} {y + 26}")
    return "".join(lines)


def _gaps(half: float, thin: float, left: float) -> str:
    """Skin that shows between the hairs beside the parting."""
    if not thin:
        return ""
    chance = Random(5)  # noqa: S311 - the same drawing every time, no secret
    gaps = []
    for step in range(42):
        y = 22 + step * 4
        for side in (-1, 1):
            if chance.random() < left * 0.6:
                continue
            reach = thin * chance.uniform(0.55, 1)
            x0, x1 = 100 + side * half * 0.6, 100 + side * min(84, half * 1.1 + reach)
            gaps.append(f"M{x0:.0f} {y}L{x1:.0f} {y + reach * 0.22:.0f}")
    path = "".join(gaps)
    return f'<path d="{path}" fill="none" stroke="{SKIN}" stroke-width="{4.2 * (1 - left):.1f}"/>'


def _picture(parts: list[str]) -> str:
    inside = "\n".join(part for part in parts if part)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 220">\n' + inside + "\n</svg>\n"
    )
