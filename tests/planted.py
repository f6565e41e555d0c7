"""Planted schools: first a timetable, then a school and rules that it satisfies.

So every draw is feasible, with a cost that the best timetable cannot exceed, at sizes that no brute
force could settle.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from constraints.world import bells, written
from timetabler.models.facts import Team
from timetabler.models.resources import NOWHERE, ClassGroup, Course, Room, Teacher
from timetabler.models.school import School
from timetabler.models.span import MIDNIGHT, Span
from timetabler.models.timetable import Placement, Timetable
from timetabler.models.week import Week
from timetabler.spec.problem import Problem, build
from timetabler.verify import verify

a_few = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),  # to shrink a failure takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)
"""For tests that take long with every draw."""

SUBJECTS = ("PE", "Art", "Music", "Italian")
Lessons: TypeAlias = dict[tuple[str, str], list[Span]]
"""(class, subject) -> when."""


class Planted:
    """A problem and a timetable that is valid for it."""

    def __init__(
        self, timetable: Timetable, rules: tuple[dict[str, Any], ...], lessons: Lessons
    ) -> None:
        self.problem = _problem(timetable.school, rules)
        self.timetable = timetable
        self._shown = f"Planted({lessons}, {rules})"

    def __repr__(self) -> str:
        return self._shown


@st.composite
def planted(draw: st.DrawFn) -> Planted:
    """A school of up to six classes and four specialists."""
    days = draw(st.sampled_from(("Mon", "Mon Tue Wed", "Mon Tue Wed Thu Fri"))).split()
    slots = bells(draw(st.sampled_from(("S1 S2 | S3", "S1 . S2 | S3 S4", "S1 S2 S3 (S4)"))))
    cells = [Span(d, s.start, s.end) for d in range(len(days)) for s in slots if s.kind == "lesson"]
    classes = [f"{n % 3 + 1}{'AB'[n // 3]}" for n in range(draw(st.integers(2, 6)))]
    free = {who: set(cells) for who in (*classes, *SUBJECTS, "nobody")}
    lessons: Lessons = {}
    places = st.tuples(*map(st.sampled_from, (classes, SUBJECTS, cells)))
    for class_id, subject, span in draw(st.lists(places, min_size=5, max_size=40)):
        if span in free[class_id] & free[subject]:
            lessons.setdefault((class_id, subject), []).append(span)
            free[class_id].discard(span)
            free[subject].discard(span)
    school = _school(draw, Week(tuple(days), slots), lessons, free, classes)
    timetable = Timetable(
        school,
        (
            Placement(c, span, c.rooms[0] if c.rooms else None, tuple(p[0] for p in c.staff))
            for c in school.courses
            for span in lessons[c.classes[0], c.subject]
        ),
    )
    wishes = draw(st.lists(st.sampled_from(_WISHES), min_size=2, max_size=6, unique_by=str))
    rules = tuple(_rule(wish, draw(st.integers(1, 9)), timetable) for wish in wishes)
    return Planted(timetable, rules, lessons)


_WISHES: tuple[dict[str, Any], ...] = (
    {"kind": "spread_lessons"},
    {"kind": "prefer_times", "not_times": ["Mon"]},
    {"kind": "prefer_times", "subjects": ["PE"], "times": ["S1", "S2"]},
    {"kind": "limit_lessons_per_day", "classes": ["all"], "at_most": 1},
    {"kind": "limit_days", "teachers": ["specialists"], "at_most": 2},
    {"kind": "limit_busy_times", "teachers": ["specialists"], "at_most": 120, "per": "day"},
    {"kind": "limit_idle_times", "teachers": ["specialists"]},
    {"kind": "limit_run", "teachers": ["specialists"], "at_most": 1},
    {"kind": "common_release", "periods": 1},
    {"kind": "common_free", "teachers": ["specialists"]},
    {"kind": "lunch_break", "teachers": ["specialists"], "times": ["S2", "S3"]},
    {"kind": "same_year_in_a_row"},
    {"kind": "release_time", "minutes": 120},
)


def _school(
    draw: st.DrawFn, week: Week, lessons: Lessons, free: dict[str, set[Span]], classes: list[str]
) -> School:
    """The facts behind the lessons: who gives them, and who is away when nothing is planted."""
    whole_days = [Span(day, 0, MIDNIGHT) for day in range(len(week.days))]
    cells = free["nobody"]
    specialists = []
    for subject in SUBJECTS:
        idle = [d for d in whole_days if all(c in free[subject] for c in cells if c.day == d.day)]
        away = draw(st.lists(st.sampled_from(idle), unique=True, max_size=2)) if idle else []
        specialists.append(Teacher(subject.lower(), subject, away=tuple(sorted(away))))
    home = [Teacher(f"t{c}", f"Teacher of {c}") for c in classes]
    pool = ("music", "art") if draw(st.booleans()) else ("music",)
    courses = [
        Course(
            id=f"{class_id} {subject}",
            subject=subject,
            classes=(class_id,),
            staff=(pool if subject == "Music" else (subject.lower(),),),
            lengths=(1,) * len(spans),
            rooms=("hall",) if subject == "PE" else (),
        )
        for (class_id, subject), spans in lessons.items()
    ]
    years = dict.fromkeys(c[0] for c in classes)
    return School(
        name="Planted",
        week=week,
        teachers=(*specialists, *home),
        rooms=(Room("hall", "Hall"),),
        classes=tuple(
            ClassGroup(c, c, (c[0],), homes=((f"t{c}", tuple(whole_days)),)) for c in classes
        ),
        teams=tuple(Team(y, tuple(c for c in classes if c[0] == y)) for y in years),
        courses=tuple(courses),
    )


def _problem(school: School, rules: Iterable[dict[str, Any]]) -> Problem:
    return build(school, [(written(rule), NOWHERE) for rule in rules])


def _rule(wish: dict[str, Any], weight: int, timetable: Timetable) -> dict[str, Any]:
    """The wish as a required rule if the timetable meets it, else with a weight."""
    (result, *_) = verify(_problem(timetable.school, [wish]), timetable).results
    return {**wish, "required": True} if result.met else {**wish, "weight": weight}
