"""Scores in words: always with the system or rule that they were named by."""

from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from intake_app.desktop.models.form_state import FormState
from intake_app.domain.form.answers import Answer, Place
from intake_app.domain.form.questionnaire import Item
from intake_app.domain.visit.assessment import standing_answer
from intake_app.domain.visit.scales import BandSystem, PullRule, PullTest
from intake_app.domain.visit.scores import SaltReading, score_at


def score_sentences(item: Item, place: Place, state: FormState) -> tuple[str, ...]:
    """What an item with an instrument says now: the result first, then what to know about it."""
    if item.instrument is None:
        return ()

    def answer_at(wanted: Place) -> Answer | None:
        return standing_answer(state.assessment, state.answers, wanted)

    match score_at(item.instrument, place, answer_at):
        case SaltReading() as reading:
            return _salt(reading)
        case PullTest() as test:
            return _pull_test(test)
        case _:
            return ()


def number_words(number: Decimal) -> str:
    """A number to a tenth, without a nought behind the point."""
    return f"{number.quantize(Decimal('0.1')).normalize():f}"


def _salt(reading: SaltReading) -> tuple[str, ...]:
    if reading.score is None:
        words = _tr("{count} of the four views are there; the score needs all four.")
        return (words.format(count=reading.views),)
    score = _tr("SALT {score} of 100").format(score=number_words(reading.score))
    if reading.system is None:
        return (score, _tr("Choose the bands that are to name it."))
    system = _system_words(reading.system)
    if reading.band is None:
        words = _tr("{score}: no loss; the bands “{system}” begin above 0")
        return (words.format(score=score, system=system),)
    words = _tr("{score}: {band}").format(score=score, band=reading.band.name)
    named = _tr("By the bands “{system}”, of which this is {bounds}.")
    return (words, named.format(system=system, bounds=reading.band.bounds))


def _pull_test(test: PullTest) -> tuple[str, ...]:
    counts = _tr("{shed} of {pulled} hairs ({percent} of 100)").format(
        shed=number_words(test.shed),
        pulled=number_words(test.pulled),
        percent=number_words(test.percent),
    )
    if test.rule is None:
        return (counts, _tr("Choose the rule; without one it is neither positive nor negative."))
    outcome = _tr("positive") if test.is_positive else _tr("negative")
    words = [
        _tr("{counts}: {outcome}").format(counts=counts, outcome=outcome),
        _tr("By the rule “{rule}”.").format(rule=_rule_words(test.rule)),
    ]
    if not test.is_as_described:
        words.append(_tr("▲ That rule is described for another number of hairs pulled."))
    return tuple(words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Scores", text)


def _system_words(system: BandSystem) -> str:
    match system:
        case BandSystem.QUARTERS:
            return _tr("S0 to S5")
        case BandSystem.WORDS:
            return _tr("limited to very severe")


def _rule_words(rule: PullRule) -> str:
    match rule:
        case PullRule.OVER_TEN_PERCENT:
            return _tr("more than 10 of 100 hairs")
        case PullRule.OVER_SIX:
            return _tr("more than 6 hairs")
        case PullRule.OVER_TWO:
            return _tr("more than 2 hairs")
