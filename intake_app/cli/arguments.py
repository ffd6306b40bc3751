"""The words of the command line: verbs, options, and their usage."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from intake_app.cli.doors import Doors

LARGEST_NUMBER = 1_000_000

Verb = Callable[[Doors, argparse.Namespace], int]


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun and its verbs on the parser, with the options that stand anywhere."""

    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]"
    shared: argparse.ArgumentParser

    def verb(self, name: str, run: Verb, summary: str) -> argparse.ArgumentParser:
        parser = self.verbs.add_parser(
            name, help=summary, description=summary, parents=[self.shared], allow_abbrev=False
        )
        parser.set_defaults(run=run)
        return parser


def root_parser(version: str) -> tuple[argparse.ArgumentParser, Noun]:
    """The parser for ``intake-app`` and the place where nouns and verbs are added."""
    parser = argparse.ArgumentParser(
        prog="intake-app",
        description="Hair Consultation Intake. Without a verb it opens the desktop.",
        epilog="Exit codes: 0 done, 1 refused (one sentence says why), 2 wrong usage.",
        allow_abbrev=False,
    )
    _add_shared(parser, default=None)
    parser.add_argument("--version", action="version", version=f"intake-app {version}")
    parser.set_defaults(run=None, json=False)
    shared = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    _add_shared(shared, default=argparse.SUPPRESS)
    return parser, Noun(parser.add_subparsers(metavar="VERB"), shared)


def noun(at: Noun, name: str, summary: str) -> Noun:
    """Add a noun, such as ``patients``, that needs a verb behind it."""
    parser = at.verbs.add_parser(
        name, help=summary, description=summary, parents=[at.shared], allow_abbrev=False
    )
    return Noun(parser.add_subparsers(metavar="VERB", required=True), at.shared)


def positive(text: str) -> int:
    """An option's whole number from 1 to ``LARGEST_NUMBER``."""
    number = int(text) if text.isdecimal() and len(text) <= len(str(LARGEST_NUMBER)) else 0
    if not 1 <= number <= LARGEST_NUMBER:
        raise argparse.ArgumentTypeError(f"it must be a whole number from 1 to {LARGEST_NUMBER}")
    return number


def named_id(text: str) -> str:
    """An id as it was typed; bytes that are no text become question marks, as no id has them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def folder(text: str) -> Path:
    """A folder's name; an empty one is a slip, and would mean the folder one happens to be in."""
    if not text:
        raise argparse.ArgumentTypeError("it must name a folder")
    return Path(text)


def _add_shared(parser: argparse.ArgumentParser, default: object) -> None:
    parser.add_argument(
        "--data-dir",
        type=folder,
        metavar="DIR",
        default=default,
        help="the data folder (otherwise INTAKE_DATA_DIR, otherwise the usual place)",
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        default=default,
        help="its first line opens protected records (otherwise INTAKE_PASSPHRASE, otherwise "
        "the prompt)",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=default if default is argparse.SUPPRESS else False,
        help="print one JSON document",
    )
