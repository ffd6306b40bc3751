"""What a passage of the handout's text is, where its own words do not say it."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.shown import one_line

_SUBJECTS = {
    "window": "what",
    "source": "title",
    "study": "citation.title",
    "text.personal.boxes": "title",
}
"""What is said about one of several: where it is named."""

_SAID_FOR = {"silence": "text.silences", "strength": "text.phrases.boxes.strength"}
"""Where the words stand for what is kept as a code."""

_LONGEST_SUBJECT = 60


def passage_words(key: str, passages: Mapping[str, str]) -> str:
    """What it is about and which part of it this is; empty for a sentence that says so itself."""
    part = _part(key)
    about = _about(key, passages)
    return ": ".join(words for words in (about, part) if words) if part else ""


def passage_text(key: str, text: str, passages: Mapping[str, str]) -> str:
    """A passage as it is read: what the paper says for a word that only the program knows."""
    of_the_paper = _SAID_FOR.get(key.rpartition(".")[2])
    return passages.get(f"{of_the_paper}.{text}", text) if of_the_paper else text


def _about(key: str, passages: Mapping[str, str]) -> str:
    """“Wash or wet your hair” of everything that is said about the washing."""
    for beginning, name in _SUBJECTS.items():
        if key.startswith(f"{beginning}."):
            one = key.removeprefix(f"{beginning}.").partition(".")[0]
            named = passages.get(f"{beginning}.{one}.{name}", one)
            return f"“{one_line(named, _LONGEST_SUBJECT)}”"
    return ""


def _part(key: str) -> str:
    name = key.rpartition(".")[2]
    is_of_facts = key.startswith(("window.", "source.", "study."))
    part = (_facts() if is_of_facts else _beside_sentences()).get(name, "")
    was_so = key.startswith("window.") and ".before." in key
    return _tr("{part}, before that").format(part=part) if part and was_so else part


def _facts() -> dict[str, str]:
    return {
        "direction": _tr("before or after the session"),
        "value": _tr("how long"),
        "unit": _tr("hours or days"),
        "mandatory": _tr("always printed"),
        "strip": _tr("in the picture of the first days"),
        "why": _tr("why"),
        "basis": _tr("what it rests on"),
        "author": _tr("by whom"),
        "set_on": _tr("set on"),
        "spread": _tr("what others advise"),
        "date": _tr("date"),
        "kind": _tr("kind"),
        "interest": _tr("interest"),
        "references_given": _tr("references given"),
        "review_due": _tr("to be read again by"),
        "design": _tr("design"),
        "people": _tr("people"),
        "population": _tr("who they were"),
        "intervention": _tr("what was done"),
        "comparator": _tr("compared with"),
        "outcome": _tr("what was looked at"),
        "time_point": _tr("when"),
        "treated_of_100": _tr("of 100 treated"),
        "control_of_100": _tr("of 100 others"),
        "result": _tr("result"),
        "limits": _tr("limits"),
        "published_in": _tr("published in"),
        "year": _tr("year"),
        "doi": _tr("DOI"),
        "pmid": _tr("PubMed"),
        "url": _tr("address"),
        "not_confirmed": _tr("not confirmed"),
        "seen_as": _tr("read as"),
        "checked_on": _tr("checked on"),
    }


def _beside_sentences() -> dict[str, str]:
    return {
        "silence": _tr("what is not known"),
        "control": _tr("the others"),
        "treated": _tr("the treated"),
        "strength": _tr("how strong"),
        "counted": _tr("figures from the study"),
        "is_harm": _tr("a harm"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("PassageWords", text)
