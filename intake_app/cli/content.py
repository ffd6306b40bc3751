"""``intake-app content``: whether everything in resources/ fits together."""

import argparse

from intake_app.cli.arguments import Noun, noun
from intake_app.cli.doors import Doors
from intake_app.cli.output import result


def add_verbs(root: Noun) -> None:
    content = noun(root, "content", "claims, rules, windows and texts")
    content.verb("check", _check, "read and validate everything that is printed or asked")


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
