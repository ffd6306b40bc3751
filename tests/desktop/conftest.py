"""The desktop over records of the test's own, with a clinic and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intake_app.desktop.opening import Opening
from intake_app.services.access import Actor, Role
from intake_app.services.demonstration import Demonstration, Script, demonstrate
from intake_app.services.ports import Content
from intake_app.services.suite import Services
from tests.helpers.patient_bot import PatientBot
from tests.helpers.program import CLINIC, Program, opening_of, running
from tests.helpers.stopped_clock import StoppedClock

DOCTOR = Actor("Dr Mary Example", Role.PRACTITIONER)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """What works the widgets."""
    assert qapp is QApplication.instance()
    return PatientBot(request)


@pytest.fixture
def opening(data_folder: Path, content: Content, clock: StoppedClock) -> Opening:
    return opening_of(data_folder, content, clock)


@pytest.fixture
def clinic_records(services: Services) -> Services:
    """Records whose clinic is set up."""
    services.clinic.save(DOCTOR, CLINIC)
    return services


@pytest.fixture
def program(qtbot: QtBot, opening: Opening, clinic_records: Services) -> Iterator[Program]:
    """The window, open on the records of a clinic that is set up."""
    assert clinic_records.clinic.is_set_up()
    with running(qtbot, opening) as opened:
        yield opened


@pytest.fixture
def made(services: Services, script: Script, clock: StoppedClock) -> Demonstration:
    """A completed visit whose handout has been given, five minutes ago."""
    made = demonstrate(services, script, clock, patients=2)
    clock.move(minutes=5)
    return made


@pytest.fixture
def visited(qtbot: QtBot, opening: Opening, made: Demonstration) -> Iterator[Program]:
    """The window, open on the records with that visit."""
    with running(qtbot, opening) as program:
        yield program
