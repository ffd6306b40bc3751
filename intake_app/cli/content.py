"""``intake-app content``: whether everything in resources/ fits together."""

import argparse
from dataclasses import replace

from intake_app.cli.arguments import Noun, noun
from intake_app.cli.doors import Doors
from intake_app.cli.output import result
from intake_app.domain.dates import quoted
from intake_app.domain.errors import ValueRefused
from intake_app.services.access import NOBODY_SIGNED_IN
from intake_app.services.clinic_content import TextInForce


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
    for verb in (show, approve, back):
        verb.add_argument("--language", default="en", metavar="CODE")


def _check(doors: Doors, arguments: argparse.Namespace) -> int:
    content = doors.content()
    evidence = content.evidence
    row = {
        "ok": True,
        "version": content.version,
        "sources": len(evidence.sources),
        "claims": len(evidence.claims),
        "studies": len(evidence.studies),
        "topics": len(evidence.topics),
        "disagreements": len(evidence.disagreements),
        "rules": len(content.rules),
        "windows": len(content.windows),
        "languages": sorted(content.texts),
        "next_review": min(each.review_due for each in evidence.dated).isoformat(),
        "withdrawn": [each.id for each in evidence.dated if each.withdrawn],
        "windows_without_value": [each.id for each in content.windows if each.value is None],
    }
    lines = [f"{key.replace('_', ' ')}: {value}" for key, value in row.items() if key != "ok"]
    result(row, [*lines, "Everything fits together."], as_json=arguments.json)
    return 0


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
        lines = [f"{key}: {passage}" for key, passage in text.passages.items()]
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
    changes = f"{len(text.changes)} passages are not as approved; " if text.changes else ""
    return f"{text.language} {text.standing.value}{said}; {changes}digest {text.digest}"
