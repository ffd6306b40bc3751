"""What all pages have in common: their ground, and where the keyboard begins."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget


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
    area = _ScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


def held(page: QWidget) -> QScrollArea:
    """A frame for a whole page: on a screen that is too small for it, it scrolls both ways."""
    area = _ScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(page)
    return area


def column(width: int) -> tuple[QWidget, QVBoxLayout]:
    """A column in the middle of the window, at most so wide that lines stay readable."""
    outer = QWidget()
    inner = QWidget()
    inner.setMaximumWidth(width)
    around = QVBoxLayout(outer)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(inner, 1)
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
