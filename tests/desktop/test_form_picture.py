"""A whole form as one picture."""

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from intake_app.bootstrap import start
from intake_app.desktop.form_picture import LONGEST, picture_of
from intake_app.domain.errors import FormRefused
from intake_app.domain.fhir.form import read_form
from intake_app.services.ports import Content
from tests.helpers.builders import AWKWARD_NAME
from tests.helpers.fhir_builders import condition_json, form_json, item_json

LONG_WORD = "word" * 125


@pytest.fixture
def form_file(tmp_path: Path) -> Path:
    path = tmp_path / "form.json"
    path.write_text(json.dumps(form_json(item_json("a"), item_json("b"))), encoding="utf-8")
    return path


def colours(image: QImage) -> int:
    """How many colours every twentieth pixel has: an empty sheet has one or two."""
    return len(
        {
            image.pixel(x, y)
            for x in range(0, image.width(), 4)
            for y in range(0, image.height(), 4)
        }
    )


def render(form: Path, out: Path, *more: str) -> int:
    return start(["form", "render", str(form), "--out", str(out), *more])


def test_the_form_in_use_fits_on_one_picture(qtbot: QtBot, content: Content) -> None:
    picture = picture_of(read_form(content.form.definition))

    assert picture.width() <= LONGEST
    assert picture.height() <= 2 * picture.width()
    assert colours(picture) > 20


def test_a_question_under_a_condition_is_in_the_picture(qtbot: QtBot) -> None:
    asked = item_json("b", enableWhen=[condition_json("a", "exists", answerBoolean=True)])
    alone = picture_of(read_form(form_json(item_json("a"))))

    both = picture_of(read_form(form_json(item_json("a"), asked)))

    assert both.height() > alone.height() + 40


def test_every_kind_of_text_is_drawn(qtbot: QtBot) -> None:
    awkward = [AWKWARD_NAME, "القهوة", "髪の毛", LONG_WORD, "a\u0007b\nc", "x" * 5_000]
    items = [item_json(f"q{i}", text=text) for i, text in enumerate(awkward)]

    picture = picture_of(read_form(form_json(*items)))

    assert colours(picture) > 10


def test_a_long_flat_form_goes_on_in_further_columns(qtbot: QtBot) -> None:
    items = [item_json(f"q{i}") for i in range(200)]

    picture = picture_of(read_form(form_json(*items)))

    assert picture.width() >= 2 * 720
    assert picture.height() <= LONGEST


def test_a_form_that_no_picture_can_hold_is_refused_in_words(qtbot: QtBot) -> None:
    items = [item_json(f"q{i}") for i in range(3_001)]

    with pytest.raises(FormRefused, match="more than 3000 items"):
        picture_of(read_form(form_json(*items)))


def test_the_verb_writes_the_picture(qtbot: QtBot, form_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "form.png"

    assert render(form_file, out) == 0

    assert QImage(str(out)).width() == 720


def test_what_is_there_already_is_not_replaced_unless_told_so(
    qtbot: QtBot, form_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "form.png"
    out.write_text("mine")

    assert render(form_file, out) == 1
    assert out.read_text() == "mine"
    assert "exists already" in capsys.readouterr().err

    assert render(form_file, out, "--force") == 0
    assert out.read_bytes().startswith(b"\x89PNG")


def test_a_broken_form_is_refused_in_one_sentence_and_nothing_is_written(
    form_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "form.png"
    form_file.write_text(json.dumps(form_json(item_json("a"), item_json("a"))))

    assert render(form_file, out) == 1

    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "“a”: This linkId is used more than once" in said
    assert not out.exists()
