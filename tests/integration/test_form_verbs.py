"""``intake-app form``: load, list, use, and drafts that go on in their own version."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from intake_app.bootstrap import start
from tests.helpers.fhir_builders import form_json, item_json, response_json

Said = pytest.CaptureFixture[str]


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INTAKE_DATA_DIR", str(tmp_path / "clinic"))
    return tmp_path


def written(folder: Path, name: str, document: object) -> str:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def answered(said: Said, *arguments: str) -> Any:
    said.readouterr()
    assert start([*arguments, "--json"]) == 0, said.readouterr().err
    return json.loads(said.readouterr().out)


def refused(said: Said, *arguments: str) -> str:
    said.readouterr()
    assert start(arguments) == 1
    return said.readouterr().err


def test_without_records_the_programs_own_form_is_shown_and_none_are_begun(
    clinic: Path, capsys: Said
) -> None:
    shown = answered(capsys, "form", "show")

    assert shown["title"] == "Hair consultation"
    assert not (clinic / "clinic").exists()


def test_a_form_is_loaded_listed_shown_and_left_again(clinic: Path, capsys: Said) -> None:
    ours = written(clinic, "ours.json", form_json(item_json("mood")))

    loaded = answered(capsys, "form", "load", ours)

    assert loaded["in_use"]
    assert "plan.decision" in loaded["no_handout_without"]
    assert "pregnant" in loaded["rules_not_checked"]
    assert loaded["changes"]["added"] == ["mood"]
    assert answered(capsys, "form", "show")["item"][0]["linkId"] == "mood"
    assert answered(capsys, "form", "use", "own")["own"]
    assert answered(capsys, "form", "use", "urn:test:form|1")["in_use"]
    listed = answered(capsys, "form", "list")
    assert [(each["form"], each["in_use"]) for each in listed][-1] == ("urn:test:form|1", True)
    assert "load its file first" in refused(capsys, "form", "use", "urn:test:form|9")


def test_loading_says_in_words_what_stays_empty(clinic: Path, capsys: Said) -> None:
    ours = written(clinic, "ours.json", form_json(item_json("mood")))

    assert start(["form", "load", ours]) == 0

    out = capsys.readouterr().out
    assert "No handout can be made from its answers: it does not ask plan.decision" in out
    assert re.search(r"screening rules cannot be checked: .*\bpregnant\b", out)
    assert "drafts go on in the form they began in" in out


def test_a_broken_form_is_refused_in_one_sentence(clinic: Path, capsys: Said) -> None:
    broken = written(clinic, "broken.json", form_json(item_json("a"), item_json("a")))

    said = refused(capsys, "form", "load", broken)

    assert said.count("\n") == 1
    assert "“a”: This linkId is used more than once" in said


def test_a_draft_is_continued_and_completed_in_the_version_it_was_begun_in(
    clinic: Path, capsys: Said
) -> None:
    first = written(clinic, "1.json", form_json(item_json("mood", required=True)))
    second = written(clinic, "2.json", form_json(item_json("sleep"), version="2"))
    answers = {"linkId": "mood", "answer": [{"valueString": "fine"}]}
    nothing = written(clinic, "none.json", response_json())
    something = written(clinic, "some.json", response_json(answers))
    wrong = written(clinic, "wrong.json", response_json({"linkId": "sleep"}))
    answered(capsys, "form", "load", first)
    patient = answered(
        capsys, "patients", "add", "--name", "Ada Example", "--birth-date", "1990-01-31"
    )["id"]
    draft = answered(capsys, "consultations", "record", "--patient", patient, "--answers", nothing)
    answered(capsys, "form", "load", second)

    assert "required" in refused(capsys, "consultations", "continue", draft["id"], "--complete")
    assert "sleep" in refused(capsys, "consultations", "continue", draft["id"], "--answers", wrong)
    done = answered(
        capsys, "consultations", "continue", draft["id"], "--answers", something, "--complete"
    )

    assert (done["state"], done["form"]) == ("completed", "urn:test:form|1")
    shown = answered(capsys, "consultations", "show", draft["id"])
    assert shown["response"]["questionnaire"] == "urn:test:form|1"
