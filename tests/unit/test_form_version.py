"""Records keep the form they were begun with: another form needs another version."""

import hashlib
import json
from pathlib import Path

from intake_app.content.resources import find_resources

FORM = find_resources() / "questionnaires" / "hair-consultation.json"
VERSIONS = Path(__file__).parents[1] / "data" / "form_versions.json"


def test_a_form_that_has_changed_has_a_version_of_its_own() -> None:
    """Records that know a version with other words refuse it; raise ``version``, add it here."""
    definition = FORM.read_bytes()
    known = json.loads(VERSIONS.read_text(encoding="utf-8"))

    version = json.loads(definition)["version"]

    assert known[version] == hashlib.sha256(definition).hexdigest()
