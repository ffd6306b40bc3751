"""Single bits that flip on the disk: found by verifying, never read in silence."""

import random
from collections import Counter
from pathlib import Path

from intake_app.storage.connection import connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from intake_app.storage.keys.new_key import contents
from tests.helpers.upkeep import fill
from tests.torture.checking import is_whole

_HARMLESS = "changed nothing that is kept"
_SILENT = "changed a record in silence"


def flip_bits(folder: Path, flips: int, seed: int) -> Counter[str]:
    """A flip in a place where nothing is kept may go unnoticed; one in a record may not."""
    tally = Counter[str]()
    for key in (DataKey.new(), None):
        name = "protected" if key else "unprotected"
        clinic = folder / name
        fill(clinic, 100, key)
        connect(records_file(clinic), key).close()
        tally += Counter(
            f"{name}: {what}" for what in _flipped(clinic, key, flips, random.Random(seed))
        )
    for what in [what for what in tally if what.endswith(_SILENT)]:
        tally[f"BAD {what}"] = tally.pop(what)
    return tally


def _flipped(folder: Path, key: DataKey | None, flips: int, chance: random.Random) -> list[str]:
    records, found = records_file(folder), []
    whole, everything = records.read_bytes(), _everything(folder, key)
    for _ in range(flips):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        records.write_bytes(damaged)
        if not is_whole(folder, key):
            found.append("found by verifying")
        else:
            same = _everything(folder, key) == everything
            found.append(_HARMLESS if same else _SILENT)
    records.write_bytes(whole)
    return found


def _everything(folder: Path, key: DataKey | None) -> object:
    """All that any question can be answered from: rows, audit, lists of the search, tables.

    That the indexes agree with it the check has looked at.
    """
    connection = connect(records_file(folder), key)
    try:
        return contents(connection)
    finally:
        connection.close()
