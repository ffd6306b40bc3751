"""Of which earlier visit an answer was confirmed, as a response says it."""

from collections.abc import Sequence

from intake_app.domain.dates import parse_iso, quoted
from intake_app.domain.errors import IntakeError, ResponseRefused
from intake_app.domain.fhir.response_items import CONFIRMED_FROM
from intake_app.domain.fhir_json import JsonObject
from intake_app.domain.form.answers import Confirmation


def confirmation_in(link_id: str, extensions: Sequence[JsonObject]) -> Confirmation | None:
    """The confirmation among the extensions of an item of a response.

    Raises:
        ResponseRefused: It is there, and not as this program writes it.
    """
    ours = [each for each in extensions if each.get("url") == CONFIRMED_FROM]
    if not ours:
        return None
    parts = ours[0].get("extension")
    inside = parts if isinstance(parts, list) else []
    said = {part.get("url"): part for part in inside if isinstance(part, dict)}
    visit = said.get("visit", {}).get("valueString")
    day = said.get("day", {}).get("valueDate")
    if not isinstance(visit, str) or not isinstance(day, str) or len(ours) > 1:
        raise _refused(link_id)
    try:
        return Confirmation(visit=visit, day=parse_iso(day))
    except IntakeError:
        raise _refused(link_id) from None


def _refused(link_id: str) -> ResponseRefused:
    reason = f"the confirmed-from of {quoted(link_id)} needs one visit and one day"
    return ResponseRefused(reason=reason)
