"""The clinic's approvals and its own windows, in the records."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_app.domain.fhir_json import to_json_text
from intake_app.domain.handout.printed_text import Approval
from intake_app.domain.handout.text_review import TextReview
from intake_app.domain.visit.aftercare import Span, SpanUnit
from intake_app.domain.visit.clinic_windows import WindowChange
from intake_app.storage.clinic_content_tables import (
    ContentApprovalRow,
    TextReviewRow,
    WindowChangeRow,
)


class SqlClinicContentRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def window_changes(self) -> list[WindowChange]:
        rows = self._session.scalars(select(WindowChangeRow).order_by(WindowChangeRow.number))
        return [
            WindowChange(
                window_id=row.window_id,
                span=_span(row.value, row.unit),
                before=_span(row.old_value, row.old_unit),
                by=row.changed_by,
                at=row.changed_at,
            )
            for row in rows
        ]

    def change_window(self, change: WindowChange) -> None:
        span, before = change.span, change.before
        self._session.add(
            WindowChangeRow(
                window_id=change.window_id,
                value=span.value if span else None,
                unit=span.unit.value if span else None,
                old_value=before.value if before else None,
                old_unit=before.unit.value if before else None,
                changed_by=change.by,
                changed_at=change.at,
            )
        )
        self._session.flush()

    def approval(self, language: str) -> Approval | None:
        newest = (
            select(ContentApprovalRow)
            .where(ContentApprovalRow.language == language)
            .order_by(ContentApprovalRow.number.desc())
            .limit(1)
        )
        row = self._session.scalar(newest)
        if row is None:
            return None
        return Approval(
            language=row.language,
            content_version=row.content_version,
            digest=row.digest,
            holds=row.holds,
            passages=json.loads(row.passages),
            by=row.approved_by,
            at=row.approved_at,
        )

    def approve(self, approval: Approval) -> None:
        self._session.add(
            ContentApprovalRow(
                language=approval.language,
                content_version=approval.content_version,
                digest=approval.digest,
                holds=approval.holds,
                passages=to_json_text(dict(approval.passages)),
                approved_by=approval.by,
                approved_at=approval.at,
            )
        )
        self._session.flush()

    def review(self, language: str) -> TextReview | None:
        newest = (
            select(TextReviewRow)
            .where(TextReviewRow.language == language)
            .order_by(TextReviewRow.number.desc())
            .limit(1)
        )
        row = self._session.scalar(newest)
        if row is None:
            return None
        return TextReview(
            language=row.language,
            content_version=row.content_version,
            digest=row.digest,
            holds=row.holds,
            clinician=row.clinician,
            by=row.recorded_by,
            at=row.recorded_at,
        )

    def keep_review(self, review: TextReview) -> None:
        self._session.add(
            TextReviewRow(
                language=review.language,
                content_version=review.content_version,
                digest=review.digest,
                holds=review.holds,
                clinician=review.clinician,
                recorded_by=review.by,
                recorded_at=review.at,
            )
        )
        self._session.flush()


def _span(value: int | None, unit: str | None) -> Span | None:
    return Span(value, SpanUnit(unit)) if value is not None and unit is not None else None
