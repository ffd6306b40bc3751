"""What is not as it was written, in words for whoever looks after the records."""

from collections.abc import Mapping
from typing import Final

from intake_app.services.upkeep import THE_SEARCH, Change, Contradiction, Damaged

_WHAT: Final[Mapping[str, str]] = {
    "patient": "the details of a patient",
    "patient_pair": "what was said of two patients who look alike",
    "consultation": "a consultation",
    "consultation_version": "a completed consultation",
    "consultation_correction": "what was said of a consultation afterwards",
    "attachment": "a file of a consultation",
    "document": "a document",
    "document_giving": "whether a document was given",
    "clinic_setting": "the settings of the clinic",
    "window_change": "an aftercare window of the clinic",
    "content_approval": "an approval of the text",
    "text_review": "who has read the text in a language",
    "form_version": "a form",
    "form_choice": "which form is in use",
    "unsealed_row": "a note of what is being typed",
    THE_SEARCH: (
        "what patients are found by, so that some may not be found (“intake-app records lookup "
        "--rebuild” makes it anew)"
    ),
    "trigger": "a rule that keeps the records",
    "index": "the tables",
    "view": "the tables",
    "table": "the tables",
}
_SAID: Final = {
    Change.CHANGED: "Not as it was written: {what}.",
    Change.REMOVED: "Not there any more: {what}.",
    Change.ADDED: "Not written by this program: {what}.",
}


def damage_sentence(damaged: Damaged) -> str:
    """What, whose, when last told of, and where in the file."""
    return _SAID[damaged.change].format(what=", ".join(_parts(damaged)))


def _parts(damaged: Damaged) -> list[str]:
    parts = [_WHAT.get(damaged.table, "something")]
    if damaged.record_number:
        parts.append(f"record number {damaged.record_number}")
    if damaged.document_id:
        parts.append(f"document {damaged.document_id}")
    if damaged.day:
        told = f"last told of on {damaged.day}"
        parts.append(f"{told} ({damaged.kind})" if damaged.kind else told)
    elif damaged.change is Change.ADDED:
        parts.append("of which the audit tells nothing")
    return [*parts, f"in the record file “{damaged.place}”"]


def contradiction_sentence(contradiction: Contradiction) -> str:
    """Which backup knows another audit, and what that may mean."""
    source = contradiction.source
    if contradiction.made_at is not None:
        source = f"The backup {source} of {contradiction.made_at:%Y-%m-%d}"
    return (
        f"{source} knows another audit entry {contradiction.sequence}: since then the audit was "
        "written anew or cut off, or an older copy of the records was put in place by hand. Or "
        "it is of other records."
    )
