"""The command line as a person types it: real processes, real files, made-up patients."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.helpers.command_line import answered, intake, refused

AWKWARD = "Zoë O'Brien-Łukasz <b>&co</b> Şükrü"
UNDRAWABLE = "ገብረ 𒀀"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A demonstration folder, made once; tests that change it copy it."""
    out = tmp_path_factory.mktemp("demo")
    done = intake("demo", "--out", str(out), "--patients", "5", "--json")
    assert done.returncode == 0, done.stderr
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def completed_response(demo: dict[str, Any]) -> dict[str, Any]:
    shown = answered("consultations", "show", demo["consultation"], "--data-dir", demo["data_dir"])
    response: dict[str, Any] = shown["response"]
    return response


def test_the_demonstration_leaves_a_handout_and_its_records(demo: dict[str, Any]) -> None:
    pdf = Path(demo["pdf"]).read_bytes()

    assert pdf.startswith(b"%PDF-")
    assert demo["document_id"] in text_of(pdf)
    assert (Path(demo["data_dir"]) / "records.sqlite3").is_file()


def test_the_demonstration_refuses_a_folder_in_use(demo: dict[str, Any]) -> None:
    sentence = refused("demo", "--out", str(Path(demo["pdf"]).parent))

    assert "exists already" in sentence


def test_a_patient_is_found_by_what_was_registered(tmp_path: Path) -> None:
    where = ("--data-dir", str(tmp_path / "records"))
    added = answered(
        *where, "patients", "add", "--name", AWKWARD, "--birth-date", "1988-04-17",
        "--phone", "+44 7700 900123",
    )  # fmt: skip

    for typed in ("sukru", "lukasz zoe", "17.4.1988", "900123", added["record_number"]):
        found = answered("patients", "find", typed, *where)
        assert [row["id"] for row in found] == [added["id"]], typed
        assert found[0]["name"] == AWKWARD


def test_a_whole_visit_is_recorded_and_printed(demo: dict[str, Any], tmp_path: Path) -> None:
    where = ("--data-dir", demo["data_dir"])
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(completed_response(demo)), encoding="utf-8")
    patient = answered("patients", "add", "--name", AWKWARD, "--birth-date", "1990", *where)

    recorded = answered(
        "consultations", "record", "--patient", patient["id"], "--answers", str(answers),
        "--complete", *where,
    )  # fmt: skip
    assert recorded["state"] == "completed"
    assert recorded["missing"] == []

    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    issued = answered("handouts", "issue", recorded["id"], "--out", str(first), *where)
    assert AWKWARD in text_of(first.read_bytes()).replace("\n", " ")
    done = intake(
        "handouts", "reprint", issued["document_id"].lower(), "--out", str(again), *where
    )
    assert done.returncode == 0, done.stderr
    assert again.read_bytes() == first.read_bytes()


def test_what_was_recorded_is_shown_as_it_was(demo: dict[str, Any], tmp_path: Path) -> None:
    response = completed_response(demo)
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(response), encoding="utf-8")
    where = ("--data-dir", demo["data_dir"])
    patient = answered("patients", "add", "--name", "Again", "--birth-date", "1990", *where)
    arguments = ("--patient", patient["id"], "--answers", str(answers), "--complete", *where)
    recorded = answered("consultations", "record", *arguments)

    shown = answered("consultations", "show", recorded["id"], *where)

    assert shown["response"]["item"] == response["item"]


def test_answers_given_for_somebody_else_are_pointed_out(
    demo: dict[str, Any], tmp_path: Path
) -> None:
    where = ("--data-dir", demo["data_dir"])
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(completed_response(demo)), encoding="utf-8")
    patient = answered("patients", "add", "--name", "Other", "--birth-date", "1990", *where)
    record = ("consultations", "record", "--answers", str(answers), *where, "--patient")

    assert demo["patient"] in intake(*record, patient["id"]).stderr
    assert intake(*record, demo["patient"]).stderr == ""


