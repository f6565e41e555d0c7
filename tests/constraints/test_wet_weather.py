"""wet_weather."""

from .world import World, course, deviations, placed, rule, school

RULE = rule("{kind: wet_weather}")

HALL = school(
    course("1A PE", "pat", rooms="oval hall"),
    course("1B PE", "sue", rooms="oval"),
    course("1C Music", "mia", rooms="hall"),
    classes="1A=amy 1B=bob 1C=cal",
    holds={"oval": 2},
    wet={"oval": "hall"},
    days="Mon",
)
SHARED = school(
    course("1A PE", "pat", rooms="oval"),
    course("1B PE", "sue", rooms="court"),
    course("1C PE", "mia", rooms="court"),
    classes="1A=amy 1B=bob 1C=cal@gym",
    holds={"court": 2},
    wet={"oval": "hall gym", "court": "gym"},
    away={"hall": "Mon S2"},
    days="Mon",
)
APART = school(
    course("1A+1B PE", "pat", rooms="oval"),
    course("1A Art", "mia", rooms="garden"),
    course("1C Play", "sue", rooms="shed"),
    classes="1A=amy 1B=bob 1C=cal",
    holds={"oval": 2, "hall": 1, "barn": 2},
    wet={"oval": "hall", "garden": "barn", "shed": "tent", "tent": "barn"},
    days="Mon",
)
WORLDS = (
    World(HALL, "{kind: wet_weather}", "{kind: wet_weather, rooms: oval}", faulty=True),
    World(SHARED, "{kind: wet_weather}"),
    World(APART, "{kind: wet_weather}"),
)


def test_the_hall_takes_one_of_the_classes_on_the_oval() -> None:
    timetable = placed(HALL, "1A PE: Mon S1 oval", "1B PE: Mon S1")
    assert deviations(RULE, timetable) == {"oval": 60}
    assert deviations(RULE, placed(HALL, "1A PE: Mon S1 oval", "1B PE: Mon S2")) == {}


def test_who_is_in_the_hall_anyway_stays() -> None:
    timetable = placed(HALL, "1B PE: Mon S1", "1C Music: Mon S1")
    assert deviations(RULE, timetable) == {"oval": 60}


def test_rooms_that_share_shelters_are_counted_together() -> None:
    # the gym is full of 1C unless they have PE; then one of two classes goes there, one nowhere
    timetable = placed(SHARED, "1C PE: Mon S1", "1B PE: Mon S1", "1A PE: Mon S1")
    assert deviations(RULE, timetable) == {"oval|court": 60}  # 1A has the hall
    # S2: the hall is closed and 1C is in the gym
    timetable = placed(SHARED, "1C PE: Mon S1", "1B PE: Mon S2", "1A PE: Mon S2")
    assert deviations(RULE, timetable) == {"oval|court": 120}


def test_a_joint_lesson_takes_what_the_shelter_has() -> None:
    timetable = placed(APART, "1A+1B PE: Mon S1")
    assert deviations(RULE, timetable) == {}


def test_a_shelter_is_no_outdoor_room_itself() -> None:
    assert deviations(RULE, placed(APART, "1C Play: Mon S1")) == {"shed": 60}


def test_sentences() -> None:
    assert [RULE.sentence(p) for p in RULE.points(SHARED)] == [
        "In wet weather lessons in Oval and Court have a place in Gym or Hall"
    ]
    assert RULE.title() == "In wet weather every outdoor lesson has a place under a roof"
