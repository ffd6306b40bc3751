"""``intake-app handouts``: issue and reprint."""

import argparse
from pathlib import Path

from intake_app.cli.arguments import Noun, named_id, noun, positive
from intake_app.cli.doors import Doors
from intake_app.cli.files import refuse_existing, write_new
from intake_app.cli.output import message, result
from intake_app.domain.handout.handout import Edition, HandoutOptions, Paper
from intake_app.domain.visit.consultation import ConsultationId
from intake_app.services.handouts import LanguageOffer
from intake_app.services.printing import PrintOrder, Sides

_SIDES = {"one": Sides.ONE, "long-edge": Sides.LONG_EDGE, "short-edge": Sides.SHORT_EDGE}


def add_verbs(root: Noun) -> None:
    handouts = noun(root, "handouts", "issue and reprint handouts")
    issue = handouts.verb("issue", _issue, "compose a handout, store it, write it to a file")
    issue.add_argument("consultation", type=named_id, metavar="CONSULTATION")
    issue.add_argument("--edition", choices=[each.value for each in Edition], default="standard")
    issue.add_argument(
        "--language",
        metavar="CODE",
        help="otherwise the patient's own, as it is recorded, or English",
    )
    issue.add_argument("--paper", choices=[each.value for each in Paper], default="A4")
    issue.add_argument(
        "--scalp-map", action="store_true", help="with the map of the scalp, where there is one"
    )
    reprint = handouts.verb("reprint", _reprint, "write an issued handout as it was issued")
    reprint.add_argument("document", type=named_id, metavar="DOCUMENT")
    given = handouts.verb("given", _given, "note that the patient has an issued handout")
    given.add_argument("document", type=named_id, metavar="DOCUMENT")
    given.add_argument(
        "--not", dest="was_given", action="store_false", help="it was not, after all"
    )
    _add_printing(handouts)
    for verb in (issue, reprint):
        verb.add_argument("--out", required=True, type=Path, metavar="FILE")
        verb.add_argument("--force", action="store_true", help="replace FILE if it exists")


def _add_printing(handouts: Noun) -> None:
    printed = handouts.verb("print", _print, "hand an issued handout to a printer, as a PDF")
    printed.add_argument("document", type=named_id, metavar="DOCUMENT")
    printed.add_argument(
        "--printer", type=_printer, metavar="NAME", help="otherwise the usual one"
    )
    printed.add_argument("--copies", type=positive, default=1, metavar="N")
    printed.add_argument("--pages", default="", metavar="LIKE", help="for example 1-3,5")
    printed.add_argument("--sides", choices=list(_SIDES), help="otherwise as the printer does")


def _print(doors: Doors, arguments: argparse.Namespace) -> int:
    order = PrintOrder(
        printer=arguments.printer or "",
        copies=arguments.copies,
        pages=arguments.pages.replace(" ", ""),
        sides=_SIDES.get(arguments.sides),
    )
    with doors.opened(arguments.data_dir) as services:
        printer = services.printing.hand_over(doors.actor, arguments.document, order)
    row = {"document_id": arguments.document.strip().upper(), "printer": printer}
    result(row, [f"Sent to {printer}: {row['document_id']}"], as_json=arguments.json)
    return 0


def _printer(text: str) -> str:
    """A name; what begins like an option is none."""
    if not text or text.startswith("-") or any(ord(char) < ord(" ") for char in text):
        raise argparse.ArgumentTypeError("it must be the name of a printer")
    return text


def _issue(doors: Doors, arguments: argparse.Namespace) -> int:
    consultation_id = ConsultationId(arguments.consultation)
    refuse_existing(arguments.out, force=arguments.force)
    with doors.opened(arguments.data_dir) as services:
        offer = services.handouts.offer(doors.actor, consultation_id)
        options = HandoutOptions(
            edition=Edition(arguments.edition),
            language=arguments.language or _usual_language(offer),
            paper=Paper(arguments.paper),
            scalp_map=_with_map(offer, wanted=arguments.scalp_map),
        )
        document = services.handouts.issue(doors.actor, consultation_id, options)
        write_new(arguments.out, document.content, force=arguments.force)
        services.handouts.printed(doors.actor, document.document_id)
        recorded = services.patients.get(doors.actor, document.patient_id).name
        printed = services.handouts.name_on_paper(doors.actor, document.patient_id)
        untranslated = services.clinic.get().untranslated(options.language)
    if printed != recorded:
        message(f"No font of this program has the name; the paper says {printed}.")
    if untranslated:
        message(
            f"Not translated by the clinic, so printed as they are: {', '.join(untranslated)}. "
            f"“intake-app clinic set --language {options.language}” takes the words."
        )
    if document.undrawable:
        shown = ", ".join(f"U+{ord(char):04X}" for char in document.undrawable)
        message(f"No font of this program has {shown}; the paper shows the code in its place.")
    row = {
        "document_id": document.document_id,
        "language": document.options.language,
        "sha256": document.sha256,
        "pages": document.pages,
        "undrawable": [f"U+{ord(char):04X}" for char in document.undrawable],
    }
    line = f"Document {document.document_id}, {document.pages} pages: {arguments.out}"
    result(row, [line], as_json=arguments.json)
    return 0


def _with_map(offer: LanguageOffer, *, wanted: bool) -> bool:
    """Whether the map goes on the paper; where there is none, that is said."""
    if wanted and not offer.scalp_map:
        message("This visit has no scalp map; the paper comes without one.")
    return wanted and offer.scalp_map


def _usual_language(offer: LanguageOffer) -> str:
    """The patient's own; where there is no handout in it, the usual one, and that is said."""
    if offer.usual is not None:
        return offer.usual.code
    if offer.asked:
        message("There is no handout in the language that is recorded; it comes in English.")
    return HandoutOptions().language


def _given(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        document = services.handouts.mark_given(
            doors.actor, arguments.document, was_given=arguments.was_given
        )
    given = document.given
    row = {
        "document_id": document.document_id,
        "given_by": given.by if given else None,
        "given_at": given.at.isoformat() if given else None,
    }
    line = (
        f"Document {document.document_id}: given to the patient by {given.by}, {given.at:%Y-%m-%d}"
        if given
        else f"Document {document.document_id}: not given to the patient"
    )
    result(row, [line], as_json=arguments.json)
    return 0


def _reprint(doors: Doors, arguments: argparse.Namespace) -> int:
    refuse_existing(arguments.out, force=arguments.force)
    with doors.opened(arguments.data_dir) as services:
        document = services.handouts.reprint(doors.actor, arguments.document)
        write_new(arguments.out, document.content, force=arguments.force)
        services.handouts.printed(doors.actor, document.document_id)
    row = {
        "document_id": document.document_id,
        "sha256": document.sha256,
        "pages": document.pages,
    }
    result(row, [f"As issued: {arguments.out}"], as_json=arguments.json)
    return 0
