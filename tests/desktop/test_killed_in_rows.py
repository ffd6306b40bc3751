"""The program is killed while somebody fills rows in: all that was acknowledged comes back."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from intake_app.bootstrap import LiveRecords
from intake_app.desktop.widgets.form.entering import block_of
from intake_app.domain.form.answers import Place
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.services.ports import Content
from tests.helpers.consultation_screen import DOCTOR, sitting
from tests.helpers.row_filling_process import ROWS, rows_in

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
@pytest.mark.parametrize("saves", [2, 9])
def test_rows_come_back_in_order_with_what_was_half_typed(
    qtbot: QtBot, data_folder: Path, content: Content, saves: int
) -> None:
    consultation_id, acknowledged = _killed_after(saves, data_folder)
    live = LiveRecords(data_folder, lambda: content)
    services = live.services()
    stored = services.consultations.open(DOCTOR, consultation_id).consultation
    found = rows_in(stored)
    assert int(found.pop("rows")) >= int(acknowledged.pop("rows"))
    acknowledged.pop("left")
    left = Place.parse(found.pop("left"))
    for place, text in acknowledged.items():
        assert found[place].startswith(text)  # the last letters may have come later
    for row in range(stored.record.answers.rows(ROWS) - 1):
        assert found[f"history.medicines.name[{row}]"] == f"Medicine {row}"
        assert found[f"history.medicines.since[{row}]"] == "31.2."

    with sitting(qtbot, services, consultation_id) as again:
        assert again.state.answers.rows(ROWS) == stored.record.answers.rows(ROWS)
        assert again.page.form.current == "history"
        qtbot.waitUntil(lambda: is_in_hand(left))
        for place, text in found.items():
            again.page.go_to(Place.parse(place))
            line = again.input(place)
            assert isinstance(line, QLineEdit)
            assert line.text() == text
    live.close()


def is_in_hand(place: Place) -> bool:
    """Whether the keyboard is in this question, or in the first of this row."""
    block = block_of(QApplication.focusWidget())
    if block is None:
        return False
    in_row = place.link_id == ROWS.link_id and block.place.rows == place.rows
    return block.place == place or in_row


def _killed_after(saves: int, folder: Path) -> tuple[ConsultationId, dict[str, str]]:
    """Whose consultation was being written, and what its rows held at the last save told of."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.row_filling_process", str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert writer.stdout is not None
    consultation_id = ConsultationId(writer.stdout.readline().strip())
    for _ in range(saves):
        last = writer.stdout.readline()
    writer.kill()
    more = writer.communicate()[0].splitlines(keepends=True)
    whole = [line for line in more if line.endswith("\n")]
    return consultation_id, json.loads(whole[-1] if whole else last)
