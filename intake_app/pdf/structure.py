"""What the paper is to a reader who cannot see it: a tree of headings, lists, tables, cells.

The tree grows while the pages are drawn. Every flowable brings a key that it keeps when it is
split, so a paragraph that goes on overleaf goes on in the same element. What must stand inside
something (an item in a list, a row in a table) gets it where the drawing left it out.
"""

from collections.abc import Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import NamedTuple

ROOT = "Document"
ARTIFACT, PICTURE = "Artifact", "Figure"
GROUP = "Div"
"""The role of what only holds things together, and is nothing to a reader."""

_SECTION, _SECTION_HEADING = "Sect", "H2"
_TEXT = frozenset({"P", "Span"})
"""Roles of text; what holds only the ends of lines is nothing to a reader."""

_HOMES = {
    "LI": ("L", frozenset({"L"})),
    "TR": ("Table", frozenset({"Table", "THead", "TBody"})),
    "TH": ("TR", frozenset({"TR"})),
    "TD": ("TR", frozenset({"TR"})),
}
"""What each role is made inside of where it stands in nothing of the right kind."""


class Told(NamedTuple):
    """What an element says where its drawing does not, its language, and where it leads."""

    said: str = ""
    language: str = ""
    link: str = ""


class LinkArea(NamedTuple):
    """A place of a page that can be followed, and where to."""

    page: int
    target: str
    box: tuple[float, ...]


class Content(NamedTuple):
    """A marked stretch of a page's drawing."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """One node of the tree. ``said`` is the text where what is drawn cannot be read aloud."""

    role: str
    parent: "Element | None" = None
    said: str = ""
    seen: str = ""
    """What a picture shows, in words."""
    box: tuple[float, ...] = ()
    """Where on its page a picture is."""
    is_implied: bool = False
    columns: int = 1
    """How many columns of its table a cell spans."""
    language: str = ""
    """Where it is not that of what it stands in."""
    rows: int = 1
    """How many rows of its table a cell spans."""
    kids: "list[Element | Content | LinkArea]" = field(default_factory=list)

    @property
    def elements(self) -> "list[Element]":
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def last(self) -> "Element | None":
        """The element in it that was begun last."""
        return next((kid for kid in reversed(self.kids) if isinstance(kid, Element)), None)

    @property
    def areas(self) -> "list[LinkArea]":
        return [kid for kid in self.kids if isinstance(kid, LinkArea)]

    @property
    def scope(self) -> str:
        """What a header cell is the header of; empty for everything else."""
        if self.role != "TH":
            return ""
        row = self.parent
        above = row.parent if row is not None else None
        return "Column" if above is not None and above.role == "THead" else "Row"

    def walk(self) -> "Iterator[Element]":
        """This element and all in it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.elements)


class Stretches:
    """The marked stretches of the drawing; one that goes on needs no new mark."""

    def __init__(self) -> None:
        self.pages: list[list[Element]] = [[]]
        """For each page, the element of each of its stretches that is read."""
        self._current: Element | str = ""

    def begin(self, element: Element) -> str:
        if element is self._current:
            return ""
        closing = self._ended(element)
        owners = self.pages[-1]
        element.kids.append(Content(len(self.pages) - 1, len(owners)))
        owners.append(element)
        return f"{closing}/{element.role} <</MCID {len(owners) - 1}>> BDC"

    def begin_furniture(self, kind: str) -> str:
        """What belongs to the page and is not read."""
        if self._current == kind:
            return ""
        return f"{self._ended(kind)}/Artifact <</Type /{kind}>> BDC"

    def end_page(self) -> str:
        self.pages.append([])
        return self._ended("")

    def _ended(self, following: Element | str) -> str:
        closing = "EMC " if self._current else ""
        self._current = following
        return closing


_NOTHING = Told()
Span = tuple[int, int]
"""How many columns and rows a cell stands in."""


_AS_IT_IS = nullcontext()


class _Opened:
    """An element is open as long as this is; a generator takes twice as long, 2,500 times."""

    __slots__ = ("_element", "_open")

    def __init__(self, opened: list[Element], element: Element) -> None:
        self._open = opened
        self._element = element

    def __enter__(self) -> None:
        self._open.append(self._element)

    def __exit__(self, *_: object) -> None:
        self._open.pop()


