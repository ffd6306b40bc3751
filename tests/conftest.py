"""What every test may ask for: records that begin empty, and Qt without a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from intake_app.bootstrap import LiveRecords
from intake_app.content.demonstration import load_script
from intake_app.content.loading import load_content
from intake_app.content.resources import find_resources
from intake_app.desktop.widgets.appearance import ARGUMENTS
from intake_app.domain.fhir.form import read_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.services.demonstration import Script
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from intake_app.storage.data_folder import RECORDS_FILE, make_private_folder
from intake_app.storage.records import Records, open_records
from tests.helpers.stopped_clock import StoppedClock

settings.register_profile(
    "here",
    deadline=None,
    max_examples=60,
    # The fixtures below give one database to all examples on purpose: they look up what they
    # stored themselves.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("here")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application as the program begins it."""
    return list(ARGUMENTS)


@pytest.fixture(scope="session")
def begun_records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record file with empty tables, made once; copying it is faster than migrating."""
    folder = tmp_path_factory.mktemp("begun") / "records"
    open_records(folder).close()
    return folder / RECORDS_FILE


@pytest.fixture
def data_folder(tmp_path: Path, begun_records: Path) -> Path:
    """A data folder of this test's own, with empty records in it."""
    folder = tmp_path / "clinic"
    make_private_folder(folder)
    shutil.copy(begun_records, folder / RECORDS_FILE)
    return folder


@pytest.fixture
def records(data_folder: Path) -> Iterator[Records]:
    opened = open_records(data_folder)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def content() -> Content:
    """Everything in resources/, as the program reads it."""
    return load_content()


@pytest.fixture(scope="session")
def script(content: Content) -> Script:
    """The made-up clinic."""
    form = read_form(from_json_text(content.form.definition))
    return load_script(find_resources(), form)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def services(data_folder: Path, content: Content, clock: StoppedClock) -> Iterator[Services]:
    """All use cases over records that begin empty, on a day that does not pass."""
    live = LiveRecords(data_folder, lambda: content, clock)
    yield live.services()
    live.close()


@pytest.fixture
def elsewhere(data_folder: Path) -> Iterator[Records]:
    """The same records as ``records``, in a window that remembers nothing of the other."""
    opened = open_records(data_folder)
    yield opened
    opened.close()
