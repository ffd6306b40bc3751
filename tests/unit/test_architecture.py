"""The limits that keep the tail short, and what must stay unloaded when the program starts.

The direction of imports is import-linter's business (pyproject.toml); ruff has no rule for the
sizes of modules, functions and classes.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.own_process import said_by

ROOT = Path(__file__).resolve().parents[2]
MODULE_LINES = 300
FUNCTION_LINES = 50
CLASS_LINES = 200
CLASS_METHODS = 12
DRAWERS = {"utils", "util", "common", "helpers", "helper", "misc", "manager", "managers"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    """Return every module of the program and of its tools."""
    return sorted([*(ROOT / "intake_app").rglob("*.py"), *(ROOT / "tools").rglob("*.py")])


def too_large(source: str) -> Iterator[str]:
    """Say of each thing in a module's source that is over its limit what it is and by how much."""
    length = len(source.splitlines())
    if length > MODULE_LINES:
        yield f"the module has {length} lines, {MODULE_LINES} are allowed"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function) and lines_of(node) > FUNCTION_LINES:
            yield f"function {node.name} has {lines_of(node)} lines, {FUNCTION_LINES} are allowed"
        if isinstance(node, ast.ClassDef):
            yield from too_large_class(node)


def too_large_class(node: ast.ClassDef) -> Iterator[str]:
    """Say whether a class is over its limits, not counting what Qt or Python call."""
    if lines_of(node) > CLASS_LINES:
        yield f"class {node.name} has {lines_of(node)} lines, {CLASS_LINES} are allowed"
    methods = [m.name for m in node.body if isinstance(m, Function) and is_ours(m.name)]
    if len(methods) > CLASS_METHODS:
        yield f"class {node.name} has {len(methods)} methods, {CLASS_METHODS} are allowed"


def is_ours(method: str) -> bool:
    """Return whether we chose a method's name: Python's own are dunders, Qt's are camelCase."""
    return method.islower() and not (method.startswith("__") and method.endswith("__"))


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Return how many lines a definition takes."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_nothing_is_larger_than_the_house_allows() -> None:
    complaints = [
        f"{path.relative_to(ROOT)}: {complaint}"
        for path in modules()
        for complaint in too_large(path.read_text(encoding="utf-8"))
    ]

    assert not complaints, "\n".join(["Look for the missing idea:", *complaints])


def test_no_module_is_a_drawer_for_anything() -> None:
    named = [
        path.relative_to(ROOT) for path in modules() if DRAWERS & {path.stem, path.parent.name}
    ]

    assert not named, f"Name these for what they do: {[str(path) for path in named]}"


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("x = 1\n" * 301, "the module has 301 lines"),
        ("def long():\n" + "    x = 1\n" * 50, "function long has 51 lines"),
        ("class Long:\n" + "    x = 1\n" * 200, "class Long has 201 lines"),
        (
            "class Wide:\n" + "".join(f"    def method_{n}(self): ...\n" for n in range(13)),
            "class Wide has 13 methods",
        ),
    ],
)
def test_what_is_too_large_is_named(source: str, complaint: str) -> None:
    assert [found.partition(",")[0] for found in too_large(source)] == [complaint]


def test_methods_that_qt_or_python_call_do_not_count() -> None:
    methods = [
        *(f"method_{n}" for n in range(12)),
        "__init__",
        "__len__",
        "closeEvent",
        "rowCount",
    ]

    assert not [*too_large("class Page:\n" + "".join(f"    def {m}(): ...\n" for m in methods))]


def test_starting_the_program_loads_nothing_heavy() -> None:
    question = (
        "import sys, intake_app.__main__; "
        "print(*{'sqlalchemy', 'alembic', 'reportlab', 'PySide6', 'pypdfium2'} & {*sys.modules})"
    )

    assert said_by(question) == ""
