"""A number between two ends: typed, or set with a slider that shows nothing before it is used."""

from decimal import Decimal
from math import ceil

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from intake_app.desktop.widgets.form.text_field import LineField
from intake_app.desktop.widgets.group_block import form_label
from intake_app.domain.errors import IntakeError
from intake_app.domain.form.answers import Answer
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.form.typed_text import Reading, read_typed
from intake_app.domain.values import Value

FINEST = 1000
"""Steps a slider has at most."""


class ScaleField(LineField):
    """The line takes the keyboard (digits, Up and Down); the slider is there for the mouse."""

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(item, reading, parent)
        self._low = _number(item.limits.minimum, 0)
        self._high = _number(item.limits.maximum, 10)
        step = float(item.slider_step) if item.slider_step else 1.0
        steps = max(0.0, self._high - self._low) / step
        self._step = step * max(1, ceil(steps / FINEST))
        self.line.setMaximumWidth(96)
        self.slider = _Slider()
        self.slider.setRange(0, round(max(0.0, self._high - self._low) / self._step))
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setMaximumWidth(420)
        for widget, stretch in self._around_slider(item.ends):
            self.row.insertWidget(self.row.count() - 1, widget, stretch)

        self.line.textEdited.connect(self._follow)
        self.slider.sliderMoved.connect(self._take)
        self.slider.actionTriggered.connect(lambda: self._take(self.slider.sliderPosition()))

    def _around_slider(self, ends: tuple[str, str]) -> list[tuple[QWidget, int]]:
        low, high = (form_label(words, "muted") for words in ends)
        placed = [(low, ends[0]), (self.slider, "-"), (high, ends[1])]
        return [(each, 3 if each is self.slider else 1) for each, words in placed if words]

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        super().show_answer(answer, unfinished)
        self._show_position(answer.values[0] if answer is not None and answer.values else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down, which the line has no use for, go one step."""
        change = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if change is None or self.line.isReadOnly():
            super().keyPressEvent(event)
            return
        empty = bool(self.slider.property("empty"))
        start = (0 if change > 0 else self.slider.maximum()) if empty else None
        wanted = self.slider.value() + change if start is None else start
        self._take(max(0, min(wanted, self.slider.maximum())))

    def forbid_changes(self) -> None:
        super().forbid_changes()
        self.slider.setEnabled(False)

    def _take(self, position: int) -> None:
        text = _plain(self._low + position * self._step)
        self.line.setText(text)
        self._show_position(float(text))
        self.typed.emit(text)

    def _follow(self, text: str) -> None:
        """Move the slider with what is being typed."""
        try:
            value = read_typed(self.item, text, self.reading)
        except IntakeError:
            value = None
        self._show_position(value)

    def _show_position(self, value: Value | float | None) -> None:
        with QSignalBlocker(self.slider):
            steps = (_number(value, self._low) - self._low) / self._step
            self.slider.setValue(round(max(0.0, min(steps, self.slider.maximum()))))
        self.slider.setProperty("empty", value is None)
        self.slider.style().unpolish(self.slider)
        self.slider.style().polish(self.slider)


def _plain(number: float) -> str:
    """Digits only, as they are typed."""
    return f"{number:.10f}".rstrip("0").rstrip(".")


def _number(value: Value | float | None, default: float) -> float:
    return float(value) if isinstance(value, int | float | Decimal) else default


class _Slider(QSlider):
    """Takes no key and no wheel: the line beside it has the keyboard."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
