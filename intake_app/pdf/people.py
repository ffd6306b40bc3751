"""So many of 100 people: four rows of squares, the first ones dark, with the number below."""

from dataclasses import dataclass

from intake_app.pdf.canvas import Sheet
from intake_app.pdf.flowables import Flowable, Text
from intake_app.pdf.theme import ACCENT, SHADE

_ROW = 25
_ROWS = 4
_SIDE, _STEP = 4.7, 6.0
_CAPTION_GAP = 2.0
_SQUARES = tuple(
    f"{i % _ROW * _STEP:g} {i // _ROW * _STEP:g} {_SIDE:g} {_SIDE:g} re" for i in range(100)
)


@dataclass(frozen=True, eq=False)
class PeoplePicture(Flowable):
    """A picture, read as the words below it."""

    of_100: int
    words: str
    caption: Text
    role: str = "Figure"

    @property
    def height(self) -> float:
        return _ROWS * _STEP + _CAPTION_GAP + self.caption.height

    def paint(self, sheet: Sheet, left: float, top: float) -> None:
        sheet.picture(left, top, (_ROW * _STEP, self.height), self.words)
        start = sheet.mirror.left_of(left, _ROW * _STEP)
        for part, colour in ((_SQUARES[: self.of_100], ACCENT), (_SQUARES[self.of_100 :], SHADE)):
            if part:
                sheet.paths(" ".join((*part, "f")), (start, top), 1.0, colour)
        self.caption.draw(sheet, left, top + _ROWS * _STEP + _CAPTION_GAP)
