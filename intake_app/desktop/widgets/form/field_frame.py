"""One question on the screen: its words, its field, its state, and what is wrong with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from intake_app.desktop.models.outline import Block
from intake_app.desktop.widgets.announcing import announce
from intake_app.desktop.widgets.block_column import BlockColumn
from intake_app.desktop.widgets.block_widget import (
    BlockWidget,
    MakeBlock,
    Remarks,
    Showing,
    TellEdit,
)
from intake_app.desktop.widgets.form.field_editor import FieldEditor
from intake_app.desktop.widgets.form.field_text import day_words
from intake_app.desktop.widgets.form.last_answer import LastAnswerLine
from intake_app.desktop.widgets.form.state_buttons import StateButtons
from intake_app.desktop.widgets.group_block import GAP, form_label
from intake_app.desktop.widgets.words import plain_caption
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Answer
from intake_app.domain.visit.drafting import SetAnswer, TypeText

STAR = "\u00a0*"
"""Never alone on a line."""


class FieldFrame(BlockWidget):
    """A question. Answers go out as edits; what comes back never overwrites typing."""

    def __init__(
        self,
        block: Block,
        editor: FieldEditor,
        make: MakeBlock,
        tell: TellEdit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(block, parent)
        self.editor = editor
        self._tell = tell
        self._shown: tuple[object, ...] = ()
        self._remarks: Remarks | None = None
        self._is_marking = False
        self._is_gone_on_with = False
        self._is_short = False
        self.states = StateButtons(
            has_states=not block.item.always_answered, can_be_cleared=editor.can_be_cleared
        )
        self.label = self._made_label()
        self.last = LastAnswerLine(can_confirm=block.item.stable and not block.item.read_only)
        self.help = form_label(block.item.help, "muted")
        self.said = form_label("", "muted")
        self.error = form_label("", "error")
        self.notice = form_label("", "warning")
        self._nested = BlockColumn(make, gap=GAP)
        self._lay_out()
        if block.item.read_only:
            editor.forbid_changes()
            self.states.hide()

        editor.typed.connect(lambda text: tell(TypeText(self.place, text)))
        editor.chosen.connect(self._choose)
        self.states.chosen.connect(self._mark)
        self.last.confirmed.connect(self._choose)

    def show_block(self, block: Block, showing: Showing) -> None:
        state = showing.state
        answer, unfinished = state.answer(self.place), state.unfinished(self.place)
        remarks = showing.remarks(self.place)
        self._nested.show_blocks(block.children, showing)
        is_taken_over = answer is not None and answer.confirmed is not None
        comes_from_outside = showing.put_back or is_taken_over or self._is_marking
        in_hand = self.editor.is_being_typed_in and not comes_from_outside
        last = None if self.place.rows else state.story.earlier.answers.get(self.item.link_id)
        shown = (answer, unfinished, remarks, in_hand, last)
        if shown == self._shown and not showing.put_back and not self._is_marking:
            self.editor.show_around(state, self.place)
            return
        before = self._remarks
        if before is None:
            self._is_gone_on_with = unfinished is not None
        self._shown, self._remarks = shown, remarks
        if not in_hand:
            self.editor.show_answer(answer, unfinished)
        self.editor.show_around(state, self.place)
        self.states.show_answer(answer)
        self.last.show_last(last, answer, state.reading, is_open=state.consultation.is_open)
        _say(self.said, self._said(answer))
        _say(self.error, f"⚠ {remarks.error}" if remarks.error else "")
        _say(self.notice, "\n".join(f"▲ {notice}" for notice in remarks.notices))
        self._describe(remarks.error, remarks.notices)
        if before is not None and self.isVisible():
            _announce_new(self, before, remarks)

    def confirm_last(self) -> None:
        """The last answer is still true, by key."""
        self.last.confirm()

    def stops(self) -> Sequence[QWidget]:
        return [*self.editor.inputs, *self._nested.stops()]

    def take_focus(self) -> None:
        """Put the keyboard into the field."""
        tab_stops = (w for w in self.editor.inputs if w.focusPolicy() & Qt.FocusPolicy.TabFocus)
        stop = next(tab_stops, self.editor.inputs[0])
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(stop, QLineEdit):
            if self._is_gone_on_with:
                stop.end(False)  # noqa: FBT003 - Qt takes no keyword here
            else:
                stop.selectAll()  # also where a change of page had brought the keyboard already
        self._is_gone_on_with = False

    def show_words(self, *, shown: bool) -> None:
        """Show or leave out what a table's header says already."""
        for label in (self.label, self.help):
            label.setVisible(shown and bool(label.text()))
        self._is_short = not shown
        self._shown = ()
        self.states.shorten(short=not shown)
        self.editor.shorten(short=not shown)

    def mark(self, state: Answer | None) -> None:
        """Unknown or declined, or not asked, by key."""
        if self.item.read_only:
            return
        if state is None:
            self._mark(None)
        elif not self.item.always_answered:
            self.states.toggle(state)

    def _made_label(self) -> QLabel:
        item = self.item
        words = " ".join(part for part in (item.prefix, item.text) if part)
        if item.is_required:
            words = self.tr("{question} *").replace(" *", STAR).format(question=words)
        label = form_label(plain_caption(words), "label")
        first = self.editor.inputs[0]
        label.setBuddy(first)
        if not first.accessibleName():  # where a reader asks for names and follows no label
            first.setAccessibleName(words)
        self.editor.setAccessibleName(words)  # for the options after the first
        return label

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.label, 1)
        head.addWidget(self.states, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        if not self.item.help:
            self.help.hide()
        for widget in (self.help, self.last, self.editor, self.said, self.error, self.notice):
            layout.addWidget(widget)
        self._nested.setContentsMargins(16, 8, 0, 0)
        layout.addWidget(self._nested)

    def _mark(self, answer: Answer | None) -> None:
        """What stands in the field goes with it, also while somebody types there."""
        self._is_marking = True
        self._choose(answer)
        self._is_marking = False

    def _choose(self, answer: Answer | None) -> None:
        self._tell(SetAnswer(self.place, answer))

    def _said(self, answer: Answer | None) -> str:
        """An answer without a value in words, or a day as it was understood."""
        if answer is not None and answer.says_the_same(UNKNOWN):
            if self._is_short:
                return self.tr("? Unknown")
            return self.tr("? Unknown: asked, but not known. Answering takes this back.")
        if answer is not None and answer.says_the_same(DECLINED):
            if self._is_short:
                return self.tr("✕ Declined")
            return self.tr("✕ Declined: asked, but not said. Answering takes this back.")
        days = [day_words(v, self.editor.reading) for v in answer.values] if answer else []
        return ", ".join(day for day in days if day) or self.editor.aside

    def _describe(self, error: str, notices: Sequence[str]) -> None:
        """Say to a screen reader what the eye sees around the field."""
        required = self.tr("required") if self.item.is_required else ""
        last = "" if self.last.isHidden() else self.last.words.text()
        keys = self.editor.keys
        several = len(self.editor.inputs) > 1  # the label belongs to the first alone
        question = self.editor.accessibleName() if several else ""
        parts = (question, required, error, self.item.help, last, self.said.text(), *notices, keys)
        description = ". ".join(part for part in parts if part)
        for widget in self.editor.inputs:
            if widget.accessibleDescription() != description:
                widget.setAccessibleDescription(description)
        self.editor.show_problem(error)


def _say(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)
    label.setVisible(bool(text))


def _announce_new(frame: FieldFrame, before: Remarks, now: Remarks) -> None:
    """Read out what is said of it now and was not a moment ago.

    What is wrong only when the keyboard is gone: it changes with each letter that is typed.
    """
    known = {before.error, *before.notices}
    error = "" if frame.editor.holds_focus() else now.error
    new = [each for each in (error, *now.notices) if each and each not in known]
    if new:
        announce(frame, f"{frame.editor.accessibleName()}: {' '.join(new)}")
