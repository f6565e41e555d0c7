"""``python -m timetabler``, and the command: before anything else is there, Ctrl-C is."""


def main() -> None:
    """Runs the program. The rest takes a moment to load, and Ctrl-C may come in that moment."""
    try:
        from timetabler import cli

        cli.main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
