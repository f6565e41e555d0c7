"""Among the timetables that cost no more: the one with the fewest changes against another.

So what changes is what has to, and not what another search happens to find.

The search begins close by. With few lessons allowed to move almost everything is fixed, and a
timetable is found or refuted soon; only if none is found, more may. (45 classes: 6 lessons
after 20 s, where a search that may move all of them is left with 110 after a minute.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ortools.sat.python.cp_model_helper import CpModelProto

from timetabler.models.carried import carried
from timetabler.models.timetable import Timetable
from timetabler.solver.compile import Compiled, compile_problem
from timetabler.solver.cpsat import emit, limit_cost
from timetabler.solver.effort import Effort
from timetabler.solver.model import Linear, linear
from timetabler.solver.recipe import EXACT
from timetabler.solver.run import Presolve, Result, Settings, run
from timetabler.solver.search import EncodingError
from timetabler.spec.problem import Problem
from timetabler.verify import verify

FEW = 8
"""So many lessons may move at first."""
SHARE = 0.5
"""Of the time that is left, to find a timetable with so few moves."""


def closest(
    problem: Problem, like: Timetable, start: Timetable, effort: Effort
) -> tuple[Timetable, bool]:
    """A timetable that costs no more than ``start``, and whether it is proved that none of these
    is closer to ``like``, which may be one of another school.

    What counts first is how many lessons have another time, then how many have another room or
    teacher, then how many duties somebody else has. ``start`` must keep every required rule; it is
    the answer if none closer is found.
    """
    most = verify(problem, start).cost
    like = carried(like, problem.school)
    compiled = compile_problem(problem)
    price = _price_changes(compiled, like, most)
    model, encoder = compiled.model, compiled.encoder
    farthest = model.cost_of(encoder.assignment(start))
    cp = emit(model, cost=True)
    for moves in _rungs(farthest // price):
        if effort.over:
            break
        limit_cost(cp, model, 0, min(farthest, price * (moves + 1) - 1))
        result = _run(cp, encoder.assignment(like), effort)
        if result.values is not None:
            found = encoder.timetable(result.values)
            report = verify(problem, found)
            if not report.valid or report.cost > most:
                raise EncodingError(f"a timetable that costs {most} at most costs {report.cost}")
            return found, result.optimal
    return start, False


def _rungs(moves: int) -> Iterator[int]:
    """How many lessons may move, time after time; at last, as many as are known to be enough."""
    few = FEW
    while few < moves:
        yield few
        few *= 4
    yield moves


def _run(cp: CpModelProto, hint: Sequence[int], effort: Effort) -> Result:
    """For all the time there is, if only something is found soon."""
    settings = Settings(
        workers=max(effort.workers, len(EXACT)) if effort.workers > 1 else 1,
        seed=effort.seed,
        seconds=effort.left,
        subsolvers=EXACT,
        presolve=Presolve(symmetry=0),
    )
    late = (1 - SHARE) * effort.left
    found = False

    def watch(values: Sequence[int] | None, _bound: float) -> bool:
        nonlocal found
        found = found or values is not None
        return effort.stopped or (not found and effort.left < late)

    return run(cp, settings, watch, hint=hint)


def _price_changes(compiled: Compiled, like: Timetable, most: int) -> int:
    """Makes the cost a limit, and the changes the cost; returns the price of a lesson that moves,
    which is more than that of everything else."""
    encoder, model = compiled.encoder, compiled.model
    placements = like.placements
    times = [encoder.at(p.course, p.span) for p in placements]
    places = [encoder.in_room(p.course, p.span, p.room) for p in placements if p.room]
    places += [
        encoder.with_teacher(p.course, p.span, pool, name)
        for p in placements
        for pool, name in enumerate(p.teachers)
    ]
    duties = [encoder.on_duty(person, duty) for duty, person in like.duties]
    cost = Linear(tuple(model.cost.items()), model.cost_offset)
    model.require(cost, model.range(cost)[0], most)
    model.cost, model.cost_offset, model.payer = {}, 0, None
    price = 1
    for kept in (duties, places, times):
        terms, const = linear(encoder.count(*kept))
        model.charge(Linear(tuple((v, -c) for v, c in terms), len(kept) - const), price)
        price *= len(kept) + 1
    return price // (len(times) + 1)
