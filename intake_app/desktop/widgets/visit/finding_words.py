"""What the safety screen found, as text to be read through."""

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.shown import isolated, one_line
from intake_app.domain.visit.screening import Finding, Severity


def severity_words(severity: Severity) -> str:
    """A sign and a word."""
    return {
        Severity.STOP: _tr("■ Stop"),
        Severity.ASK: _tr("▲ Ask"),
        Severity.NOTE: _tr("● Note"),
    }[severity]


def findings_html(state: FormState) -> Iterator[str]:
    """Each finding, with who went past it and why; that there is none is said too."""
    yield f"<h3>{escape(_tr('Safety findings'))}</h3>"
    lines = [f"<li>{escape(_line(each))}</li>" for each in state.assessment.findings]
    yield f"<ul>{''.join(lines)}</ul>" if lines else f"<p>{escape(_tr('Nothing found'))}</p>"


def _line(finding: Finding) -> str:
    words = f"{severity_words(finding.rule.severity)}: {finding.rule.sentence}"
    if finding.override is None:
        return words
    past = _tr("Gone past by {name}: {reason}").format(
        name=isolated(one_line(finding.override.name)),
        reason=isolated(one_line(finding.override.reason)),
    )
    return f"{words} {past}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Findings", text)
