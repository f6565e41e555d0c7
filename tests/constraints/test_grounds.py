"""Whether somebody is in some rooms means the same in a rule and in a timetable."""

from timetabler.constraints.evaluator import Evaluator
from timetabler.constraints.grounds import in_rooms, is_in_rooms

from .world import World, course, placed, school

FAR = frozenset({"oval", "R2"})
GROUNDS = school(
    course("1A PE", "pat|sue", rooms="hall oval"),
    course("1B Art", "mia", rooms="R2"),
    course("1B Library", rooms="R9"),
    classes="1A=amy@R1 1B=bob@R2",
    days="Mon",
)


def whereabouts(*lessons: str) -> dict[str, str]:
    """Who is in a far room at S1 and S2: ``x`` or ``.`` for each."""
    timetable = placed(GROUNDS, *lessons)
    return {
        t.id: "".join("x" if is_in_rooms(t, FAR, m, timetable) else "." for m in GROUNDS.moments)
        for t in GROUNDS.teachers
    }


def test_in_some_rooms_at_a_lesson_or_with_the_own_class() -> None:
    assert whereabouts() == {"amy": "..", "bob": "xx", "pat": "..", "sue": "..", "mia": ".."}
    assert whereabouts("1A PE: Mon S1 oval sue", "1B Art: Mon S2") == {
        "amy": "..",
        "bob": "x.",  # at S2 the class is with Mia
        "pat": "..",
        "sue": "x.",
        "mia": ".x",
    }
    assert whereabouts("1A PE: Mon S1 hall sue", "1B Library: Mon S1")["sue"] == ".."
    assert whereabouts("1B Library: Mon S1")["bob"] == ".x"


def test_a_lesson_that_may_be_nowhere_else_is_there() -> None:
    pe, library = GROUNDS.course["1A PE"], GROUNDS.course["1B Library"]
    assert GROUNDS.only_in(pe, frozenset({"oval", "hall", "R1"}))
    assert not GROUNDS.only_in(pe, FAR)
    assert not GROUNDS.only_in(library, FAR)
    nowhere = school(course("1A+1B Sport", "pat"), classes="1A=amy 1B=bob")
    assert not nowhere.only_in(nowhere.course["1A+1B Sport"], FAR)


def test_in_some_rooms_means_the_same_in_a_rule_and_in_a_timetable() -> None:
    seen = set()
    for rooms in (FAR, frozenset({"oval", "hall"}), frozenset({"R9", "R1"})):
        for timetable in World(GROUNDS, faulty=True).timetables():
            says = Evaluator(timetable)
            for teacher in GROUNDS.teachers:
                for moment in GROUNDS.moments:
                    there = is_in_rooms(teacher, rooms, moment, timetable)
                    seen.add((teacher.id, there))
                    assert in_rooms(teacher, rooms, moment, says) == there
    assert len(seen) == 2 * len(GROUNDS.teachers)
