"""What is worth knowing of earlier visits, as titled lines."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.shown import isolated, one_line, shown_date
from intake_app.desktop.widgets.answer_words import (
    answer_words,
    change_words,
    row_words,
    said_words,
)
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.value_classes import dataclass
from intake_app.domain.visit.following_up import Change
from intake_app.domain.visit.measures import Measured, first_expected, measured_before
from intake_app.domain.visit.patient_story import GonePast, PatientStory
from intake_app.domain.visit.screening import Severity

MOST_VISITS = 5
"""Measures of more visits than these are not read at a glance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPart:
    title: str
    lines: tuple[str, ...]


def story_parts(
    story: PatientStory, reading: Reading, today: Measured | None = None
) -> list[StoryPart]:
    """Effects, findings gone past, and what was hoped for beside what was measured.

    Args:
        story: The earlier visits.
        reading: How days are shown.
        today: What is measured at the visit being written.
    """
    effects = [
        f"{shown_date(each.day)}: {row_words(each.said, reading)}" for each in story.effects
    ]
    parts = [
        StoryPart(title=_tr("Unwanted effects so far"), lines=tuple(effects)),
        StoryPart(
            title=_tr("Findings gone past earlier"),
            lines=tuple(_gone_past(each) for each in story.gone_past),
        ),
        StoryPart(
            title=_tr("Hoped for, and measured"), lines=tuple(_hoped(story, reading, today))
        ),
    ]
    return [part for part in parts if part.lines]


def changed_part(changed: Sequence[Change], reading: Reading) -> StoryPart:
    """What is otherwise than last time."""
    lines = tuple(change_words(each, reading) for each in changed)
    return StoryPart(title=_tr("What changed since last time"), lines=lines)


def measured_words(measured: Measured, reading: Reading) -> str:
    """All measures of one visit on one line."""
    parts = []
    if measured.salt is not None:
        salt = f"{measured.salt:.1f}".rstrip("0").rstrip(".")
        parts.append(_tr("SALT {score} of 100").format(score=salt))
    if measured.pulled is not None:
        shed, pulled = measured.pulled
        words = _tr("hair-pull test {shed} of {pulled} hairs")
        parts.append(words.format(shed=shed, pulled=pulled))
    for said in measured.grades:
        name = said.item.text.rstrip(":?")
        parts.append(f"{name} {answer_words(said.answer, reading)}")
    return "; ".join(parts)


def _hoped(story: PatientStory, reading: Reading, today: Measured | None) -> Iterator[str]:
    expected = first_expected(story.earlier)
    if expected is not None:
        for said in expected.said:
            yield f"{shown_date(expected.day)}: {said_words(said, reading)}"
    if today is not None and not today.is_empty:
        yield _tr("Today: {measures}").format(measures=measured_words(today, reading))
    for visit, measures in measured_before(story.earlier)[:MOST_VISITS]:
        yield f"{shown_date(visit.day)}: {measured_words(measures, reading)}"


def _gone_past(past: GonePast) -> str:
    severity = {
        Severity.STOP: _tr("■ Stop"),
        Severity.ASK: _tr("▲ Ask"),
        Severity.NOTE: _tr("● Note"),
    }[past.severity]
    words = _tr("{severity}: {sentence} Gone past by {name} on {day}: {reason}")
    return words.format(
        severity=severity,
        sentence=past.sentence,
        name=isolated(one_line(past.override.name)),
        day=shown_date(past.day),
        reason=isolated(one_line(past.override.reason)),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("PatientStory", text)
