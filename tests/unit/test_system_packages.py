"""What the system lacks is installed, unpacked or named, with stand-ins for apt and sudo."""

import os
import stat
import sys
from pathlib import Path

import pytest

import packages
import system_libraries

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its stand-ins are shell scripts")


class Machine:
    """What a test machine has on its PATH: nothing but the programs put there."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        folder.mkdir()
        monkeypatch.setenv("PATH", str(folder))
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.setattr(system_libraries, "pip_is_missing", lambda: False)
        monkeypatch.setattr(
            system_libraries,
            "PACKAGES_BY_LIBRARY",
            {"libnothing.so.9": ("libnothing9t64", "libnothing9")},
        )

    def has(self, name: str, script: str) -> None:
        program = self._folder / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path / "bin", monkeypatch)


def test_without_rights_the_exact_command_is_told(machine: Machine, tmp_path: Path) -> None:
    machine.has("apt-get", "exit 100")
    machine.has(
        "apt-cache", "printf 'libnothing9t64:\\n  Installed: (none)\\n  Candidate: 9.1\\n'"
    )

    with pytest.raises(packages.SetupStopped) as stopped:
        system_libraries.provide(tmp_path / "system")

    command = "sudo apt-get install -y --no-install-recommends libnothing9t64"
    assert f"sudo apt-get update && {command}" in str(stopped.value)


def test_a_package_that_no_list_knows_goes_by_its_older_name(
    machine: Machine, tmp_path: Path
) -> None:
    machine.has("apt-get", "exit 100")
    machine.has("apt-cache", "exit 100")

    with pytest.raises(packages.SetupStopped, match=r" libnothing9\n"):
        system_libraries.provide(tmp_path / "system")


def test_without_apt_the_missing_libraries_are_named(machine: Machine, tmp_path: Path) -> None:
    with pytest.raises(packages.SetupStopped, match=r"lacks libnothing\.so\.9"):
        system_libraries.provide(tmp_path / "system")


def test_passwordless_sudo_is_used_where_it_is_given(machine: Machine, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    machine.has("sudo", f'printf "%s\\n" "$*" >> "{asked}"')
    machine.has("apt-get", "exit 100")
    machine.has("apt-cache", "exit 100")

    system_libraries.provide(tmp_path / "system")

    as_root = "-n env DEBIAN_FRONTEND=noninteractive"
    assert asked.read_text().splitlines()[1:] == [
        f"{as_root} apt-get update -qq",
        f"{as_root} {' '.join(packages.INSTALL)} -qq -o DPkg::Lock::Timeout=120 libnothing9",
    ]


def test_without_rights_packages_are_unpacked_beside_the_environment_without_drivers(
    machine: Machine, tmp_path: Path
) -> None:
    machine.has("apt-cache", "exit 100")
    machine.has(
        "apt-get",
        """case "$*" in
        *-s*) echo 'Inst libnothing9 (9.1)'; echo 'Inst libllvm15 (15)';;
        *download*) shift $(($# - 1)); : > "$1.deb";;
        esac""",
    )
    machine.has(
        "dpkg-deb",
        '/bin/mkdir -p "$3/usr/lib/x" "$3/etc/fonts" && : > "$3/usr/lib/x/${2##*/}.so.9"',
    )
    system = tmp_path / "system"

    system_libraries.provide(system)

    assert [path.name for path in system.rglob("*.so.9")] == ["libnothing9.deb.so.9"]
    variables = system_libraries.variables_for(system)
    assert variables["LD_LIBRARY_PATH"].split(":")[0] == str(system / "usr/lib/x")
    assert str(system / "usr/share/fonts") in Path(variables["FONTCONFIG_FILE"]).read_text()
