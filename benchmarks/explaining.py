"""How long it takes to say why an impossible school is so: by counting, or by a conflict."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.tables import head, row
from timetabler.models.reasons import Conflict, Reason
from timetabler.precheck import precheck
from timetabler.solver import Progress, solve
from timetabler.spec.load import load_text
from timetabler.spec.problem import Problem

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
SIZED = EXAMPLES / "impossible" / "school-sized.toml"
WORKERS = 2
HEAD = head("school", "cause", "clauses", "proved impossible", "first set of rules", "end")


@dataclass(frozen=True)
class Told:
    """One school explained. Times are (wall clock, CPU) seconds from the start of the search."""

    cause: str
    clauses: int
    impossible: tuple[float, float] | None
    """When the search was over; None if counting was enough."""
    first: tuple[float, float] | None
    """When few rules were known that clash."""
    end: tuple[float, float]


def schools() -> Iterator[str]:
    """The impossible schools of the examples, and those that are one with a few lines changed."""
    for file in sorted(EXAMPLES.glob("*/expected.toml")):
        for name, expected in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if expected["status"] == "infeasible":
                yield f"{file.parent.name}/{name}.yaml"
    yield from tomllib.loads(SIZED.read_text(encoding="utf-8"))


def text_of(school: str) -> str:
    """The school file, written or made of another one."""
    if school.endswith(".yaml"):
        return (EXAMPLES / school).read_text(encoding="utf-8")
    made = tomllib.loads(SIZED.read_text(encoding="utf-8"))[school]
    text: str = (EXAMPLES / made["of"]).read_text(encoding="utf-8")
    for old, new in made["edits"]:
        text = text.replace(old, new)
    return text


def explained(problem: Problem, seconds: float) -> Told:
    """Counts, and searches for a conflict if that is not enough."""
    wall, cpu = time.monotonic(), time.process_time()
    entered: dict[str, tuple[float, float]] = {}

    def now() -> tuple[float, float]:
        return time.monotonic() - wall, time.process_time() - cpu

    def progress(step: Progress) -> None:
        entered.setdefault(step.stage.split(":")[0] + ":" * (":" in step.stage), now())

    shortages = precheck(problem)
    if shortages:
        return Told("counting", len(shortages), None, None, now())
    _, outcome = solve(problem, time_limit=seconds, workers=WORKERS, on_progress=progress)
    clauses = sum(len(r.clauses) for r in outcome.reasons if isinstance(r, Conflict))
    cause = _cause(outcome.reasons) if outcome.reasons else outcome.status.value
    return Told(cause, clauses, entered.get("explain"), entered.get("explain:"), now())


def _cause(reasons: tuple[Reason, ...]) -> str:
    minimal = all(r.minimal for r in reasons if isinstance(r, Conflict))
    return "conflict" if minimal else "conflict, perhaps not minimal"


def measure(school: str, seconds: float) -> str:
    """The line of a school, measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks", "--why", school, "--seconds", str(seconds)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    told = Told(**json.loads(done.stdout))
    times = [_times(t) for t in (told.impossible, told.first, told.end)]
    return row(school.removesuffix(".yaml"), told.cause, str(told.clauses), *times)


def _times(times: tuple[float, float] | None) -> str:
    return "" if times is None else f"{times[0]:.1f} s ({times[1]:.1f} CPU)"


def table(seconds: float) -> Iterator[str]:
    """The table, line by line."""
    yield HEAD
    for school in schools():
        yield measure(school, seconds)


def one(school: str, seconds: float) -> str:
    """What ``measure`` reads."""
    return json.dumps(asdict(explained(load_text(text_of(school)), seconds)))
