"""The days of teachers and of pupils.

FET says each of these of one teacher or one set of pupils, and looks at the smallest sets of
pupils, as we do. It knows nothing of home time: what counts it is left out. Most of these FET has
always required.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from timetabler.constraints.end_day import EndDay
from timetabler.constraints.limit_days import LimitDays
from timetabler.constraints.limit_idle_times import LimitIdleTimes
from timetabler.constraints.limit_lessons_per_day import LimitLessonsPerDay
from timetabler.constraints.limit_run import LimitRun
from timetabler.constraints.limit_span import LimitSpan
from timetabler.constraints.rest_overnight import RestOvernight
from timetabler.constraints.scope import LessonsOfEach, Person
from timetabler.constraints.start_early import StartEarly
from timetabler.exporters.fet.activity import Cell
from timetabler.exporters.fet.book import FetBook
from timetabler.exporters.fet.said import CannotSay, FetConstraint, Part, says
from timetabler.models.resources import Course, Teacher
from timetabler.models.school import School
from timetabler.models.strands import Strand
from timetabler.spec.problem import Rule


@says("limit_idle_times")
def idle(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Gaps of a day, or of the week."""
    assert isinstance(rule.constraint, LimitIdleTimes)
    _as_fet_counts(rule, fet, always=True, weekly=rule.constraint.per == "week")
    name = f"MaxGapsPer{rule.constraint.per.title()}"
    people = _with_free_time(rule.constraint.everybody(fet.school), fet.school)
    yield from _each(name, people, fet, ("Max_Gaps", rule.constraint.at_most))


