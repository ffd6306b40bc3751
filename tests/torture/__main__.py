"""Kills, power cuts and flipped bits, counted: ``make torture`` or ``python -m tests.torture``.

python -m tests.torture [--kills N] [--at-work N] [--deed-kills N] [--power-cuts N]
                        [--flips N] [--tight-disks N] [--folder DIR] [--seed N]

It says what was lost and what was damaged in silence, and ends with 1 if anything was.
"""

import argparse
import tempfile
from pathlib import Path

from tests.torture.clinic_deeds import kill_clinic_deeds
from tests.torture.deeds import kill_deeds
from tests.torture.flips import flip_bits
from tests.torture.kills import kill_often
from tests.torture.power_cuts import cut_power
from tests.torture.tight_disks import fill_disks


def main() -> int:
    options = _options()
    at_work = options.kills // 2 if options.at_work is None else options.at_work
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        runs = (
            (kill_often, at_work, "kills at work"),
            (kill_deeds, options.kills - at_work, "kills in a change of the files"),
            (kill_clinic_deeds, options.deed_kills, "kills in what a clinic does"),
            (fill_disks, options.tight_disks, "disks that fill up or can only be read"),
            (cut_power, options.power_cuts, "power cuts"),
            (flip_bits, options.flips, "flipped bits"),
        )
        failed = 0
        for run, count, name in runs:
            if not count:
                continue
            print(f"== {count} {name}", flush=True)
            tally = run(Path(folder) / name.replace(" ", "-"), count, options.seed)
            print("\n".join(f"{what}: {number}" for what, number in tally.items()), flush=True)
            failed += sum(number for what, number in tally.items() if what.startswith("BAD"))
    print("Nothing was lost or damaged in silence." if not failed else f"{failed} failures.")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--at-work", type=int, help="so many of them at work, else half")
    parser.add_argument("--deed-kills", type=int, default=400)
    parser.add_argument("--tight-disks", type=int, default=100, help="needs root on Linux")
    parser.add_argument("--power-cuts", type=int, default=300)
    parser.add_argument("--flips", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--folder", type=Path, help="on the disk to use")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
