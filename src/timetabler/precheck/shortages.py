"""The counting arguments about one bottleneck, and the words in which a person can check them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from timetabler.constraints.base import DailyLimits
from timetabler.models.reasons import Shortage
from timetabler.models.resources import ClassGroup, Course, Lock, Source, Teacher
from timetabler.models.school import School
from timetabler.models.span import Span
from timetabler.models.wording import plural, words
from timetabler.precheck.bottlenecks import Bottleneck
from timetabler.precheck.flow import SINK, SOURCE, Flow
from timetabler.spec.problem import Problem, Rule


def shortages(
    problem: Problem,
    need: Bottleneck,
    places: dict[str, tuple[Span, ...]],
    all_limits: Mapping[Rule, DailyLimits],
    given: Sequence[Rule | Lock] = (),
) -> tuple[Shortage, ...]:
    """Shortages of one bottleneck: first by lessons and times, else by minutes.

    ``given`` has closed some places, and without any of it there is no shortage.
    """
    school = problem.school
    if not need.courses:
        return ()
    cells = _cells(places[c.id] for c in need.courses)
    limits = _limits(all_limits, need)
    day_limit = {
        day: min((_on_day(limit, day, school) for limit in limits.values()), default=_MANY)
        for day in range(len(school.week.days))
    }
    flow = Flow()
    asked = 0
    for course in need.courses:
        lessons = len(school.lessons(course))
        asked += lessons
        flow.edge(SOURCE, course, lessons)
        mine: dict[Span, int] = defaultdict(int)
        for span in places[course.id]:
            mine[cells[span]] += 1
        for cell, ways in mine.items():
            flow.edge(course, cell, ways)
    inside: dict[Span, list[Span]] = defaultdict(list)
    for span, cell in cells.items():
        inside[cell].append(span)
    capacity = {cell: need.most(spans) for cell, spans in inside.items()}
    for cell, most in capacity.items():
        flow.edge(cell, cell.day, most)
    for day, most in day_limit.items():
        flow.edge(day, SINK, most)
    if flow.run() < asked:
        return (_argument(problem, need, flow, capacity, day_limit, tuple(limits), given),)
    minutes_asked = sum(_minutes(school, c) for c in need.courses)
    minutes_there = sum(
        m.minutes * need.most([m]) for m in school.moments if any(m.inside(cell) for cell in inside)
    )
    if minutes_asked <= minutes_there:
        return ()
    message = (
        f"{need.name}: {minutes_asked} minutes a {school.week.word} are asked for, "
        f"but there are only {minutes_there} ({need.words}{_given(given, school)})"
    )
    behind = _behind(given, need.courses, school)
    return (Shortage(message, written([*(c.source for c in need.courses), *need.facts, *behind])),)


def _given(given: Iterable[Rule | Lock], school: School) -> str:
    """The rules and locks that an argument rests on, in words."""
    titles = [f'"{by.title}"' if isinstance(by, Rule) else _locked(by, school) for by in given]
    return f", given {words(titles)}" if titles else ""


def _locked(lock: Lock, school: School) -> str:
    """``Assembly (45 classes) on Fri S5``."""
    first = school.classes_of(school.course[lock.course])[0]
    when = "" if lock.span is None else f" on {school.week.label(lock.span, first)}"
    return f"{lock.course}{when}"


def _behind(
    given: Iterable[Rule | Lock], courses: Iterable[Course], school: School
) -> Iterator[Source]:
    """Where these are written; of rules that always hold, the facts they are about."""
    for by in given:
        yield by.source
    if all(by.source.line for by in given):
        return
    for course in courses:
        yield from (school.teacher[t].source for pool in course.staff for t in pool)
        yield from (school.room[r].source for r in school.rooms_for(course))
        yield from (lock.source for lock in school.locks if lock.course == course.id)


def _minutes(school: School, course: Course) -> int:
    """The least minutes that the lessons of a course take in the whole cycle."""
    lessons = school.lessons(course)
    if course.minutes is not None:
        return course.minutes * len(lessons)
    return sum(
        min((span.minutes for span in school.places(course, length)), default=0)
        for length in lessons
    )


def _cells(places: Iterable[Iterable[Span]]) -> dict[Span, Span]:
    """Each place -> its cell: places that overlap, directly or by others, share one."""
    spans = sorted({s for some in places for s in some})
    result: dict[Span, Span] = {}
    group: list[Span] = []
    hull: Span | None = None
    for span in [*spans, None]:
        if hull is not None and (span is None or not span.meets(hull)):
            result.update(dict.fromkeys(group, hull))
            group, hull = [], None
        if span is not None:
            group.append(span)
            hull = span if hull is None else Span(span.day, hull.start, max(hull.end, span.end))
    return result


def _limits(
    limits: Mapping[Rule, DailyLimits], need: Bottleneck
) -> dict[Rule, dict[Teacher | ClassGroup, int]]:
    """Required daily limits that everybody in the bottleneck has for all of its lessons."""
    people: tuple[Teacher | ClassGroup, ...] = need.people
    if need.class_:
        people = (need.class_,)
    courses = frozenset(need.courses)
    return {
        rule: {who: of[who][0] for who in people}
        for rule, of in limits.items()
        if people and all(who in of and courses <= of[who][1] for who in people)
    }


_MANY = 10**6


def _on_day(limits: dict[Teacher | ClassGroup, int], day: int, school: School) -> int:
    return sum(
        limit
        for who, limit in limits.items()
        if not isinstance(who, Teacher) or day in school.days_on_site(who)
    )


def _argument(
    problem: Problem,
    need: Bottleneck,
    flow: Flow,
    capacity: dict[Span, int],
    day_limit: dict[int, int],
    limits: tuple[Rule, ...],
    given: Sequence[Rule | Lock],
) -> Shortage:
    """The smallest cut in words, with the lines that it follows from."""
    school = problem.school
    reached = flow.reached()
    courses = [c for c in need.courses if c in reached]
    asked = sum(len(school.lessons(c)) for c in courses)
    by_times: dict[int, int] = defaultdict(int)
    for cell in sorted(capacity):
        # a time is cut behind it (all who are there are taken) or, for one course, before it
        before = sum(flow.capacity(course, cell) for course in courses)
        by_times[cell.day] += capacity[cell] if cell in reached else before
    used_limit = False
    parts = []
    for day in sorted(by_times):
        if day in reached and day_limit[day] < by_times[day]:
            by_times[day] = day_limit[day]
            used_limit = True
        if by_times[day]:
            parts.append(f"{school.week.days[day]} {by_times[day]}")
    total = sum(by_times.values())
    fit = f"at most {total} fit: {' + '.join(parts)}" if total else "there is no time for any"
    what = _about(courses, school)
    verb = "is" if asked == 1 else "are"
    message = (
        f"{need.name}: {plural(asked, 'lesson')} a {school.week.word} {verb} asked for ({what}), "
        f"but {fit} ({need.words}{_given(given, school)}"
        f"{', and the daily limits' if used_limit else ''})"
    )
    sources = [*(c.source for c in courses), *need.facts, *_behind(given, courses, school)]
    if used_limit:
        sources += [rule.source for rule in limits]
    return Shortage(message, written(sources))


def _about(courses: Sequence[Course], school: School) -> str:
    if len(courses) <= 3:
        return words(c.id for c in courses)
    subjects = list(dict.fromkeys(c.subject for c in courses))
    classes = dict.fromkeys(c for course in courses for c in school.classes_of(course))
    return f"{words(subjects[:4])}{' ...' if len(subjects) > 4 else ''} of {len(classes)} classes"


def written(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The places of the file among some sources, in order; nobody wrote what always holds."""
    return tuple(sorted({s for s in sources if s.line}))