def test_a_refused_completion_keeps_the_draft(demo: dict[str, Any], tmp_path: Path) -> None:
    response = completed_response(demo)
    response["item"] = [each for each in response["item"] if each["linkId"] != "plan"]
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(response), encoding="utf-8")
    where = ("--data-dir", demo["data_dir"])
    patient = answered("patients", "add", "--name", "Draft", "--birth-date", "1990", *where)

    done = intake(
        "consultations", "record", "--patient", patient["id"], "--answers", str(answers),
        "--complete", "--json", *where,
    )  # fmt: skip

    assert done.returncode == 1
    kept = json.loads(done.stdout)
    assert kept["state"] == "draft"
    assert "plan.decision" in kept["missing"]
    shown = answered("consultations", "show", kept["id"], *where)
    assert shown["state"] == "draft"


def visit_of(demo: dict[str, Any], folder: Path, *patient: str) -> str:
    """The id of a completed visit of a new patient."""
    where = ("--data-dir", demo["data_dir"])
    answers = folder / "answers.json"
    answers.write_text(json.dumps(completed_response(demo)), encoding="utf-8")
    added = answered("patients", "add", "--birth-date", "1990", *patient, *where)
    arguments = ("--patient", added["id"], "--answers", str(answers), "--complete", *where)
    return str(answered("consultations", "record", *arguments)["id"])


def test_a_name_that_no_font_has_stops_the_paper_in_a_sentence(
    demo: dict[str, Any], tmp_path: Path
) -> None:
    visit, pdf = visit_of(demo, tmp_path, "--name", UNDRAWABLE), tmp_path / "out.pdf"

    sentence = refused(
        "handouts", "issue", visit, "--out", str(pdf), "--data-dir", demo["data_dir"]
    )

    assert "U+1308 (ETHIOPIC SYLLABLE GA)" in sentence
    assert "in Latin letters" in sentence
    assert not pdf.exists()


def test_the_name_in_latin_letters_stands_in_for_one_that_no_font_has(
    demo: dict[str, Any], tmp_path: Path
) -> None:
    names = ("--name", UNDRAWABLE, "--romanised-name", "Gebre Haile")
    visit, pdf = visit_of(demo, tmp_path, *names), tmp_path / "out.pdf"
    where = ("--data-dir", demo["data_dir"])

    done = intake("handouts", "issue", visit, "--out", str(pdf), "--json", *where)

    assert done.returncode == 0
    assert "the paper says Gebre Haile (P" in done.stderr
    assert json.loads(done.stdout)["undrawable"] == []
    assert "Gebre Haile (P" in text_of(pdf.read_bytes())


