"""``intake-app demo``: a made-up clinic in a folder of its own."""

import argparse
from pathlib import Path

from intake_app.cli.arguments import Noun, folder, positive
from intake_app.cli.doors import Doors
from intake_app.cli.files import refuse_existing, write_new
from intake_app.cli.output import result
from intake_app.domain.errors import FileNotWritable
from intake_app.services.demonstration import demonstrate


def add_verbs(root: Noun) -> None:
    demo = root.verb("demo", _demo, "make a made-up clinic, one consultation and its handout")
    demo.add_argument("--out", required=True, type=folder, metavar="DIR")
    demo.add_argument("--patients", type=positive, default=12, metavar="N")
    demo.add_argument(
        "--picture", action="store_true", help="also write a picture of the window to DIR"
    )


def _demo(doors: Doors, arguments: argparse.Namespace) -> int:
    out: Path = arguments.out
    records, pdf, picture = out / "records", out / "handout.pdf", out / "window.png"
    _make_folder(out)
    refuse_existing(pdf, force=False)
    if arguments.picture:
        refuse_existing(picture, force=False)
    with doors.opened(records) as services:
        made = demonstrate(services, doors.script(), doors.clock, patients=arguments.patients)
    write_new(pdf, made.document.content, force=False)
    row = {
        "patient": made.patient_id,
        "consultation": made.consultation_id,
        "document_id": made.document.document_id,
        "pdf": str(pdf),
        "data_dir": str(records),
    }
    lines = [f"handout: {pdf}", f"records: {records}"]
    if arguments.picture:
        doors.draw_window(records, picture)
        row["picture"] = str(picture)
        lines.append(f"window: {picture}")
    result(row, lines, as_json=arguments.json)
    return 0


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "it cannot be made").lower()
        raise FileNotWritable(path=out, reason=reason) from None
