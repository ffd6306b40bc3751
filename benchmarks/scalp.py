"""One step of a stroke on the scalp map: counted and painted, beside a bare repaint.

python -m benchmarks.scalp

The peer is the same window repainting without anything new. The drawing already holds as many
strokes as a careful one does.
"""

import os
import statistics
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDir, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intake_app.content.resources import find_resources
from intake_app.desktop.widgets.scalp.view import ScalpView
from intake_app.domain.scalp.map import Drawing, Size, Stroke
from intake_app.domain.scalp.pen import Tool
from intake_app.domain.scalp.views import View

STROKES, POINTS, STEPS = 60, 50, 400
GOAL_MS = 16.0


def drawing() -> Drawing:
    """Sixty strokes of fifty points on one view."""
    made = Drawing()
    for number in range(STROKES):
        y = 220 + number * 11
        points = tuple((220 + step * 11, y + step % 5 * 3) for step in range(POINTS))
        made = made.with_mark(Stroke(view=View.TOP, erases=False, size=Size.MEDIUM, points=points))
    return made


def main() -> int:
    """Measure; the exit code says whether every step kept to the goal."""
    application = QApplication([])
    QDir.setSearchPaths("pictures", [str(find_resources() / "pictures")])
    view = ScalpView(View.TOP)
    view.tool = Tool(size=Size.LARGE)
    view.resize(600, 626)
    view.show()
    view.show_drawing(drawing(), "")
    application.processEvents()

    bare, steps = [], []
    square = view._square()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=square.center().toPoint())
    for step in range(STEPS):
        began = time.perf_counter()
        view.repaint()
        bare.append((time.perf_counter() - began) * 1000)
        place = square.topLeft() + QPointF(120 + step % 90 * 4, 120 + step // 4 * 3)
        began = time.perf_counter()
        QTest.mouseMove(view, place.toPoint())
        view.repaint()
        steps.append((time.perf_counter() - began) * 1000)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=square.center().toPoint())

    steps.sort()
    median, peer = statistics.median(steps), statistics.median(bare)
    late = steps[int(STEPS * 0.99)]
    print(f"one step of a stroke: median {median:.2f} ms, 99 of 100 below {late:.2f} ms")
    print(f"repaint alone: {peer:.2f} ms; ratio {median / peer:.2f}")
    return 0 if late < GOAL_MS else 1


if __name__ == "__main__":
    sys.exit(main())
