"""Reads the command line and runs one verb."""

import argparse
from collections.abc import Sequence

from intake_app.cli import (
    clinic,
    consultations,
    content,
    demo,
    form,
    handouts,
    patients,
    products,
    records,
    users,
)
from intake_app.cli.arguments import root_parser
from intake_app.cli.doors import Doors
from intake_app.cli.output import message, never_fail_to_print
from intake_app.domain.errors import IntakeError

NOUNS = (patients, consultations, handouts, form, content, clinic, products, records, users, demo)


def parsed(arguments: Sequence[str], version: str) -> argparse.Namespace:
    """The command line as values; wrong usage ends the process with exit code 2."""
    parser, root = root_parser(version)
    for each in NOUNS:
        each.add_verbs(root)
    return parser.parse_args(arguments)


def run(doors: Doors, arguments: argparse.Namespace) -> int:
    """Run the verb; a refusal becomes one sentence on standard error and exit code 1."""
    never_fail_to_print()
    try:
        code: int = arguments.run(doors, arguments)
    except IntakeError as refusal:
        message(f"intake-app: {refusal}")
        return 1
    return code
