"""The page about the screening rules says what the rules say."""

from pathlib import Path

from intake_app.services.ports import Content
from make_screening_page import page

PAGE = Path(__file__).parents[2] / "docs" / "screening-rules.md"


def test_the_page_is_in_step_with_the_rules(content: Content) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(content), "run tools/make_screening_page.py"


def test_every_rule_stands_on_the_page_with_its_sentence_and_each_source(
    content: Content,
) -> None:
    text = PAGE.read_text(encoding="utf-8")
    for rule in content.rules:
        assert f"### {rule.id}\n" in text
        assert rule.sentence in text
        assert all(source in text for source in rule.sources)


def test_no_condition_shows_a_name_that_only_the_program_knows(content: Content) -> None:
    conditions = [line for line in page(content).split("\n") if line.startswith("- When:")]
    assert len(conditions) == len(content.rules)
    names = ("safety.", "plan.", "visit.", "care.", "sun.", "history.", "examination.")
    assert not [line for line in conditions if any(f"“{name}" in line for name in names)]
