"""Protected records from the command line: real processes, real keys, nothing on the way."""

import json
import os
import pty
import select
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.command_line import answered, intake, only, refused
from tests.helpers.protected import with_plain_text

PASSPHRASE = "correct horse \"bättery\" 'x'"
ADD = ("patients", "add", "--name", "Zoë O'Brien-Łukasz", "--birth-date", "1988-04-17")

on_posix = pytest.mark.skipif(os.name != "posix", reason="a terminal is a matter of POSIX")


@pytest.fixture(scope="module")
def protected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Records that were begun plain, with one patient, and protected afterwards."""
    folder = str(tmp_path_factory.mktemp("protected") / "records")
    where = {"INTAKE_DATA_DIR": folder}
    patient = answered(*ADD, **where)["id"]
    code = answered("records", "protect", INTAKE_PASSPHRASE=PASSPHRASE, **where)["recovery_code"]
    return {"folder": folder, "patient": patient, "code": code}


def opening(protected: dict[str, str], passphrase: str = PASSPHRASE) -> dict[str, str]:
    return {"INTAKE_DATA_DIR": protected["folder"], "INTAKE_PASSPHRASE": passphrase}


def test_protected_records_open_with_the_passphrase_alone(
    protected: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\nnot this line\n", encoding="utf-8")
    find = ("patients", "find", "lukasz")
    folder = ("--data-dir", protected["folder"])

    by_variable = answered(*find, **opening(protected))
    by_file = answered(*find, *folder, "--passphrase-file", str(file))
    before_the_verb = answered("--passphrase-file", str(file), *find, *folder)

    assert [row["id"] for row in by_variable] == [protected["patient"]]
    assert by_variable == by_file == before_the_verb
    assert "are protected. Give the passphrase" in refused(*find, *folder)
    assert "no file" in refused(*find, *folder, "--passphrase-file", str(tmp_path / "none"))
    assert "do not open" in refused(*find, **opening(protected, "a wrong passphrase"))
    assert answered(*find, **opening(protected)) == by_variable


def test_nothing_of_a_patient_or_a_secret_is_in_any_file(protected: dict[str, str]) -> None:
    folder = Path(protected["folder"])
    secrets = (PASSPHRASE, protected["code"], protected["code"].replace("-", ""))

    assert with_plain_text(folder) == []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        assert not [word for word in secrets if word.encode() in path.read_bytes()]
    stranger = sqlite3.connect(folder / "records.sqlite3")
    with pytest.raises(sqlite3.DatabaseError):
        stranger.execute("SELECT 1 FROM patient")
    stranger.close()


def test_a_whole_visit_leaves_nothing_to_read_anywhere(tmp_path: Path) -> None:
    places = {name: tmp_path / name for name in ("TMPDIR", "HOME")}
    for place in places.values():
        place.mkdir()
    environment = {name: str(place) for name, place in places.items()}

    made = answered(
        "demo", "--out", str(tmp_path / "demo"), "--patients", "5",
        INTAKE_PASSPHRASE=PASSPHRASE, **environment,
    )  # fmt: skip
    shown = answered(
        "patients", "find", "", "--data-dir", made["data_dir"],
        INTAKE_PASSPHRASE=PASSPHRASE, **environment,
    )  # fmt: skip

    words = [word for row in shown for word in (row["id"], row["phone"], *row["name"].split())]
    traces = [word.encode() for word in words if word and len(word.encode()) >= 6]
    files = [
        path
        for place in (Path(made["data_dir"]), *places.values())
        for path in place.rglob("*")
        if path.is_file()
    ]
    assert len(shown) == 5
    assert traces
    assert [path for path in files if any(trace in path.read_bytes() for trace in traces)] == []


def test_records_begun_with_a_passphrase_are_protected_from_the_start(tmp_path: Path) -> None:
    where = {"INTAKE_DATA_DIR": str(tmp_path / "new"), "INTAKE_PASSPHRASE": PASSPHRASE}

    begun = intake(*ADD, "--json", **where)

    assert json.loads(begun.stdout)["record_number"] == "P000001"
    (code,) = [word for word in begun.stderr.split() if len(word) == 47 and word.count("-") == 7]
    assert with_plain_text(tmp_path / "new") == []
    assert "Recovery code" not in intake("patients", "find", "zoe", **where).stderr
    where["INTAKE_PASSPHRASE"] = "another passphrase"
    answered("records", "recover", INTAKE_RECOVERY_CODE=code, **where)
    assert len(answered("patients", "find", "zoe", **where)) == 1


def test_a_passphrase_that_cannot_be_taken_begins_no_records(tmp_path: Path) -> None:
    where = {"INTAKE_DATA_DIR": str(tmp_path / "new"), "INTAKE_PASSPHRASE": "short"}

    assert "it has 5 characters" in refused(*ADD, **where)
    assert not (tmp_path / "new").exists()


def test_each_user_does_what_the_role_allows(protected: dict[str, str]) -> None:
    manager = opening(protected)
    rita = opening(protected, "ritas passphrase")
    add = ("users", "add", "--name", "Rita", "--role", "reception")

    answered(*add, INTAKE_NEW_PASSPHRASE="ritas passphrase", **manager)

    assert answered("users", "list", **rita) == [
        {"name": "manager", "role": "manager"},
        {"name": "Rita", "role": "reception"},
    ]
    assert answered("patients", "find", "zoe", **rita)[0]["id"] == protected["patient"]
    assert "role reception may not change the clinic's settings" in refused(
        "clinic", "set", "--name", "Mine", **rita
    )
    assert "role reception may not add or remove users" in refused(
        "users", "remove", "--name", "manager", "--yes", **rita
    )
    for verb in ("renew-key", "renew-code"):
        assert "role reception may not renew" in refused("records", verb, **rita)
    answered("users", "passphrase", INTAKE_NEW_PASSPHRASE="ritas new one", **rita)
    assert "do not open" in refused("users", "list", **rita)
    answered("users", "remove", "--name", "Rita", "--yes", **manager)
    answered("records", "renew-key", **manager)
    assert [row["id"] for row in answered("patients", "find", "zoe", **manager)] == [
        protected["patient"]
    ]


def test_the_recovery_code_is_enough_on_another_machine(
    protected: dict[str, str], tmp_path: Path
) -> None:
    for name in ("records.sqlite3", "keys.json"):
        (tmp_path / name).write_bytes((Path(protected["folder"]) / name).read_bytes())
    where = {"INTAKE_DATA_DIR": str(tmp_path), "INTAKE_PASSPHRASE": "a passphrase from here"}

    typed = protected["code"].lower().replace("-", " ")
    mistyped = protected["code"][::-1]
    assert "Read it from the paper" in refused(
        "records", "recover", INTAKE_RECOVERY_CODE=mistyped, **where
    )
    recovered = answered("records", "recover", INTAKE_RECOVERY_CODE=typed, **where)

    assert recovered == {"user": "manager", "role": "manager"}
    assert len(answered("patients", "find", "lukasz", **where)) == 1
    assert len(answered("patients", "find", "lukasz", **opening(protected))) == 1


def test_what_is_not_protected_says_so(tmp_path: Path) -> None:
    where = {"INTAKE_DATA_DIR": str(tmp_path / "plain")}
    answered(*ADD, **where)

    assert "are not protected" in refused("users", "list", INTAKE_PASSPHRASE=PASSPHRASE, **where)
    assert "A passphrase is needed." in refused("records", "protect", **where)
    assert "A recovery code is needed." in refused("records", "recover", **where)
    # A variable that stayed set opens what needs no passphrase, and changes nothing.
    assert len(answered("patients", "find", "zoe", INTAKE_PASSPHRASE=PASSPHRASE, **where)) == 1
    assert not (tmp_path / "plain" / "keys.json").exists()


@on_posix
def test_at_a_terminal_the_passphrase_is_asked_for_and_not_shown(
    protected: dict[str, str],
) -> None:
    try:
        outside, inside = pty.openpty()
    except OSError:
        pytest.skip("this machine has no terminals to give")
    program = subprocess.Popen(
        [sys.executable, "-m", "intake_app", "patients", "find", "zoe"],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        env=only({"INTAKE_DATA_DIR": protected["folder"]}),
        start_new_session=True,
        close_fds=True,
    )
    os.close(inside)
    shown = heard(outside, "Your name")
    os.write(outside, b"\n")
    shown += heard(outside, "Passphrase")
    os.write(outside, PASSPHRASE.encode() + b"\n")
    shown += heard(outside, protected["patient"])
    os.close(outside)

    assert program.wait(timeout=60) == 0
    assert PASSPHRASE not in shown


def heard(terminal: int, words: str) -> str:
    """What a terminal shows up to these words."""
    shown = ""
    while words not in shown:
        ready, _, _ = select.select([terminal], [], [], 60)
        assert ready, f"waited in vain for {words}: {shown}"
        shown += os.read(terminal, 4096).decode(errors="replace")
    return shown


VISIT = """
import json, sys
from pathlib import Path
from intake_app.bootstrap import start
from intake_app.services.patients import PatientService

