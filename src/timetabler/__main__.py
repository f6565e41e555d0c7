"""``python -m timetabler``, and the command: before anything else is there, Ctrl-C is."""

import gc

RARELY = (50_000, 20, 100)
"""Thresholds of the garbage collector. A school is a great many little objects that all stay: to
look for garbage among them as often as usual takes a quarter of the time to compile it."""


def main() -> None:
    """Runs the program. The rest takes a moment to load, and Ctrl-C may come in that moment."""
    gc.set_threshold(*RARELY)
    try:
        from timetabler import cli

        cli.main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
