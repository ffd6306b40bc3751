"""Languages of the handout: complete or named for what they lack, and counting as they count."""

from pathlib import Path

import pytest

from intake_app.content.loading import load_content
from intake_app.content.resources import ResourceFiles
from intake_app.content.translating import BegunFiles, translators_files
from intake_app.domain.errors import ContentInvalid, ValueRefused
from intake_app.domain.handout.composing import compose_handout
from intake_app.domain.handout.handout import CalendarTable, HandoutOptions, Imprint, SourceList
from intake_app.domain.language import Language, PluralRule, language_named
from intake_app.services.ports import Content
from tests.helpers.content_files import copied_resources, damage
from tests.helpers.printed import block, texts
from tests.helpers.pseudo_language import add_language
from tests.helpers.visits import visit

CODE = "zz"
MAIN = f"handout/{CODE}/handout.toml"


@pytest.fixture(scope="module")
def resources_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copied_resources(tmp_path_factory.mktemp("made"))
    add_language(root, CODE)
    return root


@pytest.fixture
def root(resources_made: Path, tmp_path: Path) -> Path:
    return copied_resources(tmp_path, resources_made)


def sentences_of(root: Path) -> list[str]:
    return [fault.sentence for fault in load_content(root).faults(CODE)]


def test_a_complete_language_prints_every_text_in_its_own_words(root: Path) -> None:
    content = load_content(root)
    assert content.faults(CODE) == ()

    given = visit(content, diagnosis="pattern-loss", language=CODE)
    paper = compose_handout(given, HandoutOptions(language=CODE))

    assert (paper.language, paper.right_to_left) == ("ar", True)
    english = compose_handout(visit(content, diagnosis="pattern-loss"), HandoutOptions())
    own = {
        given.patient.name,
        given.version.by,
        *(window.drawing for window in content.windows),
        given.patient.record_number,
        content.version,
        *(text for text in texts(english.blocks) if not any(map(str.isalpha, text))),
    }
    kept = {
        text
        for here, there in zip(paper.blocks, english.blocks, strict=True)
        for text in set(texts(here)) & set(texts(there)) - own
    }
    clinic = {line for text in vars_of_clinic(given.clinic) for line in text.splitlines()}
    assert {text for text in kept if text not in clinic} == set()


def vars_of_clinic(clinic: object) -> list[str]:
    names = ("name", "address", "phone", "phone_hours", "night_phone", "emergency_number")
    return [getattr(clinic, name) for name in names]


def test_windows_and_articles_are_told_in_the_language(root: Path) -> None:
    content = load_content(root)
    paper = compose_handout(visit(content, language=CODE), HandoutOptions(language=CODE))
    english = compose_handout(visit(content), HandoutOptions())

    for here, there in zip(
        block(paper, CalendarTable).rows, block(english, CalendarTable).rows, strict=True
    ):
        assert here.what != there.what
        assert here.why != there.why
        assert here.origin != there.origin
    assert "starting value" not in block(paper, CalendarTable).lead
    for entry, original in zip(
        block(paper, SourceList).entries, block(english, SourceList).entries, strict=True
    ):
        assert entry.title == original.title
        assert {fact.value for fact in entry.details}.isdisjoint(
            fact.value for fact in original.details
        )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["head.page"]', '["head.pages"]', "“head.pages” stands for no text of the handout"),
        ('en = "Page {page}', 'en = "Leaf {page}', "“head.page” is older than the English text"),
        ("{pages}", "{page}", "“head.page” lacks the placeholder {pages}"),
    ],
)
def test_what_is_wrong_with_a_translation_is_named_with_its_line(
    root: Path, old: str, new: str, said: str
) -> None:
    path = root / MAIN
    text = path.read_text("utf-8")
    at = text.index('["head.page"]')
    start = at + text[at:].index(old)
    if old == "{pages}":
        start = at + text[at:].index(old, text[at:].index("text ="))
    path.write_text(text[:start] + new + text[start + len(old) :], "utf-8")
    line = text.count("\n", 0, at) + 1

    assert any(f"{MAIN}, line {line}: {said}" in each for each in sentences_of(root))


def test_a_placeholder_that_nothing_fills_in_is_named(root: Path) -> None:
    path = root / MAIN
    text = path.read_text("utf-8")
    at = text.index('["note.heading"]')
    start = at + text[at:].index('text = "') + len('text = "')
    path.write_text(text[:start] + "{name} " + text[start:], "utf-8")

    assert any("{name}, which nothing fills in" in each for each in sentences_of(root))


