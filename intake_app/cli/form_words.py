"""What a look at a form found, as rows and in lines."""

from intake_app.domain.fhir.form_check import FormCheck
from intake_app.services.forms import FormLook


def check_row(check: FormCheck) -> dict[str, object]:
    return {
        "ok": check.ok,
        "items": check.items,
        "unsupported": [
            {"link_id": each.link_id, "feature": each.feature} for each in check.unsupported
        ],
        "errors": [{"link_id": each.link_id, "message": each.message} for each in check.errors],
    }


def check_lines(check: FormCheck) -> list[str]:
    return [
        *(f"error        {each.link_id or '(form)'}: {each.message}" for each in check.errors),
        *(
            f"unsupported  {each.link_id or '(form)'}: {each.feature}"
            for each in check.unsupported
        ),
        f"{check.items} items, {len(check.errors)} errors, {len(check.unsupported)} unsupported.",
    ]


def look_row(look: FormLook) -> dict[str, object]:
    """What a check gives, the changes, and what handout and screening lack."""
    row = check_row(look.check)
    if look.changes is not None:
        row["changes"] = {
            "added": list(look.changes.added),
            "removed": list(look.changes.removed),
            "changed": list(look.changes.changed),
        }
    if look.fit is not None:
        row["no_handout_without"] = list(look.fit.no_handout_without)
        row["empty_on_the_handout"] = {
            name: list(missing) for name, missing in look.fit.empty_parts
        }
        row["rules_not_checked"] = [rule.id for rule in look.fit.silent_rules]
        row["rules_checked_in_part"] = [rule.id for rule in look.fit.partial_rules]
    return row


def look_lines(look: FormLook) -> list[str]:
    lines = check_lines(look.check)
    if (changes := look.changes) is not None:
        counts = (len(changes.added), len(changes.removed), len(changes.changed))
        lines.append("Against the form in use: {} added, {} gone, {} changed.".format(*counts))
    if (fit := look.fit) is None:
        return lines
    if fit.no_handout_without:
        asked = ", ".join(fit.no_handout_without)
        lines.append(f"No handout can be made from its answers: it does not ask {asked}.")
    else:
        lines += [
            f"The handout leaves {name} empty: it does not ask {', '.join(missing)}."
            for name, missing in fit.empty_parts
        ]
    if fit.silent_rules:
        ids = ", ".join(rule.id for rule in fit.silent_rules)
        lines.append(f"{len(fit.silent_rules)} screening rules cannot be checked: {ids}.")
    if fit.partial_rules:
        ids = ", ".join(rule.id for rule in fit.partial_rules)
        lines.append(f"{len(fit.partial_rules)} are checked in part only: {ids}.")
    return lines
