"""``intake-app form``: the form in use, and the check of any other."""

import argparse
import json
from pathlib import Path

from intake_app.cli.arguments import Noun, noun
from intake_app.cli.doors import Doors
from intake_app.cli.files import read_bytes, refuse_existing, write_new
from intake_app.cli.output import message, result
from intake_app.domain.fhir_form import check_form, read_form


def add_verbs(root: Noun) -> None:
    form = noun(root, "form", "the consultation form")
    form.verb("show", _show, "print the form in use, as Questionnaire JSON")
    check = form.verb("check", _check, "check any FHIR R4 Questionnaire")
    check.add_argument("file", type=Path, metavar="FILE")
    render = form.verb("render", _render, "draw a whole form, all its sections, as one picture")
    render.add_argument("file", type=Path, metavar="FILE")
    render.add_argument("--out", required=True, type=Path, metavar="PNG")
    render.add_argument("--force", action="store_true", help="replace the file if it is there")


def _show(doors: Doors, arguments: argparse.Namespace) -> int:
    definition = json.loads(doors.content().form.definition)
    text = json.dumps(definition, ensure_ascii=False, indent=2)
    result(definition, text.split("\n"), as_json=arguments.json)
    return 0


def _check(_doors: Doors, arguments: argparse.Namespace) -> int:
    check = check_form(read_bytes(arguments.file))
    row = {
        "ok": check.ok,
        "items": check.items,
        "unsupported": [
            {"link_id": each.link_id, "feature": each.feature} for each in check.unsupported
        ],
        "errors": [{"link_id": each.link_id, "message": each.message} for each in check.errors],
    }
    lines = [
        *(f"error        {each.link_id or '(form)'}: {each.message}" for each in check.errors),
        *(
            f"unsupported  {each.link_id or '(form)'}: {each.feature}"
            for each in check.unsupported
        ),
        f"{check.items} items, {len(check.errors)} errors, {len(check.unsupported)} unsupported.",
    ]
    result(row, lines, as_json=arguments.json)
    if check.ok:
        return 0
    message(f"intake-app: {arguments.file} cannot be used as a form; its errors are listed.")
    return 1


def _render(doors: Doors, arguments: argparse.Namespace) -> int:
    refuse_existing(arguments.out, force=arguments.force)
    questionnaire = read_form(read_bytes(arguments.file))
    picture = doors.draw_form(questionnaire)
    write_new(arguments.out, picture, force=arguments.force)
    row = {"form": str(questionnaire.ref), "picture": str(arguments.out)}
    result(row, [f"picture: {arguments.out}"], as_json=arguments.json)
    return 0
