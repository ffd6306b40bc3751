"""``intake-app form``: check, draw and load forms; which one is in use."""

import argparse
import json
from pathlib import Path

from intake_app.cli.arguments import Noun, noun
from intake_app.cli.doors import Doors
from intake_app.cli.files import read_bytes, refuse_existing, write_new
from intake_app.cli.form_words import check_lines, check_row, look_lines, look_row
from intake_app.cli.output import message, result
from intake_app.domain.fhir.form import check_form, read_form
from intake_app.domain.form.questionnaire import FormRef
from intake_app.services.forms import KnownForm

OWN = "own"
"""The word for the form that comes with the program."""


def add_verbs(root: Noun) -> None:
    form = noun(root, "form", "the consultation form")
    form.verb("show", _show, "print the form in use, as Questionnaire JSON")
    form.verb("list", _list, "list the forms in these records")
    check = form.verb("check", _check, "check any FHIR R4 Questionnaire")
    check.add_argument("file", type=Path, metavar="FILE")
    load = form.verb("load", _load, "keep a form in the records and put it in use")
    load.add_argument("file", type=Path, metavar="FILE")
    use = form.verb("use", _use, "put a form in use that the records have already")
    use.add_argument("form", metavar="URL|VERSION", help=f"or “{OWN}”: the program's own")
    render = form.verb("render", _render, "draw a whole form, all its sections, as one picture")
    render.add_argument("file", type=Path, metavar="FILE")
    render.add_argument("--out", required=True, type=Path, metavar="PNG")
    render.add_argument("--force", action="store_true", help="replace the file if it is there")


def _show(doors: Doors, arguments: argparse.Namespace) -> int:
    if doors.has_records(arguments.data_dir):
        with doors.opened(arguments.data_dir) as services:
            text = services.forms.in_use().definition
    else:
        text = doors.content().form.definition
    definition = json.loads(text)
    lines = json.dumps(definition, ensure_ascii=False, indent=2).split("\n")
    result(definition, lines, as_json=arguments.json)
    return 0


def _list(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        known = services.forms.known()
    lines = [_known_line(each) for each in known]
    result([_known_row(each) for each in known], lines, as_json=arguments.json)
    return 0


def _check(doors: Doors, arguments: argparse.Namespace) -> int:
    check = check_form(read_bytes(arguments.file), doors.language)
    result(check_row(check), check_lines(check), as_json=arguments.json)
    if check.ok:
        return 0
    message(f"intake-app: {arguments.file} cannot be used as a form; its errors are listed.")
    return 1


def _load(doors: Doors, arguments: argparse.Namespace) -> int:
    text = read_bytes(arguments.file)
    with doors.opened(arguments.data_dir) as services:
        look = services.forms.look(text)
        form = services.forms.load(doors.actor, text)
    row = {**_known_row(form), **look_row(look)}
    lines = [
        *look_lines(look),
        f"New consultations are begun in {form.ref}; drafts go on in the form they began in.",
    ]
    result(row, lines, as_json=arguments.json)
    return 0


def _use(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        if arguments.form == OWN:
            ref = next(each.ref for each in services.forms.known() if each.is_own)
        else:
            url, _bar, version = arguments.form.rpartition("|")
            ref = FormRef(url, version)
        form = services.forms.use(doors.actor, ref)
    line = f"New consultations are begun in {form.ref}; drafts go on in the form they began in."
    result(_known_row(form), [line], as_json=arguments.json)
    return 0


def _render(doors: Doors, arguments: argparse.Namespace) -> int:
    refuse_existing(arguments.out, force=arguments.force)
    questionnaire = read_form(read_bytes(arguments.file), doors.language)
    picture = doors.draw_form(questionnaire)
    write_new(arguments.out, picture, force=arguments.force)
    row = {"form": str(questionnaire.ref), "picture": str(arguments.out)}
    result(row, [f"picture: {arguments.out}"], as_json=arguments.json)
    return 0


def _known_row(form: KnownForm) -> dict[str, object]:
    return {
        "form": str(form.ref),
        "title": form.title,
        "questions": form.questions,
        "own": form.is_own,
        "in_use": form.is_in_use,
        "since": form.since.isoformat() if form.since else None,
        "chosen_by": form.chosen_by,
    }


def _known_line(form: KnownForm) -> str:
    mark = "in use  " if form.is_in_use else "        "
    own = ", comes with the program" if form.is_own else ""
    return f"{mark}{form.ref}  {form.title} ({form.questions} questions{own})"
