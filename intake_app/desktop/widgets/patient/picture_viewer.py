"""A picture to be looked at closely, with the patient's name above it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.shown import PatientHeading
from intake_app.desktop.small_pictures import picture_of
from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.patient.patient_banner import PatientBanner

LARGEST = 8.0
STEP = 1.25


class Enlarged(QWidget):
    """The picture in the size that is wished."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.image = image

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self.image)


class ZoomArea(QScrollArea):
    """Plus, minus and 0 change the size; so does the wheel with Ctrl."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.picture = Enlarged(image)
        self.factor = 0.0
        """Screen pixels for one of the picture; 0: as large as fits."""
        self.setWidget(self.picture)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def zoom(self, by: float) -> None:
        """Make it larger or smaller around the middle of what is seen; 0: let it fit."""
        before = self._shown_factor()
        least = self._fitting()
        wanted = before * by
        self.factor = 0.0 if not by or wanted <= least else min(LARGEST, wanted)
        middle = QPointF(
            self.horizontalScrollBar().value() + self.viewport().width() / 2,
            self.verticalScrollBar().value() + self.viewport().height() / 2,
        )
        self._resize()
        moved = middle * (self._shown_factor() / before)
        self.horizontalScrollBar().setValue(round(moved.x() - self.viewport().width() / 2))
        self.verticalScrollBar().setValue(round(moved.y() - self.viewport().height() / 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {"+": STEP, "=": STEP, "-": 1 / STEP, "0": 0.0}
        if event.text() in steps:
            self.zoom(steps[event.text()])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self._resize()

    def _fitting(self) -> float:
        size, room = self.picture.image.size(), self.maximumViewportSize()
        if size.isEmpty():
            return 1.0
        return min(room.width() / size.width(), room.height() / size.height(), 1.0)

    def _shown_factor(self) -> float:
        return self.factor or self._fitting()

    def _resize(self) -> None:
        self.picture.resize(self.picture.image.size() * self._shown_factor())


class PictureViewer(QDialog):
    """Closes with Escape."""

    def __init__(
        self, words: str, content: bytes, heading: PatientHeading, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(words)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.banner = PatientBanner()
        self.banner.show_patient(heading)
        self.area = ZoomArea(picture_of(content))
        self.area.setAccessibleName(words)
        self.larger = QPushButton(self.tr("Larger (+)"))
        self.smaller = QPushButton(self.tr("Smaller (-)"))
        self.fitting = QPushButton(self.tr("Fit (0)"))
        self.close_button = QPushButton(self.tr("Close"))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 0, 24, 12)
        buttons.addWidget(form_label(words, "muted"), 1)
        for button in (self.larger, self.smaller, self.fitting, self.close_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.banner)
        layout.addWidget(self.area, 1)
        layout.addLayout(buttons)
        self.resize(1000, 760)

        self.larger.clicked.connect(lambda: self.area.zoom(STEP))
        self.smaller.clicked.connect(lambda: self.area.zoom(1 / STEP))
        self.fitting.clicked.connect(lambda: self.area.zoom(0))
        self.close_button.clicked.connect(self.reject)
        self.area.setFocus()


def show_picture(parent: QWidget, state: FormState | None, words: str, content: bytes) -> None:
    """Open the viewer over a consultation."""
    if state is not None:
        PictureViewer(words, content, state.heading, parent).open()
