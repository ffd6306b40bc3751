"""What was hoped for and what was measured, as the rows of a table: what, how much, when."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.shown import shown_date
from intake_app.desktop.widgets.form.answer_words import answer_words
from intake_app.domain.form.questionnaire import ItemType
from intake_app.domain.form.typed_text import Reading, value_text
from intake_app.domain.visit.following_up import Said
from intake_app.domain.visit.measures import (
    Expected,
    Measured,
    Taken,
    measured_before,
)
from intake_app.domain.visit.patient_story import PatientStory

MOST_VISITS = 5
"""Measures of more visits than these are not read at a glance."""


def expected_lines(expected: Expected, reading: Reading) -> Iterator[str]:
    """What was hoped for in the patient's own words."""
    for said in expected.said:
        if said.item.type is ItemType.TEXT:
            yield f"“{answer_words(said.answer, reading)}”"


def expected_rows(expected: Expected, reading: Reading) -> Iterator[tuple[str, str, str]]:
    """The rest of it."""
    for said in expected.said:
        if said.item.type is not ItemType.TEXT:
            yield said.item.text.rstrip(":"), _value(said, reading), ""


def measured_rows(
    story: PatientStory, reading: Reading, now: Taken | None
) -> Iterator[tuple[str, str, str]]:
    """Each measure with its values, the newest first; the name stands once."""
    taken = [Taken(day=v.day, measured=each) for v, each in measured_before(story.earlier)]
    visits = [*([now] if now is not None else []), *taken[:MOST_VISITS]]
    found: dict[str, list[tuple[str, str]]] = {}
    for visit in visits:
        day = _tr("today") if visit.is_today else shown_date(visit.day)
        for name, value in _values(visit.measured, reading):
            found.setdefault(name, []).append((value, day))
    for name, values in found.items():
        for place, (value, day) in enumerate(values):
            yield name if place == 0 else "", value, day


def _values(measured: Measured, reading: Reading) -> Iterator[tuple[str, str]]:
    if measured.salt is not None:
        salt = f"{measured.salt:.1f}".rstrip("0").rstrip(".")
        yield _tr("SALT score"), _tr("{score} of 100").format(score=salt)
    if measured.pulled is not None:
        shed, pulled = measured.pulled
        words = _tr("{shed} of {pulled} hairs")
        yield _tr("Hair-pull test"), words.format(shed=shed, pulled=pulled)
    for said in measured.grades:
        yield said.item.text.partition(":")[0].rstrip(), _value(said, reading)


def _value(said: Said, reading: Reading) -> str:
    """An answer; a step of a scale with the scale's end, without which it says nothing."""
    words = answer_words(said.answer, reading)
    most = said.item.limits.maximum
    if said.item.slider_step is None or most is None or not said.answer.values:
        return words
    return _tr("{step} of {most}").format(step=words, most=value_text(most))


def _tr(text: str) -> str:
    return QCoreApplication.translate("PatientStory", text)
