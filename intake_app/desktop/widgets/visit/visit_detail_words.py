"""One visit of the list in full sentences: who did what with it, when and why."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.models.visit_detail import VisitDetail
from intake_app.desktop.shown import isolated, one_line, shown_date, shown_moment
from intake_app.desktop.widgets.visit.amendment_words import version_head, version_lines
from intake_app.desktop.widgets.visit.correction_words import corrected_words
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.visit_facts import VisitFacts


def detail_lines(detail: VisitDetail, reading: Reading) -> list[str]:
    """The newest first: what is true of it now stands on top."""
    if detail.moved_to is not None:
        return list(_moved_away(detail, reading))
    lines = [corrected_words(said, reading) for said in reversed(detail.corrections)]
    if detail.came_from:
        lines.append(_tr("It stood under record {number} before.").format(number=detail.came_from))
    facts = detail.facts or VisitFacts()
    if not facts.versions and detail.begun_at is not None:
        words = _tr("Begun by {name}, {at}; not completed yet.")
        at = shown_moment(detail.begun_at, reading.zone)
        lines.append(words.format(name=isolated(one_line(detail.begun_by)), at=at))
    for version in reversed(facts.versions):
        lines.append(version_head(version, reading, only=len(facts.versions) == 1))
        lines += [f"· {line}" for line in version_lines(version, reading)]
    if facts.not_signed:
        words = _tr("Not signed: {reason}")
        lines.append(words.format(reason=isolated(one_line(facts.not_signed))))
    return lines


def _moved_away(detail: VisitDetail, reading: Reading) -> Iterator[str]:
    """To whom a visit that stood here was moved, by whom, when and why."""
    said, to = detail.corrections[-1], detail.moved_to
    if to is None:
        return
    facts = detail.facts or VisitFacts()
    what = one_line(facts.kind) or _tr("Consultation")
    if facts.day is not None:
        what = _tr("{kind} of {day}").format(kind=what, day=shown_date(facts.day))
    words = _tr(
        "→ {what}: not this patient's. Moved to {name}, born {born}, record {number}, "
        "by {by}, {at}: {reason}."
    )
    yield words.format(
        what=what,
        name=isolated(one_line(to.name)),
        born=to.born,
        number=to.record_number,
        by=isolated(one_line(said.by)),
        at=shown_moment(said.at, reading.zone),
        reason=isolated(one_line(said.reason).rstrip(".")),
    )
    if detail.facts is None:
        yield _tr("It was a draft, and has been discarded there since.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("VisitDetail", text)
