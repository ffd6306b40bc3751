"""The lines of the patient's page: visits, papers, and who is shown here as well."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.models.lines import Line
from intake_app.desktop.models.visit_detail import VisitDetail
from intake_app.desktop.shown import heading_of, isolated, one_line, shown_date, shown_moment
from intake_app.domain.patients.patient import Patient
from intake_app.domain.visit.consultation import ConsultationId, ConsultationState
from intake_app.domain.visit.corrections import Correction, CorrectionKind, voiding
from intake_app.domain.visit.visit_facts import VisitFacts
from intake_app.services.access import Act, Actor, may
from intake_app.services.corrections import MovedAway, PatientCorrections
from intake_app.services.duplicates_port import Merge
from intake_app.services.ports import ConsultationSummary, IssuedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLines:
    """Words in the clinic's zone; what was corrected says so on each line.

    Attributes:
        patient: Whose page it is.
        actor: Who is here; what their role may not do is not offered.
    """

    zone: tzinfo
    today: date
    patient: Patient
    actor: Actor
    corrections: PatientCorrections = field(default_factory=PatientCorrections)
    facts: Mapping[ConsultationId, VisitFacts] = field(default_factory=dict)

    def consultations(self, summaries: Sequence[ConsultationSummary]) -> list[Line]:
        """The visits here, the newest first, and behind them those that were moved elsewhere."""
        newest_first = sorted(summaries, key=_day_of, reverse=True)
        here = [self._consultation(each) for each in newest_first]
        return here + [self._moved_away(each) for each in self.corrections.moved_away]

    def details(self, summaries: Sequence[ConsultationSummary]) -> list[VisitDetail]:
        """What is said of each of the same visits when it is chosen."""
        return [self._detail(each) for each in summaries] + [
            VisitDetail(
                consultation_id=gone.consultation_id,
                facts=gone.facts,
                corrections=(gone.correction,),
                moved_to=heading_of(gone.now_under, self.today),
                moved_to_id=gone.now_under.id,
            )
            for gone in self.corrections.moved_away
        ]

    def document(self, document: IssuedDocument) -> Line:
        state = _tr("in force")
        if document.superseded_by:
            state = _tr("replaced by {id}").format(id=document.superseded_by)
        if document.given:
            state = _tr("{state}, given to the patient").format(state=state)
        if withdrawn := self._withdrawn(document):
            state = f"{withdrawn}; {state}"
        return Line(
            id=document.document_id,
            cells=(
                document.document_id,
                shown_moment(document.issued_at, self.zone),
                one_line(document.issued_by),
                str(document.pages),
                state,
            ),
            can=frozenset({"show"}),
        )

    def merge(self, merge: Merge) -> Line:
        words = _tr("Merged with {name}, {number}, born {born}: by {by}, {day}").format(
            name=isolated(one_line(merge.merged.name)),
            number=merge.merged.record_number,
            born=shown_date(merge.merged.birth_date),
            by=isolated(one_line(merge.by)),
            day=shown_moment(merge.at, self.zone),
        )
        return Line(id=merge.merged.id, cells=(words,))

    def _consultation(self, summary: ConsultationSummary) -> Line:
        last = summary.touched_at if summary.is_open else summary.completed_at
        visit = shown_date(summary.visit_date) if summary.visit_date else _tr("no date yet")
        facts = self._facts(summary.id)
        return Line(
            id=summary.id,
            cells=(
                visit,
                one_line(facts.kind),
                self._state(summary),
                one_line(summary.started_by),
                shown_moment(last or summary.started_at, self.zone),
            ),
            can=frozenset(self._possible(summary)),
        )

    def _facts(self, consultation_id: ConsultationId) -> VisitFacts:
        return self.facts.get(consultation_id, VisitFacts())

    def _possible(self, summary: ConsultationSummary) -> Iterator[str]:
        """What can be done with it, by whoever is here."""
        was_completed = summary.state != ConsultationState.DRAFT
        corrects = may(self.actor, Act.CORRECT_CONSULTATION)
        if voiding(self._said(summary.id)) is not None:
            yield "open"
            if corrects:
                yield "reinstate"
            return
        yield from ("continue", "discard") if summary.is_open else ("open",)
        has_paper = was_completed and not self._facts(summary.id).is_check
        if has_paper and may(self.actor, Act.ISSUE_HANDOUT):
            yield "handout"
        if was_completed and not summary.is_open:
            yield from ("void", "move") if corrects else ()
            yield from ("amend",) if may(self.actor, Act.COMPLETE_CONSULTATION) else ()
        if not was_completed:
            yield "move"

    def _state(self, summary: ConsultationSummary) -> str:
        said = self._said(summary.id)
        if voiding(said) is not None:
            return _tr("✕ Void")
        words = {
            ConsultationState.DRAFT: _tr("● Draft"),
            ConsultationState.COMPLETED: _tr("✓ Completed"),
            ConsultationState.AMENDED: _tr("✓ Amended"),
        }[ConsultationState(summary.state)]
        if any(each.kind is CorrectionKind.MOVED for each in said):
            words = _tr("{state}, moved here").format(state=words)
        if summary.is_open and summary.state != ConsultationState.DRAFT:
            return _tr("{state}, ● amendment begun").format(state=words)
        return words

    def _detail(self, summary: ConsultationSummary) -> VisitDetail:
        said = self._said(summary.id)
        moves = [each for each in said if each.kind is CorrectionKind.MOVED]
        before = self.corrections.people.get(moves[-1].from_patient) if moves else None
        was_elsewhere = before is not None and before.id != self.patient.id
        return VisitDetail(
            consultation_id=summary.id,
            begun_by=summary.started_by,
            begun_at=summary.started_at,
            facts=self.facts.get(summary.id),
            corrections=said,
            came_from=before.record_number if before is not None and was_elsewhere else "",
        )

    def _moved_away(self, gone: MovedAway) -> Line:
        words = _tr("→ Moved to {number}").format(number=gone.now_under.record_number)
        facts = gone.facts or VisitFacts()
        by, at = gone.correction.by, shown_moment(gone.correction.at, self.zone)
        day = shown_date(facts.day) if facts.day is not None else ""
        cells = (day, one_line(facts.kind), words, one_line(by), at)
        return Line(id=gone.consultation_id, cells=cells, can=frozenset({"follow"}))

    def _withdrawn(self, document: IssuedDocument) -> str:
        said = self._said(document.consultation_id)
        if voiding(said) is not None:
            return _tr("✕ of a void consultation")
        moves = (each for each in said if each.kind is CorrectionKind.MOVED)
        if any(document.issued_at <= each.at for each in moves):
            return _tr("✕ issued to another patient")
        return ""

    def _said(self, id_: ConsultationId) -> tuple[Correction, ...]:
        return self.corrections.here.get(id_, ())


def _day_of(summary: ConsultationSummary) -> tuple[date, datetime]:
    """By the day of the visit, which may have been written down later."""
    return summary.visit_date or summary.started_at.date(), summary.started_at


def _tr(text: str) -> str:
    return QCoreApplication.translate("PatientLines", text)
