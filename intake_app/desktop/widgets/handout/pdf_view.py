"""Pages as they will print, one below the other; rendered elsewhere, when they come in sight."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from intake_app.desktop.pdf_pages import POINTS_PER_INCH, PageSize

ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
SCREEN_INCH = 96
"""Device-independent pixels per inch: at a zoom of 1 a page has about its size on paper."""
GAP = 16
PAPER = QColor("white")


class PdfView(QScrollArea):
    """Page keys go page by page, + and - zoom; sharp at every scale of the screen.

    Until somebody zooms, pages have about their size on paper, or less where the window is
    too narrow for that: then they fit its width.

    Signals:
        picture_wanted: A page is in sight (its place, its width in device pixels).
        page_changed: Another page is in the middle of the view (its place).
        zoomed: The zoom has changed.
    """

    picture_wanted = Signal(int, int)
    page_changed = Signal(int)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets: list[Sheet] = []
        self._zoom = 1.0
        self._chosen: float | None = None
        self._place = 0
        self.setAccessibleName(self.tr("Pages of the handout"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidgetResizable(True)
        self._ground = QWidget()
        self._ground.setObjectName("scrolled")
        self._column = QVBoxLayout(self._ground)
        self._column.setContentsMargins(GAP, GAP, GAP, GAP)
        self._column.setSpacing(GAP)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._ground)
        self.verticalScrollBar().valueChanged.connect(self._look)

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def place(self) -> int:
        return self._place

    def show_pages(self, sizes: Sequence[PageSize]) -> None:
        """Lay out empty sheets; their pictures are asked for as they come in sight."""
        for sheet in self._sheets:
            self._column.removeWidget(sheet)
            sheet.deleteLater()
        self._sheets = [
            Sheet(size, self.tr("Page {number}").format(number=number))
            for number, size in enumerate(sizes, start=1)
        ]
        for sheet in self._sheets:
            sheet.fit(self._zoom)
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._apply_zoom()
        self.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, self._look)

    def show_picture(self, place: int, picture: QImage, text: str) -> None:
        if place < len(self._sheets):
            self._sheets[place].show_picture(picture, text)

    def sheet(self, place: int) -> "Sheet":
        return self._sheets[place]

    def has_picture(self, place: int) -> bool:
        return place < len(self._sheets) and self._sheets[place].has_picture

    def set_zoom(self, zoom: float | None) -> None:
        """Show them so large from now on; None: so that their width is seen."""
        self._chosen = zoom
        self._apply_zoom()

    def _apply_zoom(self) -> None:
        """Keep what is in the middle where it is."""
        zoom = self._fitting() if self._chosen is None else self._chosen
        if zoom == self._zoom:
            return
        bar = self.verticalScrollBar()
        middle = (bar.value() + self.viewport().height() / 2) / max(1, self._ground.height())
        self._zoom = zoom
        for sheet in self._sheets:
            sheet.fit(zoom)
        self._ground.adjustSize()
        bar.setValue(round(middle * self._ground.height() - self.viewport().height() / 2))
        self.zoomed.emit(zoom)
        self._look()

    def _fitting(self) -> float:
        """As large as on paper, or as the width has room for."""
        beside = self.verticalScrollBar().sizeHint().width() + 2 * GAP
        room = self.maximumViewportSize().width() - beside
        widest = max((sheet.width_at(1.0) for sheet in self._sheets), default=room)
        return max(ZOOMS[0], min(1.0, room / max(1, widest)))

    def step_zoom(self, step: int) -> None:
        """The next larger or smaller of the usual zooms."""
        nearest = min(range(len(ZOOMS)), key=lambda place: abs(ZOOMS[place] - self._zoom))
        self.set_zoom(ZOOMS[min(max(nearest + step, 0), len(ZOOMS) - 1)])

    def go_to(self, place: int) -> None:
        """Bring the top of a page into view."""
        if self._sheets:
            sheet = self._sheets[min(max(place, 0), len(self._sheets) - 1)]
            self.verticalScrollBar().setValue(sheet.y() - GAP)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = {
            Qt.Key.Key_PageDown: self._place + 1,
            Qt.Key.Key_PageUp: self._place - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._sheets) - 1,
        }
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        key = Qt.Key(event.key())
        if key in places:
            self.go_to(places[key])
        elif key in zooms:
            self.step_zoom(zooms[key])
        elif key == Qt.Key.Key_0:
            self.set_zoom(None)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply_zoom()
        QTimer.singleShot(0, self, self._look)

    def changeEvent(self, event: QEvent) -> None:
        """On another screen the pages may need more pixels."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        """Ask for what is in sight and not sharp yet; let go of what is far away."""
        seen = QRect(0, self.verticalScrollBar().value(), 1, self.viewport().height())
        near = seen.adjusted(0, -seen.height(), 0, seen.height())
        for place, sheet in enumerate(self._sheets):
            band = QRect(0, sheet.y(), 1, sheet.height())
            if not band.intersects(near):
                sheet.let_go()
            elif (width := sheet.missing_width()) is not None:
                self.picture_wanted.emit(place, width)
        middle = seen.center().y()
        passed = [place for place, sheet in enumerate(self._sheets) if sheet.y() <= middle]
        place = passed[-1] if passed else 0
        if place != self._place:
            self._place = place
            self.page_changed.emit(place)


class Sheet(QWidget):
    """One sheet of paper: white, with a thin line around it, whatever the scheme."""

    def __init__(self, size: PageSize, name: str) -> None:
        super().__init__()
        self._size = size
        self._picture: QImage | None = None
        self._asked_width = 0
        self.setAccessibleName(name)

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    @property
    def picture_width(self) -> int:
        """In device pixels; 0 while there is no picture."""
        return self._picture.width() if self._picture is not None else 0

    def width_at(self, zoom: float) -> int:
        return round(self._size.width * zoom * SCREEN_INCH / POINTS_PER_INCH)

    def fit(self, zoom: float) -> None:
        height = round(self._size.height * zoom * SCREEN_INCH / POINTS_PER_INCH)
        self.setFixedSize(QSize(self.width_at(zoom), height))

    def missing_width(self) -> int | None:
        """Device pixels that a sharp picture needs; None when it is there or asked for."""
        width = round(self.width() * self.devicePixelRatioF())
        if width == self._asked_width:
            return None
        self._asked_width = width
        return width

    def show_picture(self, picture: QImage, text: str) -> None:
        self._picture = picture
        self.setAccessibleDescription(text)
        self.update()

    def let_go(self) -> None:
        self._picture = None
        self._asked_width = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), PAPER)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self._picture)
        painter.setPen(self.palette().color(QPalette.ColorRole.Dark))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
