"""Entry: hands the command line over. Nothing heavy is imported here."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    # Local so that importing this module, as tools do, costs nothing.
    from intake_app.bootstrap import start  # noqa: PLC0415

    return start(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    raise SystemExit(main())
