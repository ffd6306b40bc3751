"""The scalp map as a question: four heads to paint on, beside the numbers that it fills."""

from decimal import Decimal

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.widgets.form.field_editor import FieldEditor
from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.scalp.score_words import number_words
from intake_app.desktop.widgets.scalp.tools import ScalpTools
from intake_app.desktop.widgets.scalp.view import ScalpView
from intake_app.desktop.widgets.scalp.words import view_label, view_name
from intake_app.desktop.widgets.tile_grid import TileGrid
from intake_app.domain.form.answers import Answer, Place, given
from intake_app.domain.form.questionnaire import Instrument, Item
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.scalp.file import LARGEST, as_attachment, drawing_in
from intake_app.domain.scalp.map import Cleared, Drawing, Mark, NoLoss, Sitting
from intake_app.domain.scalp.pen import Tool
from intake_app.domain.scalp.views import View
from intake_app.domain.values import Attachment
from intake_app.domain.visit.scales import salt
from intake_app.domain.visit.scalp_filling import typed_otherwise
from intake_app.domain.visit.scores import number_in

NARROW = 700
"""Pixels; with less room the tools stand above the heads."""
ACROSS = 480
"""Pixels from which two groups of tools stand in one line."""
TOOLS = 216


class ScalpField(FieldEditor):
    """Every mark is an answer at once; the marks stay, so that one more can be taken back."""

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(item, reading, parent)
        self._sitting = Sitting()
        self._data = ""
        self._numbers: dict[View, Decimal] = {}
        self._typed: tuple[View, ...] = ()
        self.tools = ScalpTools()
        self.views = {view: ScalpView(view) for view in View}
        self.score = form_label("", "heading")
        self.remark = form_label("", "warning")
        self._lay_out()
        for view, shown in self.views.items():
            shown.stroke_made.connect(self._take)
            shown.percent_moved.connect(lambda percent, v=view: self._count(v, percent))
            shown.tool_wished.connect(self.tools.take_key)
        self.tools.tool_chosen.connect(self._use)
        self.tools.undo_wished.connect(lambda: self._tell(self._sitting.back()))
        self.tools.redo_wished.connect(lambda: self._tell(self._sitting.forward()))
        self.tools.no_loss_wished.connect(self._no_loss)
        self.tools.clearing_wished.connect(lambda: self._take(Cleared()))
        self._show()

    @property
    def inputs(self) -> list[QWidget]:
        return [*self.tools.inputs, *self.views.values()]

    @property
    def keys(self) -> str:
        return self.tools.keys.text()

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        """Show the drawing that stands as the answer."""
        del unfinished  # a mark is a value at once
        files = [each for each in answer.values if isinstance(each, Attachment)] if answer else []
        data = files[0].data if files else ""
        if data != self._data:
            self._data = data
            drawing = drawing_in(files[0]) if files else None
            self._sitting = self._sitting.turned_to(drawing or Drawing())
        self._show()

    def show_around(self, state: FormState, place: Place) -> None:
        """Know the numbers beside the drawing: together they make the score."""
        instrument = self.item.instrument or Instrument("", ())
        answers = {v: state.answers.get(Place(instrument.part(v), place.rows)) for v in View}
        self._numbers = {
            view: number
            for view, answer in answers.items()
            if answer is not None
            and answer.values
            and (number := number_in(answer.values[0])) is not None
        }
        self._typed = typed_otherwise(instrument, place, state.answers)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= NARROW
        ways = QBoxLayout.Direction
        self._across.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._panel.setMaximumWidth(TOOLS if beside else 10_000)
        self.tools.arrange(across=not beside and self.width() >= ACROSS)

    def _take(self, mark: Mark) -> None:
        self._tell(self._sitting.with_mark(mark))

    def _no_loss(self) -> None:
        drawing = self._sitting.drawing
        if untouched := tuple(view for view in View if not drawing.is_looked_at(view)):
            self._take(NoLoss(untouched))

    def _tell(self, sitting: Sitting) -> None:
        """Make this the answer, unless it has become too large to stay with the others."""
        drawing = sitting.drawing
        file = as_attachment(drawing)
        if len(file.data) > LARGEST:
            self.remark.setText(self.tr("⚠ The drawing is full. Wipe it, or type the numbers."))
            self.remark.show()
            return
        self._sitting, self._data = sitting, file.data if drawing.marks else ""
        self._show()
        self.chosen.emit(given(file) if drawing.marks else None)

    def _use(self, tool: Tool) -> None:
        for view in self.views.values():
            view.tool = tool
            view.update()

    def _show(self) -> None:
        drawing, tools = self._sitting.drawing, self.tools
        for view, shown in self.views.items():
            shown.show_drawing(drawing, view_label(view, drawing.percent(view)))
        self._show_score(self._numbers)
        self.remark.setText(
            self.tr("▲ Typed by hand, and not what is drawn: {views}.").format(
                views=", ".join(view_name(view) for view in self._typed)
            )
        )
        self.remark.setVisible(bool(self._typed))
        tools.allow(tools.undo, allowed=bool(drawing.marks))
        tools.allow(tools.redo, allowed=bool(self._sitting.undone))
        tools.allow(tools.clearing, allowed=not drawing.is_blank)
        untouched = not all(drawing.is_looked_at(view) for view in View)
        tools.allow(tools.no_loss, allowed=untouched)

    def _count(self, view: View, percent: Decimal | None) -> None:
        """Show numbers while a stroke is being made."""
        self.views[view].show_label(view_label(view, percent))
        painted = {} if percent is None else {view: percent}  # None: nothing came of the stroke
        self._show_score({**self._numbers, **painted})

    def _show_score(self, numbers: dict[View, Decimal]) -> None:
        score = salt(numbers)
        if score is not None:
            words = self.tr("SALT {score}").format(score=number_words(score))
        else:
            words = self.tr("SALT: {count} of 4 views").format(count=len(numbers))
        self.score.setText(words)

    def _lay_out(self) -> None:
        self._panel = QWidget()
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tools)
        column.addWidget(self.score)
        column.addWidget(self.remark)
        column.addStretch(1)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(16)
        self._across.addWidget(self._panel)
        heads = TileGrid([*self.views.values()])
        heads.columns = (1, 2, 4)
        self._across.addWidget(heads, 1)
