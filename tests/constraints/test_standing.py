"""The rules that always hold, and what a school may say about them."""

from timetabler.models.resources import NOWHERE
from timetabler.solver import solve
from timetabler.spec.problem import Problem, build

from .world import course, duty, rule, school

POOL = school(course("1A PE", "pat|sue"), course("1A Art", "pat|sue"), away={"pat": "Tue"})


def problem(*rules: str) -> Problem:
    return build(POOL, [(rule(text), NOWHERE) for text in rules])


def keys(found: Problem, kind: str, *, required: bool) -> set[str]:
    rules = [r for r in found.rules if r.kind == kind and r.required is required]
    return {p.key for r in rules for p in r.points}


def shadows(found: Problem) -> set[str]:
    return {p.key for r in found.rules for p in r.points if p.shadow}


def test_standing_rules_hold_unwritten() -> None:
    found = problem()
    assert keys(found, "avoid_unavailable_times", required=True) == {"teacher|pat", "pool|pat|sue"}
    assert shadows(found) == {"pool|pat|sue"}


def test_a_weight_weakens_only_what_it_names() -> None:
    found = problem("{kind: avoid_clashes, weight: 5}")
    assert not keys(found, "avoid_clashes", required=True)
    assert keys(found, "avoid_unavailable_times", required=True) == {"teacher|pat"}


def test_what_follows_from_a_weakened_rule_holds_no_more() -> None:
    found = problem("{kind: avoid_unavailable_times, teachers: pat, weight: 5}")
    assert keys(found, "avoid_unavailable_times", required=False) == {"teacher|pat"}
    assert not shadows(found)


def test_a_wish_beside_a_standing_rule_weakens_nothing() -> None:
    found = problem("{kind: avoid_unavailable_times, teachers: pat, times: Mon S1, weight: 5}")
    assert keys(found, "avoid_unavailable_times", required=True) == {"teacher|pat", "pool|pat|sue"}
    assert keys(found, "avoid_unavailable_times", required=False) == {"teacher|pat|Mon S1"}


def test_floors_follow_from_what_always_holds() -> None:
    yard = school(
        duties=[duty(f"yard, Mon {n}", f"Mon {n}:00-{n}:50", "amy|pat|sue") for n in (12, 13)]
    )  # 33 1/3 minutes each, but duties come in 50
    share, weak = "{kind: share_duties, weight: 10}", "{kind: staff_duties, weight: 1}"

    def floor_and_cost(*rules: str) -> tuple[int, int | None]:
        found = build(yard, [(rule(text), NOWHERE) for text in rules])
        (point,) = found.rules[0].points
        _, outcome = solve(found, time_limit=20, workers=1)
        return found.rules[0].least(point, yard), outcome.cost

    assert floor_and_cost(share) == (34, 340)
    assert floor_and_cost(share, weak) == (0, 171)  # 17 minutes away, and one person too many


def test_a_weighted_rule_has_no_shadows() -> None:
    limit = "{kind: limit_lessons_per_day, teachers: [pat, sue], at_most: 1"
    assert "pool|pat|sue|Mon" in shadows(problem(limit + "}"))
    assert "pool|pat|sue|Mon" not in shadows(problem(limit + ", weight: 2}"))
