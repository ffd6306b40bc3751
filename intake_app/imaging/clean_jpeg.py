"""Whether a JPEG holds a picture and nothing else: no camera, no place, no comment."""

import re

_SEGMENT = re.compile(rb"\xff([\xdb\xc0\xc4\xdd])(..)", re.DOTALL)
"""Tables, the frame and the restart interval: what a decoder needs."""
_JFIF = re.compile(rb"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01[\x00-\x02]\x00\x00\x01\x00\x01\x00\x00")
_SCAN = re.compile(rb"(?:[^\xff]++|\xff[\x00\xd0-\xd7])*+\xff\xd9", re.DOTALL)


def is_clean(content: bytes, largest_side: int) -> bool:
    """Whether this is what ``PillowPhotographs`` writes: then it is not written again."""
    start = _JFIF.match(content)
    if start is None:
        return False
    at, size = start.end(), (0, 0)
    while (segment := _SEGMENT.match(content, at)) is not None:
        length = int.from_bytes(segment[2], "big")
        if segment[1] == b"\xc0":
            size = _size(content, at)
        at += 2 + length
    if content[at : at + 2] != b"\xff\xda" or not 0 < max(size) <= largest_side:
        return False
    at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return _SCAN.fullmatch(content, at) is not None


def _size(content: bytes, frame: int) -> tuple[int, int]:
    height = int.from_bytes(content[frame + 5 : frame + 7], "big")
    return int.from_bytes(content[frame + 7 : frame + 9], "big"), height
