"""One view of the head, to paint on with mouse, pen, finger or keys."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from intake_app.desktop.widgets.scalp.layer import ScalpLayer, head_of
from intake_app.desktop.widgets.scalp.tools import KEYS
from intake_app.domain.scalp.map import Drawing, Size
from intake_app.domain.scalp.pen import StrokeInHand, Tool
from intake_app.domain.scalp.views import SIDE, Point, View

WIDTH = 208
LABEL = 26
GAP = 8
_STARTS = {
    View.TOP: (500, 560),
    View.RIGHT: (360, 340),
    View.LEFT: (640, 340),
    View.BACK: (500, 500),
}
"""Where the keys begin to paint."""
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class ScalpView(QLabel):
    """Shows a drawing and takes strokes; the drawing comes back from outside.

    A label with a picture is the one widget that a screen reader calls a graphic.

    Arrows move the brush, with Shift they paint, Space dabs.

    Signals:
        stroke_made: A stroke was finished (the Stroke).
        percent_moved: While one is made: how much of the view is painted (a Decimal).
        tool_wished: A key that chooses a tool was pressed (its letter or digit).
    """

    stroke_made = Signal(object)
    percent_moved = Signal(object)
    tool_wished = Signal(str)

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPixmap(QPixmap(1, 1))
        self.view = view
        self.label = ""
        self.tool = Tool()
        self._drawing = Drawing()
        self._stroke: StrokeInHand | None = None
        self._pen: Point = _STARTS[view]
        self._head = head_of(view)
        self._layer = ScalpLayer(view)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_drawing(self, drawing: Drawing, label: str) -> None:
        """Show what is painted now, and say it in words below."""
        self._drawing, self.label = drawing, label
        self._layer.show(drawing)
        self.setAccessibleName(label)
        self.update()

    def show_label(self, label: str) -> None:
        self.label = label
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self.heightForWidth(WIDTH))

    def heightForWidth(self, width: int) -> int:
        return width + LABEL

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layer.resize(self._square().size().toSize(), self.devicePixelRatioF())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            right = event.button() is Qt.MouseButton.RightButton
            self._begin(self._unit(event.position()), erases=right)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move_to(self._unit(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke; only now the keyboard comes, which may scroll the page."""
        del event
        self._finish()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen; its other end rubs out."""
        eraser = event.pointerType() is QPointingDevice.PointerType.Eraser
        match event.type():
            case QEvent.Type.TabletPress:
                self._begin(self._unit(event.position()), erases=eraser)
            case QEvent.Type.TabletMove:
                self._move_to(self._unit(event.position()))
            case QEvent.Type.TabletRelease:
                self._finish()
            case _:
                pass
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = Qt.KeyboardModifier.ShiftModifier
        key = Qt.Key(event.key())
        if key in _MOVES and held in (Qt.KeyboardModifier.NoModifier, shift):
            self._step(_MOVES[key], paints=held == shift)
        elif key is Qt.Key.Key_Space and not held:
            self._begin(self._pen)
            self._finish()
        elif event.text().upper() in KEYS and not held:
            self.tool_wished.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, square = QApplication.palette(), self._square()
        if self.hasFocus():
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        self._head.paint(painter, square, colours.color(QPalette.ColorRole.Text))
        self._layer.draw(painter, square)
        if self.isEnabled() and (self.hasFocus() or self.underMouse()):
            self._draw_tip(painter, square)
        self._draw_sides(painter, square)
        painter.setPen(colours.color(QPalette.ColorRole.Text))
        below = QRectF(0, square.bottom(), self.width(), LABEL)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), self.label)
        painter.end()

    def _draw_sides(self, painter: QPainter, square: QRectF) -> None:
        """The patient's left and right, where both can be seen."""
        if self.view in (View.TOP, View.BACK):
            painter.setPen(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
            room = square.adjusted(GAP, GAP, -GAP, -GAP)
            top = Qt.AlignmentFlag.AlignTop
            painter.drawText(room, int(top | Qt.AlignmentFlag.AlignLeft), self.tr("Left"))
            painter.drawText(room, int(top | Qt.AlignmentFlag.AlignRight), self.tr("Right"))

    def _draw_tip(self, painter: QPainter, square: QRectF) -> None:
        """A ring as large as the brush, dark and light so that it shows on every ground."""
        scale = square.width() / SIDE
        centre = square.topLeft() + QPointF(*self._pen) * scale
        for colour, width in (("white", 3.0), ("black", 1.2)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawEllipse(centre, self.tool.size * scale, self.tool.size * scale)

    def _begin(self, at: Point, *, erases: bool = False) -> None:
        tool = Tool(self.tool.erases or erases, self.tool.size)
        self._stroke = StrokeInHand.begun(self.view, tool, self._drawing.cells(self.view), at)
        self._layer.begin()
        self._lay_on(self._stroke)

    def _move_to(self, point: Point) -> None:
        self._pen = point
        stroke = self._stroke
        if stroke is not None and (moved := stroke.moved(point)) is not stroke:
            self._stroke = moved
            self._lay_on(moved)
            if moved.is_full:
                self._finish()
                self._begin(point, erases=moved.tool.erases)
        self.update()

    def _lay_on(self, stroke: StrokeInHand) -> None:
        self._pen = stroke.points[-1]
        self._layer.add(stroke.piece)
        self.percent_moved.emit(stroke.percent)
        self.update()

    def _finish(self) -> None:
        stroke, self._stroke = self._stroke, None
        if stroke is None:
            return
        self._layer.end()
        if (finished := stroke.finished) is not None:
            self.stroke_made.emit(finished)
        self.percent_moved.emit(self._drawing.percent(self.view))
        self.update()

    def _step(self, direction: Point, *, paints: bool) -> None:
        far = self.tool.size if paints else max(self.tool.size, Size.MEDIUM)
        (x, y), (right, down) = self._pen, direction
        to = (min(max(x + far * right, 0), SIDE), min(max(y + far * down, 0), SIDE))
        if paints:
            self._begin(self._pen)
        self._move_to(to)
        self._finish()

    def _square(self) -> QRectF:
        side = min(self.width(), self.height() - LABEL)
        return QRectF((self.width() - side) / 2, 0, side, side)

    def _unit(self, place: QPointF) -> Point:
        square = self._square()
        scale, within = SIDE / max(1.0, square.width()), place - square.topLeft()
        x, y = (round(part * scale) for part in (within.x(), within.y()))
        return min(max(x, 0), SIDE), min(max(y, 0), SIDE)