class Structure:
    """The tree of one document, and where in it the drawing is."""

    def __init__(self) -> None:
        self.root = Element(ROOT)
        self.stretches = Stretches()
        self._open = [self.root]
        self._known: dict[Hashable, Element] = {}
        self._said: set[Hashable] = set()
        self._silent = 0

    def element(
        self, role: str, key: Hashable, told: Told = _NOTHING, *, span: Span = (1, 1)
    ) -> AbstractContextManager[None]:
        """What is drawn now is ``role``; the same key means the same element again."""
        if role == ARTIFACT:
            return self._silence()
        if role == GROUP or self._silent:
            return _AS_IT_IS
        element = self._known.get(key)
        if element is None:
            element = self._known[key] = self._added(role)
            element.said, element.language = told.said, told.language
            element.columns, element.rows = span
        return _Opened(self._open, element)

    @contextmanager
    def once(self, key: Hashable) -> Iterator[None]:
        """What is drawn now is read the first time only, however often it is drawn."""
        if key in self._said:
            with self._silence():
                yield
            return
        self._said.add(key)
        yield

    @property
    def is_spoken(self) -> bool:
        """Whether what is drawn now belongs to an element, not to the page's furniture."""
        return not self._silent and len(self._open) > 1

    def content(self) -> str:
        """The operators that let text of the innermost element begin."""
        if self.is_spoken:
            return self.stretches.begin(self._open[-1])
        return self.stretches.begin_furniture("Pagination")

    def drawing(self) -> str:
        """The operators that let a box or a rule begin: part of a picture, or not read."""
        if self.is_spoken and self._open[-1].role == PICTURE:
            return self.content()
        return self.stretches.begin_furniture("Layout")

    def picture(self, words: str, box: tuple[float, ...]) -> None:
        """What is seen in the picture that is open, and where it is."""
        if self.is_spoken:
            self._open[-1].seen, self._open[-1].box = words, box

    def link(self, target: str, box: tuple[float, ...]) -> None:
        """Let a place of this page lead somewhere, from the element that is open."""
        if self.is_spoken:
            self._open[-1].kids.append(LinkArea(len(self.stretches.pages) - 1, target, box))

    def finished(self) -> Element:
        """The tree, with the spans of its cells, and without text that has no letters."""
        for element in reversed(list(self.root.walk())):
            if element.role in _TEXT and not element.kids and element.parent is not None:
                element.parent.kids.remove(element)
        for element in self.root.walk():
            if element.role == "Table":
                _span_columns(element)
        return self.root

    @contextmanager
    def _silence(self) -> Iterator[None]:
        self._silent += 1
        try:
            yield
        finally:
            self._silent -= 1

    def _added(self, role: str) -> Element:
        parent = self._home(role)
        element = Element(role, parent)
        parent.kids.append(element)
        return element

    def _home(self, role: str) -> Element:
        """Where a new element goes: the innermost one, its section, or what it needs."""
        parent = self._open[-1]
        if parent is self.root:
            parent = self._section(role)
        if role not in _HOMES or parent.role in _HOMES[role][1]:
            return parent
        wanted = _HOMES[role][0]
        last = parent.last
        if last is not None and last.is_implied and last.role == wanted:
            return last
        self._open.append(parent)
        implied = self._added(wanted)
        self._open.pop()
        implied.is_implied = True
        return implied

    def _section(self, role: str) -> Element:
        """The section that the last heading began; a heading begins one."""
        last = self.root.last
        if role == _SECTION_HEADING:
            section = Element(_SECTION, self.root)
            self.root.kids.append(section)
            return section
        return last if last is not None and last.role == _SECTION else self.root


def _span_columns(table: Element) -> None:
    """The last cell of a short row spans the columns that are missing."""
    rows = [
        [cell for cell in row.elements if cell.role in {"TH", "TD"}]
        for row in table.walk()
        if row.role == "TR"
    ]
    widths: list[int] = []
    tall: list[tuple[int, Element]] = []
    for i, row in enumerate(rows):
        reaching = sum(cell.columns for above, cell in tall if above + cell.rows > i)
        widths.append(reaching + sum(cell.columns for cell in row))
        tall += [(i, cell) for cell in row if cell.rows > 1]
    for row, width in zip(rows, widths, strict=True):
        if row:
            row[-1].columns += max(widths) - width
