"""The meaning of the colours: an sRGB profile, written here so that it is the same everywhere.

Profiles that come with programs carry dates and differ from version to version. This one is the
smallest that ICC.1:2022 allows for a display: a matrix, a curve and the two texts that must be.
"""

from struct import pack

COLOUR_SPACE = "sRGB IEC61966-2.1"

_MADE = (2000, 1, 1, 0, 0, 0)
_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.7141),
}
"""Red, green and blue of IEC 61966-2-1, adapted to the light that profiles are written for."""

_ADAPTATION = (1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706, -0.00923, 0.01508, 0.75168)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_HEADER, _TAG_ENTRY = 128, 12


def srgb_profile() -> bytes:
    """The profile as a file's bytes."""
    curve = b"para" + pack(">IHH", 0, 3, 0) + _fixed(_CURVE)
    tags = {
        b"desc": _text(COLOUR_SPACE),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _triple(_D50),
        b"chad": b"sf32" + pack(">I", 0) + _fixed(_ADAPTATION),
        **{name: _triple(primary) for name, primary in _PRIMARIES.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body = b"", b""
    start = _HEADER + 4 + _TAG_ENTRY * len(tags)
    placed: dict[bytes, int] = {}
    for name, content in tags.items():
        if content not in placed:
            placed[content] = start + len(body)
            body += content + bytes(-len(content) % 4)
        table += pack(">4sII", name, placed[content], len(content))
    whole = pack(">I", len(tags)) + table + body
    return _header(_HEADER + len(whole)) + whole


def _header(size: int) -> bytes:
    head = pack(">I4sI4s4s4s", size, bytes(4), 0x04400000, b"mntr", b"RGB ", b"XYZ ")
    head += pack(">6H4s4s", *_MADE, b"acsp", bytes(4))
    head += bytes(24) + _fixed(_D50)
    return head.ljust(_HEADER, b"\0")


def _fixed(numbers: tuple[float, ...]) -> bytes:
    """Numbers with sixteen bits behind the point."""
    return pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _triple(numbers: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(numbers)


def _text(words: str) -> bytes:
    content = words.encode("utf-16-be")
    return b"mluc" + pack(">IIIHHII", 0, 1, 12, 0x656E, 0x5553, len(content), 28) + content
