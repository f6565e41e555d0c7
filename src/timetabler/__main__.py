"""``python -m timetabler``."""

from timetabler.cli import main

if __name__ == "__main__":
    main()
