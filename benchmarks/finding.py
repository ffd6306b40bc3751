"""Typing fast into the search field of the real window: how long the window's thread is held.

    python -m benchmarks.finding [--patients N N] [--keep FOLDER] [--keys N] [--upkeep]
                                 [--processor]

The program is started as a person starts it, over protected records with few patients and with
very many; names, half of them with a typing error, are typed at 40 letters a second. A clock in
the window's own thread ticks all the while: what lies between two ticks is how long the window
could not have answered. The last is compared with the first. With ``--upkeep`` the program's
hourly upkeep (the full-text lists brought together, then a backup) runs meanwhile.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.installed import compile_as_installed
from benchmarks.lookup_records import KEY, made_records
from intake_app.bootstrap.live_records import LiveRecords
from intake_app.content.demonstration import load_script
from intake_app.content.loading import load_content
from intake_app.content.resources import find_resources
from intake_app.domain.fhir.form import read_form
from intake_app.domain.fhir_json import from_json_text
from intake_app.services.access import Actor, Role
from intake_app.services.protection import User
from intake_app.storage.audit.head import AuditHead
from intake_app.storage.audit.seals import seal_everything
from intake_app.storage.connection import connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.keys.key_folder import KeyFolder
from intake_app.storage.keys.key_slots import Holder, SlotKind, make_slot
from intake_app.storage.keys.keys import Keys
from intake_app.storage.keys.open_keys import FolderKeys

PASSPHRASE = "correct horse battery"
WORDS = {
    "gap_p99": "between two ticks of the window, 99 of 100",
    "gap_max": "between two ticks, the longest",
    "shown_p50": "last letter to the list of it, median",
    "shown_max": "last letter to the list of it, longest",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--patients", type=int, nargs=2, default=[10, 100_000])
    parser.add_argument("--keep", type=Path, help="a folder for the records, to be used again")
    parser.add_argument("--keys", type=int, default=400, help="letters typed")
    parser.add_argument("--upkeep", action="store_true", help="while the hourly upkeep runs")
    parser.add_argument("--processor", action="store_true", help="its time, on a busy machine")
    options = parser.parse_args()
    compile_as_installed()
    with tempfile.TemporaryDirectory() as scratch:
        few, many = (
            _typed(options.keep or Path(scratch), count, options) for count in options.patients
        )
    print(f"milliseconds; {options.keys} letters typed, load {os.getloadavg()[0]:.1f}")
    print(f"{'':46}{options.patients[0]:>10}{options.patients[1]:>10}{'ratio':>8}")
    for what, words in WORDS.items():
        ratio = many[what] / few[what] if few[what] else float("nan")
        print(f"{words:46}{few[what]:10.2f}{many[what]:10.2f}{ratio:8.2f}")
    print(
        f"lists that were not those of the newest letter: {few['stale']:.0f}, {many['stale']:.0f}"
    )


def _typed(folder: Path, patients: int, options: argparse.Namespace) -> dict[str, float]:
    records = made_records(folder / f"window-{patients}", patients, encrypted=True, peers=False)
    _give_keys(records.parent)
    environment = os.environ | {"INTAKE_PASSPHRASE": PASSPHRASE}
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    wishes = {"keys": options.keys, "upkeep": options.upkeep, "processor": options.processor}
    answer = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.finding_probe",
            str(records.parent),
            json.dumps(wishes),
        ],
        env=environment,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        timeout=600,
    )
    figures: dict[str, float] = json.loads(answer.stdout.splitlines()[-1])
    return figures


def _give_keys(folder: Path) -> None:
    """What the program itself would have made: a key file, seals, and a clinic."""
    keys_of = KeyFolder(folder, lambda: datetime.now(UTC))
    if keys_of.has_keys():
        return
    connection = connect(records_file(folder), KEY)
    connection.execute("BEGIN IMMEDIATE")
    entry = seal_everything(connection, datetime.now(UTC))
    connection.execute("COMMIT")
    connection.close()
    if entry is not None:
        AuditHead(folder).begin(entry)
    keys = Keys.new()
    holders = (
        Holder(SlotKind.PASSPHRASE, "Rita Example", Role.MANAGER),
        Holder(SlotKind.RECOVERY, "recovery code", Role.MANAGER),
    )
    slots = [make_slot(keys.vault, each, secret=PASSPHRASE, key=KEY) for each in holders]
    keys_of.write(keys.with_slots(slots, KEY))
    rita = User("Rita Example", Role.MANAGER)
    live = LiveRecords(
        folder, load_content, sign_in=lambda _: FolderKeys(folder=keys_of, key=KEY, user=rita)
    )
    try:
        form = read_form(from_json_text(load_content().form.definition))
        script = load_script(find_resources(), form)
        live.services().clinic.save(Actor(rita.name, rita.role), script.clinic)
    finally:
        live.close()


if __name__ == "__main__":
    main()
