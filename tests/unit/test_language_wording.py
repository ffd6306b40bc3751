"""The rules for words hold in scripts whose vowels are marks upon their letters."""

from pathlib import Path

import pytest

from intake_app.content.resources import ResourceFiles
from intake_app.content.wording import read_wording
from intake_app.domain.evidence.statements import Statement
from intake_app.domain.handout.wording import WordingRules, sentences
from intake_app.pdf.citing import cited_in_a_row, full_stop
from tests.helpers.content_files import copied_resources


@pytest.fixture
def rules(tmp_path: Path) -> WordingRules:
    root = copied_resources(tmp_path)
    path = root / "handout" / "bn" / "checks.toml"
    whole, forms = 'promises = [\n  "দাগ",', r"frequencies = ['বিরল\w*',"
    text = path.read_text("utf-8")
    text = text.replace("promises = [", whole).replace("frequencies = [", forms)
    path.write_text(text, "utf-8")
    return read_wording(ResourceFiles(root), "bn")


def test_a_word_with_a_vowel_sign_behind_it_is_another_word(rules: WordingRules) -> None:
    assert rules.promises.search("লাল দাগ।")
    assert not rules.promises.search("লাল দাগী।")
    assert not rules.promises.search("লাল দাগের।")
    assert not rules.promises.search("কোনো দাগ\u09cd")


def test_any_ending_may_hold_vowel_signs(rules: WordingRules) -> None:
    found = rules.frequencies.search("এটি বিরলতম নয়, বিরলভাবেও নয়")

    assert found is not None
    assert rules.frequencies.findall("বিরলতাও বিরল") == ["বিরলতাও", "বিরল"]


def test_a_danda_ends_a_sentence() -> None:
    assert sentences("এখন নয়। পরে ফোন করুন।") == ["এখন নয়।", "পরে ফোন করুন।"]


@pytest.mark.parametrize(
    ("text", "stop"), [("Hair", "."), ("Is it so?", ""), ("নেই।", ""), ("لماذا؟", ""), ("", ".")]
)
def test_a_text_gets_one_stop_only(text: str, stop: str) -> None:
    assert full_stop(text) == stop


def test_statements_in_a_row_have_a_blank_between_them() -> None:
    row = cited_in_a_row([Statement(text="One.", sources=(1,)), Statement(text="Two.")])

    assert "".join(run.text for run in row) == "One.\u00a0[1] Two."
    assert cited_in_a_row([]) == []
