"""What is told of two timetables: what changes, and who sees it."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from random import Random

import pytest

from solver.worlds import MIXED, timetables
from timetabler.explain.differences import Differences, LessonChange, Place
from timetabler.models.timetable import DutyPlacement, Timetable

from .small import LESSONS, TEXT, small

BEFORE = small()


def changed(*replaced: tuple[str, str, str, str], text: str = TEXT) -> Differences:
    """With these lessons in place of those of the same course."""
    courses = {lesson[0] for lesson in replaced}
    kept = [lesson for lesson in LESSONS if lesson[0] not in courses]
    return Differences(BEFORE, small(text, (*kept, *(r for r in replaced if r[1]))))


def seen(found: Differences) -> tuple[list[str], list[str], list[str]]:
    """Ids of the classes, people and rooms that see a change."""
    audiences = (found.classes, found.people, found.rooms)
    classes, people, rooms = ([one.id for one in audience.changed] for audience in audiences)
    return classes, people, rooms


def test_nothing_changes() -> None:
    found = Differences(BEFORE, small())
    assert found.lessons == ()
    assert found.duties == ()
    assert seen(found) == ([], [], [])
    assert found.people.same == ("Ana Rossi", "Ben Carter", "Pat Lee", "Mia Fox")
    assert found.summary == "nothing changes for anybody"


def test_a_lesson_moves_and_its_class_teacher_sees_it() -> None:
    found = changed(("1A PE", "Tue S2", "oval", "pat"))
    old, new = Place("Tue S1", "oval", ("pat",)), Place("Tue S2", "oval", ("pat",))
    assert found.lessons == (LessonChange("1A PE", old, new),)
    assert seen(found) == (["1A"], ["ana", "pat"], ["oval"])
    assert [one.lessons for one in found.people.changed] == [found.lessons] * 2
    assert found.people.same == ("Ben Carter", "Mia Fox")
    assert (
        found.summary
        == "1 of 5 lessons moves; 1 class and 2 people see a change, 2 people see none"
    )


def test_another_room_is_no_matter_of_the_class_teacher() -> None:
    found = changed(("1A PE", "Tue S1", "hall", "pat"))
    assert not found.lessons[0].moves
    assert seen(found) == (["1A"], ["pat"], ["hall", "oval"])
    assert "0 of 5 lessons move and 1 at the same time with another" in found.summary


def test_lessons_more_and_fewer() -> None:
    assert changed(("1A PE", "", "", "")).lessons == (
        LessonChange("1A PE", Place("Tue S1", "oval", ("pat",)), None),
    )
    text = TEXT.replace("teacher: mia, room: hall, at: [Mon S3]}", "teacher: ben, room: hall}")
    found = changed(("1A Choir", "Mon S3", "hall", "ben"), text=text)
    assert found.lessons[0].new == Place("Mon S3", "hall", ("ben",))
    assert seen(found) == (["1A"], ["ben", "mia"], ["hall"])
    more = Differences(small(TEXT, LESSONS[1:]), BEFORE)
    assert more.lessons == (LessonChange("1A Art", None, Place("Mon S2", "R1", ("mia",))),)
    assert "1 lesson more" in more.summary


def test_a_duty_passes_to_somebody_else() -> None:
    duties = [
        DutyPlacement(d.duty, "mia" if d.person == "ana" else d.person) for d in BEFORE.duties
    ]
    found = Differences(BEFORE, Timetable(BEFORE.school, BEFORE.placements, duties))
    ((duty, gone, come),) = found.duties
    assert (duty, gone, come) == ("oval, Mon recess", ("ana",), ("mia",))
    assert seen(found) == ([], ["ana", "mia"], [])
    assert "1 duty for other people" in found.summary


def test_a_lesson_stays_if_its_time_has_only_another_clock_or_another_name() -> None:
    later = TEXT.replace('S1, time: "09:00-10:00"', 'S1, time: "09:05-10:00"')
    renamed = TEXT.replace("id: S3", "id: P3").replace("Mon S3", "Mon P3")
    lessons = [(c, t.replace("S3", "P3"), r, p) for c, t, r, p in LESSONS]
    assert Differences(BEFORE, small(later)).lessons == ()
    assert Differences(BEFORE, small(renamed, lessons)).lessons == ()


def test_people_and_classes_of_one_side_only_are_neither_changed_nor_the_same() -> None:
    text = TEXT.replace("id: mia, name: Mia Fox", "id: max, name: Max Moss").replace("mia", "max")
    lessons = [(c, t, r, p.replace("mia", "max")) for c, t, r, p in LESSONS]
    found = Differences(BEFORE, small(text, lessons))
    assert {change.course for change in found.lessons} == {"1A Art", "2B Art", "1A Choir"}
    assert seen(found)[1] == []
    assert found.people.same == ("Ana Rossi", "Ben Carter", "Pat Lee")


@pytest.mark.parametrize("number", range(20))
def test_the_changes_make_the_new_timetable_of_the_old(number: int) -> None:
    old, new = islice(timetables(MIXED, Random(number)), 2)
    found = Differences(old, new)
    assert Differences(old, old).lessons == ()

    def places(timetable: Timetable) -> Counter[tuple[str, Place]]:
        label = timetable.school.week.label
        return Counter(
            (
                p.course.id,
                Place(
                    label(p.span, timetable.school.classes_of(p.course)[0]),
                    p.room,
                    timetable.teachers_of(p),
                ),
            )
            for p in timetable.placements
        )

    gone = Counter((c.course, c.old) for c in found.lessons if c.old)
    come = Counter((c.course, c.new) for c in found.lessons if c.new)
    assert places(old) - gone + come == places(new)
    assert not gone - places(old)
    moved = {c.course for c in found.lessons}
    assert moved == {
        course for course, _ in (places(old) - places(new)) + (places(new) - places(old))
    }
    back = Differences(new, old)
    assert seen(back) == seen(found)
