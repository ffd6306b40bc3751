"""The sheet that is drawn on: ReportLab's canvas with text, boxes and rules in our measures.

Places are counted from the top left corner of the page, downwards, in points of its look; where
it runs right to left, boxes are mirrored, and what is drawn otherwise asks ``mirror``. A
baseline, a box, a rule and the paths of a drawing are the only things ever drawn. Text belongs
to the element of ``structure`` that is open; all else is nothing to a reader, but in a picture.
"""

from collections.abc import Iterable
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from intake_app.domain.own_words import bare
from intake_app.pdf.archive import PRODUCER, Description, complete, describe_page, pages_of
from intake_app.pdf.embedding import EmbeddedFace
from intake_app.pdf.fonts import Face
from intake_app.pdf.glyphs import Piece
from intake_app.pdf.look import Look
from intake_app.pdf.mirror import Mirror
from intake_app.pdf.structure import Structure

# Compressed streams as bytes: 7-bit armour only makes the file larger.
rl_config.useA85 = 0

Colour = str
"""Red, green and blue as PDF writes them: "0.1 0.2 0.3"."""

_LINE = 3.0
"""Weight of drawn lines, in units of the drawing."""

_BOLDER = 0.035
"""The line round a sign that is drawn bold, in type sizes."""

_BELOW = 0.23
"""How much of a line stands below its baseline."""

Drawn = tuple[Face, Piece]


class Sheet(Canvas):
    """The pages of one document.

    The same drawing gives the same bytes: no clock, no random id, no font but our own.
    """

    _doc: PDFDocument
    _preamble: str
    _code: list[str]

    def __init__(
        self, look: Look, description: Description, *, right_to_left: bool = False
    ) -> None:
        self.structure = Structure()
        self._description = description
        self._target = BytesIO()
        self.mirror = Mirror(look.page[0] / look.scale, right_to_left)
        self._height = look.height
        self._scale = look.scale
        self._embedded: dict[Face, EmbeddedFace] = {}
        self._fill = ""
        super().__init__(
            self._target,
            pagesize=look.page,
            invariant=1,
            pageCompression=1,
            lang=description.language,
            pdfVersion=(1, 7),
        )
        self.setViewerPreference("DisplayDocTitle", "true")
        self.setTitle(description.title)
        self.setAuthor(description.author)
        self.setSubject(description.subject)
        self.setCreator(description.creator)
        self.setProducer(PRODUCER)

    def _make_preamble(self) -> None:
        """Begin pages without a font: ReportLab's would be one that is not embedded."""
        self._preamble = "1 0 0 1 0 0 cm"

    def text(
        self, pieces: Iterable[Drawn], place: tuple[float, float], size: float, colour: Colour
    ) -> None:
        """Draw shaped pieces one after the other, from ``place`` on the baseline."""
        x, y = (at * self._scale for at in (place[0], self._height - place[1]))
        size *= self._scale
        parts = [f"BT {x:.2f} {y:.2f} Td"]
        current: Face | None = None
        is_bold = False
        for face, piece in pieces:
            if face is not current:
                embedded = self._embedded.get(face) or self._embed(face)
                closing = ">]TJ " if current else " "
                bold = ""
                if face.is_drawn_bold != is_bold:
                    is_bold = face.is_drawn_bold
                    bold = f"{colour} RG {size * _BOLDER:.2f} w 2 Tr " if is_bold else "0 Tr "
                parts.append(f"{closing}{bold}/{embedded.resource} {size:g} Tf [<")
                current = face
            is_met = piece.plain in embedded.met
            parts.append(piece.plain if is_met else embedded.body(piece, size))
        if current is None:
            return
        parts.append(">]TJ 0 Tr ET" if is_bold else ">]TJ ET")
        self._begin(self.structure.content(), colour)
        self._code.append("".join(parts))

    def box(self, left: float, top: float, size: tuple[float, float], colour: Colour) -> None:
        """Fill a rectangle."""
        self._begin(self.structure.drawing(), colour)
        width, height = size
        place = (self.mirror.left_of(left, width), self._height - top - height, width, height)
        self._code.append(" ".join(f"{at * self._scale:.2f}" for at in place) + " re f")

    def frame(
        self, left: float, top: float, size: tuple[float, float], line: tuple[float, Colour]
    ) -> None:
        """Draw a frame inside a rectangle, with a line of a weight and a colour."""
        (width, height), (weight, colour) = size, line
        for edge in (top, top + height - weight):
            self.box(left, edge, (width, weight), colour)
        for edge in (left, left + width - weight):
            self.box(edge, top, (weight, height), colour)

    def paths(
        self, operators: str, place: tuple[float, float], scale: float, colour: Colour
    ) -> None:
        """Draw lines of one weight, or fill shapes, in units of their own from the top left."""
        self._begin(self.structure.drawing())
        x, y = (at * self._scale for at in (place[0], self._height - place[1]))
        scale *= self._scale
        matrix = f"{scale:.4f} 0 0 {-scale:.4f} {x:.2f} {y:.2f} cm"
        self._code.append(f"q {matrix} {colour} RG {colour} rg {_LINE:g} w 1 J 1 j {operators} Q")

    def picture(self, left: float, top: float, size: tuple[float, float], words: str) -> None:
        """Say what is seen in a rectangle, which is drawn next."""
        left = self.mirror.left_of(left, size[0])
        edges = (left, self._height - top - size[1], left + size[0], self._height - top)
        self.structure.picture(bare(words), tuple(edge * self._scale for edge in edges))

    def link(self, target: str, place: tuple[float, float], size: tuple[float, float]) -> None:
        """Let a stretch of a line lead somewhere; ``place`` is its start on the baseline."""
        (x, y), (width, height) = place, size
        bottom = self._height - y - height * _BELOW
        edges = (x, bottom, x + width, bottom + height)
        self.structure.link(target, tuple(edge * self._scale for edge in edges))

    def outline(self, title: str, key: str, *, level: int, top: float) -> None:
        """Add a bookmark to the place ``top`` on this page."""
        self.bookmarkHorizontalAbsolute(key, (self._height - top) * self._scale)
        self.addOutlineEntry(title, key, level=level)

    def next_page(self) -> None:
        self._fill = ""
        self._begin(self.structure.stretches.end_page())
        code = [self._preamble, *self._code]
        self.showPage()
        pages = pages_of(self._doc)
        describe_page(pages[-1], code, number=len(pages) - 1)

    def finished(self) -> bytes:
        """Close the document and return it."""
        complete(self._doc, self.structure, self._description)
        self.save()
        return self._target.getvalue()

    def _begin(self, operators: str, colour: Colour = "") -> None:
        """Begin a stretch of the drawing, in a colour if it is filled with one."""
        if operators:
            self._code.append(operators)
        if colour and colour != self._fill:
            self._fill = colour
            self._code.append(f"{colour} rg")

    def _embed(self, face: Face) -> EmbeddedFace:
        embedded = EmbeddedFace(face, f"F{len(self._embedded) + 1}")
        self._embedded[face] = embedded
        self._doc.delayedFonts.append(embedded)
        return embedded
