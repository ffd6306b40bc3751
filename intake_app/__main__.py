"""Entry: hands the command line over. Nothing heavy is imported here."""

import sys
from collections.abc import Sequence

STOPPED = 130
"""The exit code that shells give a program stopped with Ctrl-C."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    try:
        # Local so that importing this module, as tools do, costs nothing.
        from intake_app.bootstrap import start  # noqa: PLC0415

        return start(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("intake-app: stopped.\n")
        return STOPPED


if __name__ == "__main__":
    raise SystemExit(main())