def test_a_language_that_lacks_a_text_is_known_and_has_no_texts(root: Path) -> None:
    text = (root / MAIN).read_text("utf-8")
    (root / MAIN).write_text(text.replace('["title"]', '["old title"]'), "utf-8")
    content = load_content(root)

    assert "“title” is missing" in content.faults(CODE)[0].sentence
    assert CODE in content.languages
    assert CODE not in content.texts
    assert sorted(content.texts) == sorted(load_content().texts)


def test_a_file_that_is_missing_is_named(root: Path) -> None:
    (root / "handout" / CODE / "you.toml").unlink()

    assert any(f"handout/{CODE}/you.toml, line 1" in each for each in sentences_of(root))
    assert CODE not in load_content(root).texts


def test_a_translation_that_is_no_toml_is_named_with_its_line(root: Path) -> None:
    damaged = damage(root, MAIN, "text = ", "text ")

    assert any(f"{MAIN}, line {damaged.line}" in each for each in sentences_of(root))


def test_a_word_that_promises_is_named_and_keeps_nobody_from_printing(root: Path) -> None:
    damage(root, f"handout/{CODE}/checks.toml", "promises = []", 'promises = ["حلم"]')
    text = (root / MAIN).read_text("utf-8")
    at = text.index('["note.heading"]')
    start = at + text[at:].index('text = "') + len('text = "')
    (root / MAIN).write_text(text[:start] + "حلم " + text[start:], "utf-8")
    content = load_content(root)

    assert any("promises what is not known" in fault.sentence for fault in content.faults(CODE))
    assert CODE in content.texts


def test_a_sentence_that_is_too_long_is_named(root: Path) -> None:
    damage(root, f"handout/{CODE}/checks.toml", "longest_sentence = 20", "longest_sentence = 5")

    assert any("5 are the most" in each for each in sentences_of(root))


def test_the_english_words_keep_their_own_rules(content: Content) -> None:
    assert content.faults("en") == ()


def test_every_language_that_ships_is_complete_and_as_new_as_the_english_text(
    content: Content,
) -> None:
    lacking = {
        code: [fault.sentence for fault in content.faults(code) if fault.stops]
        for code in content.languages
    }

    assert {"en", "es", "tr"} <= set(content.languages)
    assert {code: found[:5] for code, found in lacking.items() if found} == {}
    assert set(content.texts) == set(content.languages)


def test_every_language_of_the_program_has_no_mistake_but_what_is_yet_to_be_translated(
    content: Content,
) -> None:
    awaited = ("is missing", "is not translated yet", "is older than", "stands for no text")
    found = [fault.sentence for code in content.languages for fault in content.faults(code)]

    assert [each for each in found if not any(words in each for words in awaited)] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('direction = "right-to-left"', 'direction = "up"', "“direction” must be one of"),
        ('reviewed_by = ""', "", "“reviewed_by” must be a text"),
        ('two = "n = 2"', 'dual = "n = 2"', "“dual” is unknown"),
        ('two = "n = 2"', 'two = "i = 2"', "is no rule like"),
        ('tag = "ar"', 'tag = ""', "“tag” must be a text"),
    ],
)
def test_what_is_known_of_a_language_has_to_be_right(
    root: Path, old: str, new: str, said: str
) -> None:
    damage(root, f"handout/{CODE}/language.toml", old, new)

    with pytest.raises(ContentInvalid) as refused:
        load_content(root)
    assert said in str(refused.value)


def test_translators_get_what_is_new_and_keep_what_they_have(root: Path) -> None:
    damage(root, "handout/en/handout.toml", '"Your scalp injections"', '"Your injections"')
    damage(root, "handout/en/handout.toml", '  "You faint, or', '  "Call.",\n  "You faint, or')
    before = (root / MAIN).read_text("utf-8")
    title = before[before.index('["title"]') :].split("\n")[2]

    written = translators_files(ResourceFiles(root), CODE)["handout.toml"]

    assert f'["title"]\nen = "Your scalp injections"\n{title}' in written
    assert '["cards.emergency.lines.3"]\nen = "Call."\ntext = ""' in written
    for name, text in translators_files(ResourceFiles(root), CODE).items():
        (root / "handout" / CODE / name).write_text(text, "utf-8")
    said = sentences_of(root)
    assert [each.partition(": ")[2][:40] for each in said] == [
        "“title” is older than the English text, "[:40],
        "“cards.emergency.lines.3” is not transla",
    ]


