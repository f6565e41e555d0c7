"""prefer_rooms."""

from .world import World, course, deviations, placed, rule, school

TINY = school(
    course("1A PE", "pat|sue", 2, rooms="hall oval"),
    course("1A Art", "mia", rooms="studio"),
    course("1A Sport", "pat", rooms="oval"),
    days="Mon",
)
WORLDS = (
    World(
        TINY,
        "{kind: prefer_rooms, rooms: oval}",
        "{kind: prefer_rooms, subjects: PE, rooms: [hall, studio], teachers: pat, weight: 2}",
    ),
)


def test_courses_without_the_choice_are_not_meant() -> None:
    oval = rule("{kind: prefer_rooms, rooms: oval}")
    timetable = placed(TINY, "1A PE: Mon S1 hall", "1A PE: Mon S2 oval", "1A Art: Mon S1")
    assert deviations(oval, timetable) == {"1A PE": 1}
    assert [p.key for p in oval.points(TINY)] == ["1A PE"]


def test_it_costs_1_unless_something_is_said() -> None:
    assert rule("{kind: prefer_rooms, rooms: oval}").cost == 1
