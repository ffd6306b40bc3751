"""Which edit keeps new files: one step to undo, however many there are."""

from collections.abc import Sequence

from intake_app.desktop.models.form_state import FormState
from intake_app.domain.form.answers import Place, given
from intake_app.domain.values import Attachment
from intake_app.domain.visit.drafting import AddRow, Edit, PutBack, SetAnswer, edited


def edit_with(state: FormState, place: Place, files: Sequence[Attachment]) -> Edit:
    """Keep files at a place: beside what is there, instead of it, or in rows of their own."""
    item = state.questionnaire.by_link_id[place.link_id]
    before = state.answer(place)
    if item.repeats:
        values = before.values if before is not None else ()
        return SetAnswer(place, given(*values, *files))
    groups = state.questionnaire.row_groups_above[place.link_id]
    if len(files) == 1 or not groups:
        return SetAnswer(place, given(files[0]))
    return _in_rows(state, place, Place(groups[-1], place.rows[:-1]), files)


def _in_rows(state: FormState, place: Place, group: Place, files: Sequence[Attachment]) -> PutBack:
    """The first file here, each other one in a new row at the end."""
    consultation = state.consultation
    edits: list[Edit] = [SetAnswer(place, given(files[0]))]
    row = state.answers.rows(group)
    for number, file in enumerate(files[1:], max(row, place.rows[-1] + 1)):
        edits += [
            AddRow(group),
            SetAnswer(Place(place.link_id, (*group.rows, number)), given(file)),
        ]
    for edit in edits:
        consultation = edited(consultation, edit, state.questionnaire, state.reading)
    return PutBack(consultation.record, consultation.unfinished)
