"""What the safety screen found, beside the form or below it, never over a field."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from intake_app.desktop.models.form_state import FormState
from intake_app.desktop.models.own_dates import clashes, place_of
from intake_app.desktop.widgets.announcing import announce
from intake_app.desktop.widgets.page import scrolled
from intake_app.desktop.widgets.visit.clash_card import ClashCard
from intake_app.desktop.widgets.visit.finding_card import FindingCard, finding_line, gravest_of
from intake_app.desktop.widgets.visit.findings_head import FindingsHead
from intake_app.desktop.widgets.visit.story_card import StoryCard
from intake_app.desktop.widgets.visit.story_words import story_parts
from intake_app.domain.visit.aftercare import OwnDateCheck
from intake_app.domain.visit.measures import taken_at
from intake_app.domain.visit.screening import Finding, Severity

NO_BREAK = "\u00a0"


class FindingsStrip(QFrame):
    """The findings, stops first, then clashes of dates; and how many there are in words.

    Signals:
        override_wanted: The clinician wants to go past a finding (rule id).
        override_withdrawn: The reason given is taken back (rule id).
        field_wanted: A question is to be shown (its Place).
        unfolded: More of it is shown, or less.
        left: Escape was pressed in it.
    """

    override_wanted = Signal(str)
    override_withdrawn = Signal(str)
    field_wanted = Signal(object)
    unfolded = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setAccessibleName(self.tr("Safety findings"))
        self._cards: dict[str, FindingCard] = {}
        self._clashes: list[tuple[OwnDateCheck, ClashCard]] = []
        self._has_shown = False
        self.head = FindingsHead()
        self._is_below = False
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.area, 1)

        self.head.unfolded.connect(self._unfold)

    @property
    def is_unfolded(self) -> bool:
        """Whether more than the head is wanted below the questions."""
        return self.head.is_unfolded and not self.is_empty

    @property
    def is_empty(self) -> bool:
        return not self._cards and not self._clashes and not self.story.text

    def show_state(self, state: FormState) -> None:
        findings = state.assessment.findings
        self._show_findings(state, findings)
        self._show_clashes(state)
        now = taken_at(state.questionnaire, state.answers, state.reading.today)
        self.story.show_parts(story_parts(state.story, state.reading, now))
        self.head.summary.setText(self._summary(findings, len(self._clashes)))
        self.head.show_gravest(gravest_of(findings))
        self._show_silent(state.silent_rules)

    def stand(self, *, below: bool) -> None:
        """Stand beside the questions, or below them: there only the head is always in sight."""
        self._is_below = below
        self.head.stand(below=below, anything=not self.is_empty)
        self.area.setVisible(not below or self.is_unfolded)

    def take_focus(self) -> None:
        """Put the keyboard on the gravest finding; from a finding on the next, and so round."""
        if self._is_below:
            self.head.unfold()
        cards = sorted(self._cards.values(), key=self._column.indexOf)
        if not cards:
            return
        here = next((n for n, card in enumerate(cards) if _has_keyboard(card)), -1)
        card = cards[(here + 1) % len(cards)]
        card.take_focus()
        self.area.ensureWidgetVisible(card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts them away and goes back to the questions."""
        if event.key() == Qt.Key.Key_Escape:
            self.head.fold()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_findings(self, state: FormState, findings: Sequence[Finding]) -> None:
        held = {finding.rule.id for finding in findings}
        if self._has_shown:
            new = (each for each in findings if each.rule.id not in self._cards)
            _announce(self, new)
        self._has_shown = True
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
        self.head.silent.setVisible(bool(count))
        text = self.tr("Screening rules that this form does not ask about: {count}.")
        self.head.silent.setText(f"▲ {text.format(count=count)}")

    def _add_card(self, finding: Finding, state: FormState) -> FindingCard:
        card = FindingCard(finding, state.reading)
        card.override_wanted.connect(self.override_wanted)
        card.override_withdrawn.connect(self.override_withdrawn)
        self._cards[finding.rule.id] = card
        return card

    def _unfold(self) -> None:
        self.stand(below=self._is_below)
        self.unfolded.emit()

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
            Severity.STOP: (self.tr("■ 1 stop"), self.tr("■ {count} stops")),
            Severity.ASK: (self.tr("▲ 1 to ask"), self.tr("▲ {count} to ask")),
            Severity.NOTE: (self.tr("● 1 note"), self.tr("● {count} notes")),
        }
        said = [(words[severity], count) for severity, count in counts.items()]
        said.append(((self.tr("▲ 1 date"), self.tr("▲ {count} dates")), dates))
        parts = [
            (one if count == 1 else many).format(count=count).replace(" ", NO_BREAK)
            for (one, many), count in said
            if count
        ]
        return "   ".join(parts) if parts else self.tr("Nothing found so far")


def _announce(strip: FindingsStrip, findings: Iterable[Finding]) -> None:
    """Read out what has just been found, wherever the keyboard is."""
    for finding in findings:
        is_stop = finding.rule.severity is Severity.STOP
        announce(strip, finding_line(finding), at_once=is_stop)


def _has_keyboard(card: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and card.isAncestorOf(focus)
