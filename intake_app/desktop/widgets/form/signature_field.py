"""A question that is answered by signing."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.shown import shown_moment
from intake_app.desktop.widgets.form.field_editor import FieldEditor
from intake_app.desktop.widgets.form.inputs import LineInput
from intake_app.desktop.widgets.form.signature_pad import SignaturePad
from intake_app.desktop.widgets.group_block import form_label
from intake_app.domain.form.answers import Answer, Place, given
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.values import Attachment
from intake_app.domain.visit.hair_form import signer_of
from intake_app.domain.visit.signature import Signature, Stroke


class SignatureField(FieldEditor):
    """Each stroke is in the records at once; a signature from earlier is shown, or replaced."""

    def __init__(self, item: Item, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(item, reading, parent)
        self.pad = SignaturePad()
        self.pad.setAccessibleName(
            self.tr("Paper to sign on with mouse, pen or finger: {question}").format(
                question=item.text
            )
        )
        self.signer = LineInput()
        self.undo_button = QPushButton(self.tr("Undo stroke"))
        self.redo_button = QPushButton(self.tr("Redo stroke"))
        self.clear_button = QPushButton(self.tr("Clear"))
        self.said = form_label("", "muted")
        self._strokes: tuple[Stroke, ...] = ()
        self._undone: tuple[Stroke, ...] = ()
        self._drawn: dict[str, tuple[Stroke, ...]] = {}
        self._file: Attachment | None = None
        self._offered = ""
        self._signed_at = datetime.now(UTC)
        self._lay_out()
        self._enable()

        self.pad.stroke_drawn.connect(self._add)
        self.undo_button.clicked.connect(self._take_back)
        self.redo_button.clicked.connect(self._bring_back)
        self.clear_button.clicked.connect(lambda: self._keep((), ()))
        self.signer.editingFinished.connect(self._rename)

    @property
    def inputs(self) -> list[QWidget]:
        return [self.signer, self.undo_button, self.redo_button, self.clear_button]

    def show_answer(self, answer: Answer | None, unfinished: str | None) -> None:
        values = answer.values if answer is not None else ()
        self._file = next((each for each in values if isinstance(each, Attachment)), None)
        known = self._drawn.get(self._file.hash, ()) if self._file is not None else ()
        if known != self._strokes:
            self._strokes, self._undone = known, ()
        self.pad.show_strokes(self._strokes)
        self._enable()

    def show_around(self, state: FormState, place: Place) -> None:
        if self._file is not None and not self._strokes:
            self.pad.show_picture(state.files.picture(self._file))
        offered = signer_of(
            place.link_id, state.answers, patient=state.heading.name, actor=state.actor_name
        )
        if self.signer.text() in ("", self._offered):
            self.signer.show_text(offered)
        self._offered = offered
        made = self._file.creation if self._file is not None else None
        if self._file is None or made is None or made.at is None:
            self.said.setText(self.tr("Sign on the line. Whoever cannot: say so above, and why."))
            return
        words = self.tr("{title}, {at}").format(
            title=self._file.title, at=shown_moment(made.at, state.reading.zone)
        )
        self.said.setText(words)

    def forbid_changes(self) -> None:
        for widget in (self.pad, *self.inputs):
            widget.setEnabled(False)

    def _add(self, stroke: Stroke) -> None:
        if not self.signer.text().strip():
            self.pad.show_strokes(self._strokes)
            self.said.setText(self.tr("⚠ Write who signs first, then sign."))
            self.signer.setFocus()
            return
        self._signed_at = datetime.now(UTC).replace(microsecond=0)
        self._keep((*self._strokes, stroke), ())

    def _take_back(self) -> None:
        self._keep(self._strokes[:-1], (self._strokes[-1], *self._undone))

    def _bring_back(self) -> None:
        self._keep((*self._strokes, self._undone[0]), self._undone[1:])

    def _rename(self) -> None:
        """The name belongs to the signature; the time stays that of its last stroke."""
        if not self._strokes or not self.signer.text().strip() or self._file is None:
            return
        if self._file.title != self._signature(self._strokes).file().title:
            self._keep(self._strokes, self._undone)

    def _keep(self, strokes: tuple[Stroke, ...], undone: tuple[Stroke, ...]) -> None:
        self._strokes, self._undone = strokes, undone
        self.pad.show_strokes(strokes)
        self._enable()
        if not strokes:
            self._file = None
            self.chosen.emit(None)
            return
        file = self._signature(strokes).file()
        self._drawn[file.hash] = strokes
        self.chosen.emit(given(file))

    def _signature(self, strokes: tuple[Stroke, ...]) -> Signature:
        signer = self.signer.text().strip()
        return Signature(strokes=strokes, signer=signer, signed_at=self._signed_at)

    def _enable(self) -> None:
        self.undo_button.setEnabled(bool(self._strokes))
        self.redo_button.setEnabled(bool(self._undone))
        self.clear_button.setEnabled(self._file is not None or bool(self._strokes))

    def _lay_out(self) -> None:
        caption = QLabel(self.tr("Who signs"))
        caption.setProperty("role", "small")
        caption.setBuddy(self.signer)
        self.signer.setAccessibleName(self.tr("Who signs: {item}").format(item=self.item.text))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.undo_button, self.redo_button, self.clear_button):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (caption, self.signer, self.pad, self.said):
            column.addWidget(widget)
        column.addLayout(buttons)