def test_a_new_language_begins_with_every_text_to_fill_in(tmp_path: Path) -> None:
    root = copied_resources(tmp_path)
    files = translators_files(ResourceFiles(root), "yy")

    assert {"language.toml", "checks.toml", "handout.toml", "aftercare.toml"} <= set(files)
    assert 'text = ""' in files["comparison.toml"]
    folder = root / "handout" / "yy"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    borrowed, *others = load_content(root).faults("yy")
    assert "the words or the formula of English" in borrowed.what
    assert not borrowed.stops
    assert all("not translated yet" in each.what for each in others)
    assert 'reading = "sentences"' in files["checks.toml"], "no formula of another language"


def test_a_translator_may_work_in_a_folder_elsewhere_and_loses_nothing(
    root: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "work"
    elsewhere.mkdir()
    begun = translators_files(BegunFiles(root, "yy", elsewhere), "yy")
    assert 'name = "yy"' in begun["language.toml"]
    for name, text in begun.items():
        (elsewhere / name).write_text(text, encoding="utf-8")
    first = (elsewhere / "you.toml").read_text(encoding="utf-8")
    (elsewhere / "you.toml").write_text(first.replace('text = ""', 'text = "mine"', 1), "utf-8")

    again = translators_files(BegunFiles(root, "yy", elsewhere), "yy")

    assert again["you.toml"].count('text = "mine"') == 1
    assert "language.toml" not in again, "what is known of the language stays as it is"


def test_an_empty_folder_is_a_language_that_is_not_begun(root: Path) -> None:
    (root / "handout" / "yy").mkdir()

    assert "language.toml" in translators_files(ResourceFiles(root), "yy")


@pytest.mark.parametrize("code", ["EN", "e", "../en", "english", ""])
def test_a_code_that_is_none_is_refused(code: str) -> None:
    with pytest.raises(ValueRefused):
        translators_files(ResourceFiles(Path()), code)


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (48, "many"),
     (100, "other"), (102, "other"), (103, "few"), (111, "many")],
)  # fmt: skip
def test_arabic_counts_in_six_forms(root: Path, number: int, form: str) -> None:
    language = load_content(root).languages[CODE]

    assert language.form_of(number) == form
    assert language.forms == ("zero", "one", "two", "few", "many", "other")


def test_a_rule_of_a_slavic_language_is_understood() -> None:
    few = PluralRule("n % 10 = 2..4 and n % 100 != 12..14")

    assert [n for n in range(30) if few.holds(n)] == [2, 3, 4, 22, 23, 24]
    assert PluralRule("n = 0,1 or n = 5").holds(5)


@pytest.mark.parametrize("said", ["ar", "AR", "ar-EG", "Arabic", "arabic ", "العربية", "ar_SA"])
def test_a_language_is_known_however_it_was_written_down(said: str) -> None:
    arabic = Language(code="ar", tag="ar", name="العربية", in_english="Arabic")

    assert language_named(said, [arabic]) is arabic


@pytest.mark.parametrize("said", ["", "arab", "Aramaic", "a"])
def test_a_language_that_there_is_none_for_is_not_guessed(said: str) -> None:
    arabic = Language(code="ar", tag="ar", name="العربية", in_english="Arabic")

    assert language_named(said, [arabic]) is None


def test_the_foot_says_that_no_clinician_has_reviewed_the_language(content: Content) -> None:
    for code, texts_of in content.texts.items():
        paper = compose_handout(visit(content, language=code), HandoutOptions(language=code))
        said = texts_of.phrases["imprint.not_reviewed"] in block(paper, Imprint).lines
        assert said is (texts_of.language.reviewed_by == "")


def test_the_reviewer_takes_the_sentence_away(root: Path) -> None:
    damage(root, f"handout/{CODE}/language.toml", 'by = ""', 'by = "Dr Example, 2026-11-21"')
    content = load_content(root)
    paper = compose_handout(visit(content, language=CODE), HandoutOptions(language=CODE))

    said = content.texts[CODE].phrases["imprint.not_reviewed"]
    assert said not in block(paper, Imprint).lines
