"""have_on_duty."""

from .world import World, course, deviations, duty, placed, rule, school

FIRST_AID = "{kind: have_on_duty, teachers: [amy, bob]}"
YARD = school(
    course("1A PE", "pat"),
    duties=[
        duty("yard, Mon recess", "Mon 10:00-10:30", "amy|pat"),
        duty("oval, Mon recess 1", "Mon 10:00-10:15", "bob|pat"),
        duty("oval, Mon recess 2", "Mon 10:15-10:30", "bob|pat"),
        duty("gate, Tue after", "Tue 12:00-12:10", "bob|pat"),
    ],
    classes="1A=amy 1B=bob",
    day="S1",
)
CUT = school(
    duties=[
        duty("yard, Mon recess", "Mon 10:00-10:30", "amy|pat"),
        duty("yard, Mon recess 2", "Mon 10:15-10:30", "bob|pat"),
    ]
)
TWICE = "{kind: have_on_duty, teachers: [amy, bob, cat], at_least: 2, areas: [yard, oval]}"
BOTH = school(
    duties=[
        duty("yard, Mon recess", "Mon 10:00-10:30", "amy|pat"),
        duty("oval, Mon recess", "Mon 10:00-10:30", "bob|cat|pat"),
        duty("gate, Mon recess", "Mon 10:00-10:30", "bob"),
        duty("yard, Mon lunch", "Mon 11:00-11:30", "amy|bob|cat", staff=2),
    ],
    classes="1A=amy 1B=bob 1C=cat",
)
WORLDS = (
    World(YARD, FIRST_AID, "{kind: have_on_duty, teachers: bob, times: [recess 1, after]}"),
    World(BOTH, TWICE, faulty=True),
    World(CUT, "{kind: have_on_duty, teachers: [amy, pat], areas: yard}"),
    World(YARD, "{kind: have_on_duty, teachers: amy}", impossible=True),
    World(YARD, "{kind: have_on_duty, teachers: [amy, bob], at_least: 2}", impossible=True),
)


def test_one_of_them_is_somewhere_outside() -> None:
    roster = ("oval, Mon recess 1: bob", "oval, Mon recess 2: pat", "gate, Tue after: bob")
    assert deviations(rule(FIRST_AID), placed(YARD, "yard, Mon recess: amy", *roster)) == {}
    assert deviations(rule(FIRST_AID), placed(YARD, "yard, Mon recess: pat", *roster)) == {
        "Mon 10:15-10:30": 1  # the first half has Bob on the oval
    }


def test_so_many_of_them_in_some_areas() -> None:
    timetable = placed(BOTH, "yard, Mon recess: amy", "oval, Mon recess: pat")
    assert deviations(rule(TWICE), timetable) == {"Mon 10:00-10:30": 1, "Mon 11:00-11:30": 2}
    gate = placed(
        BOTH, "yard, Mon recess: amy", "gate, Mon recess: bob", "yard, Mon lunch: cat bob"
    )
    assert deviations(rule(TWICE), gate) == {"Mon 10:00-10:30": 1}  # the gate is not in it


def test_nobody_of_them_may() -> None:
    messages = [s.message for s in rule("{kind: have_on_duty, teachers: amy}").shortage(YARD)]
    assert messages == ["Amy is on duty on Tue (after): of these, nobody may have duty"]


def test_in_words() -> None:
    constraint = rule(FIRST_AID)
    assert constraint.title() == "At least 1 of amy and bob on duty at any time"
    assert [constraint.sentence(p) for p in constraint.points(YARD)] == [
        "Amy or Bob is on duty on Mon (recess 1)",
        "Amy or Bob is on duty on Mon (recess 2)",
        "Amy or Bob is on duty on Tue (after)",
    ]
    two = next(iter(rule(TWICE).points(BOTH)))
    assert rule(TWICE).sentence(two) == (
        "At least 2 of Amy, Bob and Cat are on duty on Mon (recess)"
    )
    halves = "{kind: have_on_duty, teachers: [amy, pat], areas: yard}"
    assert [rule(halves).sentence(p) for p in rule(halves).points(CUT)] == [
        "Amy or Pat is on duty on Mon 10:00-10:15",
        "Amy or Pat is on duty on Mon (recess 2)",
    ]
