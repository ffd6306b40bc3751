"""``intake-app records verify``, ``backup``, ``restore`` and ``salvage``."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from intake_app.cli.arguments import Noun
from intake_app.cli.doors import Doors
from intake_app.cli.files import refuse_existing
from intake_app.cli.output import message, result
from intake_app.cli.progress import watched
from intake_app.domain.errors import FileExists, StateRefused
from intake_app.services.damage_words import contradiction_sentence, damage_sentence
from intake_app.services.upkeep import BadEntry, Unlike, Verdict


class RestoreNotConfirmed(StateRefused):
    code = "restore-not-confirmed"
    sentence = (
        "Restoring puts other records in the place of those in use. Nothing was changed. "
        "Give --yes if that is meant."
    )


_UNLIKE = {
    Unlike.OPEN: "They are not protected, as those that were here are: whoever can open this "
    "computer's account can read them. “intake-app records protect” encrypts them.",
    Unlike.OTHER: "They are other records than those that were here: only their own passphrases "
    "and their own recovery code open them.",
}
_OUT_OF_STEP = (
    "The lookup is not in step with the patients: some may not be found. Make it anew with "
    "“intake-app records lookup --rebuild”."
)


def add_upkeep_verbs(records: Noun) -> None:
    verify = records.verb("verify", _verify, "check every page and every audit entry")
    verify.add_argument(
        "--against",
        action="append",
        default=[],
        metavar="BACKUP|MARK",
        help="compare the audit with a backup kept elsewhere, or with a mark on paper",
    )
    lookup = records.verb(
        "lookup", _lookup, "compare what patients are found by with the patients"
    )
    lookup.add_argument("--rebuild", action="store_true", help="make it anew")
    backup = records.verb("backup", _backup, "write everything into one file, while in use")
    backup.add_argument("--out", type=Path, required=True, metavar="FILE")
    backup.add_argument("--force", action="store_true", help="replace FILE")
    restore = records.verb("restore", _restore, "put a backup in place; what was there is kept")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--yes", action="store_true", help="do not ask")
    salvage = records.verb("salvage", _salvage, "read what can be read of damaged records")
    salvage.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder")


def _verify(doors: Doors, arguments: argparse.Namespace) -> int:
    upkeep = doors.upkeep(arguments.data_dir)
    with watched("Checking") as progress:
        verdict = upkeep.verify(doors.actor, progress, arguments.against)
    row = {
        "ok": verdict.ok,
        "entries": verdict.entries,
        "first_bad": asdict(verdict.first_bad) if verdict.first_bad else None,
        "head_ok": verdict.head_ok,
        "pages_ok": verdict.pages_ok,
        "damaged": [damaged.place for damaged in verdict.damaged],
        "named": [asdict(damaged) for damaged in verdict.damaged],
        "contradictions": [asdict(each) for each in verdict.contradictions],
        "mark": verdict.mark,
    }
    result(row, _words(verdict), as_json=arguments.json)
    return 0 if verdict.ok else 1


def _words(verdict: Verdict) -> list[str]:
    lines = [f"{verdict.entries} audit entries."]
    if verdict.first_bad is not None:
        lines.append(_bad_words(verdict.first_bad))
    if not verdict.head_ok:
        lines.append("The head of the audit, audit-head.json, is missing or cannot be read.")
    if not verdict.pages_ok:
        lines.append(
            "Pages of the record file are damaged. Restore a backup, or read what can be read "
            "with “intake-app records salvage”."
        )
    lines += [damage_sentence(damaged) for damaged in verdict.damaged]
    lines += [contradiction_sentence(each) for each in verdict.contradictions]
    if verdict.mark:
        lines.append(f"The newest entry, to be written down and compared later: {verdict.mark}")
    return [*lines, *(["Everything is as it was written."] if verdict.ok else [])]


def _bad_words(bad: BadEntry) -> str:
    return (
        f"Audit entry {bad.sequence} ({bad.kind}, {bad.day}) is the first that is not as it "
        "was written."
    )


def _lookup(doors: Doors, arguments: argparse.Namespace) -> int:
    upkeep = doors.lookup_upkeep(arguments.data_dir)
    act = upkeep.make_anew if arguments.rebuild else upkeep.is_in_step
    with watched("Comparing the lookup with the patients") as progress:
        in_step = act(doors.actor, progress)
    row = {"in_step": in_step, "rebuilt": arguments.rebuild}
    lines = ["The lookup is in step with the patients."] if in_step else [_OUT_OF_STEP]
    if arguments.rebuild:
        before = "was" if in_step else "was not"
        lines = [f"The lookup {before} in step with the patients; it was made anew."]
    result(row, lines, as_json=arguments.json)
    return 0 if in_step or arguments.rebuild else 1


def _backup(doors: Doors, arguments: argparse.Namespace) -> int:
    out = arguments.out.absolute()
    refuse_existing(out, force=arguments.force)
    upkeep = doors.upkeep(arguments.data_dir)
    with watched("Backing up") as progress:
        backup = upkeep.back_up(doors.actor, out, progress)
    row = {"path": str(backup.path), "made_at": backup.made_at.isoformat(), "size": backup.size}
    line = f"{backup.path} holds everything; it was opened, checked and compared."
    result(row, [line], as_json=arguments.json)
    return 0


def _restore(doors: Doors, arguments: argparse.Namespace) -> int:
    if not arguments.yes:
        _ask(arguments.file)
    upkeep = doors.upkeep(arguments.data_dir)
    with watched("Restoring") as progress:
        restored = upkeep.restore(doors.actor, arguments.file, progress)
    replaced = str(restored.replaced) if restored.replaced else None
    row = {"made_at": restored.made_at.isoformat(), "replaced": replaced}
    lines = [f"The records are those of {restored.made_at:%Y-%m-%d %H:%M} UTC again."]
    if replaced:
        lines.append(f"What they replaced is kept in {replaced}.")
    if restored.unlike is not None:
        lines.append(_UNLIKE[restored.unlike])
    result(row, lines, as_json=arguments.json)
    return 0


def _ask(file: Path) -> None:
    if not sys.stdin.isatty():
        raise RestoreNotConfirmed
    message(f"The records in use go aside, and those in {file} take their place.")
    message("Type yes to go on: ")
    if input().strip().lower() != "yes":
        raise RestoreNotConfirmed


def _salvage(doors: Doors, arguments: argparse.Namespace) -> int:
    out = arguments.out.absolute()
    if out.exists():
        raise FileExists(path=out)
    upkeep = doors.upkeep(arguments.data_dir)
    with watched("Salvaging") as progress:
        salvaged = upkeep.salvage(doors.actor, out, progress)
    row = {
        "path": str(salvaged.path),
        "rows": dict(salvaged.rows),
        "pages": salvaged.pages,
        "bad_pages": list(salvaged.bad_pages),
        "proved": salvaged.proved,
        "doubtful": list(salvaged.doubtful),
    }
    counts = ", ".join(f"{table} {count}" for table, count in salvaged.rows.items())
    proof = "all of it as it was written" if salvaged.proved else "not all of it as it was written"
    lines = [
        f"{len(salvaged.bad_pages)} of {salvaged.pages} pages cannot be read.",
        f"{salvaged.path} holds {counts}; {proof}.",
        *(
            f"Look at {name}: it is not what was written, or not all of it was found."
            for name in salvaged.doubtful
        ),
    ]
    result(row, lines, as_json=arguments.json)
    return 0
