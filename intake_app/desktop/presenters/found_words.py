"""The words of the lines and of the empty states when finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.models.found_rows import FoundRow, RowKind
from intake_app.desktop.shown import isolated, one_line, shown_age, shown_date
from intake_app.domain.dates import PartialDate, parse_iso
from intake_app.services.finding import PatientMatch

if TYPE_CHECKING:  # start-up time: the first search does not wait for everything to load
    from intake_app.services.ports import ConsultationSummary


def _tr(text: str) -> str:
    return QCoreApplication.translate("Find", text)


class FoundWords:
    """Makes lines from what the lookup found."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today

    def recent_rows(
        self, matches: Sequence[PatientMatch], drafts: Mapping[str, ConsultationSummary]
    ) -> list[FoundRow]:
        """With nothing typed: drafts that were left open, then the others."""
        begun = [self._draft_row(each, drafts.get(each.id)) for each in matches if each.has_draft]
        others = [self.patient_row(each) for each in matches if not each.has_draft]
        rows: list[FoundRow] = []
        for title, lines in (
            (_tr("Continue where you stopped"), begun),
            (_tr("Recent patients"), others),
        ):
            if lines:
                rows += [FoundRow(kind=RowKind.HEADING, title=title), *lines]
        return rows

    def patient_row(self, match: PatientMatch) -> FoundRow:
        visit = ""
        if match.last_visit is not None:
            visit = _tr("Last visit {day}").format(day=shown_date(match.last_visit))
        return self._row(match, visit, _tr("● Draft open") if match.has_draft else "")

    def document_row(self, document_id: str) -> FoundRow:
        return FoundRow(
            kind=RowKind.DOCUMENT,
            title=_tr("Open document {id}").format(id=document_id),
            target=document_id,
            detail=_tr("The handout, exactly as it was issued"),
        )

    def more(self, shown: int) -> FoundRow:
        """Below the last line, where there may be more than are shown."""
        words = _tr(
            "The best {count} are shown. Type more of the name, the year of birth or a number."
        )
        return FoundRow(kind=RowKind.HEADING, title=words.format(count=shown))

    def nothing(self, text: str) -> tuple[str, str]:
        """Title and sentence for an empty list."""
        if not text.strip():
            return _tr("No patients yet"), _tr("Press Ctrl+N to register the first one.")
        return (
            _tr("Nobody found for “{text}”").format(text=isolated(one_line(text, 60))),
            _tr(
                "Look for a date of birth, a telephone or part of the name, "
                "or press Ctrl+N to register somebody new with this name."
            ),
        )

    def _draft_row(self, match: PatientMatch, draft: ConsultationSummary | None) -> FoundRow:
        if draft is None:
            return self._row(match, "", _tr("● Draft open"))
        visit = _tr("Begun {day}").format(day=shown_date(draft.started_at.date()))
        mark = _tr("● Draft by {name}").format(name=isolated(one_line(draft.started_by)))
        row = self._row(match, visit, mark)
        return FoundRow(
            kind=RowKind.DRAFT,
            title=row.title,
            target=draft.id,
            detail=row.detail,
            born=row.born,
            age=row.age,
            visit=row.visit,
            mark=row.mark,
        )

    def _row(self, match: PatientMatch, visit: str, mark: str) -> FoundRow:
        birth = birth_of(match)
        return FoundRow(
            kind=RowKind.PATIENT,
            title=one_line(match.name),
            target=match.id,
            detail="  ·  ".join(part for part in (match.record_number, match.phone) if part),
            born=shown_date(birth) if birth else _tr("born: not known"),
            age=shown_age(birth, self._today()) if birth else "",
            visit=visit,
            mark=mark,
        )


def birth_of(match: PatientMatch) -> PartialDate | None:
    return parse_iso(match.birth_date) if match.birth_date else None
