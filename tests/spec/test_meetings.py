"""Meetings of staff, tags, pupils who are away, and groups without a teacher: read and refused."""

from __future__ import annotations

import pytest

from timetabler.constraints.prefer_times import PreferTimes
from timetabler.models.span import Span
from timetabler.spec.load import load_text

from .small import problems

SCHOOL = """\
school: Tagged
week:
  days: [Mon, Tue]
  timeslots:
    - {id: S1, time: "09:00-10:00"}
    - {id: S2, time: "10:00-11:00"}
    - {id: recess, time: "11:00-11:30", kind: break}
    - {id: S3, time: "11:30-12:30"}
teachers: [ana, pat]
classes:
  - {id: 1A, year: 1, teacher: ana}
  - {id: 1B, year: 1, away: [Tue recess-S3]}
groups:
  - {id: own, classes: [1A]}
  - {id: top, classes: [1B], away: Mon S1}
courses:
  - {subject: Maths, classes: all, tags: [hard, early]}
  - {subject: Craft, groups: top, tags: 1}
  - {subject: Staff, staff_only: true, teacher: ana, also: [pat], lessons: [2]}
constraints:
  - {kind: prefer_times, tags: [early, "1"], times: S1, weight: 100000}
"""
MON, TUE = range(2)


def test_a_meeting_has_staff_and_no_pupils() -> None:
    school = load_text(SCHOOL).school
    meeting = school.course["Staff"]
    assert (meeting.staff_only, meeting.staff) == (True, (("ana",), ("pat",)))
    assert school.classes_of(meeting) == ()
    assert set(school.spans(meeting)) == {Span(MON, 540, 660), Span(TUE, 540, 660)}
    assert not any(c.staff_only for c in school.courses if c is not meeting)


def test_tags_are_words_by_which_rules_speak_of_courses() -> None:
    problem = load_text(SCHOOL)
    assert problem.school.course["1A Maths"].tags == ("hard", "early")
    assert problem.school.course["top Craft"].tags == ("1",)
    (rule,) = (r for r in problem.rules if not r.required)
    assert isinstance(rule.constraint, PreferTimes)
    courses = {course.id for course in rule.constraint.courses(problem.school)}
    assert courses == {"1A Maths", "1B Maths", "top Craft"}


def test_who_is_away_has_no_periods_and_no_lessons_then() -> None:
    school = load_text(SCHOOL).school
    labels = [(p.day, p.slot.id) for p in school.periods("1B")]
    assert labels == [
        *((MON, slot) for slot in ("S1", "S2", "recess", "S3")),
        (TUE, "S1"),
        (TUE, "S2"),
    ]
    assert Span(MON, 540, 600) in school.spans(school.course["1B Maths"])
    assert Span(MON, 540, 600) not in school.spans(school.course["top Craft"])


def test_a_class_without_class_teachers_has_no_home_time() -> None:
    school = load_text(SCHOOL).school
    assert school.home_periods["1B"] == ()
    assert sum(m.minutes for m in school.home_periods["1A"]) == 360


@pytest.mark.parametrize(
    ("course", "code", "said", "hint"),
    [
        ("staff_only: true", "TT215", "a meeting of staff and needs a teacher", ""),
        (
            "staff_only: true, also: [pat]",
            "TT215",
            "needs a teacher or teachers",
            "write one of those under also as teacher",
        ),
        (
            "staff_only: true, teacher: ana, classes: all",
            "TT211",
            "X is for staff only: it cannot have classes",
            "take out classes; or staff_only, if it is a lesson",
        ),
        ("staff_only: true, teacher: ana, years: [1]", "TT211", "cannot have years", ""),
        ("staff_only: true, teacher: ana, groups: top", "TT211", "cannot have groups", ""),
        (
            "staff_only: true, teacher: ana, class_teacher: true",
            "TT211",
            "cannot have class_teacher",
            "",
        ),
        ("staff_only: true, teacher: ana, withdraws_from: [Maths]", "TT225", "only groups", ""),
        ("staff_only: true, teacher: ana, lessons: [3]", "TT216", "in a row for staff", "run is 2"),
        ("tags: [hard]", "TT214", "X is a course for nobody", "staff_only: true for a meeting"),
        ("groups: own", "TT215", "is for groups and needs a teacher", ""),
        ('classes: all, tags: [""]', "TT205", "too few", ""),
    ],
)
def test_a_course_that_cannot_be_is_one_problem(
    course: str, code: str, said: str, hint: str
) -> None:
    line = f"  - {{subject: X, {course}}}\n"
    (problem,) = problems(SCHOOL.replace("constraints:", f"{line}constraints:"))
    assert problem.code == code
    assert course in problem.text
    assert said in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        ("tags: [early,", "tags: [erly,", "TT203", 'did you mean "early"?'),
        ("away: Mon S1", "away: Sun", "TT206", "times: Mon, Tue"),
        ("weight: 100000", "weight: 100001", "TT205", ""),
    ],
)
def test_names_and_times_that_there_are_not(old: str, new: str, code: str, hint: str) -> None:
    (problem,) = problems(SCHOOL.replace(old, new))
    assert problem.code == code
    assert hint in problem.hint
