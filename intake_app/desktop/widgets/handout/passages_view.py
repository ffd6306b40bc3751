"""Reads out a text passage by passage; what is not as it was approved stands beside what was."""

import re
import unicodedata
from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QTextBrowser

from intake_app.desktop.models.shown_text import ShownChapter, ShownPassage

_FILLED_IN = re.compile(r"\{\w+\}")
"""What is put into a passage when it is printed; it says nothing of the direction of the rest."""


class PassagesView(QTextBrowser):
    """Only for reading: arrow keys and Page Down go through it, text can be copied.

    Whoever points at a passage sees the key that translators know it by.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self._was_called = self.tr("As approved: {text}")

    def show_chapters(self, chapters: Sequence[ShownChapter]) -> None:
        self.setHtml("".join(self._chapter(chapter) for chapter in chapters))

    def _chapter(self, chapter: ShownChapter) -> str:
        passages = "".join(self._passage(passage) for passage in chapter.passages)
        return f"<h3>{escape(chapter.title)}</h3>{passages}"

    def _passage(self, passage: ShownPassage) -> str:
        mark = f"<b>{escape(passage.mark)}</b>" if passage.mark else ""
        what = f"<small>{escape(passage.what)}</small>" if passage.what else ""
        head = " · ".join(words for words in (mark, what) if words)
        parts = [head] if head else []
        if passage.now:
            parts.append(escape(passage.now))
        if passage.before:
            parts.append(f"<s>{escape(self._was_called.format(text=passage.before))}</s>")
        side = "rtl" if _reads_from_the_right(passage.now or passage.before) else "ltr"
        words = "<br>".join(parts)
        return f'<p dir="{side}"><span title="{escape(passage.key)}">{words}</span></p>'


def _reads_from_the_right(text: str) -> bool:
    """As its first letter does that belongs to a script."""
    kinds = (unicodedata.bidirectional(char) for char in _FILLED_IN.sub("", text))
    return next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L") != "L"
