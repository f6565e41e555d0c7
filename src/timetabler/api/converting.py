"""From a file of another program to a school file."""

from __future__ import annotations

import errno
import os
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from timetabler.models.findings import Diagnostic
from timetabler.spec.load import load
from timetabler.spec.problem import Problem

NOT_READ = "Mornings_Afternoons"
"""A mode of FET in which two days of the file are one of the school: rules mean other things."""


class Converted(NamedTuple):
    """What became of a file of another program."""

    file: Path
    """The school file written."""
    problem: Problem
    warnings: tuple[Diagnostic, ...]
    """About the file of the other program: what is odd there, and what was left out."""
    factor: int
    """A cost of so many times 100 is 1 in the other program."""
    activities: int
    """How many lessons the other program had to place."""
    constraints: int
    """How many it had, besides what always holds."""


def convert(path: Path, out: Path | None = None, *, skip_unknown: bool = False) -> Converted:
    """Writes a FET file as a school file: ``out``, by default its name with ``.yaml``.

    What cannot be said in the language is an error, or left out with ``skip_unknown``, and then a
    warning. Raises InvalidInput (everything that is wrong, nothing written), FileExistsError, or
    OSError. If FET's data contradict themselves so that no school file can say them, the file is
    written, and InvalidInput is about it.
    """
    from timetabler.exporters.base import replacing
    from timetabler.importers.fet.problems import Problems
    from timetabler.importers.fet.reader import read_fet
    from timetabler.importers.fet.school import Unknown
    from timetabler.importers.fet.school import convert as converted

    target = out if out is not None else path.with_suffix(".yaml")
    problems = Problems(str(path))
    file = read_fet(path, problems)
    if file.mode == NOT_READ:
        message = "the file is of FET's mode for mornings and afternoons, which is not read"
        problems.error("TT471", message, hint="only official files are, and those of terms")
    problems.stop()
    school = converted(file)
    unknown: dict[tuple[str, str], list[Unknown]] = defaultdict(list)
    for one in school.unknown:
        if one.missing:
            message = f"{one.tag} has no <{one.missing}>"
            problems.error("TT456", message, one.line, word=f"Constraint{one.tag}")
        else:
            unknown[one.tag, one.why].append(one)
    say = problems.warning if skip_unknown else problems.error
    for (tag, why), some in unknown.items():
        say(
            "TT470",
            f"{tag}{'' if len(some) == 1 else f' ({len(some)} times)'}: {why}",
            some[0].line,
            word=f"Constraint{tag}",
            hint="it is left out" if skip_unknown else "--skip-unknown leaves it out",
        )
    problems.stop()
    if target.exists():  # never over somebody's work
        message = f"{os.strerror(errno.EEXIST)}; name another with --out, or move it away"
        raise FileExistsError(errno.EEXIST, message, str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as temporary:
        temporary.write_text(school.text, encoding="utf-8", newline="\n")
    asked = (*file.time_constraints, *file.space_constraints)
    count = sum(not node.tag.startswith("BasicCompulsory") for node in asked)
    return Converted(target, load(target), problems.all, school.factor, len(file.activities), count)
