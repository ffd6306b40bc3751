"""A form's enableWhen: read, and held against the rest of the form."""

from collections.abc import Collection, Iterator, Mapping

from intake_app.domain.dates import quoted
from intake_app.domain.fhir.form_check import Node, Notes
from intake_app.domain.fhir.values import kind_of, names_of_values
from intake_app.domain.form.checks import is_option, type_problem
from intake_app.domain.form.conditions import All, AnyOf, Condition, Operator, Test, leaves
from intake_app.domain.form.questionnaire import Item, ItemType, Questionnaire
from intake_app.domain.values import Coding, Value

_KINDS = (
    "Boolean",
    "Decimal",
    "Integer",
    "Date",
    "DateTime",
    "Time",
    "String",
    "Coding",
    "Quantity",
)
_OF_CONDITION = names_of_values("answer") | {
    "id",
    "modifierExtension",
    "question",
    "operator",
    "answerReference",
}
_WITHOUT_ORDER = (bool, Coding)
_ORDERING = frozenset({Operator.GREATER, Operator.LESS, Operator.AT_LEAST, Operator.AT_MOST})

Needs = Mapping[str, Collection[str]]
"""For each linkId the items that decide whether it is asked: its parent, its conditions."""


def read_enable_when(node: Node) -> Condition | None:
    """The condition of one item, or None when it is always asked."""
    entries = node.nodes("enableWhen")
    behaviour = node.text("enableBehavior")
    if behaviour not in ("", "all", "any"):
        node.wrong("enableBehavior must be all or any.")
    if len(entries) > 1 and not behaviour:
        node.wrong("It has several enableWhen, and no enableBehavior says all or any.")
    tests = tuple(test for entry in entries if (test := _test(entry)) is not None)
    if len(tests) < 2:
        return tests[0] if tests else None
    return AnyOf(tests) if behaviour == "any" else All(tests)


def questions_asked_about(node: Node) -> Iterator[str]:
    """The linkIds in an item's enableWhen, whatever else is wrong with it; notes nothing."""
    entries = node.data.get("enableWhen")
    for entry in entries if isinstance(entries, list) else ():
        question = entry.get("question") if isinstance(entry, dict) else None
        if isinstance(question, str):
            yield question


def _test(node: Node) -> Test | None:
    question = node.text("question")
    node.refuse_modifiers()
    node.name_others(_OF_CONDITION)
    if not question:
        node.wrong("An enableWhen names no question.")
    try:
        operator = Operator(node.text("operator"))
    except ValueError:
        known = " ".join(Operator)
        node.wrong(f"An enableWhen needs an operator, one of: {known}.")
        return None
    if "answerReference" in node.data:
        node.not_supported("enableWhen answerReference")
        return None
    answer = node.value("answer", _KINDS, f"Its condition on {quoted(question)}")
    return None if answer is None else Test(question, operator, answer)


def check_conditions(questionnaire: Questionnaire, known: Collection[str], notes: Notes) -> None:
    """Note conditions on what is not there, not a question, or cannot have such an answer.

    Args:
        questionnaire: The form as far as it can be shown.
        known: Every linkId in the file, also of items that cannot be shown.
        notes: Where to note it.
    """
    for link_id, item in questionnaire.by_link_id.items():
        if item.enable_when is None:
            continue
        node = Node({}, link_id, notes)
        for test in (leaf for leaf in leaves(item.enable_when) if isinstance(leaf, Test)):
            _check_test(test, questionnaire, known, node)


def _check_test(
    test: Test, questionnaire: Questionnaire, known: Collection[str], node: Node
) -> None:
    question = questionnaire.find(test.question)
    named = quoted(test.question)
    if test.question == node.link_id:
        node.wrong("Its condition asks about itself.")
    elif test.question not in known:
        node.wrong(f"Its condition asks about {named}, which is not in the form.")
    elif question is None:
        node.not_supported(f"condition on {named}, which cannot be shown")
    elif not question.is_question:
        node.wrong(f"Its condition asks about {named}, which is not a question.")
    elif problem := _answer_problem(question, test):
        node.wrong(f"Its condition on {named} can never be right: {problem}.")
    elif not _is_offered(question, test.answer):
        node.not_supported(f"condition on an answer that {named} does not offer")


def _answer_problem(question: Item, test: Test) -> str:
    answer = test.answer
    if test.operator is Operator.EXISTS:
        return "" if isinstance(answer, bool) else "exists takes answerBoolean"
    if test.operator in _ORDERING and isinstance(answer, _WITHOUT_ORDER):
        return f"such answers have no order for {test.operator}"
    offered = {type(option.value) for option in question.options}
    if type_problem(question, answer) or (
        question.type is ItemType.CHOICE and offered and type(answer) not in offered
    ):
        return f"the question takes another kind of answer than answer{kind_of(answer)}"
    return ""


def _is_offered(question: Item, answer: Value) -> bool:
    if question.type is not ItemType.CHOICE or not question.options or isinstance(answer, bool):
        return True
    return any(is_option(option.value, answer) for option in question.options)


def check_loops(needs: Needs, notes: Notes) -> None:
    """Note every item whose being asked depends, in the end, on itself."""
    done: set[str] = set()
    for start in needs:
        if start not in done:
            _walk_from(start, needs, done, notes)


def _walk_from(start: str, needs: Needs, done: set[str], notes: Notes) -> None:
    path = {start: iter(needs[start])}
    while path:
        here, waiting = next(reversed(path.items()))
        needed = next((each for each in waiting if each in needs and each not in done), None)
        if needed is None:
            done.add(here)
            del path[here]
        elif needed in path:
            order = list(path)
            _note_loop(order[order.index(needed) :], notes)
        else:
            path[needed] = iter(needs[needed])


def _note_loop(loop: list[str], notes: Notes) -> None:
    if len(loop) > 1:  # alone, it asks about itself, which is noted elsewhere
        shown = " → ".join(quoted(each) for each in [*loop, loop[0]])
        Node({}, loop[0], notes).wrong(f"Whether it is asked depends on itself: {shown}.")
