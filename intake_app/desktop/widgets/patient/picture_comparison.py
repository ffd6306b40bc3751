"""Two pictures of the same view, one over the other, parted by a line that can be moved."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QVBoxLayout, QWidget

STEPS = 100


class PartedPictures(QWidget):
    """Left of the line the one picture, right of it the other."""

    def __init__(self, slider: QSlider) -> None:
        super().__init__()
        self._slider = slider
        self._images = (QImage(), QImage())
        self._words = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        slider.valueChanged.connect(self.update)

    def show_pair(self, images: tuple[QImage, QImage], words: tuple[str, str]) -> None:
        """A null image as the first: the second is shown alone."""
        self._images, self._words = images, words
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 480)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._slider.setValue(round(event.position().x() * STEPS / max(1, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        line = self.width() * self._slider.value() / STEPS
        is_alone = self._images[0].isNull()
        if is_alone:
            line = 0.0
        halves = (QRectF(0, 0, line, self.height()), QRectF(self.rect()).adjusted(line, 0, 0, 0))
        for image, half in zip(self._images, halves, strict=True):
            if not image.isNull():
                painter.setClipRect(half)
                painter.drawImage(self._fitting(image), image)
        painter.setClipping(False)
        for place, words in enumerate(self._words):
            if not self._images[place].isNull():
                self._label(painter, words, at_right=bool(place))
        if not is_alone:
            for colour, width in (("#000000", 4), ("#ffffff", 2)):
                painter.setPen(QPen(QColor(colour), width))
                painter.drawLine(QPointF(line, 0), QPointF(line, self.height()))

    def _fitting(self, image: QImage) -> QRectF:
        size = image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(0, 0), size.toSizeF())
        place.moveCenter(QRectF(self.rect()).center())
        return place

    def _label(self, painter: QPainter, words: str, *, at_right: bool) -> None:
        """White on black, whatever the picture is like."""
        size = painter.fontMetrics().size(Qt.TextFlag.TextSingleLine.value, words)
        place = QRectF(8, 8, size.width() + 16, size.height() + 8)
        if at_right:
            place.moveRight(self.width() - 8)
        painter.fillRect(place, QColor(0, 0, 0, 200))
        painter.setPen(QColor("#ffffff"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


class PictureComparison(QWidget):
    """The slider takes the keyboard: arrows, Page Up and Down, Home and End."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setValue(STEPS // 2)
        self.slider.setPageStep(10)
        self.slider.setMinimumHeight(28)
        self.pictures = PartedPictures(self.slider)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.pictures, 1)
        column.addWidget(self.slider)

    def show_one(self, image: QImage, words: str) -> None:
        self.slider.setEnabled(False)
        self.pictures.setAccessibleName(words)
        self.pictures.show_pair((QImage(), image), ("", words))

    def show_two(self, earlier: tuple[QImage, str], later: tuple[QImage, str]) -> None:
        """The earlier at the left."""
        self.slider.setEnabled(True)
        words = self.tr("Left of the line {earlier}, right of it {later}").format(
            earlier=earlier[1], later=later[1]
        )
        self.pictures.setAccessibleName(words)
        self.slider.setAccessibleName(self.tr("Move the line. {words}").format(words=words))
        self.pictures.show_pair((earlier[0], later[0]), (earlier[1], later[1]))
