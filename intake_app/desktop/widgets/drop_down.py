"""A drop-down list that a turn of the mouse wheel does not change by accident."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class DropDown(QComboBox):
    """The wheel scrolls the form, never the answer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
