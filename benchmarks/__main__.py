"""All benchmarks, one after the other: ``python -m benchmarks`` (or ``make bench``).

python -m benchmarks [startup] [handout] [lookup] [save] [form] [scalp] [expressions]
                     [finding] [backup] [duplicates] [migration]
"""

import subprocess
import sys

BENCHMARKS = (
    "startup",
    "handout",
    "lookup",
    "save",
    "form",
    "scalp",
    "expressions",
    "finding",
    "backup",
    "duplicates",
    "migration",
)


def main(wanted: list[str]) -> int:
    """Run each in a process of its own, so that none pays for another; returns the exit code."""
    if unknown := [name for name in wanted if name not in BENCHMARKS]:
        print(f"There is no benchmark {', '.join(unknown)}: choose from {', '.join(BENCHMARKS)}.")
        return 2
    failed = 0
    for name in wanted or BENCHMARKS:
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        failed |= subprocess.run(command, check=False).returncode
    return failed


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
