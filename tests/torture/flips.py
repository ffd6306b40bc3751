"""Single bits that flip on the disk: found by verifying, never read in silence."""

import random
from collections import Counter
from pathlib import Path

from intake_app.storage.connection import connect
from intake_app.storage.data_folder import records_file
from intake_app.storage.data_key import DataKey
from tests.helpers.upkeep import fill
from tests.torture.checking import is_whole


def flip_bits(folder: Path, flips: int, seed: int) -> Counter[str]:
    """Protected records prove every page; those that are not are counted, not judged."""
    tally = Counter[str]()
    for key in (DataKey.new(), None):
        name = "protected" if key else "unprotected"
        clinic = folder / name
        fill(clinic, 100, key)
        connect(records_file(clinic), key).close()
        noticed = sum(_noticed(clinic, key, flips, random.Random(seed)))
        tally[f"{name}: found by verifying"] = noticed
        if key is not None:
            tally["BAD not noticed in protected records"] = flips - noticed
    return tally


def _noticed(folder: Path, key: DataKey | None, flips: int, chance: random.Random) -> list[bool]:
    records, found = records_file(folder), []
    whole = records.read_bytes()
    for _ in range(flips):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        records.write_bytes(damaged)
        found.append(not is_whole(folder, key))
    records.write_bytes(whole)
    return found
