"""Forms in the words of the screen: what a look found, and what follows from using one."""

from datetime import tzinfo

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from intake_app.desktop.errors import sentence
from intake_app.desktop.models.form_facts import FormFacts
from intake_app.desktop.models.lines import Line
from intake_app.desktop.shown import one_line, shown_moment
from intake_app.services.forms import FormLook, KnownForm

_PARTS = {
    "the day of the visit": QT_TRANSLATE_NOOP("Forms", "the day of the visit"),
    "who treats": QT_TRANSLATE_NOOP("Forms", "who treats"),
    "the kind of hair loss": QT_TRANSLATE_NOOP("Forms", "the kind of hair loss"),
    "the next appointments": QT_TRANSLATE_NOOP("Forms", "the next appointments"),
    "what is injected": QT_TRANSLATE_NOOP("Forms", "what is injected"),
    "what the patient hopes for": QT_TRANSLATE_NOOP("Forms", "what the patient hopes for"),
    "the note for the patient": QT_TRANSLATE_NOOP("Forms", "the note for the patient"),
    "the patient's own dates": QT_TRANSLATE_NOOP("Forms", "the patient's own dates"),
}
"""The parts of the handout as domain/visit/form_fit.py names them."""


def known_line(form: KnownForm, zone: tzinfo, *, may_use: bool) -> Line:
    """A form that the records have, or the program brings."""
    can = {"show", "use"} if may_use and not form.is_in_use else {"show"}
    return Line(
        id=str(form.ref),
        cells=(
            one_line(form.title or str(form.ref), 60),
            one_line(form.ref.version, 24),
            str(form.questions),
            _state(form, zone),
        ),
        can=frozenset(can),
    )


def in_use_words(form: KnownForm, zone: tzinfo) -> str:
    text = _words("New consultations are begun in “{title}”, version {version}. {state}.")
    return text.format(
        title=one_line(form.title or str(form.ref), 80),
        version=one_line(form.ref.version, 40),
        state=_state(form, zone),
    )


def facts_of(look: FormLook) -> FormFacts:
    """What was found in a file."""
    form = look.check.questionnaire
    title = str(form.ref) if form is not None else _words("A form that cannot be used")
    if form is not None and form.title:
        title = f"{form.title} · {form.ref.version}"
    return FormFacts(
        title=one_line(title, 120),
        summary=_summary(look),
        findings=tuple(_findings(look)),
        can_be_used=look.refusal is None,
        can_be_shown=form is not None,
        consequences=_consequences(look),
    )


def _summary(look: FormLook) -> str:
    if look.refusal is not None:
        return sentence(look.refusal)
    form, changes = look.check.questionnaire, look.changes
    questions = sum(item.is_question for item in form.by_link_id.values()) if form else 0
    text = _words("Questions: {questions}. Not understood: {unsupported}.")
    said = [text.format(questions=questions, unsupported=len(look.check.unsupported))]
    if changes is not None and changes.none:
        said.append(_words("It asks the same as the form in use."))
    elif changes is not None:
        words = _words(
            "Against the form in use, new items: {added}; gone: {removed}; different: {changed}."
        )
        said.append(
            words.format(
                added=len(changes.added),
                removed=len(changes.removed),
                changed=len(changes.changed),
            )
        )
    return " ".join(said)


def _findings(look: FormLook) -> list[Line]:
    found: list[tuple[str, str, str]] = []
    form_itself = _words("the form")
    found += [
        (_words("Error"), each.link_id or form_itself, each.message) for each in look.check.errors
    ]
    found += [
        (_words("Not understood"), each.link_id or form_itself, each.feature)
        for each in look.check.unsupported
    ]
    found += _lacking(look)
    changes = look.changes
    if changes is not None:
        for words, link_ids in (
            (_words("New"), changes.added),
            (_words("Gone"), changes.removed),
            (_words("Different"), changes.changed),
        ):
            found += [(words, link_id, "") for link_id in link_ids]
    return [
        Line(id=str(place), cells=(kind, one_line(where, 60), one_line(what, 400)))
        for place, (kind, where, what) in enumerate(found)
    ]


def _lacking(look: FormLook) -> list[tuple[str, str, str]]:
    fit = look.fit
    if fit is None:
        return []
    handout, screening = _words("Handout"), _words("Screening")
    refused = _words("Not asked: without it no handout can be made.")
    empty = _words("Not asked: on the handout, {part} stays empty.")
    found = [(handout, link_id, refused) for link_id in fit.no_handout_without]
    if not fit.no_handout_without:
        found += [
            (handout, link_id, empty.format(part=_words(str(_PARTS.get(name, name)))))
            for name, missing in fit.empty_parts
            for link_id in missing
        ]
    never = _words("Cannot be checked: {sentence}")
    partly = _words("Checked in part only: {sentence}")
    found += [
        (screening, rule.id, never.format(sentence=rule.sentence)) for rule in fit.silent_rules
    ]
    found += [
        (screening, rule.id, partly.format(sentence=rule.sentence)) for rule in fit.partial_rules
    ]
    return found


def _consequences(look: FormLook) -> str:
    said = [
        _words(
            "New consultations are begun in it from now on. Drafts go on in the form they were "
            "begun in, and what is completed keeps the words it was asked in."
        )
    ]
    if look.check.unsupported:
        text = _words("Not understood in it, so that it will not work: {count}.")
        said.append(text.format(count=len(look.check.unsupported)))
    fit = look.fit
    if fit is not None and fit.no_handout_without:
        said.append(_words("No handout can be made from its answers."))
    if fit is not None and fit.silent_rules:
        text = _words("Screening rules that cannot be checked: {count}.")
        said.append(text.format(count=len(fit.silent_rules)))
    return " ".join(said)


def _state(form: KnownForm, zone: tzinfo) -> str:
    if form.is_in_use and form.since is not None:
        text = _words("In use since {moment}, chosen by {name}")
        return text.format(
            moment=shown_moment(form.since, zone), name=one_line(form.chosen_by, 40)
        )
    if form.is_in_use:
        return _words("In use; it comes with the program")
    return _words("Comes with the program") if form.is_own else _words("Not in use")


def _words(text: str) -> str:
    return QCoreApplication.translate("Forms", text)
