"""``intake-app clinic``: what the clinic says of itself on the handout."""

import argparse
from dataclasses import asdict, fields, replace

from intake_app.cli.arguments import Noun, noun, positive
from intake_app.cli.doors import Doors
from intake_app.cli.output import message, result
from intake_app.domain.clinic import Clinic
from intake_app.domain.clinic_words import IN_WORDS
from intake_app.domain.dates import quoted
from intake_app.domain.errors import ValueRefused
from intake_app.domain.visit.aftercare import Span, SpanUnit, Window
from intake_app.domain.visit.clinic_windows import NO_TIME
from intake_app.services.suite import Services

_TEXTS = [field.name for field in fields(Clinic) if field.type is str or field.type == "str"]


def add_verbs(root: Noun) -> None:
    clinic = noun(root, "clinic", "the clinic's own settings")
    clinic.verb("show", _show, "show the settings in force")
    change = clinic.verb("set", _set, "change settings; what is not named stays")
    for name in _TEXTS:
        change.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar="TEXT")
    change.add_argument(
        "--language", metavar="CODE",
        help="what the words given are in: telephone hours, interest, places, how to report",
    )  # fmt: skip
    change.add_argument(
        "--practitioner", dest="practitioners", action="append", metavar="NAME",
        help="may be repeated; replaces the list",
    )  # fmt: skip
    clinic.verb("windows", _windows, "the aftercare windows in force, and who set them")
    window = clinic.verb("window", _window, "set an aftercare window under your name")
    window.add_argument("window", metavar="WINDOW")
    how_long = window.add_mutually_exclusive_group(required=True)
    how_long.add_argument("--hours", type=positive, metavar="N")
    how_long.add_argument("--days", type=positive, metavar="N")
    how_long.add_argument(
        "--starting-value", action="store_true", help="what the program came with"
    )
    how_long.add_argument(
        "--none", action="store_true", help="no time: nothing is printed until there is one"
    )
    change.add_argument("--day-first", choices=["yes", "no"], help="3/4/2026 is 3 April")


def _show(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        clinic = services.clinic.get()
    _report(clinic, arguments)
    return 0


def _set(doors: Doors, arguments: argparse.Namespace) -> int:
    changes: dict[str, object] = {
        name: value for name in _TEXTS if (value := getattr(arguments, name)) is not None
    }
    if arguments.practitioners is not None:
        changes["practitioners"] = tuple(arguments.practitioners)
    if arguments.day_first is not None:
        changes["day_first"] = arguments.day_first == "yes"
    with doors.opened(arguments.data_dir) as services:
        if arguments.language is None:
            changed = replace(services.clinic.get(), **changes)  # type: ignore[arg-type]
        else:
            changed = _in_words(services, arguments.language, changes)
        clinic = services.clinic.save(doors.actor, changed)
    _report(clinic, arguments)
    return 0


def _in_words(services: Services, language: str, changes: dict[str, object]) -> Clinic:
    """The settings with some words of one language changed; the others stay."""
    clinic = services.clinic.get()
    known = {each.code for each in services.handouts.languages()} | {clinic.own_language}
    if language not in known:
        have = " or ".join(sorted(known))
        raise ValueRefused(name="--language", value=quoted(language), reason=f"choose {have}")
    for name in changes:
        if name not in IN_WORDS:
            option = f"--{name.replace('_', '-')}"
            reason = "it is the same in every language. Give it without --language"
            raise ValueRefused(name=option, value="set for one language", reason=reason)
    words = replace(clinic.words_in(language), **changes)  # type: ignore[arg-type]
    return clinic.with_words(words)


def _report(clinic: Clinic, arguments: argparse.Namespace) -> None:
    row = asdict(clinic)
    lines = [f"{name}: {value}" for name, value in row.items() if name != "words"]
    lines += [
        f"{name} ({each.language}): {text}"
        for each in clinic.words
        for name, text in each.texts()
        if text
    ]
    result(row, lines, as_json=arguments.json)
    if missing := clinic.missing_for_handout():
        message(f"Before a handout can be printed: fill in {', '.join(missing)}.")


def _windows(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        _report_windows(services, arguments)
    return 0


def _window(doors: Doors, arguments: argparse.Namespace) -> int:
    span = None
    if arguments.hours is not None:
        span = Span(arguments.hours, SpanUnit.HOURS)
    elif arguments.days is not None:
        span = Span(arguments.days, SpanUnit.DAYS)
    elif arguments.none:
        span = NO_TIME
    with doors.opened(arguments.data_dir) as services:
        services.clinic_content.change_window(doors.actor, arguments.window, span)
        _report_windows(services, arguments)
    return 0


def _report_windows(services: Services, arguments: argparse.Namespace) -> None:
    windows = services.clinic_content.windows()
    rows = [
        {
            "id": each.now.id,
            "what": each.now.what,
            "direction": each.now.direction.value,
            "value": _words(each.now.set_to),
            "set_by": each.now.author,
            "set_on": each.now.set_on.isoformat(),
            "before": _words(each.now.before),
            "starting_value": _words(each.starting.set_to),
        }
        for each in windows
    ]
    lines = [_window_line(each.now) for each in windows]
    result(rows, lines, as_json=arguments.json)


def _window_line(window: Window) -> str:
    before = f"; before: {_words(window.before)}" if window.before else ""
    value = _words(window.set_to) or "no time: nothing can be printed"
    return f"{window.id}: {value}, {window.author} {window.set_on}{before}"


def _words(span: Span | None) -> str:
    return f"{span.value} {span.unit.value}" if span else ""
