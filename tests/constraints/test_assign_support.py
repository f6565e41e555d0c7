"""assign_support."""

from .world import World, course, deviations, need, placed, rule, school

RULE = rule("{kind: assign_support}")

TWO_AIDES = school(
    course("1A PE", "pat"), needs=[need("N1", "1A", 120, "ada|bea")], days="Mon Tue", day="S1"
)
SHARED = school(
    course("1A PE", "pat"),
    needs=[need("N1", "1A", 120, "ada|bea|cas", most_people=2, times="Mon S1, Mon S2")],
    days="Mon",
)
FORTNIGHT = school(
    course("1A PE", "pat", weeks=(0,)),
    needs=[need("N1", "1A", 30, "ada", most_people=None, part=30, times="Mon A S1, Mon B S1")],
    days="Mon",
    weeks="A B",
)
PARTS = school(course("1A PE", "pat"), needs=[need("N1", "1A", 90, "ada|bea")], days="Mon")
PART_TIME = school(
    course("1A PE", "pat"),
    needs=[need("N1", "1A", 120, "ada|bea")],
    days="Mon",
    away={"ada": "Mon S1", "bea": "Mon S2"},
)
ANY_NUMBER = school(
    course("1A PE", "pat"),
    needs=[need("N1", "1A", 120, "ada|bea", most_people=None)],
    days="Mon",
    away={"ada": "Mon S1", "bea": "Mon S1"},
)
TOGETHER = school(
    course("1A PE", "pat"),
    classes="1A=amy 1B=bob",
    needs=[need("N1", "1A", 120, "ada"), need("N2", "1B", 60, "ada")],
    days="Mon",
)
WORLDS = (
    *(
        World(world, "{kind: assign_support}", faulty=faulty)
        for world in (TWO_AIDES, SHARED, FORTNIGHT)
        for faulty in (False, True)
    ),
    *(
        World(world, "{kind: assign_support}", impossible=True)
        for world in (PARTS, PART_TIME, ANY_NUMBER, TOGETHER)
    ),
)


def test_minutes_missing_and_too_many() -> None:
    assert deviations(RULE, placed(TWO_AIDES, "N1, Mon S1: ada")) == {"N1|minutes": 60}
    both = placed(TWO_AIDES, "N1, Mon S1: ada", "N1, Tue S1: ada")
    assert deviations(RULE, both) == {}
    three = placed(TWO_AIDES, "N1, Mon S1: ada bea", "N1, Tue S1: ada")
    assert deviations(RULE, three) == {"N1|minutes": 60, "N1|people": 1}


def test_the_same_person_for_the_same_need() -> None:
    timetable = placed(TWO_AIDES, "N1, Mon S1: ada", "N1, Tue S1: bea")
    assert deviations(RULE, timetable) == {"N1|people": 1}


def test_each_week_of_a_fortnight_has_its_minutes() -> None:
    timetable = placed(FORTNIGHT, "N1, Mon A 09:00-09:30: ada", "N1, Mon A 09:30-10:00: ada")
    assert deviations(RULE, timetable) == {"N1|minutes|A": 30, "N1|minutes|B": 30}


def test_minutes_that_cannot_be_made_up_of_parts() -> None:
    assert [s.message for s in RULE.shortage(PARTS)] == [
        "N1 is to have 90 minutes of support a week, which parts of 60 minutes cannot add up to"
    ]


def test_more_minutes_than_one_person_is_there() -> None:
    assert [s.message for s in RULE.shortage(PART_TIME)] == [
        "N1 is to have 120 minutes of support a week, but 1 person of those who may give it "
        "can be there for at most 60"
    ]


def test_needs_that_ask_for_more_than_their_aides_can_give_together() -> None:
    assert [s.message for s in RULE.shortage(TOGETHER)] == [
        "N1 and N2: 180 minutes of support a week are asked for, but Ada is on site for only "
        "120 minutes at these times"
    ]


def test_sentences() -> None:
    assert [RULE.sentence(p) for p in RULE.points(TWO_AIDES)] == [
        "N1 has 120 minutes of support a week",
        "N1 has support from at most 1 person",
    ]
