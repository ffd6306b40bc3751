"""Where the records, the program's own files and the screen are."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the types alone; loading them is left to the moment they are used
    from intake_app.services.demonstration import Script
    from intake_app.services.ports import Content

# ruff: noqa: PLC0415 - start-up time, see the package's docstring


def data_folder(data_dir: Path | None) -> Path:
    from intake_app.storage.chosen_folder import chosen_folder

    return chosen_folder(data_dir, os.environ)


def resources_folder() -> Path:
    from intake_app.content.resources import find_resources

    return find_resources()


def fonts_folder() -> Path:
    return resources_folder() / "fonts"


def read_content() -> "Content":
    from intake_app.content.loading import load_content

    return load_content(resources_folder())


def translators_files(code: str, folder: Path) -> "Mapping[str, str]":
    from intake_app.content.translating import BegunFiles
    from intake_app.content.translating import translators_files as written

    return written(BegunFiles(resources_folder(), code, folder), code)


def read_script() -> "Script":
    from intake_app.content.demonstration import load_script
    from intake_app.domain.fhir.form import read_form
    from intake_app.domain.fhir_json import from_json_text

    questionnaire = read_form(from_json_text(read_content().form.definition))
    return load_script(resources_folder(), questionnaire)


def has_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
