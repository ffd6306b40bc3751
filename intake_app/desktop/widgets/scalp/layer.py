"""What is painted on one view of the head, as the eye sees it: smooth, at any size.

The percentages do not come from these pixels: domain/scalp/map.py counts.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from intake_app.desktop.widgets.scalp.schematic import OWN, Schematic
from intake_app.domain.scalp.map import Cleared, Drawing, Mark, NoLoss, Stroke
from intake_app.domain.scalp.views import SIDE, View, polygon
from intake_app.domain.values import Attachment

PAINT = QColor("#9C2F1B")
OPACITY = 0.82


class ScalpLayer:
    """The paint on one view; grows by one mark, or is made anew."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._pixmap = QPixmap()
        self._before = self._pixmap
        self._marks: tuple[Mark, ...] = ()
        self._scalp = QPainterPath()
        self._scalp.addPolygon(QPolygonF([QPointF(x, y) for x, y in polygon(view)]))

    def resize(self, size: QSize, ratio: float) -> None:
        """Make room for this many pixels; what was painted is painted again."""
        pixels = size * ratio
        if pixels != self._pixmap.size():
            self._pixmap = QPixmap(pixels)
            self._pixmap.setDevicePixelRatio(ratio)
            marks, self._marks = self._marks, ()
            self._wipe()
            self._lay_on(marks)
            self._marks = marks

    def show(self, drawing: Drawing) -> None:
        """Show a drawing; where it only goes on, only what is new is painted."""
        known = len(self._marks)
        if drawing.marks[:known] != self._marks:
            self._wipe()
            known = 0
        self._lay_on(drawing.marks[known:])
        self._marks = drawing.marks

    def begin(self) -> None:
        """A stroke begins: its pieces are laid on until it ends."""
        self._before = QPixmap(self._pixmap)

    def add(self, stroke: Stroke) -> None:
        """Lay on a piece of the stroke that is being made."""
        if not self._pixmap.isNull():
            painter = self._painter()
            _stroke(painter, stroke)
            painter.end()

    def end(self) -> None:
        """The pieces go; when the stroke is taken it comes back whole, among the marks."""
        self._pixmap = self._before

    def draw(self, painter: QPainter, place: QRectF) -> None:
        """Lay the paint over the head."""
        painter.setOpacity(OPACITY)
        painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
        painter.setOpacity(1)

    def _lay_on(self, marks: tuple[Mark, ...]) -> None:
        if self._pixmap.isNull():
            return
        painter = self._painter()
        for mark in marks:
            match mark:
                case Stroke(view=view) if view is self._view:
                    _stroke(painter, mark)
                case NoLoss(views) if self._view not in views:
                    pass
                case Cleared() | NoLoss():
                    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
                    painter.fillRect(0, 0, SIDE, SIDE, Qt.GlobalColor.transparent)
        painter.end()

    def _wipe(self) -> None:
        self._pixmap.fill(Qt.GlobalColor.transparent)

    def _painter(self) -> QPainter:
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._pixmap.deviceIndependentSize().width() / SIDE
        painter.scale(scale, scale)
        painter.setClipPath(self._scalp)
        return painter


def head_of(view: View) -> Schematic:
    """The drawing of the head under the paint."""
    return Schematic(Attachment("image/svg+xml", "", "", f"{OWN}scalp-{view}"))


def _stroke(painter: QPainter, stroke: Stroke) -> None:
    mode = QPainter.CompositionMode
    erases = mode.CompositionMode_Clear if stroke.erases else mode.CompositionMode_SourceOver
    painter.setCompositionMode(erases)
    round_ = Qt.PenCapStyle.RoundCap
    pen = QPen(PAINT, 2 * stroke.size, Qt.PenStyle.SolidLine, round_, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    places = [QPointF(x, y) for x, y in stroke.points]
    if len(places) == 1:
        painter.drawPoint(places[0])
    else:
        painter.drawPolyline(places)
