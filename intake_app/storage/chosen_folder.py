"""Where the records live; asked before the window is painted, so that nothing else is loaded."""

from collections.abc import Mapping
from pathlib import Path

import platformdirs

from intake_app.domain.errors import RecordsRefused

ENVIRONMENT_NAME = "INTAKE_DATA_DIR"


def chosen_folder(given: Path | None, environment: Mapping[str, str]) -> Path:
    """The folder to use: as given with --data-dir, as in the environment, or the usual place."""
    named = given or environment.get(ENVIRONMENT_NAME, "")
    if named:
        return _in_full(Path(named))
    return platformdirs.user_data_path("hair-consultation-intake", appauthor=False)


def _in_full(folder: Path) -> Path:
    try:
        return folder.expanduser().absolute()
    except RuntimeError:  # ~somebody, and nobody here is called so
        reason = "this computer has no such user. Choose a folder with --data-dir"
        raise RecordsRefused(path=folder, reason=reason) from None
