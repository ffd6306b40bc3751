"""One safety finding: what it is, why, and going past it with a reason."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from intake_app.desktop.shown import shown_moment
from intake_app.desktop.widgets.group_block import form_label
from intake_app.domain.form.typed_text import Reading
from intake_app.domain.visit.screening import Finding, Severity


def gravest_of(findings: Sequence[Finding]) -> str:
    """The first finding that nobody has gone past, in one line; empty when there is none."""
    finding = next((each for each in findings if each.is_open), None)
    return finding_line(finding) if finding is not None else ""


def finding_line(finding: Finding) -> str:
    return f"{severity_word(finding.rule.severity)}: {finding.rule.sentence}"


def severity_word(severity: Severity) -> str:
    words = {
        Severity.STOP: _tr("■ Stop"),
        Severity.ASK: _tr("▲ Ask"),
        Severity.NOTE: _tr("● Note"),
    }
    return words[severity]


class FindingCard(QFrame):
    """Sign, word and frame say how grave it is; colour only repeats it.

    Signals:
        override_wanted: The clinician wants to go past it (rule id).
        override_withdrawn: The reason given is taken back (rule id).
    """

    override_wanted = Signal(str)
    override_withdrawn = Signal(str)

    def __init__(self, finding: Finding, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rule = finding.rule
        self._reading = reading
        self.setProperty("role", "finding")
        self.setProperty("level", rule.severity.value)
        self.word = form_label(severity_word(rule.severity), "severity")
        self.word.setProperty("level", rule.severity.value)
        self.sentence = form_label(rule.sentence, "")
        self.past = form_label("", "muted")
        named = "\n".join(f"• {each}" for each in rule.named_sources or rule.sources)
        self.sources = form_label(self.tr("Based on:\n{sources}").format(sources=named), "small")
        self.sources.hide()
        self.why_button = QPushButton(self.tr("Why?"))
        self.why_button.setCheckable(True)
        self.past_button = QPushButton(self.tr("Go ahead with a reason…"))
        self.back_button = QPushButton(self.tr("Take the reason back"))
        self._lay_out()
        self._name(rule.sentence)

        self.why_button.toggled.connect(self.sources.setVisible)
        self.past_button.clicked.connect(lambda: self.override_wanted.emit(rule.id))
        self.back_button.clicked.connect(lambda: self.override_withdrawn.emit(rule.id))

    def show_finding(self, finding: Finding, *, can_change: bool) -> None:
        """Show whether somebody has gone past it, and offer that or taking it back."""
        override = finding.override
        self.past.setVisible(override is not None)
        if override is not None:
            self.past.setText(
                self.tr("✓ Gone past by {name}, {at}: {reason}").format(
                    name=override.name,
                    at=shown_moment(override.at, self._reading.zone),
                    reason=override.reason,
                )
            )
        self.past_button.setVisible(can_change and finding.is_open)
        self.back_button.setVisible(can_change and override is not None)

    def stops(self) -> tuple[QPushButton, ...]:
        """Where Tab stops, in the order of reading."""
        return (self.past_button, self.back_button, self.why_button)

    def take_focus(self) -> None:
        """Put the keyboard on the first thing that can be done here."""
        first = next(button for button in self.stops() if not button.isHidden())
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _name(self, sentence: str) -> None:
        """Say to a screen reader to which finding each button belongs."""
        self.setAccessibleName(f"{self.word.text()[2:]}: {sentence}")
        for button in (self.why_button, self.past_button, self.back_button):
            button.setProperty("role", "inline")
            button.setAccessibleDescription(sentence)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        for button in (self.past_button, self.back_button, self.why_button):
            foot.addWidget(button)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        for label in (self.word, self.sentence, self.past, self.sources):
            layout.addWidget(label)
        layout.addLayout(foot)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FindingCard", text)
