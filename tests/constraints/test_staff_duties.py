"""staff_duties."""

from timetabler.models.timetable import DutyPlacement, Timetable

from .world import World, course, deviations, duty, need, placed, rule, school

RULE = rule("{kind: staff_duties}")
YARD = school(
    duties=[
        duty("yard, Mon recess", "Mon 10:00-10:15", "pat|amy|bob"),
        duty("oval, Mon recess", "Mon 10:00-10:15", "pat|amy", staff=2, fixed="pat"),
        duty("gate, Tue before", "Tue 08:45-09:00", "pat|bob", most=2),
    ],
    classes="1A=amy 1B=bob",
    away={"bob": "Tue"},
)
WORLDS = (
    World(YARD, "{kind: staff_duties}", faulty=True),
    World(
        school(course("1A PE", "pat"), duties=[duty("yard, Mon S1", "Mon S1", "pat|amy")]),
        "{kind: staff_duties}",
    ),
    World(
        school(needs=[need("N1", "1A", 60, "ada|bea")], away={"bea": "Tue"}),
        "{kind: staff_duties}",
        faulty=True,
    ),
    World(
        school(
            duties=[
                duty("yard, Mon S1", "Mon S1", "amy|pat", staff=2),
                duty("gate, Mon S1", "Mon S1", "pat"),
            ],
            away={"pat": "Mon"},
        ),
        "{kind: staff_duties}",
        impossible=True,
    ),
    World(
        school(
            duties=[
                duty("yard, Mon recess 1", "Mon 10:00-10:30", "amy|pat", staff=2),
                duty("oval, Mon recess 2", "Mon 10:15-10:45", "pat"),
                duty("gate, Mon recess 2", "Mon 10:15-10:45", "pat|amy|bob"),
            ],
        ),
        "{kind: staff_duties}",
        impossible=True,
    ),
)
SHORT, CROWDED = WORLDS[-2:]


def test_people_missing_or_too_many() -> None:
    timetable = placed(YARD, "yard, Mon recess: amy bob", "oval, Mon recess: pat")
    assert deviations(RULE, timetable) == {
        "yard, Mon recess": 1,
        "oval, Mon recess": 1,
        "gate, Tue before": 1,
    }


def test_who_is_fixed_is_there() -> None:
    staffed = ("yard, Mon recess: bob", "gate, Tue before: pat")
    assert deviations(RULE, placed(YARD, *staffed, "oval, Mon recess: pat amy")) == {}
    assert deviations(RULE, placed(YARD, *staffed, "oval, Mon recess: amy")) == {
        "oval, Mon recess": 2  # one person short, and it is not Pat
    }


def test_who_may_not_have_a_duty_is_one_too_many_and_does_not_staff_it() -> None:
    timetable = placed(
        YARD, "yard, Mon recess: amy", "oval, Mon recess: pat amy", "gate, Tue before: bob"
    )
    assert deviations(RULE, timetable) == {"gate, Tue before": 2}  # Bob is away on Tuesdays


def test_nobody_is_there_twice() -> None:
    oval, amy = YARD.duty["oval, Mon recess"], ("pat", "amy", "amy")
    good = placed(YARD, "yard, Mon recess: amy", "gate, Tue before: pat")
    twice = Timetable(YARD, (), (*good.duties, *(DutyPlacement(oval, who) for who in amy)))
    assert deviations(RULE, twice) == {"oval, Mon recess": 1}


def test_short_of_people_on_site() -> None:
    (yard, gate) = RULE.shortage(SHORT.school)
    assert yard.message == (
        "yard, Mon S1 needs 2 people, but of those who may do it Amy is on site then"
    )
    assert gate.message == (
        "gate, Mon S1 needs 1 person, but of those who may do it nobody is on site then"
    )


def test_short_of_people_at_one_time() -> None:
    (reason,) = RULE.shortage(CROWDED.school)
    assert reason.message == (
        "3 people are needed at the same time in Yard and Oval (Mon 10:15-10:30), but only 2 may "
        "have duty there then: Amy and Pat"
    )
    assert not list(RULE.shortage(YARD))


def test_in_words() -> None:
    assert [RULE.sentence(p) for p in RULE.points(YARD)] == [
        "yard, Mon recess is done by 1 person",
        "oval, Mon recess is done by 2 people, Pat among them",
        "gate, Tue before is done by 1 to 2 people",
    ]
    support = next(iter(RULE.points(WORLDS[2].school)))
    assert RULE.sentence(support) == "N1, Mon S1 is done by at most 1 person"
