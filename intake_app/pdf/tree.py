"""The tree of tags as objects of a PDF, with the places of its pages that can be followed."""

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference, PDFPage

from intake_app.pdf.structure import Content, Element, LinkArea, Structure


class Written(PDFObject):
    """An object whose text is ready."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.text = ""

    def format(self, document: PDFDocument) -> bytes:
        return self.text.encode("ascii")


def tree(document: PDFDocument, structure: Structure, pages: list[PDFPage]) -> Written:
    """The tree's root; every element and every link becomes an object of the document."""
    root, top = Written(), structure.finished()
    root_number = number_of(document, root)
    elements = list(top.walk())
    links = [(element, area) for element in elements for area in element.areas]
    objects = {id(each): Written() for each in (*elements, *(area for _, area in links))}
    numbers = {key: number_of(document, written) for key, written in objects.items()}
    places = [number_of(document, page) for page in pages]
    for element in elements:
        parent = numbers[id(element.parent)] if element.parent else root_number
        objects[id(element)].text = _element(element, parent, numbers, places)
    owners = [
        f"{page}[{' '.join(f'{numbers[id(owner)]} 0 R' for owner in stretch)}]"
        for page, stretch in enumerate(structure.stretches.pages[: len(pages)])
    ]
    for count, (element, area) in enumerate(links, start=len(pages)):
        annotation = objects[id(area)]
        annotation.text = _annotation(area, count, places)
        owners.append(f"{count} {numbers[id(element)]} 0 R ")
        _annotate(pages[area.page], _reference(document, annotation))
    root.text = (
        f"<</Type/StructTreeRoot/K[{numbers[id(top)]} 0 R]"
        f"/ParentTree<</Nums[{''.join(owners)}]>>/ParentTreeNextKey {len(pages) + len(links)}>>"
    )
    return root


def number_of(document: PDFDocument, thing: PDFObject) -> int:
    """The object number of a thing, which gets one if it has none yet."""
    reference = _reference(document, thing)
    number, _ = document.idToObjectNumberAndVersion[reference.name]
    return int(number)


def _reference(document: PDFDocument, thing: PDFObject) -> PDFObjectReference:
    return document.Reference(thing)  # type: ignore[no-untyped-call, no-any-return]


def _annotate(page: PDFPage, annotation: PDFObjectReference) -> None:
    page.Annots = [*(page.Annots or ()), annotation]


def _annotation(area: LinkArea, number: int, pages: list[int]) -> str:
    """A place that can be followed: printed, without a frame, and told by its address."""
    edges = " ".join(f"{edge:.2f}" for edge in area.box)
    return (
        f"<</Type/Annot/Subtype/Link/Rect[{edges}]/Border[0 0 0]/F 4/P {pages[area.page]} 0 R"
        f"/Contents({area.target})/A<</S/URI/URI({area.target})>>/StructParent {number}>>"
    )


def _element(element: Element, parent: int, numbers: dict[int, int], pages: list[int]) -> str:
    parts = [f"<</S/{element.role}/P {parent} 0 R"]
    if element.language:
        parts.append(f"/Lang({element.language})")
    if element.said:
        parts.append(f"/ActualText<FEFF{element.said.encode('utf-16-be').hex()}>")
    if element.seen:
        parts.append(f"/Alt<FEFF{element.seen.encode('utf-16-be').hex()}>")
        edges = " ".join(f"{edge:.2f}" for edge in element.box)
        parts.append(f"/A<</O/Layout/Placement/Block/BBox[{edges}]>>")
    if table := _cell(element):
        parts.append(f"/A<</O/Table{table}>>")
    home = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
    if home is not None:
        parts.append(f"/Pg {pages[home]} 0 R")
    kids = [_kid(kid, home, numbers, pages) for kid in element.kids]
    if kids:
        parts.append(f"/K[{' '.join(kids)}]")
    return "".join([*parts, ">>"])


def _cell(element: Element) -> str:
    scope = f"/Scope/{element.scope}" if element.scope else ""
    columns = f"/ColSpan {element.columns}" if element.columns > 1 else ""
    rows = f"/RowSpan {element.rows}" if element.rows > 1 else ""
    return scope + columns + rows


def _kid(
    kid: Element | Content | LinkArea,
    home: int | None,
    numbers: dict[int, int],
    pages: list[int],
) -> str:
    if isinstance(kid, Element):
        return f"{numbers[id(kid)]} 0 R"
    if isinstance(kid, LinkArea):
        return f"<</Type/OBJR/Pg {pages[kid.page]} 0 R/Obj {numbers[id(kid)]} 0 R>>"
    if kid.page == home:
        return str(kid.number)
    return f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.number}>>"
