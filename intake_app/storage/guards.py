"""The triggers that refuse what must not happen to the records; verifying misses them."""

from typing import Final

from intake_app.storage.connection import Connection

_UNCHANGED: Final = (
    *("attachment", "clinic_setting", "consultation_correction", "consultation_version"),
    *("content_approval", "document", "document_giving", "form_choice", "form_version"),
    *("text_review", "window_change"),
)
GUARDS: Final = (
    *("keep_audit", "keep_audit_chained", "keep_audit_unchanged"),
    *(f"keep_{table}{what}" for table in _UNCHANGED for what in ("", "_unchanged", "_unreplaced")),
)


def missing_guards(connection: Connection) -> tuple[str, ...]:
    """Those that somebody has dropped, as "trigger name"."""
    there = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    return tuple(f"trigger {name}" for name in GUARDS if (name,) not in there)