def fail(self, actor, details):
    raise ValueError(f"a bug with {details.name} in its words")

calls, words = json.load(sys.stdin)
codes = [start(arguments) for arguments in calls]
PatientService.register = fail
codes.append(start(calls[0]))
shown = Path("/proc/self/cmdline").read_bytes()
print(codes, [word for word in words if word.encode() in shown], file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_even_a_bug_writes_nothing_of_a_patient_down(tmp_path: Path) -> None:
    for place in ("temporary", "home"):
        (tmp_path / place).mkdir()
    words = ["O'Brien", "Łukasz", "1988-04-17", PASSPHRASE]
    done = subprocess.run(
        [sys.executable, "-c", VISIT],
        input=json.dumps([[ADD, ["patients", "find", "lukasz"]], words]),
        capture_output=True,
        text=True,
        env=only(
            {
                "INTAKE_DATA_DIR": str(tmp_path / "records"),
                "INTAKE_PASSPHRASE": PASSPHRASE,
                "TMPDIR": str(tmp_path / "temporary"),
                "HOME": str(tmp_path / "home"),
                "PYTHONPATH": str(Path(__file__).parents[2]),
            }
        ),
        timeout=120,
        check=False,
    )

    assert "went wrong inside the program" in done.stderr
    assert done.stderr.splitlines()[-1] == "[0, 0, 1] []"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.parent.name for path in files if path.suffix == ".txt"] == ["temporary"]
    found = [path for path in files for word in words if word.encode() in path.read_bytes()]
    assert found == []
