"""Before any search: a first school file, and what can be said of one by reading and counting."""

from __future__ import annotations

import errno
import json
import os
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from timetabler.models.reasons import Shortage
from timetabler.precheck import precheck
from timetabler.precheck.tightness import Tight, tightest
from timetabler.spec.load import load
from timetabler.spec.problem import Problem
from timetabler.spec.schema import json_schema, starter

NEARLY_FULL = Fraction(4, 5)
"""Below this share, a check has nothing to warn of."""


class Checked(NamedTuple):
    """What a check gives: the problem, and counting arguments that it has no timetable."""

    problem: Problem
    shortages: tuple[Shortage, ...]

    @property
    def tight(self) -> tuple[Tight, ...]:
        """What is nearly full, if there is no shortage. Counted when asked for."""
        if self.shortages:
            return ()
        return tuple(t for t in tightest(self.problem, most=3) if t.share >= NEARLY_FULL)


def init(folder: Path) -> tuple[Path, ...]:
    """Writes the starter school.yaml and its JSON Schema. Raises FileExistsError, OSError."""
    from timetabler.exporters.base import replacing

    folder.mkdir(parents=True, exist_ok=True)
    school, schema = folder / "school.yaml", folder / "timetabler.schema.json"
    if school.exists():  # never over somebody's work
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(school))
    for path, text in ((schema, json.dumps(json_schema(), indent=2) + "\n"), (school, starter())):
        with replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    return school, schema


def check(path: Path) -> Checked:
    """Reads a school file and counts. Raises InvalidInput with every problem of the input."""
    problem = load(path)
    return Checked(problem, precheck(problem))


def default_folder(school: Path) -> Path:
    """Where timetables go if nothing else is said: ``timetable/`` beside a ``school.yaml``,
    ``timetable-two-sites/`` beside a ``two-sites.yaml``, so that variants keep apart."""
    name = "timetable" if school.stem == "school" else f"timetable-{school.stem}"
    return school.parent / name
