"""Counting before any search: is more asked for than there is?

Every argument is a cut of a small flow network, so it can be checked by adding up: lessons flow
from courses to the times that are open to them, from times to days, and out of days. What a time
lets through is how many teachers, rooms or classes are there; what a day lets through is the daily
limits of the people. If not all lessons get through, the smallest cut names the courses, the times
and the days that are short, and its sum is the arithmetic that a person can check.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from timetabler.constraints.base import DailyLimits
from timetabler.models.findings import Shortage
from timetabler.models.resources import ClassGroup, Course, Room, Source, Teacher
from timetabler.models.school import School
from timetabler.models.week import Span, touches
from timetabler.models.wording import plural, words
from timetabler.spec.problem import Problem, Rule


def precheck(problem: Problem) -> tuple[Shortage, ...]:
    """Every counting argument that no timetable exists; empty if none was found.

    Counting takes for granted what always holds: it is silent where a school has weakened that.
    """
    if any(r.constraint.standing and not r.required for r in problem.rules):
        return ()
    found: dict[str, Shortage] = {}
    for rule in problem.rules:
        if rule.required:
            for shortage in rule.constraint.shortage(problem.school):
                sources = (rule.source, *shortage.sources)
                found[shortage.message] = Shortage(shortage.message, _written(sources))
    places = open_places(problem)
    limits = {r: r.constraint.daily_limits(problem.school) for r in problem.rules if r.required}
    for bottleneck in _bottlenecks(problem.school):
        for message, sources in _short(problem, bottleneck, places, limits):
            found.setdefault(message, Shortage(message, sources))
    return _plainest(found.values())


def open_places(problem: Problem) -> dict[str, tuple[Span, ...]]:
    """course -> where a lesson of it can be at all, given locks, absences and unary rules."""
    school = problem.school
    locked: dict[str, list[tuple[Course, Span]]] = defaultdict(list)
    for lock in school.locks:
        if lock.span is not None:
            course = school.course[lock.course]
            for class_id in course.classes:
                locked[class_id].append((course, lock.span))
    forbidden = {
        place for r in problem.rules if r.required for place in r.constraint.forbidden(school)
    }
    result: dict[str, tuple[Span, ...]] = {}
    for course in school.courses:
        taken = [s for c in school.classes_of(course) for k, s in locked[c] if k is not course]
        result[course.id] = tuple(
            span
            for span in school.spans(course)
            if (course, span) not in forbidden and not touches(taken, span)
        )
    return result


@dataclass(frozen=True)
class _Bottleneck:
    """Something that several courses need, and how many lessons it takes at a time."""

    name: str
    courses: tuple[Course, ...]
    people: tuple[Teacher, ...] = ()
    rooms: tuple[Room, ...] = ()
    class_: ClassGroup | None = None

    def capacity(self, span: Span) -> int:
        """How many of the lessons can run during the span."""
        limits = []
        if self.people:
            limits.append(sum(t.here(span) for t in self.people))
        if self.rooms:
            limits.append(sum(r.classes for r in self.rooms if r.here(span)))
        if self.class_:
            limits.append(1)
        return min(limits)

    @property
    def facts(self) -> Iterator[Source]:
        """Where the people and rooms are written."""
        yield from (t.source for t in self.people)
        yield from (r.source for r in self.rooms)

    @property
    def words(self) -> str:
        """What there is, in words."""
        parts = []
        if self.people:
            parts.append(f"{_noun(self.people, 'teacher')} {words(t.id for t in self.people)}")
        if self.rooms:
            parts.append(f"{_noun(self.rooms, 'room')} {words(r.id for r in self.rooms)}")
        if self.class_:
            parts.append(f"class {self.class_.id}")
        return ", ".join(parts)


def _noun(things: Sequence[object], noun: str) -> str:
    return noun if len(things) == 1 else f"{noun}s"


def _bottlenecks(school: School) -> Iterator[_Bottleneck]:
    for class_ in school.classes:
        courses = school.courses_of_class[class_.id]
        yield _Bottleneck(class_.name, courses, class_=class_)
    pools = {frozenset([t.id]) for t in school.teachers}.union(school.pools)
    for pool in sorted(pools, key=lambda p: (len(p), sorted(p))):
        courses = tuple(
            c for c in school.courses if any(pool.issuperset(names) for names in c.staff)
        )
        people = tuple(school.teacher[t] for t in sorted(pool))
        yield _Bottleneck(words(t.name for t in people), courses, people)
    room_sets = {frozenset(c.rooms) for c in school.courses if c.rooms}
    for rooms in sorted(room_sets, key=lambda r: (len(r), sorted(r))):
        courses = tuple(c for c in school.courses if c.rooms and rooms.issuperset(c.rooms))
        places = tuple(school.room[r] for r in sorted(rooms))
        yield _Bottleneck(words(r.name for r in places), courses, rooms=places)
    for subject in school.specialist_subjects:
        courses = tuple(c for c in school.courses_in(subject) if not c.home and c.rooms)
        teachers = dict.fromkeys(t for c in courses for t in c.staff[0])
        halls = dict.fromkeys(r for c in courses for r in c.rooms)
        people = tuple(school.teacher[t] for t in teachers)
        places = tuple(school.room[r] for r in halls)
        yield _Bottleneck(subject, courses, people, places)


def _short(
    problem: Problem,
    need: _Bottleneck,
    places: dict[str, tuple[Span, ...]],
    all_limits: Mapping[Rule, DailyLimits],
) -> Iterator[tuple[str, tuple[Source, ...]]]:
    """Shortages of one bottleneck: first by lessons and times, else by minutes."""
    school = problem.school
    if not need.courses:
        return
    cells = _cells(places[c.id] for c in need.courses)
    limits = _limits(all_limits, need)
    day_limit = {
        day: min((_on_day(limit, day, school) for limit in limits.values()), default=_MANY)
        for day in range(len(school.week.days))
    }
    flow = _Flow()
    asked = 0
    for course in need.courses:
        lessons = len(course.lengths)
        asked += lessons
        flow.edge(_SOURCE, course, lessons)
        mine: dict[Span, int] = defaultdict(int)
        for span in places[course.id]:
            mine[cells[span]] += 1
        for cell, ways in mine.items():
            flow.edge(course, cell, ways)
    inside: dict[Span, list[Span]] = defaultdict(list)
    for span, cell in cells.items():
        inside[cell].append(span)
    capacity = {cell: _most(spans, need) for cell, spans in inside.items()}
    for cell, most in capacity.items():
        flow.edge(cell, cell.day, most)
    for day, most in day_limit.items():
        flow.edge(day, _SINK, most)
    if flow.run() < asked:
        yield _argument(problem, need, flow, capacity, day_limit, tuple(limits))
        return
    minutes_asked = sum(_minutes(school, c) for c in need.courses)
    minutes_there = sum(
        m.minutes * need.capacity(m)
        for m in school.moments
        if any(m.inside(cell) for cell in inside)
    )
    if minutes_asked > minutes_there:
        message = (
            f"{need.name}: {minutes_asked} minutes a week are asked for, "
            f"but there are only {minutes_there} ({need.words})"
        )
        yield message, _written([*(c.source for c in need.courses), *need.facts])


def _minutes(school: School, course: Course) -> int:
    """The least minutes that the lessons of a course take."""
    if course.minutes is not None:
        return course.minutes * len(course.lengths)
    return sum(
        min((span.minutes for span in school.places(course, length)), default=0)
        for length in course.lengths
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


def _most(spans: Collection[Span], need: _Bottleneck) -> int:
    """The most lessons of the bottleneck within one cell: what each person or room can take."""
    limits = []
    if need.people:
        limits.append(sum(_disjoint(s for s in spans if t.here(s)) for t in need.people))
    if need.rooms:
        limits.append(sum(r.classes * _disjoint(s for s in spans if r.here(s)) for r in need.rooms))
    if need.class_:
        limits.append(_disjoint(spans))
    return min(limits)


def _disjoint(spans: Iterable[Span]) -> int:
    """The most spans of which no two overlap: always take the one that ends first."""
    total = 0
    free_from = 0
    for span in sorted(spans, key=lambda s: s.end):
        if span.start >= free_from:
            total += 1
            free_from = span.end
    return total


def _limits(
    limits: Mapping[Rule, DailyLimits], need: _Bottleneck
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
    need: _Bottleneck,
    flow: _Flow,
    capacity: dict[Span, int],
    day_limit: dict[int, int],
    limits: tuple[Rule, ...],
) -> tuple[str, tuple[Source, ...]]:
    """The smallest cut in words, with the lines that it follows from."""
    school = problem.school
    reached = flow.reached()
    courses = [c for c in need.courses if c in reached]
    asked = sum(len(c.lengths) for c in courses)
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
    sums = " + ".join(parts) or "0"
    what = _about(courses, school)
    verb = "is" if asked == 1 else "are"
    message = (
        f"{need.name}: {plural(asked, 'lesson')} a week {verb} asked for ({what}), "
        f"but at most {total} fit: {sums} ({need.words}"
        f"{', and the daily limits' if used_limit else ''})"
    )
    sources = [*(c.source for c in courses), *need.facts]
    if used_limit:
        sources += [rule.source for rule in limits]
    return message, _written(sources)


def _about(courses: Sequence[Course], school: School) -> str:
    if len(courses) <= 3:
        return words(c.id for c in courses)
    subjects = list(dict.fromkeys(c.subject for c in courses))
    classes = dict.fromkeys(c for course in courses for c in school.classes_of(course))
    return f"{words(subjects[:4])}{' ...' if len(subjects) > 4 else ''} of {len(classes)} classes"


def _written(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple(sorted({s for s in sources if s.line}))


def _plainest(found: Collection[Shortage]) -> tuple[Shortage, ...]:
    """Shortest first; of arguments from the same lines, only the first."""
    seen: set[tuple[Source, ...]] = set()
    result = []
    for shortage in sorted(found, key=lambda s: (len(s.sources), len(s.message), s.message)):
        if shortage.sources not in seen or not shortage.sources:
            seen.add(shortage.sources)
            result.append(shortage)
    return tuple(result)


_SOURCE, _SINK = "source", "sink"


class _Flow:
    """Maximum flow by shortest augmenting paths (Edmonds and Karp, 1972): the nets are tiny."""

    def __init__(self) -> None:
        self._left: dict[object, dict[object, int]] = defaultdict(lambda: defaultdict(int))
        self._edges: dict[object, dict[object, int]] = defaultdict(lambda: defaultdict(int))

    def edge(self, a: object, b: object, capacity: int) -> None:
        """Adds capacity from one node to another."""
        self._left[a][b] += capacity
        self._left[b][a] += 0
        self._edges[a][b] += capacity

    def run(self) -> int:
        """Sends as much as possible from source to sink."""
        total = 0
        while path := self._path():
            amount = min(self._left[a][b] for a, b in path)
            for a, b in path:
                self._left[a][b] -= amount
                self._left[b][a] += amount
            total += amount
        return total

    def _search(self) -> dict[object, object]:
        came: dict[object, object] = {_SOURCE: None}
        queue: deque[object] = deque([_SOURCE])
        while queue and _SINK not in came:
            node = queue.popleft()
            for other, left in self._left[node].items():
                if left > 0 and other not in came:
                    came[other] = node
                    queue.append(other)
        return came

    def _path(self) -> list[tuple[object, object]]:
        came = self._search()
        if _SINK not in came:
            return []
        path = []
        node: object = _SINK
        while node != _SOURCE:
            path.append((came[node], node))
            node = came[node]
        return path

    def reached(self) -> set[object]:
        """After run: the source side of a smallest cut."""
        return set(self._search())

    def capacity(self, a: object, b: object) -> int:
        """The capacity from one node to another; 0 if there is no edge."""
        return self._edges[a].get(b, 0)
