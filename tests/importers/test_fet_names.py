"""Whatever names a FET file has, the school file says the same."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fet_files import converted, element, rule
from timetabler.importers.fet.names import distinct, plain
from timetabler.importers.fet.school import Converted
from timetabler.importers.fet.times import Cell
from timetabler.models.span import Span, touches
from timetabler.spec.load import load_text

MEAN = [" ", "all", "1", "2", "1-2", "1 2", "Mon 1", "-", "a\nb", "null", "~", "yes", "#", "'", '"']
MEAN += ["8:00-9:00", "08:00", "nobody", "no room", "x" * 300, "\u200fم\u200e", "\u2028", "[", "%"]
NAMES = st.sampled_from(MEAN) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8
)


def several(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(NAMES.filter(_xml), min_size=least, max_size=most, unique=True)


def _xml(name: str) -> bool:
    """Whether XML can say it, and FET takes it for a name."""
    return all(c in "\t\n" or " " <= c not in "\ufffe\uffff" for c in name)


def school(
    folder: Path, days: list[str], hours: list[str], names: list[str], cells: set[Cell]
) -> Converted:
    """One lesson for the first of two classes, with everything called by names of the list; the
    first teacher and the second class are away then."""
    teacher, other, subject, tag, year, second = names
    times = [element("Not_Available_Time", Day=days[d], Hour=hours[h]) for d, h in sorted(cells)]
    away = {"Number_of_Not_Available_Times": len(times)}
    text = element(
        "fet",
        element("Days_List", *(element("Day", Name=day) for day in days)),
        element("Hours_List", *(element("Hour", Name=hour) for hour in hours)),
        element("Subjects_List", element("Subject", Name=subject)),
        element("Activity_Tags_List", element("Activity_Tag", Name=tag)),
        element("Teachers_List", *(element("Teacher", Name=name) for name in (teacher, other))),
        element("Students_List", *(element("Year", Name=name) for name in (year, second))),
        element(
            "Activities_List",
            element(
                "Activity",
                Teacher=[teacher, other],
                Subject=subject,
                Activity_Tag=tag,
                Students=year,
                Duration=1,
                Total_Duration=1,
                Id=1,
                Activity_Group_Id=0,
                Active="true",
            ),
        ),
        element("Rooms_List", element("Room", Name=subject, Capacity=1)),
        element(
            "Time_Constraints_List",
            rule("TeacherNotAvailableTimes", 100, *times, Teacher=teacher, **away),
            rule("StudentsSetNotAvailableTimes", 100, *times, Students=second, **away),
            rule(
                "ActivityPreferredStartingTime",
                100,
                Activity_Id=1,
                Preferred_Day=days[-1],
                Preferred_Hour=hours[-1],
            ),
        ),
        element(
            "Space_Constraints_List",
            rule(
                "SubjectActivityTagPreferredRoom",
                60,
                Subject=subject,
                Activity_Tag=tag,
                Room=subject,
            ),
        ),
        Institution_Name=tag,
    )
    return converted(text.replace("<fet>", '<fet version="6.8.5">', 1), folder)


@settings(max_examples=40)
@given(several(1, 4), several(1, 4), several(6, 6), st.data())
@example(["Mon", "Mon 1"], ["1", "2"], ["all", "a ", "a", "null", "~", "\n"], None)
@example(["a", "b"], ["1", "2", "1-2"], ["all", "a ", "a", "null", "~", "\n"], None)
@example(["a-b", "a", "b"], ["b", "8:00-9:00"], ["1", "2", "3", "4", "5", "6"], None)
def test_the_school_is_the_same(
    days: list[str], hours: list[str], names: list[str], data: st.DataObject | None
) -> None:
    every = [(d, h) for d in range(len(days)) for h in range(len(hours))]
    cells = set(data.draw(st.lists(st.sampled_from(every), unique=True)) if data else every[1:])
    with TemporaryDirectory() as folder:
        made = school(Path(folder), days, hours, names, cells)
    assert made.unknown == ()
    there = load_text(made.text).school
    (course,) = there.courses
    assert (len(there.week.days), len(there.week.slot_ids)) == (len(days), len(hours))
    assert len(there.teachers) == len(there.classes) == 2
    assert course.classes == (there.classes[0].id,)
    assert len(course.tags) == 1
    assert course.rooms == (there.rooms[0].id, made.facts.no_room)
    starts = [start for start, _ in made.facts.times.clocks]
    for away in (there.teachers[0].away, there.classes[1].away):
        gone = {(d, h) for d, h in every if touches(away, Span(d, starts[h], starts[h] + 1))}
        assert gone == cells
    assert there.classes[0].away == there.teachers[1].away == ()
    (lock,) = there.locks
    assert lock.span is not None
    assert (lock.span.day, lock.span.start) == (len(days) - 1, starts[-1])


def test_plain_names_stay() -> None:
    names = ["1A", "Zoë", "ma'am", "1-2", "a:b"]
    assert plain(names, "teacher") == dict(zip(names, names, strict=True))


def test_no_two_become_one() -> None:
    names = plain(["a", "a ", "a\n", "a (2)", " ", "all"], "room", ["all"])
    assert list(names.values()) == [
        "a",
        "a (2)",
        "a (3)",
        "a (2) (2)",
        "room without a name",
        "all (2)",
    ]
    assert len(set(names.values())) == 6


def test_numbers_make_names_differ() -> None:
    assert distinct(["a", "a", "b"], ["b"]) == ("a", "a (2)", "b (2)")


@pytest.mark.parametrize(
    ("days", "hours", "shown"),
    [
        (["Mon", "Tue"], ["1", "2"], ["Mon", "1"]),
        (["Mon", "Mon 1"], ["1", "2"], ["Mon", "H1"]),
        (["D", "D 1", "D H1"], ["1", "2"], ["D1", "H1"]),
        (["a", "b", "a-b"], ["1", "2"], ["a", "1"]),
    ],
)
def test_names_stay_if_times_are_clear(
    days: list[str], hours: list[str], shown: list[str], tmp_path: Path
) -> None:
    made = school(tmp_path, days, hours, ["a", "b", "c", "d", "e", "f"], set())
    assert [made.facts.times.days[0], made.facts.times.hours[0]] == shown
    for sort, theirs, ours in (("days", days, shown[0]), ("hours", hours, shown[1])):
        told = f"# FET calls the {sort}: {', '.join(theirs)}."
        assert (told in made.text) is (theirs[0] != ours)
