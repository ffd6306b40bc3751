"""One keystroke in a form of 500 questions with 60 expressions, beside the same form without.

    python -m benchmarks.expressions [--keys N]

Twenty expressions look at the line that is typed into, twenty are chained behind those, ten hide
questions, ten look at something else. The clock stops when the page is up to date and painted;
what follows from the key is worked out after that, in a thread, and how long it takes until it
is on the page is measured apart.
"""

import argparse
import json
import statistics
import tempfile
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from benchmarks import form as plain
from intake_app.content.loading import load_content
from intake_app.domain.form.answers import Place
from intake_app.domain.form.questionnaire import FormRef
from intake_app.services.ports import StoredForm

SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
TYPED = "q5.20"
_WARM_UP = 10


def main() -> None:
    options = _options()
    application = QApplication([])
    plain._dress(application)
    content = load_content()
    with tempfile.TemporaryDirectory() as folder:
        bare = plain._Window(
            application, Path(folder) / "plain", replace(content, form=plain._form())
        )
        reckoning = plain._Window(
            application, Path(folder) / "expressions", replace(content, form=_form())
        )
        lines = {"with": reckoning.line(TYPED), "without": bare.line(TYPED)}
        times: dict[str, list[float]] = {"with": [], "without": [], "until the results": []}
        for turn in range(options.keys + _WARM_UP):
            key = Qt.Key(Qt.Key.Key_A + turn % 26)
            began = time.perf_counter()
            taken = plain._timed(application, plain._pressing(lines["with"], key))
            _wait_for_results(application, reckoning)
            results = 1000 * (time.perf_counter() - began)
            without = plain._timed(application, plain._pressing(lines["without"], key))
            if turn >= _WARM_UP:
                times["with"].append(taken)
                times["without"].append(without)
                times["until the results"].append(results)
        for window in (bare, reckoning):
            window.close()
    print("500 questions, 60 expressions of which 50 follow the line; milliseconds")
    for name, measured in times.items():
        worst = statistics.quantiles(measured, n=100)[98]
        print(f"{name:18} median {statistics.median(measured):7.2f}   p99 {worst:7.2f}")
    ratio = statistics.median(times["with"]) / statistics.median(times["without"])
    print(f"ratio              {ratio:.2f}   (goal: at most 1.5)")


def _wait_for_results(application: QApplication, window: "plain._Window") -> None:
    """Until the end of the chain says how many letters there are."""
    state = window.page.state
    if state is None:
        raise TypeError("the form is not up")
    while True:
        application.processEvents()
        state = window.page.state
        typed = state.answer(Place(TYPED)) if state else None
        last = state.answer(Place("c19")) if state else None
        wanted = (len(str(typed.values[0])) + 20,) if typed else ()
        if last is not None and last.values == wanted:
            return


def _form() -> StoredForm:
    form = json.loads(plain._form().definition)
    form["url"] = "urn:example:large-with-expressions"
    line = f"%resource.item.where(linkId='s5').item.where(linkId='{TYPED}').answer.value"
    form["item"].append(
        {
            "linkId": "results",
            "type": "group",
            "text": "Results",
            "item": [
                *(_calculated(f"l{n}", f"{line}.length() + {n}") for n in range(20)),
                *(_calculated(f"c{n}", _chained(n)) for n in range(20)),
                *(_hidden(f"h{n}", f"{line}.length() > {n}") for n in range(10)),
                *(_calculated(f"o{n}", _answer("s1", f"q1.{n}") + ".count()") for n in range(10)),
            ],
        }
    )
    text = json.dumps(form)
    digest = sha256(text.encode()).hexdigest()
    return StoredForm(ref=FormRef(form["url"], "1"), sha256=digest, definition=text)


def _chained(number: int) -> str:
    return f"{_answer('results', f'c{number - 1}' if number else 'l0')} + 1"


def _answer(section: str, link_id: str) -> str:
    return f"%resource.item.where(linkId='{section}').item.where(linkId='{link_id}').answer.value"


def _calculated(link_id: str, text: str) -> dict[str, Any]:
    return _item(link_id, "integer", "calculatedExpression", text)


def _hidden(link_id: str, text: str) -> dict[str, Any]:
    return _item(link_id, "string", "enableWhenExpression", text)


def _item(link_id: str, kind: str, name: str, text: str) -> dict[str, Any]:
    expression = {"language": "text/fhirpath", "expression": text}
    extension = {"url": SDC + name, "valueExpression": expression}
    return {"linkId": link_id, "type": kind, "text": link_id, "extension": [extension]}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--keys", type=int, default=100)
    return parser.parse_args()


if __name__ == "__main__":
    main()
