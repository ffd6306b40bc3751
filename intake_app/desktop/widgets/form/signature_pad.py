"""Paper to sign on: with the mouse, a pen or a finger."""

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from intake_app.domain.visit.signature import HEIGHT, MOST_POINTS, WIDTH, Point, Stroke

WIDEST = 600


class SignaturePad(QWidget):
    """White paper and black ink in every colour scheme: it is printed so.

    Signals:
        stroke_drawn: The pen was lifted (the Stroke).
    """

    stroke_drawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: tuple[Stroke, ...] = ()
        self._picture = QImage()
        self._drawing: list[Point] = []
        self._is_drawing = False
        self._time = QElapsedTimer()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMaximumWidth(WIDEST)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_strokes(self, strokes: tuple[Stroke, ...]) -> None:
        self._strokes, self._picture = strokes, QImage()
        self.update()

    def show_picture(self, picture: QImage | None) -> None:
        """Show a signature of which only the picture is at hand."""
        self._strokes, self._picture = (), picture or QImage()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * HEIGHT / WIDTH)

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, self.heightForWidth(WIDEST))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        self._follow(event.type(), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.points():
            self._follow(event.type(), event.points()[0].position())
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        if not self._picture.isNull():
            painter.drawImage(self.rect(), self._picture)
        factor = self.width() / WIDTH
        painter.setPen(QPen(QColor("#767676"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        line = round(self.height() * 0.8)
        painter.drawLine(round(self.width() * 0.05), line, round(self.width() * 0.95), line)
        painter.scale(factor, factor)
        pen = QPen(QColor("#000000"), 5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for stroke in (*self._strokes, tuple(self._drawing)):
            points = [QPointF(point.x, point.y) for point in stroke]
            painter.drawPolyline(points) if len(points) > 1 else painter.drawPoints(points)

    def _follow(self, kind: QEvent.Type, position: QPointF) -> None:
        if kind in (QEvent.Type.TabletPress, QEvent.Type.TouchBegin):
            self._begin(position)
        elif kind in (QEvent.Type.TabletMove, QEvent.Type.TouchUpdate):
            self._go_on(position)
        elif kind in (QEvent.Type.TabletRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            self._end()

    def _begin(self, position: QPointF) -> None:
        if not self._strokes:
            self._picture = QImage()
            self._time.restart()
        self._is_drawing, self._drawing = True, [self._point(position)]
        self.update()

    def _go_on(self, position: QPointF) -> None:
        point = self._point(position)
        if not self._is_drawing or point[:2] == self._drawing[-1][:2]:
            return
        if sum(map(len, self._strokes)) + len(self._drawing) < MOST_POINTS:
            self._drawing.append(point)
            self.update()

    def _end(self) -> None:
        if self._is_drawing:
            stroke = tuple(self._drawing)
            self._is_drawing, self._drawing = False, []
            self.stroke_drawn.emit(stroke)

    def _point(self, position: QPointF) -> Point:
        factor = WIDTH / max(1, self.width())
        x = min(WIDTH, max(0, round(position.x() * factor)))
        y = min(HEIGHT, max(0, round(position.y() * factor)))
        elapsed = self._time.elapsed() if self._time.isValid() else 0
        return Point(x, y, elapsed)
