"""What the clinic answers for: every text, told apart from version to version."""

from hypothesis import given
from hypothesis import strategies as st

from intake_app.domain.handout.chapters import Chapter, chapter_of, in_chapters
from intake_app.domain.handout.printed_text import Change, differences, digest_of, passages_of
from intake_app.services.ports import Content

passages = st.dictionaries(st.text(max_size=3), st.text(min_size=1, max_size=3), max_size=6)


@given(before=passages, now=passages)
def test_the_differences_lead_from_one_version_to_the_other(
    before: dict[str, str], now: dict[str, str]
) -> None:
    rebuilt = dict(before)
    for each in differences(before, now):
        assert rebuilt.get(each.key, "") == each.before
        if each.change is Change.GONE:
            del rebuilt[each.key]
        else:
            rebuilt[each.key] = each.now

    assert rebuilt == now


@given(before=passages, now=passages)
def test_the_digest_is_the_same_only_for_the_same_text(
    before: dict[str, str], now: dict[str, str]
) -> None:
    same = list(before.items()) == list(now.items())
    assert (digest_of(before) == digest_of(now)) is same


def test_every_phrase_window_source_and_study_is_a_passage(content: Content) -> None:
    for language, texts in content.texts.items():
        told = passages_of(texts, content.windows, content.evidence)
        found = {"", *told.values()}

        assert set(texts.phrases.values()) <= found, language
        assert {line for lines in texts.lists.values() for line in lines} <= found
        assert set(texts.personal.rules.values()) <= found
        assert {texts.window(each).why for each in content.windows} <= found
        assert {each.title for each in content.evidence.sources.values()} <= found
        assert {each.result for each in content.evidence.studies.values()} <= found


def test_the_chapters_hold_every_passage_once_in_the_order_of_the_paper(content: Content) -> None:
    passages = passages_of(content.texts["en"], content.windows, content.evidence)
    chapters = dict(in_chapters(passages))

    assert list(chapters) == [each for each in Chapter if each in chapters]
    assert set(Chapter) - set(chapters) <= {Chapter.MAP}
    assert sorted(key for keys in chapters.values() for key in keys) == sorted(passages)
    assert chapters[Chapter.CARDS][0] == "text.phrases.title"
    assert len(chapters[Chapter.SMALL]) < 80
    assert chapter_of("something.new") is Chapter.SMALL
