"""What all pages have in common: their ground, and where the keyboard begins."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)


class Page(QWidget):
    """A screen. It shows, and says what the person wishes; it decides nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def focus_start(self) -> None:
        """Put the keyboard where the work on this page begins."""
        self.focusNextPrevChild(True)  # noqa: FBT003 - Qt takes no keyword here


def scrolled(content: QWidget) -> QScrollArea:
    """A scroll area around a page's content; it is no stop for the Tab key."""
    content.setObjectName("scrolled")
    bed = _Bed()
    bed.setObjectName("scrolled")
    layout = QVBoxLayout(bed)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)
    area = _ScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(bed)
    return area


def held(page: QWidget) -> QScrollArea:
    """A frame for a whole page: on a screen that is too small for it, it scrolls both ways."""
    frame = _Frame()
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    frame.setFrameShape(QFrame.Shape.NoFrame)
    frame.setWidget(page)
    return frame


def show_whole(widget: QWidget) -> None:
    """Scroll to what has just appeared, once it has its place."""
    QTimer.singleShot(0, widget, lambda: _scroll_to(widget))


def _scroll_to(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def column(width: int) -> tuple[QWidget, QVBoxLayout]:
    """A column in the middle of the window, at most so wide that lines stay readable."""
    outer = QWidget()
    inner = QWidget()
    inner.setMaximumWidth(width)
    around = QHBoxLayout(outer)
    around.setContentsMargins(0, 0, 0, 0)
    around.addStretch(1)
    around.addWidget(inner, 100)
    around.addStretch(1)
    layout = QVBoxLayout(inner)
    layout.setContentsMargins(32, 24, 32, 24)
    layout.setSpacing(12)
    return outer, layout


class _ScrollArea(QScrollArea):
    """Keeps what has the keyboard in sight, also when it comes from outside the area."""

    def __init__(self) -> None:
        super().__init__()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._show_focus)

    def _show_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        content = self.widget()
        if new is not None and content is not None and content.isAncestorOf(new):
            self.ensureWidgetVisible(new)


class _Bed(QWidget):
    """As high as its lines are at the width there is.

    Qt would add what they took at the narrowest width, and the end of a long page would be empty.
    """

    def minimumSizeHint(self) -> QSize:
        least, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            return QSize(least.width(), 0)
        return least


class _Frame(_ScrollArea):
    """Gives a page all the room there is; Qt's own way gives it what it would like at most."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        page = self.widget()
        if page is None:
            return
        room = self.maximumViewportSize()
        least = _least(page, room)
        bar = self.verticalScrollBar().sizeHint().width()
        if least.height() > room.height():
            room.setWidth(room.width() - bar)
        if least.width() > room.width():
            room.setHeight(room.height() - bar)
        page.resize(room.expandedTo(_least(page, room)))


def _least(page: QWidget, room: QSize) -> QSize:
    """The smallest size at which nothing of a page is cut; lines break at that width."""
    least, layout = page.minimumSizeHint(), page.layout()
    if layout is None or not layout.hasHeightForWidth():
        return least
    width = max(least.width(), room.width())
    return QSize(least.width(), max(least.height(), layout.totalMinimumHeightForWidth(width)))
