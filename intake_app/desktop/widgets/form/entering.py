"""Where the keyboard comes to when a section, or a place in it, is gone to."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from intake_app.desktop.widgets.block_widget import BlockWidget
from intake_app.desktop.widgets.form.field_frame import FieldFrame
from intake_app.desktop.widgets.form.section_view import SectionView
from intake_app.domain.form.answers import Place


def take_up(view: SectionView, left: Place | None) -> None:
    """Go on where this section was left, else begin with whatever comes first in it."""
    if left is not None and enter(view, left):
        return
    first = _first_in_sight(view)
    if first is None:
        return
    frame = frame_of(first)
    if frame is not None:
        frame.take_focus()
    else:
        _focus(first)
    view.show_top()
    view.bring_into_view(frame or first)  # where the window is low, rather than the title


def enter(view: SectionView, place: Place) -> bool:
    """Put the keyboard into the question, or the first of the rows, at a place; if it is asked."""
    block = view.block(place)
    if block is None:
        view.build_all()
        block = view.block(place)
    if block is None or not block.isVisibleTo(view):
        return False
    view.bring_into_view(block)
    if isinstance(block, FieldFrame):
        block.take_focus()
    elif (stop := _first_in_sight(block)) is not None:
        _focus(stop)
    return True


def frame_of(widget: QObject | None) -> FieldFrame | None:
    """The question around a widget; a list or calendar that popped up belongs to its field."""
    while isinstance(widget, QWidget):
        if isinstance(widget, FieldFrame):
            return widget
        widget = widget.parentWidget()
    return None


def block_of(widget: QObject | None) -> BlockWidget | None:
    """The innermost piece of the form around a widget."""
    while isinstance(widget, QWidget):
        if isinstance(widget, BlockWidget):
            return widget
        widget = widget.parentWidget()
    return None


def _first_in_sight(part: SectionView | BlockWidget) -> QWidget | None:
    return next((stop for stop in part.stops() if _takes_keyboard(stop, part)), None)


def _takes_keyboard(stop: QWidget, part: QWidget) -> bool:
    takes_tab = bool(stop.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes_tab and stop.isVisibleTo(part) and stop.isEnabledTo(part)


def _focus(stop: QWidget) -> None:
    stop.setFocus(Qt.FocusReason.TabFocusReason)
    if isinstance(stop, QLineEdit):
        stop.selectAll()
