"""``intake-app products``: the clinic's product list."""

import argparse
from dataclasses import asdict, replace

from intake_app.cli.arguments import Noun, noun
from intake_app.cli.doors import Doors
from intake_app.cli.output import result
from intake_app.domain.dates import quoted
from intake_app.domain.errors import ValueRefused
from intake_app.domain.products import CONTENTS, Product, read_batches
from intake_app.services.suite import Services

_KNOWN = {"yes": True, "no": False, "unknown": None}


def add_verbs(root: Noun) -> None:
    products = noun(root, "products", "the clinic's product list")
    products.verb("list", _list, "show products and batches")
    put = products.verb("put", _put, "add a product, or change the one of this name")
    put.add_argument("name", metavar="NAME")
    put.add_argument("--dose", metavar="TEXT")
    put.add_argument(
        "--batch",
        dest="batches",
        action="append",
        metavar="NUMBER,EXPIRY",
        help="may be repeated; replaces the batches",
    )
    for name in CONTENTS:
        put.add_argument(f"--{name.replace('_', '-')}", dest=name, choices=sorted(_KNOWN))
    retire = products.verb("retire", _retire, "do not offer a product any more")
    again = products.verb("offer", _offer, "offer a retired product again")
    for verb in (retire, again):
        verb.add_argument("name", metavar="NAME")


def _list(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        _report(doors, services, arguments)
    return 0


def _put(doors: Doors, arguments: argparse.Namespace) -> int:
    with doors.opened(arguments.data_dir) as services:
        known = {each.name: each for each in services.products.all()}
        product = known.get(arguments.name, Product(name=arguments.name))
        changes: dict[str, object] = {
            name: _KNOWN[said] for name in CONTENTS if (said := getattr(arguments, name))
        }
        if arguments.dose is not None:
            changes["dose"] = arguments.dose
        if arguments.batches is not None:
            today = doors.clock.now().date()
            day_first = services.clinic.get().day_first
            text = "\n".join(arguments.batches)
            changes["batches"] = read_batches(text, today=today, day_first=day_first)
        services.products.put(doors.actor, replace(product, **changes))  # type: ignore[arg-type]
        _report(doors, services, arguments)
    return 0


def _retire(doors: Doors, arguments: argparse.Namespace) -> int:
    return _set_retired(doors, arguments, retired=True)


def _offer(doors: Doors, arguments: argparse.Namespace) -> int:
    return _set_retired(doors, arguments, retired=False)


def _set_retired(doors: Doors, arguments: argparse.Namespace, *, retired: bool) -> int:
    with doors.opened(arguments.data_dir) as services:
        known = {each.name: each for each in services.products.all()}
        if arguments.name not in known:
            value = quoted(arguments.name)
            raise ValueRefused(name="The product", value=value, reason="it is not on the list")
        services.products.put(doors.actor, replace(known[arguments.name], retired=retired))
        _report(doors, services, arguments)
    return 0


def _report(doors: Doors, services: Services, arguments: argparse.Namespace) -> None:
    today = doors.clock.now().date()
    rows, lines = [], []
    for product in services.products.all():
        batches = [
            {
                "number": batch.number,
                "expiry": str(batch.expiry or ""),
                "expired": batch.is_expired(today),
            }
            for batch in product.batches
        ]
        rows.append({**asdict(product), "batches": batches})
        named = ", ".join(
            f"{b['number']} {'EXPIRED ' if b['expired'] else ''}{b['expiry']}" for b in batches
        )
        state = " (retired)" if product.retired else ""
        lines.append(f"{product.name}{state}: {product.dose}; {named}")
    result(rows, lines or ["The product list is empty."], as_json=arguments.json)
