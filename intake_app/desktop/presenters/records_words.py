"""What the screen Records says: backups, what checking found, what a restore did."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from intake_app.desktop.messages import Level, Message
from intake_app.desktop.models.lines import Line
from intake_app.desktop.shown import isolated, one_line, shown_moment
from intake_app.services.damage_words import contradiction_sentence, damage_sentence
from intake_app.services.upkeep import BadEntry, KeptBackup, Restored, Salvaged, Unlike, Verdict

RESTORE = "restore"
MOST_NAMED = 10
"""So many damaged documents are named; of the rest, the number is said."""


_UNLIKE = {
    Unlike.OPEN: QT_TRANSLATE_NOOP(
        "Records",
        "They are not encrypted, as those that were here are: whoever can open this computer's "
        "account can read them. Protect them under Users and passphrases.",
    ),
    Unlike.OTHER: QT_TRANSLATE_NOOP(
        "Records",
        "They are other records than those that were here: only their own passphrases and their "
        "own recovery code open them.",
    ),
}


def _words(text: str) -> str:
    return QCoreApplication.translate("Records", text)


def backup_lines(backups: Sequence[KeptBackup], zone: tzinfo, *, may_restore: bool) -> list[Line]:
    """One line for each; what cannot be read cannot be restored."""
    return [
        Line(
            id=str(backup.path),
            cells=(
                made_words(backup, zone),
                QLocale().formattedDataSize(backup.size),
                one_line(backup.path.name),
            ),
            can=frozenset({RESTORE} if backup.made_at and may_restore else ()),
        )
        for backup in backups
    ]


def made_words(backup: KeptBackup, zone: tzinfo) -> str:
    if backup.made_at is None:
        return _words("cannot be read")
    return shown_moment(backup.made_at, zone)


def last_words(backups: Sequence[KeptBackup], zone: tzinfo) -> str:
    readable = [backup for backup in backups if backup.made_at is not None]
    if not readable:
        return _words("No backup was made here yet.")
    return _words("The last backup here was made on {moment}.").format(
        moment=made_words(readable[0], zone)
    )


def verdict_message(verdict: Verdict) -> Message:
    """Good, or everything that is not as it was written, the first bad entry first."""
    if verdict.ok:
        text = _words(
            "Everything is as it was written: every page and {entries} audit entries. The newest, "
            "to be written down and compared later: {mark}"
        )
        words = text.format(entries=verdict.entries, mark=verdict.mark)
        return Message(level=Level.GOOD, text=words)
    return Message(level=Level.STOP, text=" ".join(_findings(verdict)))


def glance_message(verdict: Verdict) -> Message | None:
    """What the look at the start has to say, if it found something."""
    if verdict.ok:
        return None
    text = _words("The records are not as they were written. {findings}")
    return Message(
        level=Level.STOP,
        text=text.format(findings=" ".join(_findings(verdict))),
        actions=[("records", _words("Look after the records"))],
    )


def restored_message(restored: Restored, zone: tzinfo) -> Message:
    text = _words("The records are those of {moment} again.")
    said = [text.format(moment=shown_moment(restored.made_at, zone))]
    if restored.replaced is not None:
        kept = _words("What they replaced is kept in {folder}.")
        said.append(kept.format(folder=isolated(str(restored.replaced))))
    if restored.unlike is not None:
        said.append(_words(str(_UNLIKE[restored.unlike])))
    return Message(level=Level.NOTE if restored.unlike else Level.GOOD, text=" ".join(said))


def salvaged_message(salvaged: Salvaged) -> Message:
    """How much was lost, what is in it, and where to find it."""
    text = _words(
        "{bad} of {pages} pages cannot be read. {rows} rows were read and are in the list of "
        "backups as {name}: restore it to work with it."
    )
    said = [
        text.format(
            bad=len(salvaged.bad_pages),
            pages=salvaged.pages,
            rows=sum(salvaged.rows.values()),
            name=isolated(salvaged.path.name),
        )
    ]
    if salvaged.proved:
        said.append(_words("Each of them is as it was written."))
    doubtful = _words("Not as it was written: {name}.")
    said += _first([doubtful.format(name=name) for name in salvaged.doubtful])
    return Message(level=Level.GOOD if salvaged.proved else Level.NOTE, text=" ".join(said))


def missed_words(refusal: str) -> str:
    text = _words(
        "The last backup on time was not made: {refusal} The program tries again every few "
        "minutes while it is open."
    )
    return text.format(refusal=refusal)


def _findings(verdict: Verdict) -> list[str]:
    found = []
    if verdict.first_bad is not None:
        found.append(_bad_entry(verdict.first_bad))
    if not verdict.head_ok:
        found.append(
            _words("The head of the audit, audit-head.json, is missing or cannot be read.")
        )
    if not verdict.pages_ok:
        found.append(
            _words("Pages of the record file are damaged: restore the newest backup that is good.")
        )
    found += _first([damage_sentence(damaged) for damaged in verdict.damaged])
    return found + _first([contradiction_sentence(each) for each in verdict.contradictions])


def _first(sentences: Sequence[str]) -> list[str]:
    found = [one_line(sentence) for sentence in sentences[:MOST_NAMED]]
    if len(sentences) > len(found):
        found.append(_words("And {count} more.").format(count=len(sentences) - len(found)))
    return found


def _bad_entry(bad: BadEntry) -> str:
    text = _words(
        "Audit entry {sequence} ({kind}, {day}) is the first that is not as it was written."
    )
    return text.format(sequence=bad.sequence, kind=one_line(bad.kind), day=one_line(bad.day))
