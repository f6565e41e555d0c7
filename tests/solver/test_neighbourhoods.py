"""Moves in a neighbourhood: what is free there, and that they lead to better timetables."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from timetabler.models.duties import Duty
from timetabler.models.timetable import Timetable
from timetabler.solver.bound import Bounding
from timetabler.solver.compile import Compiled, compile_problem
from timetabler.solver.cpsat import emit
from timetabler.solver.engine import Engine
from timetabler.solver.neighbourhoods import Ground, Neighbourhoods
from timetabler.solver.run import LIGHT, Settings, run
from timetabler.solver.search import Search
from timetabler.solver.tight import tighten
from timetabler.spec.load import load
from timetabler.verify import verify

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SCHOOLS = ("tiny", "rural", "upper")


def compiled(name: str) -> Compiled:
    """An example, everybody by name."""
    found = compile_problem(load(EXAMPLES / name / "school.yaml"))
    tighten(found.model)
    return found


def any_timetable(school: Compiled) -> Timetable:
    """The first that CP-SAT comes across when nothing has a cost."""
    cp = emit(school.model, cost=False)
    found = run(cp, Settings(1, 3, 20, ("no_lp",), LIGHT), lambda values, _: values is not None)
    assert found.values is not None
    return school.encoder.timetable(found.values)


def searching(school: Compiled, *, repeatable: bool = False) -> Search:
    """A search that is at any timetable, and knows no bound."""
    workers = 1 if repeatable else 2
    search = Search(school.problem, 60, workers, 1, repeatable, None, None)
    assert search.offer(any_timetable(school))
    return search


@pytest.mark.parametrize("name", SCHOOLS)
def test_every_decision_is_about_a_course_or_duty_on_a_day(name: str) -> None:
    school = compiled(name)
    ground = Ground(school)
    assert set(ground.thing) == set(school.encoder.roles())
    for variable, thing in ground.thing.items():
        assert variable in ground.decisions[thing]
        if isinstance(thing, Duty):
            assert ground.day[variable] == thing.span.day


@pytest.mark.parametrize("name", SCHOOLS)
def test_a_neighbourhood_grows_among_those_who_need_the_same(name: str) -> None:
    ground, draw = Ground(compiled(name)), Random(1)
    for size in (1, 30, 10_000):
        start = draw.choice(ground.things)
        grown = ground.grown(start, size, draw)
        assert grown[0] is start
        assert len(set(grown)) == len(grown)
        for number, thing in enumerate(grown[1:], 1):
            near = {x for other in grown[:number] for users in ground.beside[other] for x in users}
            assert thing in near


def test_what_is_not_met_leads_to_decisions() -> None:
    school = compiled("tiny")
    ground = Ground(school)
    values = school.encoder.assignment(any_timetable(school))
    unmet = ground.unmet(values)
    assert unmet
    for variable in unmet:
        about = set(ground.about(variable))
        assert about
        assert about <= set(ground.thing)


@pytest.mark.parametrize("name", SCHOOLS)
def test_moves_lead_to_better_timetables_that_are_verified(name: str) -> None:
    school = compiled(name)
    search = searching(school)
    begun = search.cost
    assert begun is not None
    Neighbourhoods(Engine(search, school, Bounding(school, 1))).improve(3)
    assert search.best is not None
    report = verify(school.problem, search.best)
    assert report.valid
    assert report.cost == search.cost
    assert report.cost < begun or begun == 0


def test_the_same_moves_every_time_if_that_is_asked() -> None:
    school = compiled("tiny")

    def history() -> list[int]:
        search = searching(school, repeatable=True)
        Neighbourhoods(Engine(search, school, Bounding(school, 1))).improve(1)
        return [cost for _, cost, _ in search.history]

    first = history()
    assert len(first) > 1
    assert first == history()
