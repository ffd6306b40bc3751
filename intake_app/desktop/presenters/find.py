"""Finding: what is typed, to the lookup and back, the newest keystroke winning."""

import re
from collections.abc import Callable
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from intake_app.desktop.errors import sentence
from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.found_rows import FoundRow, RowKind
from intake_app.desktop.shown import shown_age, shown_date
from intake_app.desktop.tasks import Tasks
from intake_app.domain.dates import parse_iso
from intake_app.services.ports import ConsultationSummary, PatientMatch
