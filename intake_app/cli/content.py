"""``intake-app content``: whether everything in resources/ fits together, and translating it."""

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from intake_app.cli.arguments import Noun, folder, noun
from intake_app.cli.doors import Doors
from intake_app.cli.files import make_folder, refuse_existing, write_new
from intake_app.cli.output import message, result
from intake_app.domain.dates import quoted
from intake_app.domain.errors import ValueRefused
from intake_app.domain.handout.chapters import in_chapters
from intake_app.domain.language import Fault
from intake_app.services.access import NOBODY_SIGNED_IN
from intake_app.services.clinic_content import Standing, TextInForce
from intake_app.services.ports import Content


def add_verbs(root: Noun) -> None:
    content = noun(root, "content", "claims, rules, windows and texts")
    content.verb("check", _check, "read and validate everything that is printed or asked")
    show = content.verb("show", _show, "the text of the handout, and what is new since approved")
    show.add_argument("--changes", action="store_true", help="only what is not as approved")
    approve = content.verb("approve", _approve, "answer for the text that was read")
    approve.add_argument(
        "--digest", required=True, help="the text that was read, as `content show` names it"
    )
    approve.add_argument(
        "--as", dest="name", metavar="NAME", help="which practitioner, where nobody signs in"
    )
    back = content.verb("take-back", _take_back, "answer for the text no longer")
    review = content.verb(
        "review", _review, "note that a clinician who speaks the language has read its text"
    )
    whether = review.add_mutually_exclusive_group(required=True)
    whether.add_argument("--clinician", metavar="NAME", help="who has read it")
    whether.add_argument("--take-back", action="store_true", help="nobody has, after all")
    review.add_argument("--digest", default="", help="the text that was read, as above")
    for verb in (show, approve, back, review):
        verb.add_argument("--language", default="en", metavar="CODE")
    translate = content.verb(
        "translate", _translate, "write a language's files for its translator, English beside it"
    )
    translate.add_argument("language", metavar="CODE", help="e.g. es")
    translate.add_argument("--out", required=True, type=folder, metavar="FOLDER")
    translate.add_argument(
        "--force",
        action="store_true",
        help="bring FOLDER up to date; what is translated stays",
    )


def _check(doors: Doors, arguments: argparse.Namespace) -> int:
    content = doors.content()
    evidence = content.evidence
    faults = {code: content.faults(code) for code in content.languages}
    row = {
        "ok": not any(faults.values()),
        "version": content.version,
        "sources": len(evidence.sources),
        "claims": len(evidence.claims),
        "studies": len(evidence.studies),
        "topics": len(evidence.topics),
        "disagreements": len(evidence.disagreements),
        "rules": len(content.rules),
        "windows": len(content.windows),
        "languages": sorted(content.texts),
        "no_reviewer_in_the_files": [
            each.code for each in content.languages.values() if not each.reviewed_by
        ],
        "next_review": min(each.review_due for each in evidence.dated).isoformat(),
        "withdrawn": [each.id for each in evidence.dated if each.withdrawn],
        "windows_without_value": [each.id for each in content.windows if each.value is None],
    }
    lines = [f"{key.replace('_', ' ')}: {value}" for key, value in row.items() if key != "ok"]
    lines += [line for code, found in faults.items() for line in _said(content, code, found)]
    lines += [_summary(content, code, found) for code, found in faults.items() if found]
    if row["ok"]:
        lines.append("Everything fits together.")
    told = {code: [fault.sentence for fault in found] for code, found in faults.items()}
    result({**row, "faults": told}, lines, as_json=arguments.json)
    return 0 if row["ok"] else 1


def _said(content: Content, code: str, faults: Iterable[Fault]) -> Iterable[str]:
    for fault in faults:
        yield f"{content.languages[code].in_english}: {fault.sentence}"


def _summary(content: Content, code: str, faults: Iterable[Fault]) -> str:
    """How much there is to do, after the long list of it."""
    counted = Counter(fault.file.rpartition("/")[2] for fault in faults)
    files = ", ".join(f"{name} {count}" for name, count in sorted(counted.items()))
    named = content.languages[code].in_english
    return f"{named}: {counted.total()} texts to look at ({files})"


def _show(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        text = services.clinic_content.text(arguments.language)
    changes = [
        {"key": each.key, "change": each.change.value, "before": each.before, "now": each.now}
        for each in text.changes
    ]
    row = {**_standing(text), "changes": changes}
    if arguments.changes:
        lines = [
            f"{each.change.value} {each.key}: {each.before} → {each.now}" for each in text.changes
        ]
    else:
        row["passages"] = dict(text.passages)
        lines = [
            line
            for chapter, keys in in_chapters(text.passages)
            for line in (f"# {chapter.value}", *(f"{key}: {text.passages[key]}" for key in keys))
        ]
    result(row, [*lines, _standing_line(text)], as_json=arguments.json)
    return 0


def _approve(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        actor = doors.actor
        if arguments.name is not None:
            if actor != NOBODY_SIGNED_IN:
                raise ValueRefused(
                    name="--as", value=quoted(arguments.name), reason=f"you are {actor.name}"
                )
            actor = replace(actor, name=arguments.name)
        text = services.clinic_content.approve(actor, arguments.language, arguments.digest)
    result(_standing(text), [_standing_line(text)], as_json=arguments.json)
    return 0


def _take_back(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        text = services.clinic_content.take_back(doors.actor, arguments.language)
    result(_standing(text), [_standing_line(text)], as_json=arguments.json)
    return 0


def _review(doors: Doors, arguments: argparse.Namespace) -> int:
    language = arguments.language
    with doors.opened(arguments.data_dir) as services:
        reviews = services.text_reviews
        if arguments.take_back:
            review = reviews.take_back(doors.actor, language)
        else:
            review = reviews.record(doors.actor, language, arguments.clinician, arguments.digest)
    row = {
        "language": language,
        "holds": review.holds,
        "clinician": review.clinician,
        "by": review.by,
        "at": review.at.isoformat(),
    }
    said = f"read by {review.clinician}" if review.holds else "not read by anybody, after all"
    result(row, [f"{language}: {said} (noted by {review.by})"], as_json=arguments.json)
    return 0


def _standing(text: TextInForce) -> dict[str, object]:
    approval = text.approval
    return {
        "language": text.language,
        "version": text.content_version,
        "digest": text.digest,
        "standing": text.standing.value,
        "by": approval.by if approval else None,
        "at": approval.at.isoformat() if approval else None,
    }


def _standing_line(text: TextInForce) -> str:
    approval = text.approval
    said = f" ({approval.by}, {approval.at:%Y-%m-%d})" if approval else ""
    is_changed = text.standing is Standing.CHANGED
    changes = f"{len(text.changes)} passages are not as approved; " if is_changed else ""
    return f"{text.language} {text.standing.value}{said}; {changes}digest {text.digest}"


def _translate(doors: Doors, arguments: argparse.Namespace) -> int:
    target: Path = arguments.out
    files = doors.translators_files(arguments.language, target)
    make_folder(target)
    for name in files:
        refuse_existing(target / name, force=arguments.force)
    for name, text in files.items():
        write_new(target / name, text.encode("utf-8"), force=arguments.force)
    place = f"resources/handout/{arguments.language}"
    if target.resolve().parts[-3:] == ("resources", "handout", arguments.language):
        message("Translate, then see what is missing: intake-app content check")
    else:
        message(f"Put this folder into the program as {place}: content check looks there.")
    row = {"files": sorted(files), "folder": str(target)}
    result(row, [f"{target / name}" for name in sorted(files)], as_json=arguments.json)
    return 0
