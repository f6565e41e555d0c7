"""duty_near_lessons."""

from .world import World, course, deviations, duty, placed, rule, school

NEAR = "{kind: duty_near_lessons}"
GROUNDS = school(
    course("1A PE", "pat", rooms="gym"),
    course("1B Art", "pat", rooms="art gym"),
    duties=[
        duty("oval, Mon recess 1", "Mon 10:00-10:15", "amy|pat"),
        duty("oval, Mon recess 2", "Mon 10:20-10:30", "pat"),
        duty("yard, Mon recess 1", "Mon 10:00-10:15", "amy|pat"),
    ],
    classes="1A=amy@R1 1B=bob@R2",
    zones={"oval": "north", "gym": "north", "art": "south", "R1": "south"},
    day="S1 | S2",
    days="Mon",
)
WORLDS = (
    World(GROUNDS, NEAR, "{kind: duty_near_lessons, areas: oval, gap: 0}"),
    World(GROUNDS, "{kind: duty_near_lessons, times: recess 1, gap: 15}"),
    World(
        school(
            course("1A PE", "pat|sue", rooms="gym"),
            course("1A Art", "sue", rooms="art gym"),
            duties=[duty("oval, Mon recess", "Mon 10:00-10:30", "pat|sue")],
            classes="1A=amy",
            zones={"oval": "north", "gym": "south", "art": "north"},
            day="S1 | S2",
        ),
        NEAR,
    ),
)


def test_from_a_lesson_far_away() -> None:
    art = placed(GROUNDS, "1B Art: Mon S1 art", "oval, Mon recess 1: pat")
    assert deviations(rule(NEAR), art) == {"pat|Mon": 1}
    gym = placed(GROUNDS, "1B Art: Mon S1 gym", "oval, Mon recess 1: pat")
    assert deviations(rule(NEAR), gym) == {}
    later = placed(GROUNDS, "1B Art: Mon S1 art", "oval, Mon recess 2: pat")
    assert deviations(rule(NEAR), later) == {}  # twenty minutes to get there


def test_back_to_a_lesson_far_away() -> None:
    back = placed(GROUNDS, "1B Art: Mon S2 art", "oval, Mon recess 2: pat")
    assert deviations(rule(NEAR), back) == {"pat|Mon": 1}
    early = placed(GROUNDS, "1B Art: Mon S2 art", "oval, Mon recess 1: pat")
    assert deviations(rule(NEAR), early) == {}
    assert deviations(rule("{kind: duty_near_lessons, gap: 15}"), early) == {"pat|Mon": 1}


def test_the_own_class_is_in_its_home_room() -> None:
    home = placed(GROUNDS, "oval, Mon recess 1: amy")
    assert deviations(rule(NEAR), home) == {"amy|Mon": 1}
    away = placed(GROUNDS, "1A PE: Mon S1", "oval, Mon recess 1: amy")
    assert deviations(rule(NEAR), away) == {}  # the class is with Pat
    both = placed(GROUNDS, "oval, Mon recess 1: amy")
    assert deviations(rule("{kind: duty_near_lessons, gap: 15}"), both) == {"amy|Mon": 2}


def test_what_has_no_zone_is_near() -> None:
    timetable = placed(GROUNDS, "1B Art: Mon S1 art", "yard, Mon recess 1: pat amy")
    assert deviations(rule(NEAR), timetable) == {}


def test_in_words() -> None:
    constraint = rule("{kind: duty_near_lessons, areas: oval}")
    assert constraint.title() == (
        "Nobody has duty in oval straight before or after a lesson far away"
    )
    sentences = [constraint.sentence(p) for p in constraint.points(GROUNDS)]
    assert sentences == [
        "Amy has no duty in oval next to a lesson far away on Mon",
        "Pat has no duty in oval next to a lesson far away on Mon",
    ]
