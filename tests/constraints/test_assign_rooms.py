"""assign_rooms."""

from .world import World, course, deviations, placed, rule, school

TWO_ROOMS = school(course("1A PE", "pat", 2, rooms="hall oval"), course("1A Art", "mia"))
WORLDS = (
    World(TWO_ROOMS, "{kind: assign_rooms}", faulty=True),
    World(
        school(course("1A Maths"), course("1A Art", "mia"), classes="1A=amy@R1", days="Mon"),
        "{kind: assign_rooms}",
        faulty=True,
    ),
)


def test_each_lesson_chooses_a_room_anew() -> None:
    timetable = placed(TWO_ROOMS, "1A PE: Mon S1 hall", "1A PE: Tue S1 oval", "1A Art: Mon S2")
    assert deviations(rule("{kind: assign_rooms}"), timetable) == {}
