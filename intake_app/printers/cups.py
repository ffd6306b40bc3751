"""Printing through CUPS, the printing system of Linux and macOS, by its own program ``lp``."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Final

from intake_app.services.printing import NoPrinter, PrinterRefused, PrintOrder

_PROGRAM: Final = "lp"
_STATE_PROGRAM: Final = "lpstat"
_PATIENCE_SECONDS: Final = 60
"""A print server on the network that does not answer by then will not."""

_NOBODY_HOME = re.compile("not responding|unable to connect|is not running", re.IGNORECASE)
_REJECTING = re.compile("not accepting", re.IGNORECASE)
_UNKNOWN = re.compile("does not exist|invalid destination|unknown destination", re.IGNORECASE)
_STOPPED = re.compile(
    r"^printer \S+ disabled since [^\n]*?-?\n(?P<why>(?:\t.*\n?)*)", re.MULTILINE
)
_USUAL = re.compile(r"destination: (?P<printer>\S+)")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")


class CupsPrinters:
    """Implements services.printing.PdfPrinters.

    The document goes in by standard input, so that no copy of it is written here; what CUPS
    keeps until the paper is out is CUPS's own, which other accounts cannot read.
    """

    def are_there(self) -> bool:
        return os.name == "posix" and None not in map(shutil.which, (_PROGRAM, _STATE_PROGRAM))

    def hand_over(self, order: PrintOrder, title: str, content: bytes) -> str:
        printer = order.printer or _usual()
        _refuse_stopped(printer)
        done = _run([_PROGRAM, "-d", printer, *_words(order, title), "-"], printer, content)
        if done.returncode != 0:
            raise _refusal(printer, _said(done))
        return printer


def _usual() -> str:
    """The printer that the system takes when none is named."""
    usual = _USUAL.search(_said(_run([_STATE_PROGRAM, "-d"], "")))
    if usual is None:
        raise NoPrinter
    return usual["printer"]


def _refuse_stopped(printer: str) -> None:
    """A stopped printer takes a document, and prints it whenever somebody starts it again."""
    told = _said(_run([_STATE_PROGRAM, "-p", printer.partition("/")[0]], printer))
    if stopped := _STOPPED.search(told + "\n"):
        why = stopped["why"].strip().rstrip(".")
        reason = f"it is stopped ({why})" if why else "it is stopped"
        raise _refused(printer, reason)


def _words(order: PrintOrder, title: str) -> Iterator[str]:
    yield from ("-t", title, "-n", str(order.copies))
    for name, value in _options(order):
        yield from ("-o", f"{name}={_value(value)}")


def _options(order: PrintOrder) -> Iterator[tuple[str, str]]:
    yield "document-format", "application/pdf"
    if order.copies > 1:
        yield "collate", "true" if order.is_collated else "false"
    if order.pages:
        yield "page-ranges", order.pages
    if order.sides is not None:
        yield "sides", order.sides.value
    if order.in_grey:
        yield "print-color-mode", "monochrome"
    if order.paper:
        yield "media", order.paper
    if order.is_fitted:
        yield "print-scaling", "fit"
    if order.last_page_first:
        yield "outputorder", "reverse"
    yield from order.further


def _value(text: str) -> str:
    """A value with blanks stands between quotation marks, for ``lp`` parts options at blanks."""
    clean = _UNSAFE.sub(" ", text)
    if not re.search(r"[\s\"'\\{}]", clean):
        return clean
    escaped = clean.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _run(
    command: list[str], printer: str, content: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """In English, so that the answer can be read; without a shell."""
    environment = {**os.environ, "LC_ALL": "C", "LANG": "C"}
    try:
        return subprocess.run(  # noqa: S603 - a list, no shell; the names are the system's own
            command,
            input=content,
            capture_output=True,
            env=environment,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _refused(printer, "it does not answer") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise _refused(printer, f"the system's printing cannot be started: {reason}") from None


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace").strip()


def _refusal(printer: str, told: str) -> PrinterRefused:
    if _NOBODY_HOME.search(told):
        return _refused(printer, "the system's printing service is not running")
    if _REJECTING.search(told):
        return _refused(printer, "it takes no documents at the moment")
    if _UNKNOWN.search(told):
        return _refused(printer, "the system has no printer of this name")
    lines = [line for line in told.splitlines() if line.strip()]
    last = lines[-1].strip() if lines else "no reason was given"
    return _refused(printer, re.sub(r"^lp: *(?:Error - )?", "", last).rstrip("."))


def _refused(printer: str, reason: str) -> PrinterRefused:
    return PrinterRefused(printer=printer, reason=reason)
