"""The lines of the patient's page: visits, papers, and who is shown here as well."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.models.lines import Line
from intake_app.desktop.shown import isolated, one_line, shown_date, shown_moment
from intake_app.domain.visit.consultation import ConsultationId, ConsultationState
from intake_app.domain.visit.corrections import Correction, CorrectionKind
from intake_app.services.corrections import MovedAway, PatientCorrections
from intake_app.services.duplicates_port import Merge
from intake_app.services.ports import ConsultationSummary, IssuedDocument


class PatientLines:
    """Words in the clinic's zone; what was corrected says so on each line."""

    def __init__(self, zone: tzinfo, corrections: PatientCorrections) -> None:
        self._zone = zone
        self._corrections = corrections

    def consultations(self, summaries: Sequence[ConsultationSummary]) -> list[Line]:
        """The visits here, and behind them those that were moved elsewhere."""
        here = [self._consultation(each) for each in summaries]
        return here + [self._moved_away(each) for each in self._corrections.moved_away]

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
                shown_moment(document.issued_at, self._zone),
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
            day=shown_moment(merge.at, self._zone),
        )
        return Line(id=merge.merged.id, cells=(words,))

    def _consultation(self, summary: ConsultationSummary) -> Line:
        completed = summary.state != ConsultationState.DRAFT
        can = {"continue", "discard"} if summary.is_open else {"open", "amend", "void", "move"}
        if completed:
            can |= {"handout"}
        else:
            can |= {"move"}
        if self._correction(summary.id, CorrectionKind.VOIDED):
            can = {"open"}
        last = summary.touched_at if summary.is_open else summary.completed_at
        visit = shown_date(summary.visit_date) if summary.visit_date else _tr("no date yet")
        return Line(
            id=summary.id,
            cells=(
                visit,
                self._state(summary),
                one_line(summary.started_by),
                shown_moment(last or summary.started_at, self._zone),
            ),
            can=frozenset(can),
        )

    def _state(self, summary: ConsultationSummary) -> str:
        if voided := self._correction(summary.id, CorrectionKind.VOIDED):
            return _tr("✕ Void: {reason}").format(reason=isolated(one_line(voided.reason)))
        words = {
            ConsultationState.DRAFT: _tr("● Draft"),
            ConsultationState.COMPLETED: _tr("✓ Completed"),
            ConsultationState.AMENDED: _tr("✓ Amended"),
        }[ConsultationState(summary.state)]
        if self._correction(summary.id, CorrectionKind.MOVED):
            words = _tr("{state}, moved here").format(state=words)
        if summary.is_open and summary.state != ConsultationState.DRAFT:
            return _tr("{state}, ● amendment begun").format(state=words)
        return words

    def _moved_away(self, gone: MovedAway) -> Line:
        words = _tr("→ Moved to {number}: {reason}").format(
            number=gone.now_under.record_number,
            reason=isolated(one_line(gone.correction.reason)),
        )
        by, at = gone.correction.by, shown_moment(gone.correction.at, self._zone)
        return Line(id=gone.consultation_id, cells=("", words, one_line(by), at))

    def _withdrawn(self, document: IssuedDocument) -> str:
        id_ = document.consultation_id
        if self._correction(id_, CorrectionKind.VOIDED):
            return _tr("✕ of a void consultation")
        moved = self._correction(id_, CorrectionKind.MOVED)
        if moved is not None and document.issued_at <= moved.at:
            return _tr("✕ issued to another patient")
        return ""

    def _correction(self, id_: ConsultationId, kind: CorrectionKind) -> Correction | None:
        """The last of this kind."""
        said = self._corrections.here.get(id_, ())
        return next((each for each in reversed(said) if each.kind is kind), None)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PatientLines", text)
