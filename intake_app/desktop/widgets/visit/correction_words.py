"""What was said of a consultation after it was written, in words."""

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.shown import isolated, one_line, shown_moment
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.corrections import Correction, CorrectionKind


def corrected_words(said: Correction, reading: Reading) -> str:
    """When, by whom and why it was voided, moved here, or the voiding was taken back."""
    words = {
        CorrectionKind.VOIDED: _tr("✕ Void since {at}, by {name}: {reason}."),
        CorrectionKind.REINSTATED: _tr("✓ Voiding taken back {at}, by {name}: {reason}."),
        CorrectionKind.MOVED: _tr("→ Moved here {at}, by {name}: {reason}."),
    }[said.kind]
    return words.format(
        at=shown_moment(said.at, reading.zone),
        name=isolated(one_line(said.by)),
        reason=isolated(one_line(said.reason).rstrip(".")),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Corrections", text)
