"""Answers, rows and what changed in them, in words on one line."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.shown import one_line
from intake_app.desktop.widgets.form.field_text import value_words
from intake_app.domain.form.answers import DECLINED, UNKNOWN, Answer
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.following_up import Change, Said


def answer_words(answer: Answer, reading: Reading) -> str:
    """What an answer says, cut where it is very long."""
    if answer.says_the_same(UNKNOWN):
        return _tr("unknown")
    if answer.says_the_same(DECLINED):
        return _tr("declined")
    return one_line("; ".join(value_words(value, reading) for value in answer.values))


def row_words(row: Sequence[Said], reading: Reading) -> str:
    """What stands in a row; a yes or no with its question, everything else speaks for itself."""
    return " · ".join(_said(each, reading) for each in row)


def change_words(change: Change, reading: Reading) -> str:
    """What was, and what is."""
    name = asked_words(change.item.text)
    before, after = (row_words(side, reading) for side in (change.before, change.after))
    if change.item.is_row_group:
        words = _tr("{name} new: {after}") if after else _tr("{name} no longer: {before}")
    else:
        before, after = (
            answer_words(side[0].answer, reading) for side in (change.before, change.after)
        )
        words = _tr("{name} {after} (was: {before})")
    return words.format(name=name, before=before, after=after)


def _said(said: Said, reading: Reading) -> str:
    plain = answer_words(said.answer, reading)
    if said.answer.values and isinstance(said.answer.values[0], bool):
        return f"{asked_words(said.item.text)} {plain}"
    return plain


def asked_words(question: str, rows: str = "") -> str:
    """A question with the sign that leads to its answer, and before it in which rows it stands."""
    plain = question.rstrip(":")
    return f"{plain}{rows}" if plain.endswith("?") and not rows else f"{plain}{rows}:"


def _tr(text: str) -> str:
    return QCoreApplication.translate("AnswerWords", text)
