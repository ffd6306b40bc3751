"""The lock files: hash-checked, complete, and free of any address."""

import re
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {
    "requirements.lock": ("test", "check"),
    "requirements-extra.lock": ("bench", "lock"),
}
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9][\w.]*)(?: ; (?P<marker>[^\\]+?))?")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}")


def lines_of(lock: str) -> list[str]:
    """Return the lines of a lock file without the signs that continue them."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return [line.removesuffix(" \\") for line in text.splitlines()]


def pins_of(lock: str) -> dict[str, Version]:
    """Return the version of each package that a lock file pins."""
    matches = (PIN.fullmatch(line) for line in lines_of(lock))
    return {match["name"]: Version(match["version"]) for match in matches if match}


def declared_in_project(*groups: str) -> list[Requirement]:
    """Return what pyproject.toml asks for, with the program's own needs before the groups'."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    of_program = project["project"]["dependencies"] if "test" in groups else []
    of_groups = [name for group in groups for name in project["dependency-groups"][group]]
    return [Requirement(text) for text in [*of_program, *of_groups]]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_and_hashes_and_nothing_else(lock: str) -> None:
    strange = [
        line for line in lines_of(lock) if not (PIN.fullmatch(line) or HASH.fullmatch(line))
    ]

    assert not strange


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert "://" not in text
    assert "--index" not in text
    assert "--extra-index" not in text
    assert "--find-links" not in text
    assert " @ " not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    lines = lines_of(lock)
    followed_by = zip(lines, [*lines[1:], ""], strict=True)

    bare = [line for line, after in followed_by if PIN.fullmatch(line) and not HASH.match(after)]

    assert not bare


def unmet(requirements: Iterable[Requirement], pins: dict[str, Version]) -> list[str]:
    """Return the requirements that the pins do not satisfy."""
    return [
        str(requirement)
        for requirement in requirements
        if (pin := pins.get(canonicalize_name(requirement.name))) is None
        or not requirement.specifier.contains(pin, prereleases=True)
    ]


@pytest.mark.parametrize(("lock", "groups"), LOCKS.items())
def test_a_lock_satisfies_what_the_project_declares(lock: str, groups: tuple[str, ...]) -> None:
    assert not unmet(declared_in_project(*groups), pins_of(lock))


def test_the_lock_is_complete_because_pip_adds_nothing_to_it() -> None:
    pins = pins_of("requirements.lock")
    waiting = declared_in_project(*LOCKS["requirements.lock"])
    seen: dict[str, Requirement] = {}

    while waiting:
        requirement = waiting.pop()
        if str(requirement) not in seen:
            seen[str(requirement)] = requirement
            waiting += needed_here_by(requirement)

    assert not unmet(seen.values(), pins)


def needed_here_by(requirement: Requirement) -> list[Requirement]:
    """Return what an installed package, with the extras asked for, needs on this machine."""
    needs = map(Requirement, metadata.requires(requirement.name) or [])
    situations = [{"extra": extra} for extra in requirement.extras or {""}]
    return [
        need
        for need in needs
        if need.marker is None or any(need.marker.evaluate(now) for now in situations)
    ]


@pytest.mark.parametrize(
    "name", ["pyside6-addons", "pyside6", "python-bidi", "pyfribidi", "rlbidi"]
)
def test_what_was_decided_against_does_not_come_back_unnoticed(name: str) -> None:
    # docs/decisions/ 0001 and 0007: 175 MB that nothing uses; lines ordered twice.
    assert name not in pins_of("requirements.lock")
