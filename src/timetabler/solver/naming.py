"""Who of a pool gives which lesson, when times and rooms are already decided.

By capacity, a solution says when lessons of a pool are, and shadow points see to it that the pool
has enough people then. Mostly they can then be named in no time. Where they cannot, the answer is
None, and only the model with everybody's name can tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from timetabler.models.timetable import Timetable
from timetabler.solver.compile import Compiled
from timetabler.solver.cpsat import emit
from timetabler.solver.encoder import CpSat, Given
from timetabler.solver.run import Settings, run

NAMING_SECONDS = 5.0


def named(compiled: Compiled, values: Sequence[int], *, seed: int) -> Timetable | None:
    """The timetable of a solution by capacity, with names; None if they are not found."""
    times = compiled.encoder.timetable(values)
    said = compiled.encoder
    encoder = CpSat(
        compiled.problem.school,
        present=said.present,
        repeats=said.repeats,
        given=Given(lessons=times, roster=times),
    )
    for rule, point in compiled.postponed:
        if rule.required:  # wishes about names are left to the model with everybody's name
            encoder.state(rule.constraint, point)
    settings = Settings(workers=1, seed=seed, seconds=NAMING_SECONDS, repeatable=True)
    result = run(emit(encoder.model, cost=False), settings, lambda _values, _bound: False)
    return None if result.values is None else encoder.timetable(result.values)
