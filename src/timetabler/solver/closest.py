"""Among the timetables that cost no more: the one with the fewest changes against another.

So what changes is what has to, and not what another search happens to find.
"""

from __future__ import annotations

from timetabler.models.carried import carried
from timetabler.models.timetable import Timetable
from timetabler.solver.compile import Compiled, compile_problem
from timetabler.solver.cpsat import emit
from timetabler.solver.effort import Effort
from timetabler.solver.model import Linear, linear
from timetabler.solver.recipe import EXACT
from timetabler.solver.run import Settings, run
from timetabler.solver.search import EncodingError
from timetabler.spec.problem import Problem
from timetabler.verify import verify


def closest(
    problem: Problem, like: Timetable, start: Timetable, effort: Effort
) -> tuple[Timetable, bool]:
    """A timetable that costs no more than ``start``, and whether it is proved that none of these
    is closer to ``like``, which may be one of another school.

    What counts first is how many lessons have another time, then how many have another room or
    teacher, then how many duties somebody else has. ``start`` must keep every required rule.
    """
    most = verify(problem, start).cost
    compiled = compile_problem(problem)
    _price_changes(compiled, carried(like, problem.school), most)
    settings = Settings(
        workers=max(effort.workers, len(EXACT)) if effort.workers > 1 else 1,
        seed=effort.seed,
        seconds=effort.left,
        subsolvers=EXACT,
        symmetry=False,
    )
    cp = emit(compiled.model, cost=True)
    hint = compiled.encoder.assignment(start)
    result = run(cp, settings, lambda _values, _bound: effort.stopped, hint=hint)
    if result.values is None:  # stopped before it had taken the hint
        return start, False
    found = compiled.encoder.timetable(result.values)
    report = verify(problem, found)
    if not report.valid or report.cost > most:
        raise EncodingError(f"the closest timetable costs {report.cost}, over {most}, or is broken")
    return found, result.optimal


def _price_changes(compiled: Compiled, like: Timetable, most: int) -> None:
    """Makes the cost a limit, and the number of changes the cost."""
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
