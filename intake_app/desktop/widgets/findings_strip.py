"""What the safety screen found, beside the form or below it, never over a field."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.models.own_dates import clashes, place_of
from intake_app.desktop.widgets.clash_card import ClashCard
from intake_app.desktop.widgets.finding_card import FindingCard
from intake_app.desktop.widgets.group_block import form_label
from intake_app.desktop.widgets.page import scrolled
from intake_app.desktop.widgets.story_card import StoryCard
from intake_app.desktop.widgets.story_words import story_parts
from intake_app.domain.visit.aftercare import OwnDateCheck
from intake_app.domain.visit.measures import taken_at
from intake_app.domain.visit.screening import Finding, Severity


class FindingsStrip(QFrame):
    """The findings, stops first, then clashes of dates; and how many there are in words.

    Signals:
        override_wanted: The clinician wants to go past a finding (rule id).
        override_withdrawn: The reason given is taken back (rule id).
        field_wanted: A question is to be shown (its Place).
    """

    override_wanted = Signal(str)
    override_withdrawn = Signal(str)
    field_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setAccessibleName(self.tr("Safety findings"))
        self._cards: dict[str, FindingCard] = {}
        self._clashes: list[tuple[OwnDateCheck, ClashCard]] = []
        self.summary = form_label("", "label")
        self.hint = form_label(self.tr("The program points out and never decides."), "small")
        self.silent = form_label("", "warning")
        content = QWidget()
        self.story = StoryCard()
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self._column.addStretch(0)
        around = QVBoxLayout(content)
        around.setContentsMargins(16, 4, 16, 16)
        around.setSpacing(8)
        around.addLayout(self._column)
        around.addWidget(self.story)
        around.addStretch(1)
        self.area = scrolled(content)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(0)
        for label in (self.summary, self.hint, self.silent):
            head.addWidget(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)

    @property
    def is_empty(self) -> bool:
        return not self._cards and not self._clashes and not self.story.text

    def show_state(self, state: FormState) -> None:
        findings = state.assessment.findings
        self._show_findings(state, findings)
        self._show_clashes(state)
        now = taken_at(state.questionnaire, state.answers, state.reading.today)
        self.story.show_parts(story_parts(state.story, state.reading, now))
        self.summary.setText(self._summary(findings, len(self._clashes)))
        self._show_silent(state.silent_rules)

    def show_cards(self, *, shown: bool) -> None:
        """Show more than the line that counts them."""
        self.area.setVisible(shown)

    def take_focus(self) -> None:
        """Put the keyboard on the gravest finding; from a finding on the next, and so round."""
        cards = sorted(self._cards.values(), key=self._column.indexOf)
        if not cards:
            return
        here = next((n for n, card in enumerate(cards) if _has_keyboard(card)), -1)
        card = cards[(here + 1) % len(cards)]
        card.take_focus()
        self.area.ensureWidgetVisible(card)

    def _show_findings(self, state: FormState, findings: Sequence[Finding]) -> None:
        held = {finding.rule.id for finding in findings}
        for rule_id in [each for each in self._cards if each not in held]:
            self._drop(self._cards.pop(rule_id))
        for position, finding in enumerate(findings):
            card = self._cards.get(finding.rule.id) or self._add_card(finding, state)
            if self._column.indexOf(card) != position:
                self._column.removeWidget(card)
                self._column.insertWidget(position, card)
                card.show()  # otherwise it comes with the next turn of the event loop
            card.show_finding(finding, can_change=state.consultation.is_open)
        stops = [stop for each in findings for stop in self._cards[each.rule.id].stops()]
        for one, following in pairwise(stops):  # Qt goes by when each was made
            QWidget.setTabOrder(one, following)

    def _show_clashes(self, state: FormState) -> None:
        wanted = clashes(state)
        if wanted == tuple(check for check, _card in self._clashes):
            return
        for _check, card in self._clashes:
            self._drop(card)
        self._clashes = [
            (check, ClashCard(check, place_of(check, state), state.reading)) for check in wanted
        ]
        for _check, card in self._clashes:
            card.field_wanted.connect(self.field_wanted)
            self._column.insertWidget(self._column.count() - 1, card)
            card.show()

    def _show_silent(self, count: int) -> None:
        """Nothing found means little where the form does not ask."""
        self.silent.setVisible(bool(count))
        text = self.tr("Screening rules that this form does not ask about: {count}.")
        self.silent.setText(f"▲ {text.format(count=count)}")

    def _add_card(self, finding: Finding, state: FormState) -> FindingCard:
        card = FindingCard(finding, state.reading)
        card.override_wanted.connect(self.override_wanted)
        card.override_withdrawn.connect(self.override_withdrawn)
        self._cards[finding.rule.id] = card
        return card

    def _drop(self, card: QWidget) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _summary(self, findings: Sequence[Finding], dates: int) -> str:
        counts = {
            severity: sum(finding.rule.severity is severity for finding in findings)
            for severity in Severity
        }
        words = {
            Severity.STOP: self.tr("■ {count} stop"),
            Severity.ASK: self.tr("▲ {count} ask"),
            Severity.NOTE: self.tr("● {count} note"),
        }
        parts = [
            words[severity].format(count=count) for severity, count in counts.items() if count
        ]
        if dates:
            parts.append(self.tr("▲ {count} date").format(count=dates))
        return "   ".join(parts) if parts else self.tr("Nothing found so far")


def _has_keyboard(card: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and card.isAncestorOf(focus)
