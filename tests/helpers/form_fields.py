"""A form on the screen without records behind it: edits change it and it is shown again."""

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.pages.form_view import FormView
from intake_app.desktop.shown import heading_of
from intake_app.desktop.widgets.form.field_editor import FieldEditor
from intake_app.desktop.widgets.form.field_frame import FieldFrame
from intake_app.domain.form.answers import Answer, Place
from intake_app.domain.form.questionnaire import Item, Questionnaire
from intake_app.domain.visit.assessment import assess
from intake_app.domain.visit.drafting import Edit, edited
from tests.helpers.builders import READING, TODAY, draft, form, group, patient


class FormOnScreen:
    """Questions in one section, as the page shows them."""

    def __init__(self, qtbot: QtBot, *items: Item, width: int = 900) -> None:
        self._questionnaire: Questionnaire = form(group("section", *items))
        self._consultation = draft(self._questionnaire)
        self.edits: list[Edit] = []
        self.window = QWidget()
        before = QPushButton("before")
        self.view = FormView(before)
        column = QVBoxLayout(self.window)
        column.addWidget(before)
        column.addWidget(self.view, 1)
        self.window.resize(width, 700)
        qtbot.addWidget(self.window)
        self.view.edited.connect(self.apply)
        self.view.field_left.connect(lambda: self.view.show_state(self.state()))
        self.view.show_state(self.state())
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def state(self) -> FormState:
        return FormState(
            heading=heading_of(patient(), TODAY),
            consultation=self._consultation,
            questionnaire=self._questionnaire,
            assessment=assess(
                self._questionnaire, self._consultation, rules=(), birth_date=None, reading=READING
            ),
            own_dates=(),
            reading=READING,
        )

    def apply(self, edit: Edit) -> None:
        self.edits.append(edit)
        self._consultation = edited(self._consultation, edit, self._questionnaire, READING)
        self.view.show_state(self.state())

    def frame(self, place: str) -> FieldFrame:
        return next(f for f in self.view.findChildren(FieldFrame) if str(f.place) == place)

    def editor(self, place: str) -> FieldEditor:
        return self.frame(place).editor

    def line(self, place: str) -> QLineEdit:
        """The line of a question that is typed, with the keyboard in it."""
        line = self.editor(place).inputs[0]
        assert isinstance(line, QLineEdit)
        line.setFocus()
        return line

    def leave(self) -> None:
        """Take the keyboard out of the field."""
        self.window.setFocus()
        self.view._tab_before.setFocus()

    def answer(self, place: str) -> Answer | None:
        return self._consultation.record.answers.get(Place.parse(place))

    def unfinished(self, place: str) -> str | None:
        return self._consultation.unfinished.get(Place.parse(place))
