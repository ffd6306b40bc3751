"""``intake-app users``: who may open the protected records, and in which role."""

import argparse
import sys
from pathlib import Path

from intake_app.cli.arguments import Noun, noun
from intake_app.cli.doors import Doors
from intake_app.cli.output import message, result
from intake_app.domain.errors import StateRefused
from intake_app.services.access import Actor, Role
from intake_app.services.protection import User, UserService, actor_of


class RemovalNotConfirmed(StateRefused):
    code = "removal-not-confirmed"
    sentence = "Nobody was removed. Give --yes if that is meant."


def add_verbs(root: Noun) -> None:
    users = noun(root, "users", "who may open the protected records")
    users.verb("list", _list, "list the users and their roles")
    add = users.verb("add", _add, "add a user with a passphrase of their own")
    role = users.verb("role", _role, "change another user's role, and with it their passphrase")
    for verb in (add, role):
        verb.add_argument("--role", required=True, choices=[each.value for each in Role])
    passphrase = users.verb("passphrase", _passphrase, "change a passphrase: yours, or another's")
    remove = users.verb("remove", _remove, "remove a user; then renew the key of the records")
    remove.add_argument("--yes", action="store_true", help="do not ask")
    for verb in (add, role, remove):
        verb.add_argument("--name", required=True, metavar="NAME")
    passphrase.add_argument("--name", metavar="NAME", help="whose; yours if left out")
    for verb in (add, role, passphrase):
        verb.add_argument(
            "--new-passphrase-file", type=Path, metavar="FILE",
            help="its first line is the new passphrase (otherwise INTAKE_NEW_PASSPHRASE, "
            "otherwise the prompt)",
        )  # fmt: skip


def _list(doors: Doors, arguments: argparse.Namespace) -> int:
    _, users = _signed_in(doors, arguments)
    _report(users.all(), arguments)
    return 0


def _add(doors: Doors, arguments: argparse.Namespace) -> int:
    actor, users = _signed_in(doors, arguments)
    passphrase = doors.secrets.of_another(arguments.new_passphrase_file)
    added = users.add(actor, User(arguments.name, Role(arguments.role)), passphrase)
    _report([added], arguments)
    return 0


def _role(doors: Doors, arguments: argparse.Namespace) -> int:
    actor, users = _signed_in(doors, arguments)
    passphrase = doors.secrets.of_another(arguments.new_passphrase_file)
    user = users.change_role(actor, User(arguments.name, Role(arguments.role)), passphrase)
    _report([user], arguments)
    return 0


def _passphrase(doors: Doors, arguments: argparse.Namespace) -> int:
    actor, users = _signed_in(doors, arguments)
    name = arguments.name or actor.name
    user = users.change_passphrase(
        actor, name, doors.secrets.of_another(arguments.new_passphrase_file)
    )
    _report([user], arguments)
    return 0


def _remove(doors: Doors, arguments: argparse.Namespace) -> int:
    actor, users = _signed_in(doors, arguments)
    if not arguments.yes:
        _ask_to_remove(arguments.name)
    users.remove(actor, arguments.name)
    _report(users.all(), arguments)
    return 0


def _ask_to_remove(name: str) -> None:
    if not sys.stdin.isatty():
        raise RemovalNotConfirmed
    message(f"The passphrase of {name} will open these records no more.")
    message("Type yes to go on: ")
    if input().strip().lower() != "yes":
        raise RemovalNotConfirmed


def _signed_in(doors: Doors, arguments: argparse.Namespace) -> tuple[Actor, UserService]:
    folder, protection = doors.protection(arguments.data_dir)
    keys = protection.sign_in(doors.secrets.credentials(folder))
    return actor_of(keys), UserService(keys)


def _report(users: list[User], arguments: argparse.Namespace) -> None:
    rows = [{"name": user.name, "role": user.role.value} for user in users]
    lines = [f"{user.role.value:12}  {user.name}" for user in users]
    result(rows, lines, as_json=arguments.json)