def test_a_language_that_does_not_exist_yet_is_refused_in_words(
    demo: dict[str, Any], tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    arguments = (demo["consultation"], "--language", "xx", "--out", str(out))

    sentence = refused("handouts", "issue", *arguments, "--data-dir", demo["data_dir"])

    assert "xx" in sentence
    assert not out.exists()


def test_a_visit_without_a_scalp_map_says_so_when_one_is_wished(
    demo: dict[str, Any], tmp_path: Path
) -> None:
    pdf = tmp_path / "out.pdf"
    arguments = (demo["consultation"], "--scalp-map", "--out", str(pdf))

    done = intake("handouts", "issue", *arguments, "--data-dir", demo["data_dir"])

    assert done.returncode == 0
    assert "no scalp map" in done.stderr
    assert pdf.exists()


def test_an_existing_file_is_not_replaced_without_force(
    demo: dict[str, Any], tmp_path: Path
) -> None:
    out = tmp_path / "mine.pdf"
    out.write_text("mine", encoding="utf-8")
    arguments = ("handouts", "issue", demo["consultation"], "--out", str(out))

    assert "exists already" in refused(*arguments, "--data-dir", demo["data_dir"])
    assert out.read_text(encoding="utf-8") == "mine"
    assert answered(*arguments, "--force", "--data-dir", demo["data_dir"])["pages"] > 1


def test_the_data_folder_is_obeyed_before_and_after_the_verb(tmp_path: Path) -> None:
    where = str(tmp_path / "here")
    add = ("patients", "add", "--name", "Mia Made-up", "--birth-date", "2001-02-03")

    answered("--data-dir", where, *add)

    assert len(answered("patients", "find", "mia", "--data-dir", where)) == 1
    assert len(answered("patients", "--data-dir", where, "find", "mia")) == 1
    assert len(answered("patients", "find", "mia", INTAKE_DATA_DIR=where)) == 1


def test_bad_input_at_every_door_is_one_sentence(demo: dict[str, Any], tmp_path: Path) -> None:
    where = ("--data-dir", demo["data_dir"])
    broken, foreign = tmp_path / "broken.json", tmp_path / "foreign.json"
    broken.write_text('{"resourceType": ', encoding="utf-8")
    stray = completed_response(demo)
    stray["item"].append({"linkId": "no.such", "answer": [{"valueString": "x"}]})
    foreign.write_text(json.dumps(stray), encoding="utf-8")
    record = ("consultations", "record", "--patient", demo["patient"], "--answers")
    new = ("patients", "add", "--birth-date")

    assert "there is no file" in refused(*record, str(tmp_path / "none.json"), *where).lower()
    assert "line 1" in refused(*record, str(broken), *where)
    assert "no.such" in refused(*record, str(foreign), *where)
    assert "future" in refused(*new, "2999-01-01", "--name", "Nobody", *where)
    assert "not a date" in refused(*new, "31.2.1990", "--name", "Nobody", *where)
    assert "needs a name" in refused(*new, "1990", "--name", " ", *where)
    assert "no consultation" in refused("consultations", "show", "nothing", *where)
    assert "no patient" in refused(
        "consultations", "record", "--patient", "x", "--answers", str(foreign), *where
    )
    out = ("--out", str(tmp_path / "out.pdf"))
    assert "no document" in refused("handouts", "reprint", "AAAA-BBBB-CCCC", *out, *where)


def test_an_id_or_a_setting_that_is_no_text_is_one_sentence(
    demo: dict[str, Any], tmp_path: Path
) -> None:
    where, no_text = ("--data-dir", demo["data_dir"]), "\udcff"
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(completed_response(demo)), encoding="utf-8")
    out = ("--out", str(tmp_path / "out.pdf"))
    record = ("consultations", "record", "--answers", str(answers), "--patient")

    assert "no consultation" in refused("consultations", "show", no_text, *where)
    assert "no consultation" in refused("handouts", "issue", no_text, *out, *where)
    assert "no document" in refused("handouts", "reprint", no_text, *out, *where)
    assert "no patient" in refused(*record, no_text, *where)
    assert "cannot be kept" in refused("clinic", "set", "--name", no_text, *where)
    assert "cannot be kept" in refused("clinic", "set", "--practitioner", no_text, *where)
    assert "“”" in refused("clinic", "set", "--time-zone", "", *where)


