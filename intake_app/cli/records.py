"""``intake-app records``: protect them, and what goes with that."""

import argparse

from intake_app.cli.arguments import Noun, noun
from intake_app.cli.doors import Doors
from intake_app.cli.output import message, result
from intake_app.cli.progress import watched, watched_once_begun
from intake_app.cli.secrets import recovery_words
from intake_app.cli.upkeep import add_upkeep_verbs
from intake_app.services.protection import UserService, actor_of, first_user


def add_verbs(root: Noun) -> None:
    records = noun(root, "records", "protect the records, verify, back up and restore them")
    protect = records.verb("protect", _protect, "encrypt the records, and print a recovery code")
    recover = records.verb("recover", _recover, "set a new passphrase by the recovery code")
    for verb in (protect, recover):
        verb.add_argument("--user", metavar="NAME", help="whose passphrase it becomes")
    records.verb("renew-key", _renew_key, "encrypt the records anew, after removing a user")
    records.verb("renew-code", _renew_code, "print a new recovery code; the old one ends")
    records.verb("remember", _remember, "let this computer's keyring keep the passphrase")
    records.verb("forget", _forget, "let the keyring forget it again")
    add_upkeep_verbs(records)


def _protect(doors: Doors, arguments: argparse.Namespace) -> int:
    _, protection = doors.protection(arguments.data_dir)
    credentials = doors.secrets.chosen(arguments.user)

    def show(code: str) -> None:
        row = {"recovery_code": code, "user": first_user(credentials).name}
        result(row, recovery_words(code), as_json=arguments.json)
        doors.secrets.wait_until_written_down()

    with watched_once_begun("Encrypting the records") as progress:
        user = protection.protect(credentials, show, progress).user
    message(f"The records are protected. You are {user.name}.")
    return 0


def _recover(doors: Doors, arguments: argparse.Namespace) -> int:
    _, protection = doors.protection(arguments.data_dir)
    code = doors.secrets.recovery_code()
    user = protection.recover(code, doors.secrets.chosen(arguments.user))
    row = {"user": user.name, "role": user.role.value}
    line = f"{user.name} opens the records with the new passphrase."
    result(row, [line], as_json=arguments.json)
    return 0


def _renew_key(doors: Doors, arguments: argparse.Namespace) -> int:
    folder, protection = doors.protection(arguments.data_dir)
    keys = protection.sign_in(doors.secrets.credentials(folder))
    with watched("Encrypting the records anew") as progress:
        UserService(keys).renew_key(actor_of(keys), progress)
    line = "The records have a new key. Every passphrase and the recovery code stay as they are."
    result({"renewed": True}, [line], as_json=arguments.json)
    return 0


def _renew_code(doors: Doors, arguments: argparse.Namespace) -> int:
    folder, protection = doors.protection(arguments.data_dir)
    keys = protection.sign_in(doors.secrets.credentials(folder))
    users, actor = UserService(keys), actor_of(keys)
    code = users.new_recovery_code(actor)
    result({"recovery_code": code}, recovery_words(code), as_json=arguments.json)
    doors.secrets.wait_until_written_down()
    users.use_recovery_code(actor, code)
    message(
        "The new code counts from now on. Backups from before open with the old one: keep its "
        "paper as long as you keep them."
    )
    return 0


def _remember(doors: Doors, arguments: argparse.Namespace) -> int:
    folder, protection = doors.protection(arguments.data_dir)
    credentials = doors.secrets.credentials(folder)
    user = protection.sign_in(credentials).user
    doors.remembering(arguments.data_dir).remember(credentials)
    line = f"The keyring of this computer opens the records for {user.name} from now on."
    result({"remembered": user.name}, [line], as_json=arguments.json)
    return 0


def _forget(doors: Doors, arguments: argparse.Namespace) -> int:
    doors.remembering(arguments.data_dir).forget()
    line = "The keyring of this computer does not open the records any more."
    result({"remembered": None}, [line], as_json=arguments.json)
    return 0
