"""limit_parts."""

from .world import World, course, deviations, placed, rule, school

WEEK = school(
    course("1A PE", "pat", 3, tags="moving"), course("1A Dance", "mia", (2,), tags="moving"),
    day="S1 S2", days="Mon Tue Wed Thu",
)  # fmt: skip
FORTNIGHT = school(course("1A PE", "pat", 2), days="Mon Tue", weeks="A B")
HALVES = "parts: [Mon-Tue, [Wed, Thu]], at_most: 1"
ONE = rule(f"{{kind: limit_parts, {HALVES}}}")
FEW = rule(f"{{kind: limit_parts, {HALVES}, unit: lessons}}")
WORLDS = (
    World(
        WEEK,
        f"{{kind: limit_parts, subjects: PE, {HALVES}, weight: 2}}",
        f"{{kind: limit_parts, tags: moving, each: scope, {HALVES}}}",
        "{kind: limit_parts, each: subject, parts: [Mon, Mon-Tue], at_most: 2, unit: lessons}",
    ),
    World(FORTNIGHT, "{kind: limit_parts, parts: [A, B], at_most: 1, weight: 3}"),
)


def test_parts_in_which_there_are_lessons() -> None:
    both = placed(WEEK, "1A PE: Mon S1", "1A PE: Tue S1", "1A PE: Thu S1", "1A Dance: Wed S1-S2")
    assert deviations(ONE, both) == {"1A PE": 1}
    assert ONE.amount(1) == "1 part"
    assert [ONE.sentence(point) for point in ONE.points(WEEK)] == [
        "1A PE: lessons are in at most 1 of the parts Mon-Tue and Wed+Thu"
    ]


def test_lessons_of_a_part_are_counted_and_a_double_once() -> None:
    both = placed(WEEK, "1A PE: Mon S1", "1A PE: Tue S1", "1A PE: Thu S1", "1A Dance: Mon S1-S2")
    assert deviations(FEW, both) == {"1A PE|1": 1}
    first, _ = FEW.points(WEEK)
    assert FEW.sentence(first) == "1A PE: at most 1 lesson in Mon-Tue"
    assert FEW.amount(2) == "2 lessons"
    joint = rule(f"{{kind: limit_parts, {HALVES}, unit: lessons, each: scope}}")
    assert deviations(joint, both) == {"all|1": 2}
    assert joint.title() == "At most 1 lesson in each of the parts Mon-Tue and Wed+Thu"


def test_days_outside_of_all_parts_do_not_count() -> None:
    early = rule("{kind: limit_parts, parts: [Mon, Tue], at_most: 1}")
    assert deviations(early, placed(WEEK, "1A PE: Mon S1", "1A PE: Wed S1")) == {}


def test_too_many_lessons_for_the_parts_are_counted_before_any_search() -> None:
    limits = list(FEW.limits(WEEK))
    assert {(limit.days, limit.most) for limit in limits} == {((0, 1), 1), ((2, 3), 1)}
    assert list(ONE.limits(WEEK)) == []
