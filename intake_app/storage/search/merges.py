"""Patients who were merged: found by what they are called, shown as the one who was kept."""

import json
from collections.abc import Iterable, Mapping, Sequence

from intake_app.storage.search.reader import SearchReader

# UNION gives no row twice, so a loop in a damaged file ends.
_SHOWN = """
WITH RECURSIVE chain (id, shown) AS (
  SELECT patient_id, other_id FROM patient_pair
  WHERE verdict = 'same' AND patient_id IN (SELECT value FROM json_each(?))
  UNION SELECT chain.id, pair.other_id FROM chain
  JOIN patient_pair AS pair ON pair.patient_id = chain.shown AND pair.verdict = 'same')
SELECT id, shown FROM chain WHERE NOT EXISTS (
  SELECT 1 FROM patient_pair WHERE patient_id = chain.shown AND verdict = 'same')
"""

_VISITS = """
WITH RECURSIVE family (id, shown) AS (
  SELECT value, value FROM json_each(?)
  UNION SELECT pair.patient_id, family.shown FROM family
  JOIN patient_pair AS pair ON pair.other_id = family.id AND pair.verdict = 'same')
SELECT shown, max(visit_date), max(is_open)
FROM family JOIN consultation ON consultation.patient_id = family.id
WHERE 'voided' IS NOT (SELECT kind FROM consultation_correction AS said
  WHERE said.consultation_id = consultation.id AND said.kind <> 'moved'
  ORDER BY said.number DESC LIMIT 1)
GROUP BY shown
"""


class Merges:
    def __init__(self, reader: SearchReader) -> None:
        self._reader = reader

    def shown_as(self, ids: Iterable[str]) -> Mapping[str, str]:
        """For those of ``ids`` who were merged: the patient under whom they are shown."""
        rows = self._reader.rows(_SHOWN, json.dumps(list(ids)))
        return {str(merged): str(shown) for merged, shown in rows}

    def visits(self, ids: Iterable[str]) -> Sequence[tuple[object, ...]]:
        """Id, last visit and whether a draft is open, of patients with consultations.

        With those of everybody who is shown as the same patient.
        """
        return self._reader.rows(_VISITS, json.dumps(list(ids)))
