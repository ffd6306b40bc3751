"""The program as somebody types it who has never used it: a real process, with nobody to ask."""

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

OURS = ("INTAKE_", "DISPLAY", "WAYLAND_DISPLAY", "XDG_DATA_HOME", "TMPDIR", "HOME")


def only(environment: dict[str, str]) -> dict[str, str]:
    """These variables, and of the machine's those alone that say nothing to the program."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, **environment}


def intake(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run it at an empty home; INTAKE_DATA_DIR is set only where it is given."""
    with tempfile.TemporaryDirectory() as home:
        return subprocess.run(
            [sys.executable, "-m", "intake_app", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=only({"HOME": home, **environment}),
            timeout=120,
            check=False,
        )


def answered(*arguments: str, **environment: str) -> Any:
    done = intake(*arguments, "--json", **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refused(*arguments: str, **environment: str) -> str:
    """The one sentence of a refusal."""
    done = intake(*arguments, **environment)
    assert done.returncode == 1, (done.stdout, done.stderr)
    (sentence,) = done.stderr.strip().splitlines()
    return sentence