@says("limit_run")
def run(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Hours in a row, of any lessons or of those with a tag."""
    constraint = rule.constraint
    assert isinstance(constraint, LimitRun)
    _as_fet_counts(rule, fet, always=not constraint.once)
    if constraint.unit == "minutes" or len(constraint.tags) > 1:
        raise CannotSay
    most = ("Maximum_Hours_Continuously", constraint.at_most)
    people = constraint.everybody(fet.school)
    if constraint.tags:
        yield from _each_tagged("MaxHoursContinuously", people, fet, constraint.tags[0], most)
    else:
        _without_home_time(people, fet.school)
        yield from _each("MaxHoursContinuously", people, fet, most)


@says("limit_span")
def span(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """From the first hour to the last; of teachers without an exception."""
    constraint = rule.constraint
    assert isinstance(constraint, LimitSpan)
    _as_fet_counts(rule, fet, always=True)
    people = constraint.everybody(fet.school)
    _without_home_time(people, fet.school)
    _by_the_hour(people, fet)
    most: list[Part] = [("Max_Span", constraint.at_most)]
    if not constraint.about_pupils:
        most.append(("Allow_One_Day_Exception_of_Plus_One", False))
    yield from _each("MaxSpanPerDay", people, fet, *most)


@says("rest_overnight")
def night(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """From the last hour of a day to the first of the next."""
    constraint = rule.constraint
    assert isinstance(constraint, RestOvernight)
    _as_fet_counts(rule, fet, always=True)
    people = constraint.everybody(fet.school)
    _without_home_time(people, fet.school)
    _by_the_hour(people, fet)
    least = ("Minimum_Resting_Hours", constraint.at_least)
    yield from _each("MinRestingHours", people, fet, least, ("Circular", constraint.circular))


@says("start_early")
def early(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """A set of pupils whose week is full begins in the first hour anyway."""
    assert isinstance(rule.constraint, StartEarly)
    _as_fet_counts(rule, fet, always=True, weekly=True)
    sets = _with_free_time(rule.constraint.sets(fet.school), fet.school)
    most = ("Max_Beginnings_At_Second_Hour", rule.constraint.at_most)
    yield from _each("EarlyMaxBeginningsAtSecondHour", sets, fet, most)


@says("end_day")
def last(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Of each lesson by itself."""
    constraint = rule.constraint
    assert isinstance(constraint, EndDay)
    _as_fet_counts(rule, fet, always=True)
    for point in rule.points:
        course, _ = point.about
        if any(fet.school.class_[c].homes for c in fet.school.classes_of(course)):
            raise CannotSay
        for lesson in constraint.lessons_of(course, fet.book.timetable):
            activity = ("Activity_Id", fet.of_placement[lesson].id)
            yield FetConstraint("ActivityEndsStudentsDay", (activity,))


@says("limit_days")
def days(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Days with any lesson, or with one in some hours in a row of every day."""
    constraint = rule.constraint
    assert isinstance(constraint, LimitDays)
    _as_fet_counts(rule, fet, always=True, weekly=True)
    people = _whose(constraint, fet.school)
    if constraint.at_least is not None:
        if constraint.times or any(isinstance(p, Strand) for p in people):
            raise CannotSay
        least = ("Minimum_Days_Per_Week", constraint.at_least)
        yield from _each("MinDaysPerWeek", people, fet, least)
    if constraint.at_most is not None:
        most = ("Max_Days_Per_Week", constraint.at_most)
        if constraint.times:
            interval = _interval(fet.met(fet.school.times(constraint.times)) - fet.breaks, fet)
            yield from _each("IntervalMaxDaysPerWeek", people, fet, *interval, most)
        else:
            yield from _each("MaxDaysPerWeek", people, fet, most)


@says("limit_lessons_per_day")
def hours(rule: Rule, fet: FetBook) -> Iterator[FetConstraint]:
    """Hours of a day, of any lessons or of those with a tag."""
    constraint = rule.constraint
    assert isinstance(constraint, LimitLessonsPerDay)
    once = constraint.once and constraint.at_least is None
    _as_fet_counts(rule, fet, always=not once)
    courses = constraint.courses(fet.school)
    if constraint.unit == "lessons" and any(set(c.lengths) != {1} for c in courses):
        raise CannotSay
    (tag, *others) = constraint.tags or ("",)
    if others:
        raise CannotSay
    people = _whose(constraint, fet.school, tag)
    if constraint.at_most is not None:
        most = ("Maximum_Hours_Daily", constraint.at_most)
        yield from _each_tagged("MaxHoursDaily", people, fet, tag, most)
    if constraint.at_least is not None:
        if not constraint.free_days and not _can_have_lessons_every_day(people, fet.school):
            raise CannotSay
        least = ("Minimum_Hours_Daily", constraint.at_least)
        empty = ("Allow_Empty_Days", constraint.free_days)
        yield from _each_tagged("MinHoursDaily", people, fet, tag, least, empty)


def _as_fet_counts(rule: Rule, fet: FetBook, *, always: bool, weekly: bool = False) -> None:
    """Periods are hours; the week is the cycle, where that matters; FET has no wishes of it, if it
    is ``always`` required there."""
    several = weekly and len(fet.school.week.days_by_week) > 1
    if several or not fet.hours.whole or (always and not rule.required):
        raise CannotSay


def _by_the_hour(people: Iterable[Person], fet: FetBook) -> None:
    """Every period of theirs, breaks too, is an hour of FET."""
    rows = (fet.school.row_of(p, d) for p in people for d in range(len(fet.school.week.days)))
    if any(len(fet.hours.of(period)) != 1 for row in rows for period in row):
        raise CannotSay


def _with_free_time(people: Iterable[Person], school: School) -> list[Person]:
    """Without pupils who have no free period: of them the rule asks nothing."""
    found = [who for who in people if isinstance(who, Teacher) or not school.full(who)]
    _without_home_time(found, school)
    return found


def _without_home_time(people: Iterable[Person], school: School) -> None:
    for who in people:
        if isinstance(who, Teacher):
            home = bool(school.home_classes[who.id])
        else:
            home = bool(school.class_[who.class_id].homes)
        if home:
            raise CannotSay


def _whose(constraint: LessonsOfEach, school: School, tag: str = "") -> list[Person]:
    """Whose lessons the rule is about, if it is about all that they have, or all with the tag. FET
    has nothing about classes without their groups."""
    people = []
    for who, courses in constraint.courses_each(school).items():
        if not isinstance(who, Teacher | Strand):
            raise CannotSay
        if set(courses) != {c for c in _courses(who, school) if not tag or tag in c.tags}:
            raise CannotSay
        people.append(who)
    if constraint.teachers and not constraint.per_teacher:
        raise CannotSay
    return people


def _courses(who: Person, school: School) -> tuple[Course, ...]:
    if isinstance(who, Teacher):
        return school.courses_of_teacher[who.id]
    return school.courses_of_strand[who]


def _can_have_lessons_every_day(people: Iterable[Person], school: School) -> bool:
    """Else FET refuses what is asked of every day."""
    every = set(range(len(school.week.days)))
    return all(
        {span.day for course in _courses(who, school) for span in school.spans(course)} == every
        for who in people
    )


def _interval(cells: frozenset[Cell], fet: FetBook) -> Iterator[Part]:
    """The same hours in a row of every day."""
    found = {h for _, h in cells}
    if not found:
        raise CannotSay
    first, after = min(found), max(found) + 1
    if cells != {(d, h) for d, h in fet.cells - fet.breaks if first <= h < after}:
        raise CannotSay
    names = (*fet.hours.names, "")
    yield "Interval_Start_Hour", names[first]
    yield "Interval_End_Hour", names[after]


def _each_tagged(
    name: str, people: Sequence[Person], fet: FetBook, tag: str, *parts: Part
) -> Iterator[FetConstraint]:
    """One constraint for each, about all lessons or those with the tag."""
    if not tag:
        yield from _each(name, people, fet, *parts)
        return
    for sort, named in ((Teacher, "Activity_Tag_Name"), (Strand, "Activity_Tag")):
        some = [who for who in people if isinstance(who, sort)]
        yield from _each(f"ActivityTag{name}", some, fet, (named, fet.names.tag[tag]), *parts)


def _each(
    name: str, people: Iterable[Person], fet: FetBook, *parts: Part
) -> Iterator[FetConstraint]:
    """One constraint for each teacher and set of pupils; for a class, if all its sets are meant."""
    people = list(people)
    meant = {who for who in people if isinstance(who, Strand)}
    strands = fet.school.strands
    classes = dict.fromkeys(who.class_id for who in people if isinstance(who, Strand))
    sets = chain.from_iterable(
        [fet.names.class_[class_id]]
        if meant.issuperset(strands[class_id])
        else [fet.pupils.leaf(s) for s in strands[class_id] if s in meant]
        for class_id in classes
    )
    for who in people:
        if isinstance(who, Teacher):
            teacher = ("Teacher_Name", fet.names.teacher[who.id])
            yield FetConstraint(f"Teacher{name}", (teacher, *parts))
    for one in sets:
        yield FetConstraint(f"StudentsSet{name}", (("Students", one), *parts))
