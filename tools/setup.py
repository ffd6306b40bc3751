"""Everything a newcomer types: sets the project up where it stands, then does what was asked.

    python3 tools/setup.py setup | run | test | check | bench | torture | lock

Needs nothing but Python's standard library. The Makefile offers the same verbs; where there is
no make, as on Windows, this file is started directly.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import which

from environment import Environment
from packages import SetupStopped

ROOT = Path(__file__).resolve().parent.parent
# The packages in the lock exist ready-made for these.
SUITABLE_PYTHONS = ("3.11", "3.12", "3.13", "3.14")
LOCKING = (
    *("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--no-annotate"),
)


def main(arguments: list[str]) -> int:
    """Carry out one verb and return the exit code."""
    verbs = {
        "setup": setup,
        "run": run,
        "test": test,
        "check": check,
        "bench": bench,
        "torture": torture,
        "lock": lock,
    }
    if not arguments or arguments[0] not in verbs:
        print(__doc__)
        return 2
    try:
        use_suitable_python()
        return verbs[arguments[0]](Environment(ROOT), arguments[1:])
    except SetupStopped as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. The same command goes on from here.", file=sys.stderr)
        return 130


def setup(environment: Environment, _arguments: list[str]) -> int:
    """Only set up."""
    environment.prepare()
    print(f"Ready. The program is {environment.program('intake-app')}")
    return 0


def run(environment: Environment, arguments: list[str]) -> int:
    """Open the program or, where no window can be opened, write its demonstration."""
    environment.prepare()
    linux = sys.platform.startswith("linux")
    if linux and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return demonstrate(environment)
    return start(environment, "intake-app", *arguments)


def demonstrate(environment: Environment) -> int:
    """Run the demonstration without a window and say where its handout and picture are."""
    print(
        "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window "
        "can be opened.\nThe same demonstration runs without one:",
        flush=True,
    )
    folder = fresh_folder(ROOT / "demo-output")
    code = start(environment, "intake-app", "demo", "--out", str(folder), "--picture")
    for picture in folder.glob("*.png"):
        print(f"Picture of the window: {picture}")
    for handout in folder.glob("*.pdf"):
        print(f"Handout: {handout}")
    return code


def fresh_folder(parent: Path) -> Path:
    """Make and return a folder that nobody used before, numbered within `parent`."""
    parent.mkdir(exist_ok=True)
    number = 1
    while True:
        try:
            (parent / str(number)).mkdir()
        except FileExistsError:
            number += 1
        else:
            return parent / str(number)


def test(environment: Environment, arguments: list[str]) -> int:
    """Run the tests: all of them on two processors, or those that were asked for."""
    environment.prepare()
    # Some tests start the program, again and again; also where Python is told to keep no bytecode.
    start(environment, "python", "-m", "compileall", "-q", "intake_app")
    return start(environment, "python", "-m", "pytest", *(arguments or ["--numprocesses=2"]))


def check(environment: Environment, _arguments: list[str]) -> int:
    """Check format, lint, types, the direction of imports and the sizes; name what failed."""
    environment.prepare()
    checks = {
        "format": ("ruff", "format", "--check"),
        "lint": ("ruff", "check"),
        "types": ("mypy",),
        "imports": ("lint-imports",),
        "sizes": ("python", "-m", "pytest", "--quiet", "tests/unit/test_architecture.py"),
    }
    failed = [name for name, command in checks.items() if start(environment, *command)]
    print(f"Checks that failed: {', '.join(failed)}." if failed else "Every check passed.")
    return 1 if failed else 0


def bench(environment: Environment, arguments: list[str]) -> int:
    """Measure the program beside its peers."""
    environment.prepare(with_extra=True)
    return start(environment, "python", "-m", "benchmarks", *arguments)


def torture(environment: Environment, arguments: list[str]) -> int:
    """Kill the program, cut its power and flip bits of its records, often, and count."""
    environment.prepare()
    return start(environment, "python", "-m", "tests.torture", *arguments)


def lock(environment: Environment, arguments: list[str]) -> int:
    """Write the lock files anew from pyproject.toml; `--upgrade` takes newer versions."""
    environment.prepare(with_extra=True)
    locks = {
        "requirements.lock": ("pyproject.toml", "--group", "test", "--group", "check"),
        # Both are installed into one environment: what they share has one version.
        "requirements-extra.lock": (
            *("--group", "bench", "--group", "lock"),
            *("--constraint", "requirements.lock"),
        ),
    }
    return max(
        start(environment, *LOCKING, *sources, "--output-file", name, *arguments)
        for name, sources in locks.items()
    )


def start(environment: Environment, program: str, *arguments: str) -> int:
    """Run a program of the environment in the project's folder and return its exit code."""
    variables = environment.variables()
    if program != "intake-app" or arguments[:1] == ("demo",):
        variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [str(environment.program(program)), *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode


def use_suitable_python() -> None:
    """Start over with a Python that suits, if this one does not.

    One that belongs to an environment does not: ours may have to be removed and made anew.

    Raises:
        SetupStopped: there is none.
    """
    if suits(sys.executable):
        return
    names = ("python3", *(f"python{version}" for version in reversed(SUITABLE_PYTHONS)))
    for path in (getattr(sys, "_base_executable", None), *map(which, names)):
        if path and suits(path):
            raise SystemExit(subprocess.run([path, *sys.argv], check=False).returncode)
    raise SetupStopped(
        f"Python {', '.join(SUITABLE_PYTHONS[:-1])} or {SUITABLE_PYTHONS[-1]} is needed and this "
        f"is {sys.version.split()[0]}. Please install one of these (on Debian or Ubuntu, for "
        "example: sudo apt-get install python3.12 python3.12-venv), then repeat the command."
    )


def suits(python: str) -> bool:
    """Return whether the packages exist for this Python and it belongs to no environment."""
    if python == sys.executable:
        version, in_environment = sys.version_info[:2], sys.prefix != sys.base_prefix
        return f"{version[0]}.{version[1]}" in SUITABLE_PYTHONS and not in_environment
    question = "import sys; print('%d.%d' % sys.version_info[:2], sys.prefix == sys.base_prefix)"
    answer = subprocess.run([python, "-c", question], capture_output=True, text=True, check=False)
    return answer.stdout.split() in ([version, "True"] for version in SUITABLE_PYTHONS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