def test_a_date_of_birth_is_refused_with_examples_that_are_taken(tmp_path: Path) -> None:
    add = ("patients", "add", "--name", "Mia", "--data-dir", str(tmp_path), "--birth-date")

    sentence = refused(*add, "17.4.1988")

    assert sentence.endswith("Write it like 1988-04-17, 1988-04 or 1988.")


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name are POSIX")
def test_only_an_ordinary_file_is_replaced(demo: dict[str, Any], tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reprint = ("handouts", "reprint", demo["document_id"], "--data-dir", demo["data_dir"])

    sentence = refused(*reprint, "--out", str(pipe), "--force")

    assert "not an ordinary file" in sentence
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert "too long" in refused(*reprint, "--out", str(tmp_path / ("x" * 300)))


def test_the_demonstration_replaces_no_picture(tmp_path: Path) -> None:
    mine = tmp_path / "window.png"
    mine.write_text("mine", encoding="utf-8")

    assert "exists already" in refused("demo", "--out", str(tmp_path), "--picture")
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/zero never ends")
def test_a_file_without_an_end_is_not_read_for_ever() -> None:
    assert "bytes long" in refused("form", "check", "/dev/zero")


def test_a_sentence_stays_on_one_line(demo: dict[str, Any]) -> None:
    show = ("consultations", "show", "a\nb\x1b[31m", "--data-dir", demo["data_dir"])

    assert r"a\nb\x1b[31m" in refused(*show)


def test_a_name_gives_the_terminal_no_orders(tmp_path: Path) -> None:
    where, name = ("--data-dir", str(tmp_path)), "Mia\n\x1b[2JMade-up"
    answered("patients", "add", "--name", name, "--birth-date", "1990", *where)

    assert answered("patients", "find", "mia", *where)[0]["name"] == name
    shown = intake("patients", "find", "mia", *where).stdout
    assert r"Mia\n\x1b[2JMade-up" in shown
    assert len(shown.splitlines()) == 1


def test_a_data_folder_that_nobody_can_mean_is_refused(tmp_path: Path) -> None:
    find = ("patients", "find", "mia", "--data-dir")

    assert "no such user" in refused(*find, "~no-such-user-here/records")
    assert intake(*find, "").returncode == 2
    (tmp_path / "records.sqlite3").mkdir()
    assert "not a readable record file" in refused(*find, str(tmp_path))


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is always full")
def test_results_that_cannot_be_written_are_refused_in_one_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "intake_app", "patients", "find", "x", "--data-dir"]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*command, str(tmp_path)], stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"no space left" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="the shell that closes it is POSIX")
def test_a_closed_standard_output_loses_nothing(tmp_path: Path) -> None:
    add = [sys.executable, "-m", "intake_app", "patients", "add", "--name", "Mia"]
    arguments = [*add, "--birth-date", "1990", "--data-dir", str(tmp_path)]
    done = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *arguments], capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert len(answered("patients", "find", "mia", "--data-dir", str(tmp_path))) == 1


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1" * 20, "1.5", ""])
def test_a_limit_that_cannot_be_meant_is_wrong_usage(limit: str) -> None:
    done = intake("patients", "find", "x", f"--limit={limit}")

    assert done.returncode == 2
    assert "whole number from 1 to" in done.stderr


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    where = tmp_path / "records"
    add = ("patients", "add", "--name", "Mia Made-up", "--birth-date", "2001")
    answered(*add, "--data-dir", str(where))
    with sqlite3.connect(where / "records.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    connection.close()
    before = (where / "records.sqlite3").read_bytes()

    assert "newer version" in refused("patients", "find", "mia", "--data-dir", str(where))
    assert (where / "records.sqlite3").read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    where = tmp_path / "records"
    where.mkdir()
    (where / "records.sqlite3").write_bytes(b"a shopping list, not a database" * 100)

    refused("patients", "find", "mia", "--data-dir", str(where))

    assert (where / "records.sqlite3").read_bytes().startswith(b"a shopping list")


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX bits here")
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_data_folder_is_one_sentence(tmp_path: Path) -> None:
    where = tmp_path / "records"
    answered("patients", "add", "--name", "Mia", "--birth-date", "2001", "--data-dir", str(where))
    (where / "records.sqlite3").chmod(0o400)
    where.chmod(0o500)
    try:
        add = ("patients", "add", "--name", "Noa", "--birth-date", "2001")
        assert "cannot be written" in refused(*add, "--data-dir", str(where))
    finally:
        where.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="rights are POSIX bits here")
def test_records_are_private_to_the_user(demo: dict[str, Any]) -> None:
    folder = Path(demo["data_dir"])

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "records.sqlite3").stat().st_mode) == 0o600


