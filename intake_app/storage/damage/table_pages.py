"""Rows out of the pages of a table, one page at a time, so that a bad one costs only its own."""

import struct
from collections.abc import Iterator
from typing import Final

from intake_app.storage.damage.damaged_pages import Pages

Value = int | float | str | bytes | None
Row = tuple[int, tuple[Value, ...]]
"""The row's id and its columns."""

_LEAF: Final = 0x0D
_INTERIOR: Final = 0x05
_OF_AN_INDEX: Final = (0x02, 0x0A)
_FIRST_PAGE_HEADER: Final = 100
_FREE_LIST_AT: Final = 32
_DEEPEST: Final = 20
_INTEGERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class PageBroken(Exception):
    """A page or a record in it does not follow the format."""


def rows_of_leaf(pages: Pages, number: int) -> list[Row] | None:
    """The rows of a leaf page of a table; None when it is not a whole one."""
    page = pages.page(number)
    if page is None or _kind(page, number) != _LEAF:
        return None
    try:
        return [_row(pages, page, at) for at in _cells(pages, page, number, header=8)]
    except (PageBroken, IndexError, struct.error, UnicodeDecodeError):
        return None


class Tree:
    """The pages of one table, from its root: the leaves, and those that cannot be used."""

    def __init__(self, pages: Pages, root: int) -> None:
        self._pages = pages
        self.leaves: list[int] = []
        self.others: set[int] = set()
        self.broken: set[int] = set()
        self._go_down(root, _DEEPEST)

    def _go_down(self, number: int, depth: int) -> None:
        known = number in self.others or number in self.broken
        if known or not 1 <= number <= self._pages.count or not depth:
            return
        page = self._pages.page(number)
        kind = 0 if page is None else _kind(page, number)
        if page is None or kind not in (_LEAF, _INTERIOR, *_OF_AN_INDEX):
            self.broken.add(number)
        elif kind in _OF_AN_INDEX:
            self.others.add(number)
        elif kind == _LEAF:
            self.leaves.append(number)
        else:
            self._children(page, number, depth)

    def _children(self, page: bytes, number: int, depth: int) -> None:
        try:
            cells = _cells(self._pages, page, number, header=12)
        except PageBroken:
            self.broken.add(number)
            return
        self.others.add(number)
        for at in cells:
            self._go_down(_number(page, at), depth - 1)
        self._go_down(_number(page, _start(number) + 8), depth - 1)


def roots(pages: Pages) -> dict[str, int]:
    """Where each table begins, by its name; none when that cannot be read any more."""
    found: dict[str, int] = {}
    for leaf in Tree(pages, 1).leaves:
        for _, columns in rows_of_leaf(pages, leaf) or ():
            if len(columns) == 5 and columns[0] == "table" and isinstance(columns[3], int):
                found[str(columns[1])] = columns[3]
    return found


def free_pages(pages: Pages) -> set[int]:
    """Those that the list of free pages names: what stands in them was removed, or is old."""
    found: set[int] = set()
    first = pages.page(1)
    number = _number(first, _FREE_LIST_AT) if first is not None else 0
    while 1 < number <= pages.count and number not in found:
        found.add(number)
        trunk = pages.page(number)
        if trunk is None:
            break  # what it named is not known any more
        count = min(_number(trunk, 4), (pages.usable - 8) // 4)
        found.update(_number(trunk, 8 + 4 * each) for each in range(count))
        number = _number(trunk, 0)
    return found


def _start(number: int) -> int:
    return _FIRST_PAGE_HEADER if number == 1 else 0


def _kind(page: bytes, number: int) -> int:
    return page[_start(number)]


def _number(page: bytes, at: int) -> int:
    return int.from_bytes(page[at : at + 4], "big")


def _cells(pages: Pages, page: bytes, number: int, *, header: int) -> list[int]:
    start = _start(number)
    (count,) = struct.unpack_from(">H", page, start + 3)
    first = start + header
    if first + 2 * count > pages.usable:
        raise PageBroken
    cells = struct.unpack_from(f">{count}H", page, first)
    if any(not first + 2 * count <= at < pages.usable for at in cells):
        raise PageBroken
    return list(cells)


def _row(pages: Pages, page: bytes, at: int) -> Row:
    length, at = _varint(page, at)
    row_id, at = _varint(page, at)
    usable = pages.usable
    local, least = length, (usable - 12) * 32 // 255 - 23
    if length > usable - 35:
        local = least + (length - least) % (usable - 4)
        local = local if local <= usable - 35 else least
    payload = page[at : at + local]
    if local < length:
        payload += _overflow(pages, _number(page, at + local), length - local)
    if len(payload) != length:
        raise PageBroken
    return _signed(row_id), tuple(_values(payload))


def _overflow(pages: Pages, number: int, wanted: int) -> bytes:
    content, seen = bytearray(), set[int]()
    while len(content) < wanted:
        page = pages.page(number) if 1 < number <= pages.count else None
        if page is None or number in seen:
            raise PageBroken
        seen.add(number)
        number = _number(page, 0)
        content += page[4 : pages.usable]
    if number:
        raise PageBroken  # the last page of a chain points nowhere
    return bytes(content[:wanted])


def _values(payload: bytes) -> Iterator[Value]:
    header, at = _varint(payload, 0)
    body = header
    if not 0 < header <= len(payload):
        raise PageBroken
    while at < header:
        code, at = _varint(payload, at)
        size = _size(code)
        if body + size > len(payload):
            raise PageBroken
        yield _value(code, payload[body : body + size])
        body += size
    if at != header or body != len(payload):
        raise PageBroken


def _size(code: int) -> int:
    if code >= 12:
        return (code - 12) // 2
    if code in (10, 11):
        raise PageBroken
    return 8 if code == 7 else _INTEGERS.get(code, 0)


def _value(code: int, octets: bytes) -> Value:
    if code >= 12:
        return octets.decode("utf-8") if code % 2 else octets
    if code in _INTEGERS:
        return int.from_bytes(octets, "big", signed=True)
    if code == 7:
        real: float = struct.unpack(">d", octets)[0]
        return real
    return {0: None, 8: 0, 9: 1}[code]


def _varint(octets: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(8):
        octet = octets[at + step]
        value = value << 7 | octet & 0x7F
        if octet < 0x80:
            return value, at + step + 1
    return value << 8 | octets[at + 8], at + 9


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number
