"""The versions of a completed consultation, each with what it says otherwise, as HTML."""

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.shown import isolated, one_line, shown_moment
from intake_app.desktop.widgets.form.answer_words import answer_words, asked_words
from intake_app.domain.form.answers import Answer
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.amendments import (
    AmendedVersion,
    Difference,
    amendment_in_hand,
    version_history,
)


def versions_html(state: FormState) -> Iterator[str]:
    """Nothing while there is only one."""
    history = version_history(state.questionnaire, state.consultation.versions)
    if len(history) < 2:
        return
    yield f"<h3>{escape(_tr('Versions'))}</h3>"
    for amended in reversed(history):
        yield f"<p>{escape(version_head(amended, state.reading))}</p>"
        lines = [_changed(*each) for each in _changes(amended, state.reading)]
        if lines:
            yield f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def amending_html(state: FormState) -> Iterator[str]:
    """What the amendment that is being written will change; nothing where none is written."""
    coming = amendment_in_hand(state.questionnaire, state.consultation)
    if coming is None:
        return
    yield f"<h3>{escape(_tr('What this amendment changes'))}</h3>"
    lines = [_changed(*each) for each in _changes(coming, state.reading)]
    if lines:
        yield f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
    else:
        yield f"<p>{escape(_tr('Nothing is changed yet.'))}</p>"


def amending_words(state: FormState) -> str:
    """That a visit which was completed is being amended, and why; else empty."""
    coming = amendment_in_hand(state.questionnaire, state.consultation)
    if coming is None:
        return ""
    standing = state.consultation.completed
    words = _tr("Amending what {who} completed on {at}: {why}")
    return words.format(
        who=isolated(one_line(standing.by)),
        at=shown_moment(standing.at, state.reading.zone),
        why=isolated(one_line(coming.version.reason)),
    )


def version_lines(amended: AmendedVersion, reading: Reading) -> list[str]:
    """Each question that a version answers otherwise, with what stood before and what stands."""
    words = _tr("{question} {before} → {after}")
    return [
        words.format(question=question, before=before, after=after)
        for question, before, after in _changes(amended, reading)
    ]


def version_head(amended: AmendedVersion, reading: Reading, *, only: bool = False) -> str:
    """Who completed or amended it, when, and why."""
    version = amended.version
    at = shown_moment(version.at, reading.zone)
    if only:
        return _tr("✓ Completed by {who}, {at}").format(who=version.by, at=at)
    if version.number == 1:
        return _tr("Version 1, as completed by {who}, {at}").format(who=version.by, at=at)
    words = _tr("Version {number}, amended by {who}, {at}: {why}")
    return words.format(number=version.number, who=version.by, at=at, why=version.reason)


def _changes(amended: AmendedVersion, reading: Reading) -> Iterator[tuple[str, str, str]]:
    for each in amended.differences:
        yield _question(each), _said(each.before, reading), _said(each.after, reading)
    for reason in amended.reasons:
        question = _tr("Reason for going past {rule}:").format(rule=reason.rule_id)
        yield question, reason.before or _nothing(), reason.after or _nothing()


def _changed(question: str, before: str, after: str) -> str:
    words = _tr("{question} {before} → {after}")
    return words.format(
        question=escape(question), before=f"<s>{escape(before)}</s>", after=escape(after)
    )


def _question(each: Difference) -> str:
    rows = "".join(f" ({row + 1})" for row in each.place.rows)
    return asked_words(each.item.text or each.item.link_id, rows)


def _said(answer: Answer | None, reading: Reading) -> str:
    return _nothing() if answer is None else answer_words(answer, reading)


def _nothing() -> str:
    return _tr("no answer")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Amendments", text)