def test_wrong_usage_ends_with_exit_code_2() -> None:
    for arguments in (["patients"], ["patients", "find"], ["fly"], ["handouts", "issue", "x"]):
        done = intake(*arguments)
        assert done.returncode == 2
        assert "usage:" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only X11 and Wayland can be absent")
def test_without_a_display_the_desktop_says_so_in_one_sentence(tmp_path: Path) -> None:
    environment = {"QT_QPA_PLATFORM": "", "INTAKE_DATA_DIR": str(tmp_path / "records")}

    assert "display" in refused(**environment)


def test_the_form_in_use_passes_its_own_check(tmp_path: Path) -> None:
    done = intake("form", "show")
    form = tmp_path / "form.json"
    form.write_text(done.stdout, encoding="utf-8")

    checked = answered("form", "check", str(form))

    assert checked["ok"] is True
    assert checked["items"] >= 45
    assert checked["errors"] == []


def test_a_broken_form_is_reported_item_by_item(tmp_path: Path) -> None:
    form = tmp_path / "form.json"
    twice = {"linkId": "a", "type": "string", "text": "A?"}
    form.write_text(
        json.dumps({"resourceType": "Questionnaire", "status": "draft", "item": [twice, twice]}),
        encoding="utf-8",
    )

    done = intake("form", "check", str(form), "--json")

    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["ok"] is False
    assert report["errors"][0]["link_id"] == "a"
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("content", [b"", b"{", b'"{}"', b"\xff", b"[" * 100_000, b"9" * 5000])
def test_a_form_that_is_no_json_is_reported_as_json(content: bytes, tmp_path: Path) -> None:
    form = tmp_path / "form.json"
    form.write_bytes(content)

    done = intake("form", "check", str(form), "--json")

    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert (report["ok"], report["items"], len(report["errors"])) == (False, 0, 1)


def test_the_content_fits_together() -> None:
    checked = answered("content", "check")

    assert (checked["claims"], checked["topics"], checked["disagreements"]) == (196, 25, 24)
    assert checked["sources"] == 5
    assert "not_reviewed" not in checked  # whom this clinic had read it stands in its records
    assert checked["no_reviewer_in_the_files"] == ["en", "ar", "bn", "es", "tr"]


def test_doubles_are_listed_merged_and_parted_again(tmp_path: Path) -> None:
    data = ("--data-dir", str(tmp_path / "records"))

    def added(name: str, born: str) -> str:
        made = answered(*data, "patients", "add", "--name", name, "--birth-date", born)
        return str(made["id"])

    one, other = (
        added(AWKWARD, "1988-04-17"),
        added("Sukru Zoe O'Brien-Lukasz b co b", "1988-04-17"),
    )
    added("Somebody Else", "1990-09-09")
    (pair,) = answered(*data, "patients", "duplicates")
    assert (pair["a"], pair["b"]) == (one, other)
    assert 50 <= pair["score"] <= 100
    assert pair["reasons"] == ["same name in another order", "same date of birth"]
    assert "same date of birth" in intake(*data, "patients", "duplicates").stdout

    assert intake(*data, "patients", "merge", other, one).returncode == 0
    assert answered(*data, "patients", "duplicates") == []
    (found,) = answered(*data, "patients", "find", "P000001")
    assert (found["id"], found["record_number"]) == (other, "P000002")
    assert "P000002" in refused(*data, "patients", "merge", one, other)

    assert intake(*data, "patients", "unmerge", one).returncode == 0
    assert "not merged" in refused(*data, "patients", "unmerge", one)
    assert intake(*data, "patients", "undo-apart", one, other).returncode == 1
    assert intake(*data, "patients", "keep-apart", one, other).returncode == 0
    assert intake(*data, "patients", "undo-apart", other, one).returncode == 0
    assert intake(*data, "patients", "keep-apart", one, other).returncode == 0
    assert answered(*data, "patients", "duplicates") == []
    assert answered(*data, "records", "verify")["ok"]
