"""Solves every example twice, by the recipe and by the plain model, and compares.

The plain model gives CP-SAT all rules and the whole cost at once, everybody by name, in its default
portfolio: one variable for each lesson and start, no relaxation for the bound, no stages, no pools
by capacity. Each run has a process of
its own, so that its memory can be measured, and the two runs of a school follow each other.

``--explain`` instead tells how long it takes to say why impossible schools are so (explaining.py),
and ``--outputs`` how long it takes to write each format (outputs.py).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from ortools.sat.python import cp_model

from benchmarks import explaining, outputs
from benchmarks.tables import head, row
from timetabler.solver import solve
from timetabler.solver.compile import Compiled, compile_problem
from timetabler.solver.cpsat import emit
from timetabler.solver.model import linear
from timetabler.spec.load import load
from timetabler.spec.problem import Problem
from timetabler.verify import verify

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
WORKERS = 2
HEAD = """\
# Benchmarks

`make bench` wrote this page: {seconds} s for each run, {workers} workers, on {cores} cores. Each
school is solved by the recipe and by the *plain model*, which gives CP-SAT all rules and the whole
cost at once in its default portfolio. Times are those of one run on a machine that may have been
busy: differences below a factor of two mean nothing. *Gap* is (cost - bound) / cost; `x` compares
with the recipe.

"""
TABLE = head("school", "model", "first timetable", "cost", "bound", "gap", "time", "memory")


@dataclass(frozen=True)
class Measured:
    """One run."""

    status: str
    cost: int | None
    bound: int | None
    first: float | None
    seconds: float
    megabytes: float = 0.0


def by_recipe(problem: Problem, seconds: float) -> Measured:
    """The program as it is."""
    _, outcome = solve(problem, time_limit=seconds, workers=WORKERS)
    return Measured(
        outcome.status.value, outcome.cost, outcome.bound, outcome.first_seconds, outcome.seconds
    )


class _First(cp_model.CpSolverSolutionCallback):
    """When the first solution was found."""

    def __init__(self, started: float) -> None:
        super().__init__()
        self.started = started
        self.seconds: float | None = None

    def on_solution_callback(self) -> None:
        """See CpSolverSolutionCallback."""
        if self.seconds is None:
            self.seconds = time.monotonic() - self.started


def by_plain_model(problem: Problem, seconds: float) -> Measured:
    """All rules and the whole cost at once, with CP-SAT's own choice of everything."""
    started = time.monotonic()
    compiled = compile_problem(problem)
    tell_lessons_apart(compiled)
    model = cp_model.CpModel()
    model.proto.copy_from(emit(compiled.model, cost=True))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = seconds
    first = _First(started)
    status = solver.solve(model, first)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    timetable = compiled.encoder.timetable(solver.response_proto.solution) if found else None
    return Measured(
        solver.status_name(status).lower(),
        verify(problem, timetable).cost if timetable else None,
        round(solver.best_objective_bound) if found else None,
        first.seconds,
        time.monotonic() - started,
    )


def tell_lessons_apart(compiled: Compiled) -> None:
    """One variable for each lesson and start, where the program has one for each start."""
    encoder, model = compiled.encoder, compiled.model
    school = compiled.problem.school
    for course in school.courses:
        spans = school.spans(course)
        if school.weekly(course):  # decided in the first week
            spans = {s: n for s, n in spans.items() if school.week.week_of(s.day) == 0}
        for length, lessons in Counter(course.lengths).items():
            starts = [encoder.at(course, span) for span, n in spans.items() if n == length]
            if lessons == 1:
                continue
            own = [[model.literal() for _ in starts] for _ in range(lessons)]
            for lesson in own:
                model.require(linear(encoder.count(*lesson)), 1, 1)
            for start, *each in zip(starts, *own, strict=True):
                model.require(linear(encoder.count(*each, (start, -1))), 0, 0)


MODELS = {"recipe": by_recipe, "plain model": by_plain_model}


def measure(school: str, model: str, seconds: float) -> Measured:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks", "--run", school, model, "--seconds", seconds]
    done = subprocess.run([str(c) for c in command], cwd=ROOT, check=True, capture_output=True)
    return Measured(**json.loads(done.stdout))


def rows(school: str, runs: dict[str, Measured]) -> str:
    """The lines of a school, one for each model; times also as multiples of the first one's."""
    base = next(iter(runs.values()))
    lines = []
    for model, run in runs.items():
        cells = [
            school,
            model,
            _times(run.first, base.first),
            run.status if run.cost is None else str(run.cost),
            "" if run.bound is None else str(run.bound),
            _gap(run),
            _times(run.seconds, base.seconds),
            f"{run.megabytes:.0f} MB",
        ]
        lines.append(row(*cells) + "\n")
    return "".join(lines)


def _times(seconds: float | None, base: float | None) -> str:
    if seconds is None:
        return "none"
    ratio = f" ({seconds / base:.1f} x)" if base and seconds != base else ""
    return f"{seconds:.1f} s{ratio}"


def _gap(run: Measured) -> str:
    if run.cost is None or run.bound is None:
        return ""
    return f"{(run.cost - run.bound) / max(1, run.cost):.1%}"


def main() -> None:
    """Measures one run (``--run``) or all of them."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--run", nargs=2, metavar=("SCHOOL", "MODEL"))
    parser.add_argument("--explain", action="store_true", help="the impossible schools")
    parser.add_argument("--why", metavar="SCHOOL", help="one of these")
    parser.add_argument("--outputs", action="store_true", help="the formats, for 45 classes")
    parser.add_argument("--timetable", type=Path, help="of them, instead of solving the school")
    options = parser.parse_args()
    if options.why:
        print(explaining.one(options.why, options.seconds))
        return
    if options.explain or options.outputs:
        told = outputs.table(options.timetable, options.seconds)
        for line in explaining.table(options.seconds) if options.explain else told:
            print(line, flush=True)
        return
    if options.run:
        school, model = options.run
        problem = load(ROOT / "examples" / f"{school}.yaml")
        run = asdict(MODELS[model](problem, options.seconds))
        run["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(run))
        return
    page = HEAD.format(seconds=f"{options.seconds:.0f}", workers=WORKERS, cores=os.cpu_count())
    page += TABLE + "\n"
    for path in sorted((ROOT / "examples").glob("*/*.yaml")):
        if not (path.parent / "school.yaml").exists():
            continue  # a folder of little schools, for the tests
        school = path.relative_to(ROOT / "examples").with_suffix("").as_posix()
        lines = rows(school, {m: measure(school, m, options.seconds) for m in MODELS})
        print(lines, end="", flush=True)
        page += lines
    PAGE.write_text(page, encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
