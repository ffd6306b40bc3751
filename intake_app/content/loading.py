"""Everything in resources/, read and held together: the one entry to this room."""

from pathlib import Path

from intake_app.content.evidence import read_evidence
from intake_app.content.language_files import FIRST_LANGUAGE
from intake_app.content.languages import LanguageTexts, Surroundings, read_languages
from intake_app.content.personal_lines import read_personal_lines
from intake_app.content.personal_texts import check_told
from intake_app.content.questionnaire import read_form
from intake_app.content.resources import ResourceFiles, find_resources
from intake_app.content.rules import read_rules
from intake_app.content.windows import read_windows
from intake_app.services.ports import Content

CONTENT_VERSION = "1.0.0"
"""Raised by hand when what is printed changes its meaning; the digest follows by itself."""


def load_content(root: Path | None = None) -> Content:
    """Read and validate what a consultation and its handout need.

    Args:
        root: The resources folder; without one it is looked for.

    Raises:
        ContentInvalid: With the file, the line and the reason of the first thing that is wrong.
    """
    files = ResourceFiles(root or find_resources())
    evidence = read_evidence(files)
    form = read_form(files, evidence)
    rules = read_rules(files, form.questionnaire, evidence)
    windows = read_windows(files, form.questionnaire, evidence)
    lines = read_personal_lines(files, form.questionnaire, evidence)
    languages = read_languages(files)
    texts = LanguageTexts(files, languages, Surroundings(form.questionnaire, evidence, windows))
    check_told(texts[FIRST_LANGUAGE], rules, lines)
    return Content(
        version=f"{CONTENT_VERSION}+{files.digest()[:8]}",
        form=form.stored,
        rules=rules,
        windows=windows,
        evidence=evidence,
        texts=texts,
        languages=languages,
        faults=texts.faults,
        personal_lines=lines,
    )
