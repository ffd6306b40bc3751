"""A printed handout as a reader meets it that cannot see: the tree of its tags.

``flaws`` finds what validators let pass: cells that are not where a table needs them, a header
cell made an ordinary one, lists without marks, headings that skip a level.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DictionaryObject,
    PdfObject,
    TextStringObject,
)

HOMES = {
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
    "TR": {"THead", "TBody"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
}
INSIDE = {
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Table": {"THead", "TBody"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}
"""Where each kind may stand, and what may stand in it."""

KNOWN = {*HOMES, *INSIDE, "Document", "Sect", "H1", "H2", "H3", "P", "Span", "Link", "Figure"}
LONGEST_STRING = 32_767
"""Bytes of a string in a file for the archive (ISO 19005-2, 6.1.13)."""

SHOWING = {b"Tj", b"TJ", b"'", b'"'}


@dataclass
class Tag:
    role: str
    scope: str = ""
    columns: int = 1
    rows: int = 1
    said: str = ""
    seen: str = ""
    language: str = ""
    stretches: int = 0
    kids: "list[Tag]" = field(default_factory=list)

    def walk(self) -> "Iterator[Tag]":
        yield self
        for kid in self.kids:
            yield from kid.walk()


def tags(content: bytes) -> Tag:
    """The tree of the document, from its one top element."""
    return _tag(_top(PdfReader(BytesIO(content))))


def _tag(element: DictionaryObject) -> Tag:
    table = element.get("/A", {})
    tag = Tag(
        str(element["/S"])[1:],
        str(table.get("/Scope", ""))[1:],
        int(table.get("/ColSpan", 1)),
        int(table.get("/RowSpan", 1)),
        str(element.get("/ActualText", "")),
        str(element.get("/Alt", "")),
        str(element.get("/Lang", "")),
    )
    kids = element.get("/K", ArrayObject())
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        thing = kid.get_object()
        if isinstance(thing, DictionaryObject) and "/S" in thing:
            tag.kids.append(_tag(thing))
        else:
            tag.stretches += 1
    return tag


def flaws(content: bytes) -> list[str]:
    """What is wrong with the tree and the drawing, in words."""
    top = tags(content)
    return [
        *_misplaced(top),
        *_empty(top),
        *_bad_tables(top),
        *_bad_headings(top),
        *_bad_lists(top),
        *_bad_order(content),
        *_bad_pages(content),
        *_long_strings(content, top),
    ]


def spoken_in(content: bytes, language: str) -> str:
    """The text that the tree says is in a language, in the order of the drawing."""
    reader = PdfReader(BytesIO(content))
    in_order = _stretches_of(_top(reader))
    wanted = {(page, number) for page, number, told in in_order if told == language}
    found: list[str] = []
    for page in reader.pages:
        owner = page.indirect_reference
        letters = _letters_of_fonts(page)
        font, number = "", -1
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"BDC":
                number = _number_of(operands, number)
            elif operator == b"Tf":
                font = str(operands[0])
            elif operator == b"TJ" and (getattr(owner, "idnum", 0), number) in wanted:
                found += [letters[font].get(code, "") for code in _codes(operands[0])]
    return "".join(found)


def _number_of(operands: list[PdfObject], before: int) -> int:
    """The number of a stretch that begins; one inside another has none, and furniture has -1."""
    properties = operands[1]
    if not isinstance(properties, DictionaryObject) or str(operands[0]) == "/Artifact":
        return -1
    return int(str(properties.get("/MCID", before)))


def _top(reader: PdfReader) -> DictionaryObject:
    root: DictionaryObject = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    top: DictionaryObject = root["/K"][0].get_object()  # type: ignore[index]
    return top


def _stretches_of(
    element: DictionaryObject, inherited: str = ""
) -> Iterator[tuple[int, int, str]]:
    """The stretches of pages in the order they are read: page object, number, language."""
    told = str(element.get("/Lang", inherited))
    home = element.raw_get("/Pg").idnum if "/Pg" in element else 0
    kids = element.get("/K", ArrayObject())
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        thing = kid.get_object()
        if not isinstance(thing, DictionaryObject):
            yield home, int(str(thing)), told
        elif "/S" in thing:
            yield from _stretches_of(thing, told)
        elif "/MCID" in thing:  # the other thing there can be is the place of a link
            yield thing.raw_get("/Pg").idnum, int(str(thing["/MCID"])), told


def _bad_order(content: bytes) -> Iterator[str]:
    """What is read later is drawn later, so that readers with and without tags agree."""
    last: dict[int, int] = {}
    for page, number, _ in _stretches_of(_top(PdfReader(BytesIO(content)))):
        if number < last.get(page, -1):
            yield f"stretch {number} is read after {last[page]}, which is drawn behind it"
        last[page] = number


def _codes(shown: PdfObject) -> Iterator[int]:
    for each in shown:  # type: ignore[attr-defined]
        if isinstance(each, ByteStringObject | TextStringObject):
            raw = each.original_bytes
            yield from (int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2))


def _letters_of_fonts(page: PageObject) -> dict[str, dict[int, str]]:
    """What each code of each font of a page stands for."""
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    found: dict[str, dict[int, str]] = {}
    for name, font in fonts.items():
        table = font.get_object()["/ToUnicode"].get_object().get_data().decode("ascii")
        pairs = re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]+)>$", table, re.MULTILINE)
        found[name] = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs
        }
    return found


def _misplaced(top: Tag) -> Iterator[str]:
    for tag in top.walk():
        if tag.role not in KNOWN:
            yield f"nobody knows the kind {tag.role}"
        for kid in tag.kids:
            if tag.role not in HOMES.get(kid.role, {tag.role}):
                yield f"{kid.role} in {tag.role}"
            if kid.role not in INSIDE.get(tag.role, {kid.role}):
                yield f"{tag.role} holds {kid.role}"
        if tag.role == "Figure" and not tag.seen:
            yield "a picture says nothing"
        if tag.stretches and tag.role in INSIDE:
            yield f"{tag.role} has text of its own"


def _empty(top: Tag) -> Iterator[str]:
    """A cell may hold nothing; what else does should not be there."""
    for tag in top.walk():
        if not (tag.stretches or tag.kids) and tag.role != "TD":
            yield f"{tag.role} is empty"


def _bad_tables(top: Tag) -> Iterator[str]:
    for table in (tag for tag in top.walk() if tag.role == "Table"):
        rows = [tag for tag in table.walk() if tag.role == "TR"]
        widths = set(_widths(rows))
        heads = [row for part in table.kids if part.role == "THead" for row in part.kids]
        if len(widths) != 1:
            yield f"a table has rows of {sorted(widths)} cells"
        if not any(cell.role == "TH" for row in rows for cell in row.kids):
            yield "a table has no header cell"
        if any(cell.role != "TH" and cell.stretches for row in heads for cell in row.kids):
            yield "an ordinary cell with words is in a table's head"
        if any(cell.role == "TH" and not cell.scope for row in rows for cell in row.kids):
            yield "a header cell does not say of what"


def _widths(rows: list[Tag]) -> Iterator[int]:
    """How many columns each row fills, with the cells that reach into it from above."""
    for i, row in enumerate(rows):
        above = ((cell, i - j) for j, other in enumerate(rows[:i]) for cell in other.kids)
        reaching = sum(cell.columns for cell, further in above if cell.rows > further)
        yield reaching + sum(cell.columns for cell in row.kids)


def _bad_headings(top: Tag) -> Iterator[str]:
    levels = [int(tag.role[1]) for tag in top.walk() if tag.role in {"H1", "H2", "H3"}]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield "the first heading, and only it, is of level 1"
    before = 0
    for level in levels:
        if level > before + 1:
            yield f"a heading of level {level} after one of level {before}"
        before = level


def _bad_lists(top: Tag) -> Iterator[str]:
    for tag in top.walk():
        if tag.role == "LI" and [kid.role for kid in tag.kids] != ["Lbl", "LBody"]:
            yield "a list item is not a mark and a body"


def _bad_pages(content: bytes) -> Iterator[str]:
    """Every text is in a stretch that an element owns, or is marked as furniture."""
    reader = PdfReader(BytesIO(content))
    owners: ArrayObject = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]  # type: ignore[index]
    by_page = dict(zip(owners[::2], owners[1::2], strict=True))
    for number, page in enumerate(reader.pages):
        elements = by_page[page["/StructParents"]].get_object()
        if str(page["/Tabs"]) != "/S":
            yield f"page {number} has no order of tabs"
        depth, seen = 0, 0
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator in {b"BDC", b"BMC"}:
                depth += 1
                seen += _owned(operands)
            elif operator == b"EMC":
                depth -= 1
            elif operator in SHOWING | {b"f"} and depth < 1:
                yield f"page {number} has something that is not marked"
        if seen != len(elements) or depth:
            yield f"page {number} has {seen} stretches for {len(elements)} owners"


def _long_strings(content: bytes, top: Tag) -> Iterator[str]:
    if any(len(f"\ufeff{tag.said}".encode("utf-16-be")) > LONGEST_STRING for tag in top.walk()):
        yield "an element says more than an archive's string holds"
    for number, page in enumerate(PdfReader(BytesIO(content)).pages):
        drawn = page.get_contents()
        written = re.findall(rb"<([0-9A-Fa-f]*)>", drawn.get_data() if drawn else b"")
        if any(len(digits) > 2 * LONGEST_STRING for digits in written):
            yield f"page {number} draws more than an archive's string holds"


def _owned(operands: list[PdfObject]) -> bool:
    return len(operands) > 1 and "/MCID" in operands[1]  # type: ignore[operator]
