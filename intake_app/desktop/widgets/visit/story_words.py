"""What is worth knowing of earlier visits, as titled lines and tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.shown import isolated, one_line, shown_date
from intake_app.desktop.widgets.form.answer_words import change_words, row_words
from intake_app.desktop.widgets.visit.finding_words import severity_words
from intake_app.desktop.widgets.visit.measure_words import (
    expected_lines,
    expected_rows,
    measured_rows,
)
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.following_up import Change
from intake_app.domain.visit.measures import Taken, first_expected
from intake_app.domain.visit.patient_story import GonePast, PatientStory

Row = tuple[str, str, str]
"""What, how much, and when; an empty first cell goes on with the row above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPart:
    """Lines, or a table."""

    title: str
    lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def text(self) -> str:
        """Everything it says, a line for each row."""
        rows = ("  ".join(cell for cell in row if cell) for row in self.rows)
        return "\n".join((self.title, *self.lines, *rows))


def story_parts(
    story: PatientStory, reading: Reading, now: Taken | None = None
) -> list[StoryPart]:
    """Effects, findings gone past, and what was hoped for beside what was measured.

    Args:
        story: The earlier visits.
        reading: How days are shown.
        now: What is measured at the visit that is looked at.
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
    ]
    if story.earlier.visits:
        parts += [*_hoped(story, reading)]
        taken = measured_rows(story, reading, now)
        parts.append(StoryPart(title=_tr("Measured"), rows=tuple(taken)))
    return [part for part in parts if part.lines or part.rows]


def changed_part(changed: Sequence[Change], reading: Reading) -> StoryPart:
    """What is otherwise than last time."""
    lines = tuple(change_words(each, reading) for each in changed)
    return StoryPart(title=_tr("What changed since last time"), lines=lines)


def parts_html(parts: Iterable[StoryPart], *, head: str) -> Iterator[str]:
    """Each part under a heading of its own (``head``: h3, h4)."""
    for part in parts:
        yield f"<{head}>{escape(part.title)}</{head}>"
        if part.lines:
            yield f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in part.lines)}</ul>"
        if part.rows:
            rows = "".join(_row_html(row) for row in part.rows)
            yield f"<table cellspacing='0' cellpadding='3'>{rows}</table>"


def _hoped(story: PatientStory, reading: Reading) -> Iterator[StoryPart]:
    expected = first_expected(story.earlier)
    if expected is not None:
        yield StoryPart(
            title=_tr("Hoped for on {day}").format(day=shown_date(expected.day)),
            lines=tuple(expected_lines(expected, reading)),
            rows=tuple(expected_rows(expected, reading)),
        )


def _row_html(row: Row) -> str:
    what, value, day = (escape(cell) for cell in row)
    return (
        f"<tr><td>{what}</td><td><span class='answer'><b>{value}</b></span></td>"
        f"<td style='white-space:nowrap'>{day}</td></tr>"
    )


def _gone_past(past: GonePast) -> str:
    words = _tr("{severity}: {sentence} Gone past by {name} on {day}: {reason}")
    return words.format(
        severity=severity_words(past.severity),
        sentence=past.sentence,
        name=isolated(one_line(past.override.name)),
        day=shown_date(past.day),
        reason=isolated(one_line(past.override.reason)),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("PatientStory", text)
