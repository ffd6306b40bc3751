"""Radio buttons and check boxes as tiles: their text wraps, their key stands beside it."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from intake_app.desktop.widgets.words import plain_caption

WIDEST = 330
"""Pixels that a tile asks for at most; what is longer wraps."""
LOWEST = 36
KEY_ROOM = 16
ROOM_FOR_KEY = 60
"""Pixels; in a narrower one the key would stand on the button."""

_WRAPPED = int(
    Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
)


class RadioOption(QRadioButton):
    """One of several that exclude each other.

    Signals:
        focused: The keyboard came here.
    """

    focused = Signal()

    def __init__(self, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(plain_caption(text), parent)
        self.words, self.key = text, key
        _prepare(self, text, key)

    def sizeHint(self) -> QSize:
        return _size_hint(self, self.words, _option(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, LOWEST)

    def heightForWidth(self, width: int) -> int:
        return _height(self, self.words, _option(self), width)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        _paint(self, self.words, self.key, QStyle.ControlElement.CE_RadioButton)


class CheckOption(QCheckBox):
    """One of several that go together.

    Signals:
        focused: The keyboard came here.
    """

    focused = Signal()

    def __init__(self, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(plain_caption(text), parent)
        self.words, self.key = text, key
        _prepare(self, text, key)

    def sizeHint(self) -> QSize:
        return _size_hint(self, self.words, _option(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, LOWEST)

    def heightForWidth(self, width: int) -> int:
        return _height(self, self.words, _option(self), width)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        _paint(self, self.words, self.key, QStyle.ControlElement.CE_CheckBox)


OptionButton = RadioOption | CheckOption


def _prepare(button: QAbstractButton, text: str, key: str) -> None:
    button.setAccessibleName(text)
    button.setProperty("role", "option")
    if key:
        button.setToolTip(button.tr("Key {key}").format(key=key))
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)


def _option(button: RadioOption | CheckOption) -> QStyleOptionButton:
    option = QStyleOptionButton()
    button.initStyleOption(option)
    option.text = ""
    return option


def _text_rect(button: QAbstractButton, option: QStyleOptionButton, rect: QRect) -> QRect:
    option.rect = rect
    element = (
        QStyle.SubElement.SE_RadioButtonContents
        if isinstance(button, QRadioButton)
        else QStyle.SubElement.SE_CheckBoxContents
    )
    contents = button.style().subElementRect(element, option, button)
    room = KEY_ROOM + 4
    mirrored = button.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return contents.adjusted(room, 0, 0, 0) if mirrored else contents.adjusted(0, 0, -room, 0)


def _size_hint(button: QAbstractButton, words: str, option: QStyleOptionButton) -> QSize:
    chrome = 400 - _text_rect(button, option, QRect(0, 0, 400, LOWEST)).width()
    width = min(WIDEST, button.fontMetrics().horizontalAdvance(words) + chrome + 4)
    return QSize(width, _height(button, words, option, width))


def _height(button: QAbstractButton, words: str, option: QStyleOptionButton, width: int) -> int:
    room = _text_rect(button, option, QRect(0, 0, width, LOWEST))
    wrapped = button.fontMetrics().boundingRect(0, 0, max(40, room.width()), 9999, _WRAPPED, words)
    return max(LOWEST, wrapped.height() + 16)


def _paint(
    button: RadioOption | CheckOption, words: str, key: str, control: QStyle.ControlElement
) -> None:
    painter = QPainter(button)
    option = _option(button)
    option.rect = button.rect()
    button.style().drawControl(control, option, painter, button)
    room = _text_rect(button, option, button.rect())
    painter.setPen(button.palette().color(button.foregroundRole()))
    painter.drawText(room, _WRAPPED, words)
    if key and button.property("shows_key") and button.width() >= ROOM_FOR_KEY:
        painter.setPen(button.palette().placeholderText().color())
        mirrored = button.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = room.left() - KEY_ROOM - 2 if mirrored else room.right() + 2
        beside = QRect(left, 0, KEY_ROOM, button.height())
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignCenter), key)
    painter.end()
