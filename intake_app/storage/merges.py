"""Who is shown as whom: patients who are one person, read from the chain of their merges."""

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from intake_app.domain.patients.patient import PatientId
from intake_app.storage.tables import PatientPairRow

_MERGED, _KEPT = PatientPairRow.patient_id, PatientPairRow.other_id

IS_MERGE: ColumnElement[bool] = PatientPairRow.verdict == "same"

# The chain is as long as somebody merged the kept one again; a loop cannot be written, and one
# in a damaged file ends because UNION gives no row twice.


def merged_away() -> Select[str]:
    """The ids of those who are shown under somebody else."""
    return select(_MERGED).where(IS_MERGE)


def shown_as(session: Session, ids: Iterable[str]) -> Mapping[str, PatientId]:
    """For those of ``ids`` who were merged: the patient under whom they are shown."""
    up = select(_MERGED.label("id"), _KEPT.label("shown")).where(IS_MERGE, _MERGED.in_(list(ids)))
    chain = up.cte("chain", recursive=True)
    further = select(chain.c.id, _KEPT).join(chain, chain.c.shown == _MERGED)
    chain = chain.union(further.where(IS_MERGE))
    last = select(chain).where(chain.c.shown.not_in(merged_away()))
    return {merged: PatientId(shown) for merged, shown in session.execute(last)}


def shown_id(session: Session, patient_id: str) -> PatientId:
    """The patient under whom this one is shown: as a rule the same."""
    return shown_as(session, [patient_id]).get(patient_id, PatientId(patient_id))


def together_with(session: Session, patient_id: str) -> list[str]:
    """Everybody who is shown as the same patient, that one first."""
    shown = shown_id(session, patient_id)
    return [shown, *merged_under(session, [shown])]


def merged_under(session: Session, shown: Iterable[str]) -> Mapping[str, PatientId]:
    """Everybody who was merged into one of ``shown``, or into somebody who was; and into whom."""
    down = select(_MERGED.label("id"), _KEPT.label("shown")).where(
        IS_MERGE, _KEPT.in_(list(shown))
    )
    family = down.cte("family", recursive=True)
    further = select(_MERGED, family.c.shown).join(family, family.c.id == _KEPT)
    family = family.union(further.where(IS_MERGE))
    return {merged: PatientId(kept) for merged, kept in session.execute(select(family))}
