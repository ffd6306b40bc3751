"""A choice by pictures: each option as a tile with its drawing, its name and one plain line."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QWidget

from intake_app.desktop.widgets.form.option_button import OptionButton, RadioOption
from intake_app.desktop.widgets.form.options_field import OptionsField
from intake_app.desktop.widgets.scalp.schematic import Schematic
from intake_app.domain.form.questionnaire import Item, ItemType, Option

WIDTH = 190
PICTURE = 112
GAP = 8
DOT = 16
_LINES = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)


def is_shown_in_pictures(item: Item) -> bool:
    """Whether one of several pictures is to be picked."""
    by_list = item.control not in ("", "radio-button")
    if item.type is not ItemType.CHOICE or item.repeats or by_list:
        return False
    return any(option.picture is not None for option in item.options)


class PicturesField(OptionsField):
    """Behaves like any options in sight: arrows go on, Space and the keys 1-9 pick."""

    def _button(self, number: int, words: str) -> OptionButton:
        key = str(number + 1) if number < 9 else ""
        button = PictureOption(words, key, self._options[number])
        button.focused.connect(lambda: self._move_tab_stop(number))
        return button


class PictureOption(RadioOption):
    """One option with its picture."""

    def __init__(
        self, words: str, key: str, option: Option, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, key, parent)
        picture = option.picture
        self.line = picture.title if picture is not None else ""
        self._schematic = Schematic(picture) if picture is not None else None
        if self.line:
            self.setAccessibleName(self.tr("{name}: {line}").format(name=words, line=self.line))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, self.heightForWidth(WIDTH))

    def heightForWidth(self, width: int) -> int:
        words = self._words_at(width, 0)
        return self._line_at(width, words.bottom()).bottom() + GAP

    def hitButton(self, pos: QPoint) -> bool:
        """The whole tile is the button, not only its dot."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, dot, picture and words in the colours of the palette."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = QApplication.palette()  # a style sheet makes the widget's own paler
        self._paint_frame(painter, colours)
        self._paint_dot(painter, colours)
        if self._schematic is not None:
            place = QRectF(GAP, GAP, self.width() - 2 * GAP, PICTURE)
            self._schematic.paint(painter, place, colours.color(QPalette.ColorRole.Text))
        words = self._words_at(self.width(), 0)
        painter.setPen(colours.color(QPalette.ColorRole.Text))
        painter.setFont(self._bold())
        painter.drawText(words, _LINES, self.words)
        painter.setFont(self.font())
        painter.setPen(colours.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(self._line_at(self.width(), words.bottom()), _LINES, self.line)
        if self.key and self.property("shows_key"):
            corner = self.width() - GAP - DOT if not self.isRightToLeft() else GAP
            centred = int(Qt.AlignmentFlag.AlignCenter)
            painter.drawText(QRect(corner, GAP, DOT, DOT), centred, self.key)
        painter.end()

    def _paint_frame(self, painter: QPainter, colours: QPalette) -> None:
        wide = self.hasFocus() or bool(self.property("invalid"))
        if self.property("invalid"):
            border = QPalette.ColorRole.BrightText
        elif self.hasFocus() or self.isChecked():
            border = QPalette.ColorRole.Accent
        else:
            border = QPalette.ColorRole.Dark
        if self.isChecked():
            ground = QPalette.ColorRole.Highlight
        else:
            under = self.underMouse() and self.isEnabled()
            ground = QPalette.ColorRole.Midlight if under else QPalette.ColorRole.Base
        inset = 1.0 if wide else 0.5
        painter.setPen(QPen(colours.color(border), 2 * inset))
        painter.setBrush(colours.color(ground))
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, 8, 8)

    def _paint_dot(self, painter: QPainter, colours: QPalette) -> None:
        """The round mark that says: one of these."""
        left = GAP if not self.isRightToLeft() else self.width() - GAP - DOT
        round_ = QRectF(left + 0.5, GAP + 0.5, DOT - 1, DOT - 1)
        checked = self.isChecked()
        accent = colours.color(QPalette.ColorRole.Accent)
        border = accent if checked else colours.color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(QPen(border, 1))
        painter.setBrush(accent if checked else colours.color(QPalette.ColorRole.Base))
        painter.drawEllipse(round_)
        if checked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(QPalette.ColorRole.Base))
            painter.drawEllipse(round_.adjusted(4.5, 4.5, -4.5, -4.5))

    def _words_at(self, width: int, top: int) -> QRect:
        """Where the name stands: below the picture, or at the top where there is none."""
        shows = self._schematic is not None and self._schematic.is_there
        below = top + GAP + (PICTURE + GAP if shows else 0)
        room = QRect(GAP + DOT * (not shows), below, width - 2 * GAP - 2 * DOT * (not shows), 999)
        needed = self._measure(self._bold(), room, self.words)
        return QRect(room.left(), below, room.width(), needed)

    def _line_at(self, width: int, top: int) -> QRect:
        room = QRect(GAP, top + 3, width - 2 * GAP, 999)
        needed = self._measure(self.font(), room, self.line) if self.line else 0
        return QRect(room.left(), room.top(), room.width(), needed)

    def _measure(self, font: QFont, room: QRect, words: str) -> int:
        return QFontMetrics(font).boundingRect(room, _LINES, words).height()

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font
